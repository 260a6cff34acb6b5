"""What is written to partners: a report to write, late, returned, approved, a link. Each once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from maillage.accounts.models import User
from maillage.core.public import link
from maillage.fieldwork import links
from maillage.fieldwork.models import PartnerReport, ReportLink
from maillage.messages.outbox import remind_once, send_letter
from maillage.organisations.models import Link

PURPOSE = "projects.report"
Reader = tuple[str, str, str]  # address, language, the page it opens


def keepers(report: PartnerReport) -> Iterable[User]:
    """Those who keep the partner's page, and have an account."""
    people = Link.objects.current().filter(from_organisation=report.organisation_id, keeps_page=True, is_reverse=False)
    return User.objects.filter(pk__in=people.values("to_person__user"), is_active=True).order_by("pk")


def readers(report: PartnerReport) -> list[Reader]:
    """Each address once: those with an account to its page, the others to their link."""
    page = link("fieldwork:write", report.pk)
    found = {one.email.casefold(): (one.email, one.language, page) for one in keepers(report)}
    usable = ReportLink.objects.usable().filter(~Q(email=""), report=report)
    for one in usable:
        found.setdefault(one.email.casefold(), (one.email, report.language, links.url_of(one)))
    return list(found.values())


def told(report: PartnerReport, name: str, key: str, **context: Any) -> int:
    """One letter to each reader; returns how many left."""
    sent = 0
    for address, language, page in readers(report):
        sent += remind_once(
            key=f"fieldwork:{name}:{report.pk}:{key}:{address.casefold()}", template=f"fieldwork/letters/{name}.txt", to=address,
            language=language, purpose=PURPOSE, about=report,
            context={"report": report, "project": report.project, "link": page, **context},
        )  # fmt: skip
    return sent


def to_write(report: PartnerReport) -> int:
    return told(report, "to_write", "1")


def late(report: PartnerReport) -> int:
    return told(report, "late", "1")


def returned(report: PartnerReport) -> int:
    return told(report, "returned", str(report.version), note=report.return_note)


def approved(report: PartnerReport) -> int:
    return told(report, "approved", str(report.version))


def entrusted(one: ReportLink) -> None:
    """The link, to whom it was made for."""
    if one.email:
        report = one.report
        send_letter("fieldwork/letters/entrusted.txt", to=one.email, language=report.language, purpose=PURPOSE, about=report,
                    key=f"fieldwork:link:{one.pk}", context={"report": report, "project": report.project,
                                                            "until": one.ends_at, "link": links.url_of(one)})  # fmt: skip
