"""What happened between two days, read in few queries: slices of activities, and breakdowns of people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Sum, Value, When
from django.utils.timezone import now

from maillage.activities.enums import ActivityState, Part, Structure
from maillage.activities.models import Activity, Classification, Session
from maillage.attendance import breakdown
from maillage.attendance.enums import Method
from maillage.attendance.figures.dimensions import DIMENSIONS, Dimension
from maillage.attendance.figures.years import instants
from maillage.attendance.models import CountRow, Reach
from maillage.core.periods import DAY, FiscalYear, add_months

HELD = (ActivityState.ANNOUNCED, ActivityState.HELD, ActivityState.ACCOUNTED)
AHEAD = (ActivityState.DRAFT, ActivityState.ANNOUNCED, ActivityState.HELD)
Filters = Mapping[str, str]  # {slug of a dimension of activities: code}


class Slice(NamedTuple):
    """The dates of one activity in one year (and month, and place, where these are told apart)."""

    activity: int
    year: int  # rank among the years asked
    month: int
    place: str
    dates: int
    counted: int  # dates with a number
    settled: int  # dates with a count, were it « unknown »
    presences: int
    estimated: int  # presences that were estimated
    most: int  # at the date most attended
    minutes: int
    timed: int  # presences whose duration is known
    indirect: int
    views: int
    helpers: int
    registered: int


class Info(NamedTuple):
    form: str
    part: str
    movement: str
    campaign_id: int | None
    structure: str
    expected: int | None


class People(NamedTuple):
    """So many people in a cell of one or two dimensions; activity 0 and month 0 when these are not told apart."""

    activity: int
    year: int
    month: int
    place: str
    cell: tuple[str, ...]
    people: int


@dataclass
class Facts:
    years: Sequence[FiscalYear]
    slices: list[Slice] = field(default_factory=list)
    infos: dict[int, Info] = field(default_factory=dict)
    codes: dict[str, dict[int, list[str]]] = field(default_factory=dict)  # {kind: {activity: codes}}
    reach: dict[int, int] = field(default_factory=dict)
    people: list[People] = field(default_factory=list)
    margins: dict[str, list[dict[str, int]]] = field(
        default_factory=dict
    )  # {column of people: by year, {value: people}}
    ahead: dict[int, int] = field(default_factory=dict)  # {activity: dates to come}


def ours(path: str = "") -> Q:
    """Activities of the network: not those read from others' agendas, nor those that members hold by themselves."""
    others = Q(**{f"{path}proposed_by__isnull": False, f"{path}part": Part.HOSTS})
    return Q(**{f"{path}source": None}) & ~others


def narrowed(filters: Filters, path: str = "activity__") -> Q:
    """The activities that the address asks for."""
    found = Q()
    for slug, code in filters.items():
        dimension = DIMENSIONS.get(slug)
        if slug == "referentiels":  # a whole framework: all its headings
            rows = Classification.objects.filter(kind="heading", code__startswith=f"{code}/")
            found &= Q(**{f"{path}pk__in": rows.values("activity")})
        elif slug == "organisation":
            found &= Q(**{f"{path}organiser": code}) | Q(**{f"{path}pk__in": _joined(code)})
        elif dimension is None or dimension.level != "activity":
            continue
        elif dimension.several:
            rows = Classification.objects.filter(kind=dimension.of, code=code)
            found &= Q(**{f"{path}pk__in": rows.values("activity")})
        else:
            found &= Q(**{f"{path}{dimension.of}": code})
    return found


def _joined(organisation: str) -> QuerySet[Any]:
    return Activity.objects.filter(co_organisers__organisation=organisation).values("pk")


def dates(first: date, last: date, filters: Filters, path: str = "") -> Q:
    """Dates that took place between two days, at the end of a path of relations."""
    start, end = instants(first, last)
    held = Q(**{f"{path}cancelled_at": None, f"{path}activity__state__in": HELD, f"{path}starts_at__gte": start,
                f"{path}starts_at__lt": min(end, now())})  # fmt: skip
    whose = ours(f"{path}activity__")
    if not path:
        whose |= Q(count__isnull=False)
        return held & whose & narrowed(filters)
    return held & narrowed(filters, f"{path}activity__")


def _buckets(years: Sequence[FiscalYear], *, monthly: bool) -> list[tuple[int, int, datetime]]:
    """(rank of the year, month, the instant that ends it)."""
    found = []
    for rank, year in enumerate(years):
        first = year.start
        while first <= year.end:
            after = add_months(first.replace(day=1), 1) if monthly else year.end + DAY
            after = min(after, year.end + DAY)
            found.append((rank, first.month if monthly else 0, instants(first, after - DAY)[1]))
            first = after
    return found


def _bucket(found: Sequence[tuple[int, int, datetime]], path: str = "") -> Any:
    """The rank of the bucket of a date. Buckets follow one another, so that each end is enough."""
    whens = [When(**{f"{path}starts_at__lt": end}, then=Value(rank)) for rank, (_y, _m, end) in enumerate(found)]
    return Case(*whens, default=Value(len(found) - 1), output_field=IntegerField())


