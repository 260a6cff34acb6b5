"""Changes over the years: what began, which way, and what still stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.results.lasting import Endurance, Seen, endurance


@dataclass(frozen=True)
class Change:
    since: date
    forward: bool
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True)
class Year:
    year: int
    forward: int  # changes for the better that began this year
    backward: int
    standing: int  # changes for the better that stand at the end of the year: begun, and not seen gone


def over_years(changes: Iterable[Change], last: int) -> list[Year]:
    """From the year of the first change to this one, without a hole."""
    rows = list(changes)
    if not rows:
        return []
    first = min(row.since.year for row in rows)
    found = []
    for year in range(first, max(last, first) + 1):
        end = date(year, 12, 31)
        begun = [row for row in rows if row.since.year == year]
        found.append(Year(
            year, sum(row.forward for row in begun), sum(not row.forward for row in begun),
            sum(row.forward and row.since <= end and _stands(row, end) for row in rows),
        ))  # fmt: skip
    return found


def _stands(change: Change, day: date) -> bool:
    return endurance(change.since, [one for one in change.seen if one.on <= day]) != Endurance.UNDONE
