"""What comes back each day: reminders of dues, drafts that nobody touches."""

from datetime import timedelta

from django.utils.timezone import localdate

from maillage.billing.models import Charge
from maillage.core.money import Money
from maillage.members import emails
from maillage.members.actions import forget_drafts
from maillage.members.models import Member
from maillage.members.queries import SOURCE
from maillage.network import current

KEPT_DAYS = 30
LATE_BY = 7  # a job that did not run for a week still sends; an older reminder would only surprise


def remind_dues() -> int:
    """Send the reminders whose day has come; each leaves once, whatever restarts. Returns how many left."""
    if not current.exists():
        return 0
    today, reminders, count = localdate(), current.profile().fees.reminders, 0
    plan = [("before", days, today + timedelta(days=days)) for days in reminders.days_before]
    plan += [("after", days, today - timedelta(days=days)) for days in reminders.days_after]
    for when, days, due in plan:
        charges = Charge.objects.open().filter(source__startswith=SOURCE, issued_on__lt=today)
        charges = charges.filter(due_on__lte=due, due_on__gt=due - timedelta(days=LATE_BY))
        if when == "before":
            charges = charges.filter(due_on__gt=today)
        for charge in charges.select_related("invoice"):
            count += remind(charge, f"{when}:{days}", late=when == "after")
    return count


def remind(charge: Charge, when: str, *, late: bool) -> int:
    member = Member.objects.filter(organisation=charge.organisation_id, person=charge.person_id).first()
    if member is None:
        return 0
    balance = Money(charge.balance, charge.currency)  # type: ignore[attr-defined]
    return emails.dues_reminder(member, charge, balance, f"{charge.source}:{when}", late)


def purge_drafts() -> int:
    """Forget the drafts of applications that were begun thirty days ago and never sent."""
    return forget_drafts(before=localdate() - timedelta(days=KEPT_DAYS))
