"""Dates as people read them: periods whose two ends are included, fiscal years, months added.

« Du 1er avril 2025 au 31 mars 2026 » includes both days; an open end (None) means « depuis ».
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

DAY = timedelta(days=1)


class DateError(Refusal):
    """A date or a period that does not exist."""

    MESSAGES: ClassVar = {
        "incomplete": _("Indiquez le jour, le mois et l’année."),
        "not_a_number": _("Le jour, le mois et l’année s’écrivent en chiffres."),
        "year": _("Écrivez l’année en quatre chiffres : « %(year)s » ne convient pas."),
        "month": _("Le mois va de 1 à 12 : « %(month)s » ne convient pas."),
        "day": _("Le %(day)s/%(month)s/%(year)s n’existe pas : ce mois-là compte %(last)s jours."),
        "end_before_start": _("La fin (%(end)s) précède le début (%(start)s)."),
        "split_outside": _("Le %(on)s ne tombe pas à l’intérieur de la période."),
        "out_of_range": _("Cette date sort du calendrier."),
        "leap_start": _("Un exercice ne peut pas commencer un 29 février."),
    }


def date_from_parts(year: int | str, month: int | str, day: int | str) -> date:
    """Build a date from three fields; DateError says which one is wrong, and why.

    A year has four digits: « 25 » is refused, since it would silently mean the first century.
    """
    parts = [str(part).strip() if part is not None else "" for part in (year, month, day)]
    if not all(parts):
        raise DateError("incomplete")
    if not all(part.isascii() and part.isdigit() and len(part) <= 8 for part in parts):
        raise DateError("not_a_number")
    y, m, d = (int(part) for part in parts)
    if not 1000 <= y <= 9999:
        raise DateError("year", year=y)
    if not 1 <= m <= 12:
        raise DateError("month", month=m)
    last = calendar.monthrange(y, m)[1]
    if not 1 <= d <= last:
        raise DateError("day", day=f"{d:02d}", month=f"{m:02d}", year=y, last=last)
    return date(y, m, d)


def add_months(day: date, months: int) -> date:
    """Move by months, keeping the day or the month's last: 31 January + 1 is 28 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise DateError("out_of_range")
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True, order=False)
class Period:
    """Days from `start` to `end`, both included; `end` is None while nothing ends it."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise DateError("end_before_start", start=self.start, end=self.end)

    @property
    def last(self) -> date:
        """The last day, the calendar's own when the period is open."""
        return self.end or date.max

    @property
    def days(self) -> int | None:
        """How many days, both ends counted; None when open."""
        return None if self.end is None else (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.last

    def covers(self, other: "Period") -> bool:
        """True when every day of the other is in this one."""
        return self.start <= other.start and other.last <= self.last

    def overlaps(self, other: "Period") -> bool:
        """True when one day at least is in both."""
        return self.start <= other.last and other.start <= self.last

    def adjoins(self, other: "Period") -> bool:
        """True when one begins on the morrow of the other's end."""
        first, second = sorted((self, other), key=lambda period: period.start)
        return first.end is not None and first.end != date.max and first.end + DAY == second.start

    def intersect(self, other: "Period") -> "Period | None":
        """The days in both, or None."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends, default=None))

    def split(self, on: date) -> tuple["Period", "Period"]:
        """Cut in two, the second part starting on `on`; DateError unless both keep a day."""
        if on not in self or on == self.start:
            raise DateError("split_outside", on=on)
        return Period(self.start, on - DAY), Period(on, self.end)


def merge(periods: Iterable[Period]) -> list[Period]:
    """Join what overlaps or adjoins; sorted, and separated by one day at least."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda period: (period.start, period.last)):
        if merged and (merged[-1].overlaps(period) or merged[-1].adjoins(period)):
            end = None if None in (merged[-1].end, period.end) else max(merged[-1].last, period.last)
            merged[-1] = Period(merged[-1].start, end)
        else:
            merged.append(period)
    return merged


def gaps(periods: Iterable[Period], within: Period) -> list[Period]:
    """The days of `within` that no period covers, as sorted periods."""
    found: list[Period] = []
    free_from: date | None = within.start
    for period in merge(periods):
        if free_from is None or period.start > within.last:
            break
        if period.last < free_from:
            continue
        if period.start > free_from:
            found.append(Period(free_from, period.start - DAY))
        free_from = None if period.last >= within.last else period.last + DAY
    if free_from is not None:
        found.append(Period(free_from, within.end))
    return found


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """One accounting year of a network, twelve months long."""

    period: Period

    @property
    def start(self) -> date:
        return self.period.start

    @property
    def end(self) -> date:
        return self.period.last

    @property
    def label(self) -> str:
        """« 2025 » for a civil year, « 2025-2026 » for one that rides over two."""
        if self.start.year == self.end.year:
            return str(self.start.year)
        return f"{self.start.year}-{self.end.year}"

    def __str__(self) -> str:
        return self.label

    def __contains__(self, day: date) -> bool:
        return day in self.period


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """The day on which a network's years begin: 1 January, or 1 April as often in Québec."""

    month: int = 1
    day: int = 1

    def __post_init__(self) -> None:
        if (self.month, self.day) == (2, 29):
            raise DateError("leap_start")
        date_from_parts(2001, self.month, self.day)

    def starting_in(self, year: int) -> FiscalYear:
        """The fiscal year that begins during a civil year; the calendar's own ends cut the first and the last."""
        start = date(year, self.month, self.day) if year >= date.min.year else date.min
        last = date(year + 1, self.month, self.day) - DAY if year < date.max.year else date.max
        return FiscalYear(Period(start, last))

    def year_of(self, day: date) -> FiscalYear:
        """The fiscal year that holds a day."""
        begun = (day.month, day.day) >= (self.month, self.day)
        return self.starting_in(day.year if begun else day.year - 1)

    def shift(self, year: FiscalYear, by: int) -> FiscalYear:
        """The year `by` years later (earlier when negative)."""
        return self.starting_in(year.start.year + by)
