"""The years that figures speak of: the network's fiscal years, or civil ones; chosen in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import localdate

from maillage.activities.models import Session
from maillage.core.generation import once
from maillage.core.periods import DAY, FiscalCalendar, FiscalYear, Period
from maillage.network import current

CIVIL = FiscalCalendar()
SHOWN = 4  # years beside one another


@dataclass(frozen=True)
class Years:
    """A year chosen, and those before it, in order; `civil` says by which calendar."""

    chosen: FiscalYear
    span: tuple[FiscalYear, ...]
    civil: bool

    @property
    def rank(self) -> int:
        return len(self.span) - 1


def fiscal() -> FiscalCalendar:
    return current.profile().fiscal_year.calendar


def calendars_differ() -> bool:
    """Is there anything to choose? Not where the fiscal year is the civil one."""
    return fiscal() != CIVIL


@once
def first_day() -> date | None:
    """The day of the first date that was ever held."""
    first = Session.objects.standing().order_by("starts_at").values_list("starts_at", flat=True).first()
    return first.astimezone(current.zone()).date() if first else None


def choices(*, civil: bool = False) -> list[FiscalYear]:
    """Every year since the first activity, the newest first."""
    calendar = CIVIL if civil else fiscal()
    today = localdate()
    start = min(first_day() or today, today)
    found, year = [], calendar.year_of(today)
    while year.end >= start and len(found) < 30:
        found.append(year)
        year = calendar.shift(year, -1)
    return found


def asked(label: str = "", *, civil: bool = False, shown: int = SHOWN) -> Years:
    """The year of a label, else this one, with the years before it that had activities."""
    known = choices(civil=civil)
    chosen = next((year for year in known if year.label == label), known[0])
    return spanning(chosen, civil=civil, shown=shown, known=known)


def spanning(chosen: FiscalYear, *, civil: bool, shown: int = SHOWN, known: Sequence[FiscalYear] = ()) -> Years:
    calendar = CIVIL if civil else fiscal()
    before = [calendar.shift(chosen, -back) for back in range(shown - 1, 0, -1)]
    starts = {year.start for year in (known or choices(civil=civil))}
    return Years(chosen, (*(year for year in before if year.start in starts), chosen), civil)


def ever() -> FiscalYear:
    """All that was ever held, as one year."""
    today = localdate()
    return FiscalYear(Period(min(first_day() or today, today), today))


def is_under_way(year: FiscalYear) -> bool:
    return year.end >= localdate()


def instants(first: date, last: date) -> tuple[datetime, datetime]:
    """From the midnight that opens a day to the one that closes another, in the network's zone."""
    zone = current.zone()
    return datetime.combine(first, time.min, zone), datetime.combine(last + DAY, time.min, zone)
