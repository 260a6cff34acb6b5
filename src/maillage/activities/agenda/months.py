"""A month as a grid of weeks. Pure: no database, no language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

FIRST_YEAR, LAST_YEAR = 1970, 2199


@dataclass
class Day:
    date: date
    inside: bool  # of the month itself
    today: bool
    entries: list[Any] = field(default_factory=list)

    @property
    def starting(self) -> list[Any]:
        """What begins on this day; on the first of the month, what goes on too."""
        return [one for one in self.entries if self.date.day == 1 or one.first_day == self.date]

    @property
    def going_on(self) -> list[Any]:
        """What began before."""
        return [one for one in self.entries if self.date.day != 1 and one.first_day != self.date]


def month_of(text: str, today: date) -> date:
    """The first day of « 2027-03 »; of today's month when it is not a month."""
    year, _dash, month = text.partition("-")
    written = len(text) == 7 and text.isascii() and year.isdecimal() and month.isdecimal()
    if written and FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)


def moved(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def bounds(first: date, week_starts: int = 0) -> tuple[date, date]:
    """First and last day shown: whole weeks (0: Monday, 6: Sunday)."""
    start = first - timedelta(days=(first.weekday() - week_starts) % 7)
    last = moved(first, 1) - timedelta(days=1)
    return start, last + timedelta(days=(week_starts + 6 - last.weekday()) % 7)


def grid(first: date, today: date, entries: Iterable[Any], week_starts: int = 0) -> list[list[Day]]:
    """The weeks of the month; each entry stands on each of its days (`entry.days`, `entry.first_day`)."""
    start, end = bounds(first, week_starts)
    days = {}
    for number in range((end - start).days + 1):
        day = start + timedelta(days=number)
        days[day] = Day(day, day.month == first.month, day == today)
    for entry in entries:
        for day in entry.days:
            if day in days:
                days[day].entries.append(entry)
    every = list(days.values())
    return [every[rank : rank + 7] for rank in range(0, len(every), 7)]
