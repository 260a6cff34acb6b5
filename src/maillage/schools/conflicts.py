"""What stands in the way of a visit, before it is proposed: who is busy or away, what does not fit, what kit is out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maillage.bookings import calendars
from maillage.bookings.models import Bookable
from maillage.network import current
from maillage.organisations.models import Place
from maillage.schools import matching
from maillage.schools.models import Animation, Facilitator, SchoolRequest


@dataclass(frozen=True)
class Conflict:
    """`level`: "refused" whatever one writes, "reason" unless one writes why, "warning" only to be known."""

    code: str
    sentence: str
    level: str

    @property
    def tone(self) -> str:
        return "al" if self.level == "warning" else "er"


LEVELS = {"refused": 0, "reason": 1, "warning": 2}


def region_of(request: SchoolRequest) -> str:
    """The territory of the school: the region of its seat, else as the teacher said."""
    if request.school is None:
        return request.school_region
    seat = Place.objects.filter(organisation=request.school.organisation_id).seats().first()
    return seat.region if seat else request.school_region


def wanted_of(request: SchoolRequest, start: datetime) -> matching.Wanted:
    themes = set(request.animation.themes) if request.animation else set()
    return matching.Wanted(
        on=localtime(start, current.zone()).date(), animation=request.animation_id,
        themes=frozenset(themes | ({request.theme} if request.theme else set())), language=request.language,
        region=region_of(request),
    )  # fmt: skip


def offered_by(row: Facilitator) -> matching.Offered:
    return matching.Offered(
        animations=frozenset(one.pk for one in row.animations.all()), themes=frozenset(row.themes),
        languages=frozenset(row.languages), regions=frozenset(row.regions), check_on=row.check_on,
        check_until=row.check_until, is_active=row.is_active,
    )  # fmt: skip


def said(one: matching.Mismatch) -> str:
    match one.code:
        case "no_check":
            return _("Pas de vérification d’antécédents à cette date.")
        case "check_ended":
            return _("Vérification d’antécédents échue le %(day)s.") % {"day": date_format(one.on, "DATE_FORMAT")}
        case "inactive":
            return _("N’anime plus en ce moment.")
        case "skill":
            return _("Ni l’animation ni le thème ne sont parmi ses compétences.")
        case "language":
            return _("Ne dit pas parler la langue demandée.")
    return _("Ne va pas d’ordinaire dans cette région.")


def candidates(rows: Any) -> list[Facilitator]:
    """Facilitators with all that is compared, in three queries."""
    animations = Prefetch("animations", Animation.objects.only("pk"))
    return list(rows.select_related("person", "person__bookable").prefetch_related(animations))


def of_facilitators(rows: Iterable[Facilitator], request: SchoolRequest, start: datetime, end: datetime,
                    but: Iterable[int] = ()) -> dict[int, list[Conflict]]:  # fmt: skip
    """What stands in the way of each, in a number of queries that does not grow with them."""
    found: dict[int, list[Conflict]] = {}
    rows = list(rows)
    wanted = wanted_of(request, start)
    kept = {row.pk: getattr(row.person, "bookable", None) for row in rows}
    by_span: dict[int, list[Facilitator]] = defaultdict(list)
    for row in rows:
        by_span[row.travel_minutes].append(row)
        mismatches = matching.suits(wanted, offered_by(row))
        found[row.pk] = [Conflict(one.code, said(one), "reason" if one.grave else "warning") for one in mismatches]
    for minutes, some in by_span.items():
        margin = timedelta(minutes=minutes)
        bookables = [one for row in some if (one := kept[row.pk]) is not None]
        busy = calendars.problems(bookables, start - margin, end + margin, but)
        for row in some:
            bookable = kept[row.pk]
            mine = busy[bookable.pk] if bookable is not None else []
            found[row.pk] += [Conflict(p.code, p.sentence, "refused" if p.blocks else "warning") for p in mine]
            if bookable is None:
                found[row.pk].append(Conflict("not_said", _("Ne s’est pas dit disponible à ce moment."), "warning"))
    for conflicts in found.values():
        conflicts.sort(key=lambda one: LEVELS[one.level])
    return found


def of_kits(
    rows: Iterable[Bookable], start: datetime, end: datetime, but: Iterable[int] = ()
) -> dict[int, list[Conflict]]:
    """A kit goes the day before and comes back the day after unless its own margins say otherwise: they are counted."""
    rows = list(rows)
    widest = max([max(row.margin_before, row.margin_after) for row in rows], default=0)
    margin = timedelta(minutes=widest)
    busy = calendars.problems(rows, start - margin, end + margin, but)
    return {pk: [Conflict(p.code, p.sentence, "refused" if p.blocks else "warning") for p in problems]
            for pk, problems in busy.items()}  # fmt: skip


def of_slot(request: SchoolRequest, start: datetime, end: datetime) -> list[Conflict]:
    """Is it within what the teacher wished?"""
    slots = request.slots.all()
    if any(slot.starts_at <= start and end <= slot.ends_at for slot in slots):
        return []
    return [Conflict("outside", _("Hors des moments souhaités par la personne enseignante."), "warning")]
