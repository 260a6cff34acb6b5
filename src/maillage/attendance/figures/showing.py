"""Figures as a page and a file show them: rows and columns with their words and the addresses behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from maillage.attendance.figures import assembly, reading
from maillage.attendance.figures.asked import Asked
from maillage.attendance.figures.assembly import NOWHERE, Grid, Lines, Tally
from maillage.attendance.figures.dimensions import DIMENSIONS, MEASURES, Dimension, named
from maillage.attendance.figures.years import is_under_way
from maillage.ui import words as numbers
from maillage.ui.templatetags.ui import grouped, language

DASH = "–"


@dataclass
class Cell:
    """What is shown, what is exported (None: nothing is known), and where it leads."""

    text: str
    value: Any = None
    url: str = ""


@dataclass
class Shown:
    """A table: its heads, its rows (label, address, cells, kind), and what must be said of it."""

    heads: list[str] = field(default_factory=list)
    rows: list[tuple[str, str, list[Cell], str]] = field(default_factory=list)
    points: list[tuple[str, Any]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    overlapping: bool = False
    uncrossed: bool = False

    def lines(self) -> Iterable[list[Any]]:
        """For a file: numbers as numbers."""
        for label, _url, cells, kind in self.rows:
            yield [
                label if kind != "sub" else f"– {label}",
                *("" if cell.value is None else cell.value for cell in cells),
            ]


def number(value: int | None, url: str = "") -> Cell:
    return Cell(DASH if value is None else grouped(value), value, url if value else "")


def share(value: float | None) -> Cell:
    return Cell(
        DASH if value is None else numbers.percent(value, language()), None if value is None else round(value, 4)
    )


def nowhere(dimension: Dimension) -> str:
    return _("Inconnu") if dimension.level == "people" else _("Non précisé")


def ordered(dimension: Dimension, codes: set[str]) -> list[tuple[str, str]]:
    """The lines of a dimension in their order, those that hold nothing left out; what is not said comes last."""
    found = [(code, name) for code, name in named(dimension, codes) if code in codes]
    return [*found, (NOWHERE, nowhere(dimension))] if NOWHERE in codes else found


def change(before: int, after: int) -> Cell:
    """From a year to the next, as a share; nothing when there was nothing."""
    if not before:
        return Cell(DASH)
    text = numbers.percent(after / before - 1, language())
    return Cell(text.replace("-", "−") if after < before else f"+{text}", round(after / before - 1, 4))


# One dimension


def table_of_lines(facts: reading.Facts, asked: Asked, lines: Lines, behind: str) -> Shown:
    """The year's lines with every measure; totals apart."""
    total, people = lines.totals[-1], asked.row.level == "people"
    columns = [(_("Présences"), lambda one: number(one.presences)),
               (_("Part"), lambda one: share(one.presences / total.presences if total.presences else None))]  # fmt: skip
    if not people:
        columns = _columns(total)
    found = Shown(heads=[str(asked.row.label), *(head for head, _read in columns)], overlapping=lines.overlapping)
    field_name = asked.measured.field
    for code, label, kind, tallies in _in_order(facts, asked.row, lines):
        url = behind + asked.behind((DIMENSIONS["referentiels"] if kind == "group" else asked.row, code))
        now = tallies[-1]
        empty = not (now.activities or now.presences or now.ahead)
        if empty:
            continue
        found.rows.append((label, "" if people and not code else url, [read(now) for _head, read in columns], kind))
        if kind != "group" and getattr(now, field_name):
            found.points.append((label, getattr(now, field_name)))
    found.rows.append((_("Ensemble"), behind + asked.behind(), [read(total) for _head, read in columns], "total"))
    return found


def _columns(total: Tally) -> list[tuple[str, Any]]:
    """(head, cell of a tally); what nobody said anywhere in the year is not drawn."""
    columns: list[tuple[str, Any, bool]] = [
        (str(MEASURES["activites"].label), lambda one: number(one.activities), True),
        (str(MEASURES["dates"].label), lambda one: number(one.dates), True),
        (_("Non comptées"), lambda one: number(one.uncounted), bool(total.uncounted)),
        (str(MEASURES["presences"].label), lambda one: _present(one, one.presences), True),
        (str(MEASURES["personnes"].label), lambda one: _present(one, one.people), True),
        (_("Part estimée"), lambda one: share(one.estimated_share), bool(total.estimated)),
        (_("Attendues"), lambda one: number(one.expected or None), bool(total.expected)),
        (_("Venues / attendues"), lambda one: share(one.met / one.expected if one.expected else None), bool(total.expected)),
        (_("Heures"), lambda one: _present(one, one.hours), bool(total.minutes)),
        (_("Indirectes"), lambda one: number(one.indirect or None), bool(total.indirect)),
        (_("Vues en ligne"), lambda one: number(one.views or None), bool(total.views)),
        (_("Activités à venir"), lambda one: number(one.ahead or None), bool(total.ahead)),
    ]  # fmt: skip
    return [(head, read) for head, read, wanted in columns if wanted]


