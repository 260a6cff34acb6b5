"""Never two at a time: the row of what is booked is locked, then its calendar is looked at; the database refuses too."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.bookings import calendars
from maillage.bookings.models import Bookable, Reservation
from maillage.core.errors import Refusal
from maillage.network import current


class BookingRefusal(Refusal):
    """The calendar says no."""

    MESSAGES: ClassVar = {
        "taken": _("« %(name)s » est déjà pris à ce moment. Choisissez d’autres dates."),
        "taken_until": _("« %(name)s » est déjà pris à ce moment ; libre à partir du %(free)s."),
        "in_the_way": _("« %(name)s » : %(why)s"),
        "times": _("La fin doit venir après le début."),
        "too_long": _("« %(name)s » se prête %(days)s jours au plus."),
        "past": _("Ces dates sont passées."),
        "state": _("Cette réservation est « %(state)s » : cette étape n’est pas possible."),
        "still_out": _("« %(name)s » n’est pas encore revenu du prêt précédent : reprenez-le d’abord."),
        "not_lent": _("« %(name)s » ne sort pas de la maison : rien à remettre."),
        "not_public": _("« %(name)s » ne se prête plus. Voyez le catalogue."),
        "name": _("Donnez un nom à cet objet."),
        "person": _("Cette personne a déjà son calendrier."),
        "reason": _("Écrivez pourquoi."),
        "not_a_person": _("Les disponibilités se disent des personnes."),
    }


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(BookingRefusal(code, **params).message(), code=code)


def locked(bookable: Bookable) -> Bookable:
    """The row as it is now, kept from others until the end of the verb: reservations of one thing come one by one."""
    return Bookable.objects.select_for_update(of=("self",)).get(pk=bookable.pk)


def check_free(bookable: Bookable, start: datetime, end: datetime, but: Iterable[int] = ()) -> None:
    """Raises ValidationError when something that refuses stands in the way."""
    for problem in calendars.problems([bookable], start, end, but)[bookable.pk]:
        if problem.code == "taken":
            raise taken(bookable, start, end)
        if problem.blocks:
            raise refuse("in_the_way", name=bookable, why=problem.sentence)


def taken(bookable: Bookable, start: datetime, end: datetime) -> ValidationError:
    """The word that says when it is free again."""
    free = calendars.next_free(bookable, start, end - start)
    if free is None:
        return refuse("taken", name=bookable)
    return refuse(
        "taken_until", name=bookable, free=date_format(localtime(free, current.zone()), "SHORT_DATETIME_FORMAT")
    )


def record(verb: str, row: Bookable | Reservation, *, by: Any, changes: dict[str, Any] | None = None) -> None:
    """Write in the journal; the names of people and of borrowers stay out of its labels."""
    bookable = row if isinstance(row, Bookable) else row.bookable
    journal.record(verb, row, by=by, changes=changes, label="" if bookable.is_person else bookable.name)
