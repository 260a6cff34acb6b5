"""Calendars drawn by the server: each row a person or an object, each column a day, what keeps it in between.

Pure: it takes spans of days and gives cells; the page draws a table, which reads aloud and fits a telephone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Span:
    """Something from one day to another, both in it: what it is called, its tone, where it leads."""

    first: date
    last: date
    label: str
    tone: str  # "ok" certain, "al" asked, "er" late, "" out, "nu" absent or out of order
    url: str = ""
    rank: int = 0  # where several share a day, the highest is drawn


@dataclass
class Cell:
    """So many days of one row that say the same."""

    days: int
    spans: tuple[Span, ...] = ()
    first: date = date.min

    @property
    def span(self) -> Span | None:
        return max(self.spans, key=lambda one: one.rank) if self.spans else None

    @property
    def told(self) -> str:
        """All that share these days, the highest first."""
        return " ; ".join(one.label for one in sorted(self.spans, key=lambda one: -one.rank))

    @property
    def others(self) -> int:
        return max(0, len(self.spans) - 1)


@dataclass
class Day:
    """A square of a month."""

    on: date
    inside: bool
    today: bool
    spans: list[Span] = field(default_factory=list)

    @property
    def tone(self) -> str:
        return max(self.spans, key=lambda one: one.rank).tone if self.spans else "libre"


def days_of(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def row(spans: Iterable[Span], days: list[date]) -> list[Cell]:
    """The cells of a row: neighbouring days with the same things are one cell."""
    cells: list[Cell] = []
    known = list(spans)
    for day in days:
        here = tuple(one for one in known if one.first <= day <= one.last)
        if cells and cells[-1].spans == here and (here or (day - cells[-1].first).days < 1):
            cells[-1].days += 1
        else:
            cells.append(Cell(1, here, day))
    return cells


def month(spans: Iterable[Span], first: date, today: date) -> list[list[Day]]:
    """The weeks of a month, Monday first, whole: days of its neighbours are `inside=False`."""
    known = list(spans)
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start < following:
        weeks.append([
            Day(day, first <= day < following, day == today, [one for one in known if one.first <= day <= one.last])
            for day in days_of(start, 7)
        ])  # fmt: skip
        start += timedelta(days=7)
    return weeks