def _present(one: Tally, value: int) -> Cell:
    """A number of people; nothing known is not zero."""
    return number(value if one.counted else None)


def _in_order(facts: reading.Facts, dimension: Dimension, lines: Lines) -> Iterable[tuple[str, str, str, list[Tally]]]:
    """Lines in order; headings gathered under their framework, which has a figure of its own."""
    found = [(code, label, "", lines.by_code[code]) for code, label in ordered(dimension, set(lines.by_code))]
    if dimension.slug != "cadres":
        return found
    frames = assembly.lines(facts, DIMENSIONS["referentiels"])
    gathered: list[tuple[str, str, str, list[Tally]]] = []
    for frame, name in ordered(DIMENSIONS["referentiels"], set(frames.by_code) - {NOWHERE}):
        gathered.append((frame, name, "group", frames.by_code[frame]))
        mine = [one for one in found if one[0].split("/")[0] == frame]
        gathered += [(code, label.removeprefix(f"{name} : "), "sub", tallies) for code, label, _kind, tallies in mine]
    return [*gathered, *(one for one in found if one[0] == NOWHERE)]


def comparison(facts: reading.Facts, asked: Asked, lines: Lines) -> Shown:
    """The chosen measure, year by year, with what changed since the last."""
    years = asked.years.span
    apart = len(years) > 1 and not is_under_way(years[-1])  # a year under way is not compared with a whole one
    found = Shown(heads=[str(asked.row.label), *(year.label for year in years), *([_("Écart")] if apart else [])])
    rows = [*_in_order(facts, asked.row, lines), (NOWHERE, _("Ensemble"), "total", lines.totals)]
    for _code, label, kind, tallies in rows:
        values = [int(getattr(one, asked.measured.field)) for one in tallies]
        if any(values):
            cells = [number(value) for value in values]
            found.rows.append((label, "", [*cells, *([change(values[-2], values[-1])] if apart else [])], kind))
    found.points = [
        (year.label, int(getattr(one, asked.measured.field))) for year, one in zip(years, lines.totals, strict=True)
    ]
    return found


# Two dimensions crossed


def table_of_grid(asked: Asked, grid: Grid, behind: str) -> Shown:
    """Cells with the totals of lines and columns; with people, what is unknown or was never crossed is said apart."""
    assert asked.column is not None
    rows = ordered(asked.row, {code for code, _other in grid.cells} | _filled(grid.rows))
    columns = ordered(asked.column, {code for _code, code in grid.cells} | _filled(grid.columns))
    if grid.of_people:
        rows, columns = ([one for one in pairs if one[0] != NOWHERE or dimension.level != "people"]
                         for pairs, dimension in ((rows, asked.row), (columns, asked.column)))  # fmt: skip
    rest = _("Inconnu ou non croisé")
    found = Shown(heads=[str(asked.row.label), *(label for _code, label in columns), *([rest] if grid.of_people else []),
                         _("Ensemble")], overlapping=grid.overlapping, parts=[label for _code, label in columns])  # fmt: skip
    for code, label in rows:
        values = [grid.cells.get((code, other), 0) for other, _label in columns]
        cells = [number(value, behind + asked.behind((asked.row, code), (asked.column, other)))
                 for value, (other, _label) in zip(values, columns, strict=True)]  # fmt: skip
        line = grid.rows.get(code, 0)
        left = _left(line, values, asked.column)
        cells += [number(left)] if grid.of_people else []
        found.uncrossed |= bool(left)
        found.rows.append((label, behind + asked.behind((asked.row, code)), [*cells, number(line)], ""))
        found.points.append((label, values))
    if grid.of_people:
        found.rows.append((rest, "", _last_row(grid, asked, rows, columns), "rest"))
    sums = [grid.columns.get(other, 0) for other, _label in columns]
    foot = [number(one) for one in sums] + [number(_left(grid.total, sums, asked.column))] * grid.of_people
    found.rows.append((_("Ensemble"), behind + asked.behind(), [*foot, number(grid.total)], "total"))
    return found


def _filled(sums: dict[str, int]) -> set[str]:
    return {code for code, value in sums.items() if value}


def _left(line: int, values: Sequence[int], across: Dimension) -> int | None:
    """What a line has beyond its cells; nothing can be said where cells overlap."""
    return None if across.several else line - sum(values)


def _last_row(
    grid: Grid, asked: Asked, rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]]
) -> list[Cell]:
    """What columns have beyond their cells."""
    assert asked.column is not None
    cells = [
        number(
            _left(grid.columns.get(other, 0), [grid.cells.get((code, other), 0) for code, _label in rows], asked.row)
        )
        for other, _label in columns
    ]
    total = None if asked.row.several else grid.total - sum(grid.rows.get(code, 0) for code, _label in rows)
    return [*cells, Cell(DASH), number(total)]
