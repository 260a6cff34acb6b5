"""Cutting a stretch of time into periods. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
MOST = 60


def _later(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def cut(start: date, end: date, by: str) -> list[tuple[date, date]]:
    """Periods that follow each other without a gap; they begin on the calendar's year, half-year, quarter or month,
    the first one where the stretch does. "once" is a single one."""
    if by not in MONTHS:
        return [(start, end)]
    months, found, at = MONTHS[by], [], start
    while at <= end and len(found) <= MOST:
        edge = _later(date(at.year, (at.month - 1) // months * months + 1, 1), months)
        last = min(end, edge - timedelta(1))
        found.append((at, last))
        at = last + timedelta(1)
    return found


def overlapping(one: tuple[date, date], others: Iterable[tuple[date, date]]) -> bool:
    return any(one[0] <= end and start <= one[1] for start, end in others)
