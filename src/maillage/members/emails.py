"""What membership writes to people: one function for each letter, in the language of who reads it."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.core.money import Money
from maillage.core.public import link
from maillage.members.enums import ApplicationState
from maillage.members.models import Application, ApplicationStep, Delegation, Member, MembershipPeriod, Sponsor
from maillage.messages.outbox import remind_once, send_letter
from maillage.network import current
from maillage.organisations.models import Organisation

PURPOSE = "members"
SILENT = {ApplicationState.DRAFT, ApplicationState.WITHDRAWN}


def recipients(member: Member, on: date | None = None) -> list[tuple[str, str]]:
    """(address, language) of those who speak for a member: its delegates, else the organisation; or the person."""
    if member.person:
        return [(member.person.email, member.person.language)]
    rows = Delegation.objects.on(on).filter(member=member, person__erased_at=None).select_related("person")
    found = {row.person.email: row.person.language for row in rows if row.person.email}
    assert member.organisation is not None
    return list(found.items()) or [(member.organisation.email, current.profile().language.code)]


def application_kept(application: Application) -> None:
    """The private link by which a draft is found again."""
    send_letter(
        "members/letters/application_kept.txt", to=application.contact_email, language=application.language,
        context={"application": application, "link": link("members:follow", application.token)},
        purpose="members.application", key=f"application:{application.pk}:kept", about=application,
    )  # fmt: skip


def application_moved(step: ApplicationStep) -> None:
    """Tell the applicant where the application stands; ask its sponsors when it is sent."""
    application = step.application
    if step.state == ApplicationState.SUBMITTED:
        for sponsor in application.sponsors.filter(confirmed_at=None, declined_at=None):
            sponsor_asked(sponsor)
    if step.state in SILENT:
        return
    category = current.profile().category(application.category)
    send_letter(
        "members/letters/application.txt", to=application.contact_email, language=application.language,
        context={"application": application, "state": str(step.state), "word": step.word,
                 "category": category.name.text(application.language),
                 "link": link("members:follow", application.token)},
        purpose="members.application", key=f"application:step:{step.pk}", about=application,
    )  # fmt: skip


def sponsor_asked(sponsor: Sponsor) -> None:
    """Ask the delegates of a member whether it supports an application."""
    for to, language in recipients(sponsor.member):
        send_letter(
            "members/letters/sponsor.txt", to=to, language=language, purpose="members.sponsor",
            context={"application": sponsor.application, "member": sponsor.member, "link": link("members:mine")},
            key=f"sponsor:{sponsor.pk}:{to}", about=sponsor.application,
        )  # fmt: skip


def member_welcomed(period: MembershipPeriod) -> None:
    """Welcome a member: its number, its category, where its card is."""
    member = period.member
    for to, language in recipients(member, period.started_on):
        with override(language):
            category = current.profile().category(period.category).name.text(language)
        send_letter(
            "members/letters/welcome.txt", to=to, language=language, purpose=PURPOSE, about=member,
            context={"member": member, "category": category, "started_on": period.started_on,
                     "link": link("members:mine")},
            key=f"member:{member.pk}:welcome:{period.pk}:{to}",
        )  # fmt: skip


def dues_established(dues: Any, invoice: Any = None) -> None:
    """Tell a member what it owes for a year, with its invoice when there is one."""
    charges = list(dues.charges.filter(cancelled_on=None).order_by("due_on"))
    attached = [f"invoice:{invoice.pk}"] if invoice is not None else []
    for to, language in recipients(dues.member):
        lines = [{"due_on": c.due_on, "amount": c.money.format(language)} for c in charges]
        send_letter(
            "members/letters/dues.txt", to=to, language=language, purpose="billing.dues", about=dues.member,
            context={"member": dues.member, "year": dues.fiscal_year, "lines": lines,
                     "amount": Money(dues.amount, dues.currency).format(language),
                     "reference": invoice.reference if invoice is not None else "", "link": link("members:mine")},
            key=f"dues:{dues.pk}:established:{to}", attachments=attached,
        )  # fmt: skip


def dues_reminder(member: Member, charge: Any, balance: Money, key: str, late: bool) -> int:
    """Remind what is due or late; each reminder leaves once, whatever restarts. Returns how many left."""
    count = 0
    attached = [f"invoice:{charge.invoice_id}"] if charge.invoice_id else []
    for to, language in recipients(member):
        with override(language):
            label = _("Cotisation %(year)s") % {"year": charge.fiscal_year}
            due_on = date_format(charge.due_on)
        count += remind_once(
            key=f"{key}:{to}", template="members/letters/reminder.txt", to=to, language=language,
            purpose="reminder.dues", about=member, attachments=attached,
            context={"member": member, "label": label, "due_on": due_on, "late": late,
                     "amount": balance.format(language), "link": link("members:mine"),
                     "reference": charge.invoice.reference if charge.invoice_id else ""},
        )  # fmt: skip
    return count


def delegate_proposed(delegation: Delegation) -> None:
    """Tell the team that a member named someone to speak for it."""
    holder = delegation.member.organisation
    if not isinstance(holder, Organisation) or not current.profile().contact.email:
        return
    send_letter(
        "members/letters/delegate.txt", to=current.profile().contact.email, purpose="members.delegate",
        language=current.profile().language.code, about=delegation.member,
        context={"delegation": delegation, "member": delegation.member,
                 "link": link("members:detail", delegation.member_id)},
        key=f"delegation:{delegation.pk}:told",
    )  # fmt: skip
