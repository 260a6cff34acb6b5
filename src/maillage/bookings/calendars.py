"""What is known of the time of people and objects: what keeps them, what they said, and so what stands in the way."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from maillage.bookings import intervals
from maillage.bookings.enums import ReservationState
from maillage.bookings.models import Absence, Availability, Bookable, Reservation
from maillage.network import current
from maillage.ui.templatetags.ui import day

HORIZON = timedelta(days=400)  # beyond, nothing is asked of anyone


@dataclass(frozen=True)
class Problem:
    """Something in the way: refused (`blocks`), or only to be known."""

    code: str
    sentence: str
    blocks: bool


def out_interval(bookable: Bookable) -> intervals.Interval[datetime] | None:
    """When it is out of order, in instants."""
    if bookable.out_from is None:
        return None
    zone = current.zone()
    last = bookable.out_until or localdate() + HORIZON * 10
    return intervals.whole_days(bookable.out_from, max(last, bookable.out_from), zone)


def windows(rows: Iterable[Availability], start: datetime, end: datetime) -> list[intervals.Interval[datetime]]:
    """The hours said, between two instants."""
    zone, found = current.zone(), []
    first, last = localtime(start, current.zone()).date(), localtime(end, current.zone()).date()
    for row in rows:
        begin, stop = max(first, row.first_on or first), min(last, row.last_on or last)
        found += intervals.on_days(begin, stop, row.begins, row.ends, zone, row.weekday)
    return intervals.merged(found)


def absence_of(rows: Iterable[Absence], start: datetime, end: datetime) -> Absence | None:
    zone = current.zone()
    return next(
        (row for row in rows if intervals.overlap(intervals.whole_days(row.first_on, row.last_on, zone), (start, end))),
        None,
    )


def absence_words(first: date, last: date) -> str:
    if first == last:
        return _("Absence le %(day)s.") % {"day": day(first)}
    return _("Absence du %(from)s au %(until)s.") % {
        "from": day(first), "until": day(last),
    }  # fmt: skip


def when(start: datetime, end: datetime) -> str:
    """« du 3 au 7 mars », « le 3 mars de 9 h à 11 h », as short as it can be said."""
    first, last = localtime(start, current.zone()), localtime(end, current.zone())
    if first.date() == last.date():
        return _("le %(day)s de %(from)s à %(until)s") % {
            "day": day(first), "from": date_format(first, "TIME_FORMAT"),
            "until": date_format(last, "TIME_FORMAT"),
        }  # fmt: skip
    return _("du %(from)s au %(until)s") % {
        "from": day(first),
        "until": day(last - timedelta(seconds=1)),
    }


def problems(bookables: Iterable[Bookable], start: datetime, end: datetime,
             but: Iterable[int] = ()) -> dict[int, list[Problem]]:  # fmt: skip
    """What stands in the way of each, in three queries however many they are. `but`: reservations not to count."""
    found: dict[int, list[Problem]] = {row.pk: [] for row in bookables}
    taken = Reservation.objects.filter(bookable__in=found).exclude(pk__in=list(but))
    meets = Q(starts_at__lt=end, ends_at__gt=start)
    if start <= now():  # what should be back and is not cannot be given today
        meets |= Q(state=ReservationState.OUT, ends_at__lte=now())
    kept = taken.filter(meets, state__in=("asked", "confirmed", "out")).order_by("starts_at")
    said, away = defaultdict(list), defaultdict(list)
    for row in Availability.objects.filter(bookable__in=found):
        said[row.bookable_id].append(row)
    for gone in Absence.objects.filter(bookable__in=found):
        away[gone.bookable_id].append(gone)
    for one in kept:
        holds = one.state != ReservationState.ASKED
        sentence = _("Déjà pris %(when)s.") if holds else _("Déjà demandé %(when)s, sans réponse encore.")
        found[one.bookable_id].append(
            Problem("taken" if holds else "asked", sentence % {"when": when(one.starts_at, one.ends_at)}, holds)
        )
    for bookable in bookables:
        mine = found[bookable.pk]
        if not bookable.is_active:
            mine.append(Problem("retired", _("N’est plus en service."), True))
        out = out_interval(bookable)
        if out and intervals.overlap(out, (start, end)):
            mine.append(
                Problem("out_of_order", _("Hors service : %(why)s") % {"why": bookable.out_reason or "–"}, True)
            )
        if gone := absence_of(away[bookable.pk], start, end):
            mine.append(Problem("absent", absence_words(gone.first_on, gone.last_on), True))
        if bookable.is_person and not intervals.covers(windows(said[bookable.pk], start, end), (start, end)):
            mine.append(Problem("not_said", _("Ne s’est pas dit disponible à ce moment."), False))
    return found


def busy_of(bookable: Bookable, start: datetime, end: datetime) -> list[intervals.Interval[datetime]]:
    """What keeps it between two instants, for anyone to know: no name, no reason."""
    rows = bookable.reservations.holding().across(start, end).values_list("starts_at", "ends_at")  # type: ignore[attr-defined]
    found = list(rows)
    late = bookable.reservations.filter(state=ReservationState.OUT, ends_at__lte=now()).first()  # type: ignore[attr-defined]
    if late is not None:  # not back: not free today
        found.append((late.starts_at, now() + timedelta(days=1)))
    zone = current.zone()
    found += [intervals.whole_days(row.first_on, row.last_on, zone) for row in bookable.absences.all()]
    if out := out_interval(bookable):
        found.append(out)
    return intervals.merged(found)


def next_free(bookable: Bookable, start: datetime, length: timedelta = timedelta(days=1)) -> datetime | None:
    """« Libre à partir du… »: None beyond the horizon."""
    at = intervals.next_free(busy_of(bookable, start, start + HORIZON), length, start)
    return at if at < start + HORIZON else None


def bounds(bookable: Bookable, start: datetime, end: datetime, before: int | None = None,
           after: int | None = None) -> dict[str, Any]:  # fmt: skip
    """The instants of a reservation with its margins: those given, else those of the thing."""
    first = bookable.margin_before if before is None else before
    last = bookable.margin_after if after is None else after
    return {"starts_at": start - timedelta(minutes=first), "ends_at": end + timedelta(minutes=last),
            "margin_before": first, "margin_after": last}  # fmt: skip