def read(years: Sequence[FiscalYear], dimensions: Sequence[Dimension], filters: Filters | None = None, *,
         ahead: bool = False) -> Facts:  # fmt: skip
    """Everything that the figures of these dimensions need, in three to eight queries whatever the number of rows."""
    asked, facts = filters or {}, Facts(years)
    buckets = _buckets(years, monthly=any(one.slug == "mois" for one in dimensions))
    placed = any(one.slug == "lieux" for one in dimensions)
    facts.slices = _slices(years, buckets, asked, placed=placed)
    if ahead:
        coming = Session.objects.standing().filter(ours("activity__"), narrowed(asked), starts_at__gt=now())
        coming = coming.filter(activity__state__in=AHEAD)
        facts.ahead = dict(coming.order_by().values_list("activity").annotate(Count("pk")))
    _describe(facts, dimensions)
    if wanted := [one for one in dimensions if one.level == "people"]:
        _broken_down(facts, buckets, asked, wanted, apart=len(wanted) < len(dimensions), placed=placed)
    return facts


def _slices(years: Sequence[FiscalYear], buckets: Any, filters: Filters, *, placed: bool) -> list[Slice]:
    rows = Session.objects.filter(dates(years[0].start, years[-1].end, filters)).order_by()
    columns = ["activity_id", "bucket", *(["venue__region"] if placed else [])]
    estimated = Q(count__method=Method.ESTIMATED)
    found = (
        rows.annotate(bucket=_bucket(buckets))
        .values_list(*columns)
        .annotate(
            s_dates=Count("pk"), s_counted=Count("count__present"), s_settled=Count("count__pk"),
            s_presences=Sum("count__present"), s_estimated=Sum("count__present", filter=estimated),
            s_most=Max("count__present"), s_minutes=Sum(F("count__present") * F("count__minutes")),
            s_timed=Sum("count__present", filter=Q(count__minutes__isnull=False)), s_indirect=Sum("count__indirect"),
            s_views=Sum("count__online_views"), s_helpers=Sum("count__helpers"), s_registered=Sum("count__registered"),
        )
    )  # fmt: skip
    keys = len(columns)
    return [
        Slice(row[0], buckets[row[1]][0], buckets[row[1]][1], (row[2] or "") if placed else "",
              *(number or 0 for number in row[keys:]))
        for row in found
    ]  # fmt: skip


def _describe(facts: Facts, dimensions: Sequence[Dimension]) -> None:
    """What the activities found are, and bear."""
    ids = list({one.activity for one in facts.slices} | set(facts.ahead))
    if not ids:
        facts.codes = {one.of: {} for one in dimensions if one.level == "activity" and one.several}
        return
    columns = ("pk", *Info._fields)
    rows = Activity.objects.filter(pk__among=ids).order_by().values_list(*columns)
    facts.infos = {row[0]: Info(*row[1:]) for row in rows}
    facts.reach = dict(Reach.objects.filter(activity__among=ids).values_list("activity", "people"))
    kinds = [one.of for one in dimensions if one.level == "activity" and one.several]
    if kinds:
        for kind in kinds:
            facts.codes[kind] = {}
        borne = Classification.objects.filter(activity__among=ids, kind__in=kinds)
        for activity, kind, code in borne.values_list("activity_id", "kind", "code"):
            facts.codes[kind].setdefault(activity, []).append(code)


def _broken_down(facts: Facts, buckets: Any, filters: Filters, wanted: Sequence[Dimension], *, apart: bool,
                 placed: bool) -> None:  # fmt: skip
    """People and, for two dimensions of people, their margins: added up by the database in one reading, as ADR 18
    allows; `apart`: activity by activity."""
    names, years = [one.of for one in wanted], facts.years
    both = breakdown.bits(names)
    facts.margins = {name: [{} for _year in years] for name in names} if len(names) > 1 else {}
    columns = ["bucket", "knows", "holds", *names, *(["count__session__activity_id"] if apart else []),
               *(["count__session__venue__region"] if placed else [])]  # fmt: skip
    rows = (
        CountRow.objects.filter(dates(years[0].start, years[-1].end, filters, "count__session__"))
        .annotate(knows=F("mask").bitand(both), holds=F("owns").bitand(both))
        .filter(holds__gt=0)
        .annotate(bucket=_bucket(buckets, "count__session__"))
        .order_by()
        .values_list(*columns)
        .annotate(Sum("people"))
    )
    found: Counter[tuple[Any, ...]] = Counter()
    for bucket, knows, holds, *rest in rows:
        year, month, _end = buckets[bucket]
        cell, people = tuple(rest[: len(names)]), rest[-1]
        for name, value in zip(facts.margins, cell, strict=False):
            bit = breakdown.bits([name])
            if value and knows & bit and holds & bit:
                margin = facts.margins[name][year]
                margin[value] = margin.get(value, 0) + people
        if knows == both and any(cell):
            place = (rest[-2] or "") if placed else ""
            found[rest[len(names)] if apart else 0, year, month, place, cell] += people
    facts.people = [People(*key, people) for key, people in found.items()]


@lru_cache(maxsize=1)
def wholes() -> frozenset[str]:
    return frozenset(one.value for one in Structure if one.as_a_whole)
