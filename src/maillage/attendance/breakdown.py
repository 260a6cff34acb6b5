"""How the people of a count are broken down, and what can be honestly added up. Pure arithmetic (ADR 18).

A count has tables: each speaks of one dimension (a margin: « 12 F, 8 M ») or of several crossed (« 5 F of 12–17 »).
A dimension stands in one table alone, so that it never counts twice. The cells of a table never pass the total; what
they leave is unknown. Nothing is invented: two margins say nothing of their crossing, but for one case that is certain:
when everyone has the same value (a whole class is « scolaire »), crossing it with anything is known.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

DIMENSIONS = ("sex", "age", "audience", "region", "first_time")
BITS = {name: 1 << rank for rank, name in enumerate(DIMENSIONS)}
UNKNOWN = ""
Cell = tuple[str, ...]


class BreakdownError(Refusal):
    """A breakdown that cannot be: `line` is the name of the table."""

    MESSAGES: ClassVar = {
        "above": _("« %(line)s » : %(sum)s personnes réparties pour %(total)s présentes. Corrigez l’un ou l’autre."),
        "negative": _("« %(line)s » : un nombre de personnes ne peut pas être négatif."),
        "twice": _("« %(line)s » est réparti deux fois : gardez le croisement ou la répartition simple."),
        "no_dimension": _("« %(line)s » n’est pas une façon de répartir."),
        "shape": _("« %(line)s » : une case ne correspond pas à son tableau."),
    }


@dataclass(frozen=True)
class Table:
    """A margin (one dimension) or a crossing (several): people by cell, each cell a value for each dimension."""

    dimensions: tuple[str, ...]
    cells: Mapping[Cell, int]

    @property
    def name(self) -> str:
        return " × ".join(self.dimensions)


@dataclass(frozen=True)
class Row:
    """A cell as it is kept. `owns`: the dimensions of its table, in bits; `mask`: those whose value it knows, the
    certain ones of other tables included. For a set of dimensions, the rows of a count whose mask holds all of them
    and whose `owns` holds one of them are always those of one table: they may be added up."""

    owns: int
    mask: int
    values: Cell  # one for each of DIMENSIONS
    people: int


def bits(dimensions: Iterable[str]) -> int:
    return sum(BITS[name] for name in dimensions)


def margins(said: Mapping[str, Mapping[str, int]]) -> list[Table]:
    """Tables from {"sex": {"F": 12}}."""
    return [Table((name,), {(value,): people for value, people in cells.items()}) for name, cells in said.items()]


def check(total: int, tables: Sequence[Table], names: Mapping[str, Any] | None = None) -> None:
    """Refuse what cannot be, saying which table."""
    seen: set[str] = set()
    for table in tables:
        line = " × ".join(str((names or {}).get(name, name)) for name in table.dimensions)
        for name in table.dimensions:
            if name not in BITS:
                raise BreakdownError("no_dimension", line=line)
            if name in seen:
                raise BreakdownError("twice", line=str((names or {}).get(name, name)))
            seen.add(name)
        if any(len(cell) != len(table.dimensions) for cell in table.cells) or not table.dimensions:
            raise BreakdownError("shape", line=line)
        if any(people < 0 for people in table.cells.values()):
            raise BreakdownError("negative", line=line)
        if (found := sum(table.cells.values())) > total:
            raise BreakdownError("above", line=line, sum=found, total=total)


def _certain(total: int, tables: Iterable[Table]) -> dict[str, str]:
    """The dimensions for which everyone has one value."""
    found: dict[str, str] = {}
    for table in tables:
        for rank, name in enumerate(table.dimensions):
            sums: Counter[str] = Counter()
            for cell, people in table.cells.items():
                sums[cell[rank]] += people
            whole = [value for value, people in sums.items() if value and people == total > 0]
            if whole:
                found[name] = whole[0]
    return found


def settle(total: int, tables: Sequence[Table]) -> list[Row]:
    """The rows to keep. Cells where nothing is known, and those of nobody, are left out."""
    check(total, tables)
    certain = _certain(total, tables)
    rows: list[Row] = []
    if certain:
        mask = bits(certain)
        rows.append(Row(mask, mask, _values(certain), total))
    for table in tables:
        kept = [(rank, name) for rank, name in enumerate(table.dimensions) if name not in certain]
        if not kept:
            continue
        owns = bits(name for _rank, name in kept)
        cells: Counter[Cell] = Counter()
        for cell, people in table.cells.items():
            said = {name: cell[rank] for rank, name in kept}
            if any(said.values()):
                cells[_values({**said, **certain})] += people
        rows += [Row(owns, owns | bits(certain), values, people) for values, people in cells.items() if people]
    return rows


def _values(said: Mapping[str, str]) -> Cell:
    return tuple(said.get(name, UNKNOWN) for name in DIMENSIONS)


def tables_of(rows: Iterable[Row]) -> list[Table]:
    """What was said, from what is kept."""
    found: dict[int, dict[Cell, int]] = {}
    for row in rows:
        ranks = [rank for rank, name in enumerate(DIMENSIONS) if row.owns & BITS[name]]
        found.setdefault(row.owns, {})[tuple(row.values[rank] for rank in ranks)] = row.people
    return [Table(tuple(name for name in DIMENSIONS if owns & BITS[name]), cells) for owns, cells in found.items()]


def crossed(rows: Iterable[Row], dimensions: Sequence[str]) -> dict[Cell, int]:
    """People by cell of these dimensions, of what is known of all of them together; several counts may be given."""
    wanted = bits(dimensions)
    ranks = [DIMENSIONS.index(name) for name in dimensions]
    found: Counter[Cell] = Counter()
    for row in rows:
        if row.mask & wanted == wanted and row.owns & wanted:
            cell = tuple(row.values[rank] for rank in ranks)
            if any(cell):
                found[cell] += row.people
    return dict(found)


def margin(total: int, rows: Iterable[Row], dimension: str) -> dict[str, int]:
    """People by value, and the rest under UNKNOWN: always the total in all."""
    found = {cell[0]: people for cell, people in crossed(rows, [dimension]).items()}
    rest = total - sum(found.values())
    return {**found, UNKNOWN: rest} if rest else found
