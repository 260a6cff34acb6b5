"""A reservation: asked by anyone, made or confirmed by the team, moved, given up; its people forgotten in the end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime, now

from maillage.audit import journal
from maillage.bookings import calendars, emails
from maillage.bookings.actions import guard
from maillage.bookings.enums import BookableKind, ReservationState
from maillage.bookings.models import Bookable, Reservation
from maillage.network import current

S = ReservationState
REFUSED_BY_DATABASE = "reservation_never_twice"


def due_on(bookable: Bookable, end: datetime) -> Any:
    """The day it must be back: the last day of use, for what leaves the house."""
    return localtime(end - timedelta(seconds=1), current.zone()).date() if BookableKind(bookable.kind).is_lent else None


def held(row: Reservation) -> Reservation:
    """Write a row that holds its thing. When the guard let two through, the database does not: the second is told."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if REFUSED_BY_DATABASE not in str(error):
            raise
        raise guard.taken(row.bookable, row.starts_at, row.ends_at) from error
    return row


def moved(row: Reservation, state: ReservationState) -> str:
    """Change its state, if it can; returns the one before."""
    if not S(row.state).can_become(state):
        raise guard.refuse("state", state=row.get_state_display())
    before, row.state = row.state, state
    row.version += 1
    return before


def locked_row(reservation: Reservation) -> Reservation:
    """Its thing first, then itself: always in this order, so that two verbs never wait for each other."""
    guard.locked(reservation.bookable)
    return Reservation.objects.select_for_update(of=("self",)).select_related("bookable").get(pk=reservation.pk)


def prepared(bookable: Bookable, start: datetime, end: datetime, values: Mapping[str, Any], before: int | None,
             after: int | None) -> Reservation:  # fmt: skip
    if end <= start:
        raise guard.refuse("times")
    row = Reservation(bookable=bookable, due_on=due_on(bookable, end), **values,
                      **calendars.bounds(bookable, start, end, before, after))  # fmt: skip
    row.full_clean(validate_unique=False, validate_constraints=False)
    return row


@transaction.atomic
def ask(*, bookable: Bookable, start: datetime, end: datetime, values: Mapping[str, Any], by: Any = None,
        public: bool = True, before: int | None = None, after: int | None = None) -> Reservation:  # fmt: skip
    """Ask for it: nothing is kept until the team confirms. The same key again gives the same reservation. Raises
    ValidationError when it is already taken, cannot be lent so long, or is not lent any more."""
    key = values.get("key")
    if key and (found := Reservation.objects.filter(key=key).first()):
        return found
    bookable = guard.locked(bookable)
    if public:
        if not (bookable.is_public and bookable.is_active):
            raise guard.refuse("not_public", name=bookable)
        if end <= now():
            raise guard.refuse("past")
        if end - start > timedelta(days=bookable.longest_days + 1):
            raise guard.refuse("too_long", name=bookable, days=bookable.longest_days)
    row = prepared(bookable, start, end, values, before, after)
    guard.check_free(bookable, row.starts_at, row.ends_at)
    row.save()
    guard.record("reservation.asked", row, by=by)
    if public:
        transaction.on_commit(partial(emails.asked, row))
    return row


@transaction.atomic
def reserve(*, bookable: Bookable, start: datetime, end: datetime, values: Mapping[str, Any], by: Any,
            before: int | None = None, after: int | None = None) -> Reservation:  # fmt: skip
    """Keep it, now and for certain. Raises ValidationError when something stands in the way, and says what."""
    key = values.get("key")
    if key and (found := Reservation.objects.filter(key=key).first()):
        return found
    bookable = guard.locked(bookable)
    row = prepared(bookable, start, end, values, before, after)
    guard.check_free(bookable, row.starts_at, row.ends_at)
    row.state, row.confirmed_at = S.CONFIRMED, now()
    held(row)
    guard.record("reservation.confirmed", row, by=by)
    return row


@transaction.atomic
def confirm(*, reservation: Reservation, by: Any, word: str = "") -> Reservation:
    """What was asked is certain. Raises ValidationError when someone else has it by now."""
    row = locked_row(reservation)
    guard.check_free(row.bookable, row.starts_at, row.ends_at, but=[row.pk])
    before = moved(row, S.CONFIRMED)
    row.confirmed_at = now()
    held(row)
    guard.record("reservation.confirmed", row, by=by, changes={"state": [before, S.CONFIRMED.value]})
    transaction.on_commit(partial(emails.confirmed, row, word))
    return row


@transaction.atomic
def move(*, reservation: Reservation, start: datetime, end: datetime, by: Any) -> Reservation:
    """Other dates, or a longer loan; checked as the first ones were."""
    row = locked_row(reservation)
    if row.state in (S.RETURNED, S.CANCELLED):
        raise guard.refuse("state", state=row.get_state_display())
    if end <= start:
        raise guard.refuse("times")
    before = journal.snapshot(row, ("starts_at", "ends_at"))
    for name, value in calendars.bounds(row.bookable, start, end, row.margin_before, row.margin_after).items():
        setattr(row, name, value)
    row.due_on = due_on(row.bookable, end)
    row.version += 1
    guard.check_free(row.bookable, row.starts_at, row.ends_at, but=[row.pk])
    held(row)
    changes = journal.difference(before, journal.snapshot(row, ("starts_at", "ends_at")))
    guard.record("reservation.moved", row, by=by, changes=changes)
    if row.state != S.ASKED:
        transaction.on_commit(partial(emails.moved, row))
    return row


@transaction.atomic
def cancel(*, reservation: Reservation, reason: str = "", by: Any, tell: bool = True) -> Reservation:
    """Give it up: its time is free again. Cancelled twice, it is cancelled once."""
    row = locked_row(reservation)
    if row.state == S.CANCELLED:
        return row
    before = moved(row, S.CANCELLED)
    row.cancelled_at, row.cancel_reason = now(), reason[:300]
    row.save()
    guard.record("reservation.cancelled", row, by=by, changes={"state": [before, S.CANCELLED.value]})
    if tell:
        transaction.on_commit(partial(emails.cancelled, row))
    return row


@transaction.atomic
def forget_borrowers(*, before: datetime) -> int:
    """Who borrowed is forgotten once it was over before this instant; what was lent, and when, stays."""
    rows = Reservation.objects.exclude(state=S.OUT).filter(ends_at__lt=before, purged_at=None)
    ids = list(rows.values_list("pk", flat=True)[:5000])
    blank = dict.fromkeys(("contact_name", "contact_email", "contact_phone", "note", "notes_out", "notes_in"), "")
    Reservation.objects.filter(pk__in=ids).update(purged_at=now(), **blank)
    return len(ids)
