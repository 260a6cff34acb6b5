"""When people may be asked: hours they say, days they are away."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.bookings.actions.guard import locked, record, refuse
from maillage.bookings.models import Absence, Availability, Bookable

MOST = 60  # rows of one person


def _of_a_person(bookable: Bookable) -> Bookable:
    bookable = locked(bookable)
    if not bookable.is_person:
        raise refuse("not_a_person")
    return bookable


@transaction.atomic
def say_available(*, bookable: Bookable, begins: time, ends: time, weekday: int | None = None,
                  first_on: date | None = None, last_on: date | None = None, by: Any) -> Availability:  # fmt: skip
    """Say hours of a day of the week (« chaque mardi »), or of some dates. Said twice, it is written once."""
    bookable = _of_a_person(bookable)
    values = {"weekday": weekday, "first_on": first_on, "last_on": last_on, "begins": begins, "ends": ends}
    found = bookable.availabilities.filter(**{key: value for key, value in values.items() if value is not None}).first()
    if found and weekday == found.weekday:
        return found
    if bookable.availabilities.count() >= MOST:
        raise ValidationError(_("C’est assez de plages : retirez-en avant d’en ajouter."))
    row = Availability(bookable=bookable, **values)
    row.full_clean()
    row.save()
    record("availability.said", bookable, by=by)
    return row


@transaction.atomic
def forget_availability(*, availability: Availability, by: Any) -> None:
    """Take back hours that were said."""
    bookable = _of_a_person(availability.bookable)
    availability.delete()
    record("availability.taken_back", bookable, by=by)


@transaction.atomic
def say_absent(*, bookable: Bookable, first_on: date, last_on: date, note: str = "", by: Any) -> Absence:
    """Days on which nobody may ask. What is already reserved then stays, and shows as a conflict."""
    bookable = _of_a_person(bookable)
    if last_on < first_on:
        raise refuse("times")
    found = bookable.absences.filter(first_on=first_on, last_on=last_on).first()
    if found:
        return found
    if bookable.absences.count() >= MOST:
        raise ValidationError(_("C’est assez d’absences : retirez-en avant d’en ajouter."))
    row = Absence(bookable=bookable, first_on=first_on, last_on=last_on, note=note)
    row.full_clean()
    row.save()
    record("absence.said", bookable, by=by)
    return row


@transaction.atomic
def forget_absence(*, absence: Absence, by: Any) -> None:
    """These days are free again."""
    bookable = _of_a_person(absence.bookable)
    absence.delete()
    record("absence.taken_back", bookable, by=by)
