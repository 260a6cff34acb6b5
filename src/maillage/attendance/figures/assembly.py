"""Figures put together: lines, totals, crossings. Pure: a line is never added to another (an activity of two themes
stands on both); totals are worked out apart, from the same facts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.attendance.figures.dimensions import Dimension
from maillage.attendance.figures.reading import Facts, Slice, wholes

NOWHERE = ""  # the line of what bears no code, of people of whom nothing is known


@dataclass
class Tally:
    """What is counted of a set of dates."""

    activities: int = 0
    dates: int = 0
    counted: int = 0
    settled: int = 0
    presences: int = 0
    estimated: int = 0
    people: int = 0
    minutes: int = 0
    timed: int = 0
    indirect: int = 0
    views: int = 0
    helpers: int = 0
    registered: int = 0
    expected: int = 0
    met: int = 0  # presences of the activities for which a number was expected
    ahead: int = 0  # activities to come
    ahead_dates: int = 0

    @property
    def hours(self) -> int:
        return round(self.minutes / 60)

    @property
    def uncounted(self) -> int:
        return self.dates - self.counted

    @property
    def estimated_share(self) -> float | None:
        return self.estimated / self.presences if self.presences else None

    @property
    def uncounted_share(self) -> float | None:
        return self.uncounted / self.dates if self.dates else None


def tally(facts: Facts, slices: Iterable[Slice], ahead: Iterable[int] = ()) -> Tally:
    """Sums; people and what was expected are each activity's, whatever the number of its slices."""
    found = Tally()
    sums: dict[int, list[int]] = {}
    for one in slices:
        found.dates += one.dates
        found.counted += one.counted
        found.settled += one.settled
        found.presences += one.presences
        found.estimated += one.estimated
        found.minutes += one.minutes
        found.timed += one.timed
        found.indirect += one.indirect
        found.views += one.views
        found.helpers += one.helpers
        found.registered += one.registered
        kept = sums.setdefault(one.activity, [0, 0])
        kept[0] += one.presences
        kept[1] = max(kept[1], one.most)
    found.activities = len(sums)
    whole = wholes()
    for activity, (presences, most) in sums.items():
        info, given = facts.infos[activity], facts.reach.get(activity)
        if given is not None:
            found.people += min(max(given, most), presences)
        else:
            found.people += most if info.structure in whole else presences
        if info.expected:
            found.expected += info.expected
            found.met += presences
    for activity in ahead:
        found.ahead += 1
        found.ahead_dates += facts.ahead[activity]
    return found


def codes_of(facts: Facts, dimension: Dimension, activity: int) -> Sequence[str]:
    """The lines on which an activity stands."""
    if dimension.slug == "referentiels":
        borne = facts.codes[dimension.of].get(activity, ())
        return sorted({code.split("/")[0] for code in borne}) or (NOWHERE,)
    if dimension.several:
        return facts.codes[dimension.of].get(activity) or (NOWHERE,)
    return (str(getattr(facts.infos[activity], dimension.of) or NOWHERE),)


def lines_of(facts: Facts, dimension: Dimension, one: Any) -> Sequence[str]:
    """The lines of a slice, or of people told apart by activity."""
    if dimension.slug == "mois":
        return (str(one.month),)
    if dimension.slug == "lieux":
        return (one.place,)
    return codes_of(facts, dimension, one.activity)


@dataclass
class Lines:
    """One dimension: a tally for each line and year; and the totals, asked apart."""

    dimension: Dimension
    by_code: dict[str, list[Tally]] = field(default_factory=dict)
    totals: list[Tally] = field(default_factory=list)
    overlapping: bool = False


def lines(facts: Facts, dimension: Dimension) -> Lines:
    size, last = len(facts.years), len(facts.years) - 1
    found = Lines(dimension, totals=totals(facts))
    if dimension.level == "people":
        found.by_code = _of_people(facts, found.totals)
        return found
    groups: dict[str, list[list[Slice]]] = defaultdict(lambda: [[] for _n in range(size)])
    for one in facts.slices:
        for code in lines_of(facts, dimension, one):
            groups[code][one.year].append(one)
    ahead: dict[str, list[int]] = defaultdict(list)
    if dimension.level == "activity":
        for activity in facts.ahead:
            for code in codes_of(facts, dimension, activity):
                ahead[code].append(activity)
    for code in {*groups, *ahead}:
        found.by_code[code] = [tally(facts, group, ahead.get(code, ()) if rank == last else ())
                               for rank, group in enumerate(groups[code])]  # fmt: skip
    found.overlapping = (
        sum(tallies[last].activities for tallies in found.by_code.values()) > found.totals[last].activities
    )
    return found


