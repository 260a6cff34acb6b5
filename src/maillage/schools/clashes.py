"""Visits to come that do not hold any more: what was right when they were planned may have changed since."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from maillage.bookings import calendars
from maillage.bookings.models import Reservation
from maillage.network import current
from maillage.schools.models import Assignment, Visit

AHEAD = timedelta(days=365)


@dataclass(frozen=True)
class Clash:
    visit: Visit
    name: str
    sentence: str
    tone: str


def coming(user: Any) -> list[Clash]:
    """For each visit planned or confirmed in the year to come: who declined, whose check ends, who or what is away."""
    visits = Visit.objects.visible_to(user).filter(request__state__in=("asked", "proposed", "confirmed"), starts_at__gt=now(),
                                                   starts_at__lt=now() + AHEAD)  # fmt: skip
    rows = {row.pk: row for row in visits.select_related("request__school__organisation", "request__animation")}
    sources = {row.source: row for row in rows.values()}
    found = [clash for row in _assigned(rows, user) if (clash := _of_assignment(row, rows[row.visit_id]))]
    kept: dict[int, list[Reservation]] = defaultdict(list)
    reservations = Reservation.objects.visible_to(user).filter(source__in=sources, state__in=("asked", "confirmed"))
    for one in reservations.select_related("bookable__person").prefetch_related("bookable__absences"):
        kept[one.bookable_id].append(one)
    for mine in kept.values():
        for one in mine:
            found += [
                Clash(sources[one.source], str(one.bookable), sentence, "er") for sentence in _of_reservation(one)
            ]
    return sorted(found, key=lambda clash: clash.visit.starts_at)


def _assigned(rows: dict[int, Visit], user: Any) -> Any:
    return Assignment.objects.visible_to(user).filter(visit__in=rows).select_related("facilitator__person")


def _of_assignment(row: Assignment, visit: Visit) -> Clash | None:
    day = localtime(visit.starts_at, current.zone()).date()
    if row.answer == "declined":
        sentence = _("A décliné : %(word)s") % {"word": row.word} if row.word else _("A décliné.")
        return Clash(visit, str(row.facilitator), sentence, "er")
    if not row.facilitator.check_holds(day) and not visit.override_reason:
        return Clash(visit, str(row.facilitator), _("Sa vérification d’antécédents ne tient pas ce jour-là."), "er")
    if not row.facilitator.is_active:
        return Clash(visit, str(row.facilitator), _("N’anime plus en ce moment."), "er")
    return None


def _of_reservation(one: Reservation) -> list[str]:
    """An absence or an outage said after it was asked for."""
    found = []
    if calendars.absence_of(one.bookable.absences.all(), one.starts_at, one.ends_at):
        found.append(_("Absence ce jour-là."))
    out = calendars.out_interval(one.bookable)
    if out and out[0] < one.ends_at and one.starts_at < out[1]:
        found.append(_("Hors service : %(why)s") % {"why": one.bookable.out_reason or "–"})
    if not one.bookable.is_active:
        found.append(_("N’est plus en service."))
    return found
