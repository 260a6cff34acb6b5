"""What leaves the house and comes back: its condition out and in."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.bookings import emails
from maillage.bookings.actions import guard
from maillage.bookings.actions.objects import out_of_order
from maillage.bookings.actions.reservations import locked_row, moved
from maillage.bookings.enums import BookableKind, Condition, ReservationState
from maillage.bookings.models import Reservation

S = ReservationState
BROKEN = (Condition.DAMAGED, Condition.INCOMPLETE)


@transaction.atomic
def hand_out(*, reservation: Reservation, condition: str, notes: str = "", deposit: bool = False, photo: str = "",
             by: Any) -> Reservation:  # fmt: skip
    """It leaves: in what condition, with its deposit or not. Raises ValidationError while the last borrower has it."""
    row = locked_row(reservation)
    if not BookableKind(row.bookable.kind).is_lent:
        raise guard.refuse("not_lent", name=row.bookable)
    if row.bookable.reservations.filter(state=S.OUT).exclude(pk=row.pk).exists():
        raise guard.refuse("still_out", name=row.bookable)
    before = moved(row, S.OUT)
    row.out_at, row.condition_out, row.notes_out = now(), condition, notes
    row.deposit_taken, row.photo_out = deposit, photo
    row.full_clean(validate_constraints=False)
    row.save()
    guard.record("reservation.handed_out", row, by=by, changes={"state": [before, S.OUT.value],
                                                                "condition_out": [None, condition]})  # fmt: skip
    transaction.on_commit(partial(emails.handed_out, row))
    return row


@transaction.atomic
def take_back(*, reservation: Reservation, condition: str, notes: str = "", deposit_back: bool = False,
              broken: bool = False, photo: str = "", by: Any) -> Reservation:  # fmt: skip
    """It is back: what is left of its time is free. Damaged and said so (`broken`), it is out of order from today."""
    row = locked_row(reservation)
    before = moved(row, S.RETURNED)
    row.returned_at, row.condition_in, row.notes_in, row.photo_in = now(), condition, notes, photo
    row.deposit_given_back = deposit_back and row.deposit_taken
    if row.starts_at < row.returned_at < row.ends_at:
        row.ends_at = row.returned_at
        row.margin_after = min(row.margin_after, int((row.ends_at - row.used_from) / timedelta(minutes=1)))
    row.full_clean(validate_constraints=False)
    row.save()
    guard.record("reservation.taken_back", row, by=by, changes={"state": [before, S.RETURNED.value],
                                                                "condition_in": [None, condition]})  # fmt: skip
    if broken:
        label = str(Condition(condition).label)
        out_of_order(bookable=row.bookable, reason=notes[:300] or label, first=localdate(), by=by)
    return row
