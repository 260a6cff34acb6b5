"""Periods of reports: their bounds, their names. Pure arithmetic."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

DAY = timedelta(days=1)


def first_of(day: date, months: int) -> date:
    """The first day of the calendar period of so many months (1, 3, 6 or 12) that holds a day."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def last_of(day: date, months: int) -> date:
    """Its last day."""
    first = first_of(day, months)
    month = first.month + months - 1
    return date(first.year, month, monthrange(first.year, month)[1])


def periods(starts: date, ends: date, months: int) -> Iterator[tuple[date, date]]:
    """The calendar periods from one day to another, the first and the last cut at these days."""
    at = starts
    while at <= ends:
        until = min(ends, last_of(at, months))
        yield at, until
        at = until + DAY


def quarter(starts: date, ends: date) -> int:
    """1 to 4 when these days are within one calendar quarter, else 0."""
    one = (starts.month - 1) // 3 + 1
    return one if starts.year == ends.year and one == (ends.month - 1) // 3 + 1 and (ends - starts).days > 31 else 0


def title_of(starts: date, ends: date) -> str:
    """« 3e trimestre 2026 », « juillet 2026 », « année 2026 », else from a day to another."""
    if starts.year == ends.year:
        if starts.month == ends.month:
            return date_format(starts, "F Y")
        if number := quarter(starts, ends):
            return _("%(rank)s trimestre %(year)s") % {"rank": rank_of(number), "year": starts.year}
        if (starts.month, ends.month) in ((1, 6), (7, 12)):
            rank = rank_of(1 if starts.month == 1 else 2)
            return _("%(rank)s semestre %(year)s") % {"rank": rank, "year": starts.year}
        if (starts.month, ends.month) == (1, 12):
            return _("année %(year)s") % {"year": starts.year}
    return _("du %(start)s au %(end)s") % {
        "start": date_format(starts, "SHORT_DATE_FORMAT"), "end": date_format(ends, "SHORT_DATE_FORMAT")}  # fmt: skip


def rank_of(number: int) -> str:
    return {1: _("1er"), 2: _("2e"), 3: _("3e"), 4: _("4e")}[number]