def totals(facts: Facts) -> list[Tally]:
    groups: list[list[Slice]] = [[] for _year in facts.years]
    for one in facts.slices:
        groups[one.year].append(one)
    last = len(groups) - 1
    return [tally(facts, group, facts.ahead if rank == last else ()) for rank, group in enumerate(groups)]


def _of_people(facts: Facts, sums: Sequence[Tally]) -> dict[str, list[Tally]]:
    """Presences by value; what is not known is the rest of the presences."""
    found: dict[str, list[Tally]] = {}
    for one in facts.people:
        rows = found.setdefault(one.cell[0], [Tally() for _year in sums])
        rows[one.year].presences += one.people
    rest = [total.presences - sum(rows[rank].presences for rows in found.values()) for rank, total in enumerate(sums)]
    if any(rest):
        found[NOWHERE] = [Tally(presences=people) for people in rest]
    return found


@dataclass
class Grid:
    """Two dimensions crossed. `rest`: what each line (then column) has beyond its cells: unknown, or not crossed."""

    cells: dict[tuple[str, str], int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    total: int = 0
    overlapping: bool = False
    of_people: bool = False


def grid(facts: Facts, row: Dimension, column: Dimension, measure: str, year: int) -> Grid:
    """Cells of a year. People are broken down by presences alone, whatever the measure."""
    people = [one for one in (row, column) if one.level == "people"]
    if people:
        return _grid_of_people(facts, row, column, year)
    groups: dict[tuple[str, str], list[Slice]] = defaultdict(list)
    by_row: dict[str, list[Slice]] = defaultdict(list)
    by_column: dict[str, list[Slice]] = defaultdict(list)
    kept = [one for one in facts.slices if one.year == year]
    for one in kept:
        across = lines_of(facts, column, one)
        for code in across:
            by_column[code].append(one)
        for code in lines_of(facts, row, one):
            by_row[code].append(one)
            for other in across:
                groups[code, other].append(one)

    def value(slices: Iterable[Slice]) -> int:
        return int(getattr(tally(facts, slices), measure))

    found = Grid({key: value(group) for key, group in groups.items()}, {code: value(group) for code, group in by_row.items()},
                 {code: value(group) for code, group in by_column.items()}, value(kept))  # fmt: skip
    found.overlapping = sum(found.cells.values()) > found.total
    return found


def _grid_of_people(facts: Facts, row: Dimension, column: Dimension, year: int) -> Grid:
    """One or both dimensions are people's: what is beyond the cells is unknown or was never crossed."""
    found = Grid(of_people=True)
    kept = [one for one in facts.slices if one.year == year]
    found.total = sum(one.presences for one in kept)
    mine = [one for one in facts.people if one.year == year]
    both = row.level == column.level == "people"
    for one in mine:
        if both:
            keys = [(one.cell[0], one.cell[1])]
        else:
            other = lines_of(facts, column if row.level == "people" else row, one)
            keys = [(one.cell[0], code) if row.level == "people" else (code, one.cell[0]) for code in other]
        for key in keys:
            found.cells[key] = found.cells.get(key, 0) + one.people
    if both:
        found.rows, found.columns = (facts.margins[one.of][year] for one in (row, column))
    else:
        known, sums = column if row.level == "people" else row, defaultdict(int)
        for one in kept:
            for code in lines_of(facts, known, one):
                sums[code] += one.presences
        margin: dict[str, int] = defaultdict(int)
        for one in mine:
            margin[one.cell[0]] += one.people
        found.rows, found.columns = (dict(margin), dict(sums)) if row.level == "people" else (dict(sums), dict(margin))
        found.overlapping = sum(sums.values()) > found.total
    return found
