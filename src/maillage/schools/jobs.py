"""What comes back: reminders before a class, classes that are over, teachers forgotten after their school year."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now

from maillage.network import current
from maillage.schools import actions, emails
from maillage.schools.enums import RequestState
from maillage.schools.models import SchoolRequest, Visit

BEFORE = timedelta(days=4)


def remind() -> int:
    """To the teacher and the facilitators, some days before; each leaves once, whatever runs twice."""
    if not current.exists():
        return 0
    rows = Visit.objects.filter(
        request__state=RequestState.CONFIRMED, starts_at__gt=now(), starts_at__lte=now() + BEFORE
    )
    rows = rows.select_related("request__animation", "request__school__organisation")
    return sum(emails.remind(visit) for visit in rows.prefetch_related("assignments__facilitator__person"))


def hold_past() -> int:
    """Confirmed, and the last visit is over: held; who gave it is asked how many came."""
    over = SchoolRequest.objects.filter(state=RequestState.CONFIRMED).exclude(visits__ends_at__gt=now())
    count = 0
    for request in over.filter(visits__isnull=False).distinct():
        try:
            actions.hold(request=request)
            count += 1
        except ValidationError:  # its activity was cancelled by hand: the team sees it, and says which is right
            continue
    return count


def purge() -> int:
    """Teachers' names go after the school year declared."""
    return actions.forget_contacts(on=localdate())
