"""Links by which someone without an account writes one report: signed, ended, taken back."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.timezone import localdate, make_aware, now

from maillage.audit import journal
from maillage.core.asked import row_number
from maillage.core.text import clean
from maillage.fieldwork import emails
from maillage.fieldwork.actions.common import refuse
from maillage.fieldwork.links import SALT
from maillage.fieldwork.models import PartnerReport, ReportLink

MOST = 10
LASTS = 60  # days after the report is due, or after today
KEPT_DAYS = 60


def find(code: str) -> ReportLink | None:
    """The link of an address, whether or not it still opens anything."""
    try:
        number = row_number(signing.Signer(salt=SALT, sep="~").unsign(code))
    except signing.BadSignature:
        return None
    rows = ReportLink.objects.select_related("report__project", "report__organisation")
    return rows.filter(pk=number).first()


@transaction.atomic
def make_link(*, report: PartnerReport, label: str, email: str = "", by: Any) -> ReportLink:
    """Entrust one report; with an address, the link leaves by mail."""
    if ReportLink.objects.usable().filter(report=report).count() >= MOST:
        raise refuse("too_many_links", most=MOST)
    last = max(report.due_on, localdate()) + timedelta(days=LASTS)
    link = ReportLink(report=report, label=clean(label)[:80], email=email.strip(), made_by=by,
                      ends_at=make_aware(datetime.combine(last, time())))  # fmt: skip
    link.full_clean(exclude=["report"])
    link.save()
    journal.record("report_link.made", link, by=by, label="", changes={"report": [None, report.pk]})
    emails.entrusted(link)
    return link


@transaction.atomic
def revoke_link(*, link: ReportLink, by: Any) -> ReportLink:
    """From now it opens nothing. Done twice, it changes nothing."""
    link = ReportLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = now()
        link.save(update_fields=["revoked_at"])
        journal.record("report_link.revoked", link, by=by, label="", changes={"report": [link.report_id, None]})
    return link


def forget_links(at: datetime) -> int:
    """Long after a report, who wrote it with a link is nobody's business."""
    old = ReportLink.objects.filter(ends_at__lt=at - timedelta(days=KEPT_DAYS))
    return old.exclude(label="", email="", made_by=None).update(label="", email="", made_by=None)
