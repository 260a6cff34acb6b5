"""What can be booked, and reservations, for a test."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from maillage.bookings import actions
from maillage.bookings.models import Bookable, Reservation
from tests.factories import organisations as directory

_numbers = count(1)
START = datetime(2027, 3, 15, 5, 0, tzinfo=UTC)  # a Monday


def kit(name: str = "", **values: Any) -> Bookable:
    values = {"kind": "kit", "is_public": True, "name": name or f"Trousse {next(_numbers)}", **values}
    return actions.create_object(values=values, by=None)


def person(**values: Any) -> Bookable:
    return actions.bookable_for(person=directory.person(**values), by=None)


def reservation(bookable: Bookable, start: datetime = START, days: float = 2, **values: Any) -> Reservation:
    """Confirmed, unless `asked=True`."""
    verb = actions.ask if values.pop("asked", False) else actions.reserve
    values = {
        "contact_name": "Ana Lopez",
        "contact_email": "ana@ecole.org",
        "organisation_name": "École du Fleuve",
        **values,
    }
    return verb(bookable=bookable, start=start, end=start + timedelta(days=days), values=values, by=None)
