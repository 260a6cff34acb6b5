"""Kits, exhibitions, equipment, rooms: noted, changed, out of order and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from maillage.audit import journal
from maillage.bookings.actions.guard import locked, record, refuse
from maillage.bookings.enums import BookableKind
from maillage.bookings.models import Bookable
from maillage.organisations.models import Person
from maillage.search import outbox

KIND = "bookings.bookable"


def written(bookable: Bookable) -> Bookable:
    bookable.full_clean()
    bookable.save()
    if not bookable.is_person:
        outbox.queue(KIND, [bookable.pk])
    return bookable


@transaction.atomic
def create_object(*, values: Mapping[str, Any], by: Any) -> Bookable:
    """Note something that can be lent or booked. Raises ValidationError when it has no name."""
    if not values.get("name"):
        raise refuse("name")
    bookable = written(Bookable(**values))
    record("bookable.created", bookable, by=by)
    return bookable


@transaction.atomic
def change_object(*, bookable: Bookable, values: Mapping[str, Any], by: Any) -> Bookable:
    """Change what is said of it."""
    bookable = locked(bookable)
    before = journal.snapshot(bookable)
    for name, value in values.items():
        setattr(bookable, name, value)
    bookable.version += 1
    written(bookable)
    record("bookable.changed", bookable, by=by, changes=journal.difference(before, journal.snapshot(bookable)))
    return bookable


@transaction.atomic
def set_photo(*, bookable: Bookable, photo: str, alt: str, by: Any) -> Bookable:
    """Give it a photo (public id of an image of the room files), or none."""
    return change_object(bookable=bookable, values={"photo": photo, "photo_alt": alt[:200]}, by=by)


@transaction.atomic
def out_of_order(*, bookable: Bookable, reason: str, first: date, last: date | None = None, by: Any) -> Bookable:
    """It cannot be used from one day on (to another, where it is known). What is already reserved stays: it is shown
    as a conflict, and the people must be told."""
    if not reason:
        raise refuse("reason")
    bookable = locked(bookable)
    bookable.out_from, bookable.out_until, bookable.out_reason = first, last, reason[:300]
    bookable.version += 1
    written(bookable)
    record("bookable.out_of_order", bookable, by=by, changes={"out_from": [None, first], "out_reason": [None, reason]})
    return bookable


@transaction.atomic
def back_in_order(*, bookable: Bookable, by: Any) -> Bookable:
    """It can be used again."""
    bookable = locked(bookable)
    before = bookable.out_from
    bookable.out_from = bookable.out_until = None
    bookable.out_reason = ""
    bookable.version += 1
    written(bookable)
    record("bookable.back_in_order", bookable, by=by, changes={"out_from": [before, None]})
    return bookable


@transaction.atomic
def bookable_for(*, person: Person, by: Any) -> Bookable:
    """The calendar of a person, made the first time it is asked for."""
    bookable, made = Bookable.objects.get_or_create(person=person, defaults={"kind": BookableKind.PERSON})
    if made:
        record("bookable.created", bookable, by=by)
    return bookable
