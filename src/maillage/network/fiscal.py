"""Fiscal years: which one a day belongs to, and what it is called."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.network.base import Flaw, MonthDay


@dataclass(frozen=True)
class FiscalYear:
    """One fiscal year of the network."""

    label: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.label

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class FiscalYearStart(MonthDay):
    """The first day of the fiscal year."""

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        if (self.month, self.day) == (2, 29):
            yield ("day",), "le 29 février n'existe pas chaque année"

    def year_of(self, day: date) -> FiscalYear:
        """Return the fiscal year in which a day falls."""
        start = day.year - ((day.month, day.day) < (self.month, self.day))
        first = date(start, self.month, self.day) if start >= date.min.year else date.min
        last = date.max
        if start < date.max.year:
            last = date(start + 1, self.month, self.day) - timedelta(days=1)
        civil = (self.month, self.day) == (1, 1)
        return FiscalYear(str(start) if civil else f"{start}-{start + 1}", first, last)
