"""The first day of the fiscal year, as a profile says it; the arithmetic is that of `core.periods`."""

from collections.abc import Iterator
from datetime import date

from maillage.core.periods import FiscalCalendar, FiscalYear
from maillage.network.base import Flaw, MonthDay


class FiscalYearStart(MonthDay):
    """The first day of the fiscal year."""

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        if (self.month, self.day) == (2, 29):
            yield ("day",), "le 29 février n'existe pas chaque année"

    @property
    def calendar(self) -> FiscalCalendar:
        return FiscalCalendar(self.month, self.day)

    def year_of(self, day: date) -> FiscalYear:
        """Return the fiscal year in which a day falls."""
        return self.calendar.year_of(day)
