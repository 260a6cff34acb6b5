"""The dates behind a figure: those of a line, of a cell, of a year."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet

from maillage.activities.models import Activity, Classification, Session
from maillage.attendance import breakdown, words
from maillage.attendance.figures import reading
from maillage.attendance.figures.asked import Asked
from maillage.attendance.figures.dimensions import Dimension
from maillage.attendance.figures.years import instants
from maillage.attendance.models import CountRow
from maillage.core.periods import DAY, add_months


def dates(asked: Asked, cells: Sequence[tuple[Dimension, str]]) -> QuerySet[Session]:
    """The dates of the year that stand on these lines."""
    year = asked.years.chosen
    rows = Session.objects.filter(reading.dates(year.start, year.end, asked.filters)).order_by()
    for dimension, code in cells:
        if dimension.level != "people":
            rows = rows.filter(_line(asked, dimension, code))
    people = [(dimension.of, code) for dimension, code in cells if dimension.level == "people" and code]
    if people:
        mask = breakdown.bits({name for name, _code in people})
        known = CountRow.objects.annotate(knows=F("mask").bitand(mask), holds=F("owns").bitand(mask))
        known = known.filter(knows=mask, holds__gt=0, **dict(people))
        rows = rows.filter(count__in=known.values("count"))
    return rows


def _line(asked: Asked, dimension: Dimension, code: str) -> Q:
    if dimension.slug == "mois":
        return _month(asked, code)
    if dimension.slug == "lieux":
        return Q(venue__region=code) if code else Q(venue=None) | Q(venue__region="")
    if dimension.several:
        borne = Classification.objects.filter(kind=dimension.of)
        if not code:
            return ~Q(activity__in=borne.values("activity"))
        borne = (
            borne.filter(code__startswith=f"{code}/") if dimension.slug == "referentiels" else borne.filter(code=code)
        )
        return Q(activity__in=borne.values("activity"))
    if dimension.of == "campaign_id":
        return Q(activity__campaign=int(code) if code.isdecimal() and len(code) < 10 else None)
    return Q(**{f"activity__{dimension.of}": code})


def _month(asked: Asked, code: str) -> Q:
    """The days of a month within the year."""
    year, first = asked.years.chosen, asked.years.chosen.start
    while first <= year.end:
        after = min(add_months(first.replace(day=1), 1), year.end + DAY)
        if str(first.month) == code:
            start, end = instants(first, after - DAY)
            return Q(starts_at__gte=start, starts_at__lt=end)
        first = after
    return Q(pk=None)


def form(row: Activity) -> Any:
    return words.names("form").get(row.form, row.form)
