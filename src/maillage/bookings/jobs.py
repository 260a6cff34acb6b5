"""What comes back each day: reminders before what is lent leaves, before it is due, once it is late; borrowers forgotten."""

from datetime import timedelta

from django.utils.timezone import localdate, now

from maillage.bookings import emails
from maillage.bookings.actions import forget_borrowers
from maillage.bookings.enums import OBJECTS, ReservationState
from maillage.bookings.models import Reservation
from maillage.network import current

BEFORE = 2  # days before it leaves, and before it is due
LATE = (1, 7, 14, 30)  # days after
KEPT_DAYS = 400  # as said in `models.reservation.BORROWER`


def remind() -> int:
    """Each reminder leaves once, whatever runs twice. Returns how many left."""
    if not current.exists():
        return 0
    today, count = localdate(), 0
    rows = Reservation.objects.filter(bookable__kind__in=[code for code, _label in OBJECTS], purged_at=None)
    rows = rows.exclude(contact_email="").select_related("bookable", "organisation")
    soon = rows.filter(state=ReservationState.CONFIRMED, starts_at__date__gt=today,
                       starts_at__date__lte=today + timedelta(days=BEFORE))  # fmt: skip
    back = rows.filter(state=ReservationState.OUT, due_on__gte=today, due_on__lte=today + timedelta(days=BEFORE))
    for row in soon:
        count += emails.remind(row, "soon", str(row.used_from.date()))
    for row in back:
        count += emails.remind(row, "back", str(row.due_on))
    for row in rows.filter(state=ReservationState.OUT, due_on__lt=today):
        assert row.due_on is not None
        days = (today - row.due_on).days
        step = max((one for one in LATE if one <= days), default=0)
        count += bool(step) and emails.remind(row, "late", f"{row.due_on}:{step}")
    return count


def purge() -> int:
    """Forget who borrowed what has been back for long."""
    return forget_borrowers(before=now() - timedelta(days=KEPT_DAYS))
