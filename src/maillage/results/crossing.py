"""How a measurement is broken down by sex, age and place, and what may be added up. Pure arithmetic, the way of ADR 18.

A measurement has tables: each speaks of one dimension (a margin) or of several crossed (sex × age × place). A dimension
stands in one table alone, so it never counts twice; the cells of a table never pass the total; what they leave is
unknown. A percentage is broken down as a numerator over a denominator in each cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

DIMENSIONS = ("sex", "age", "place")
BITS = {name: 1 << rank for rank, name in enumerate(DIMENSIONS)}
UNKNOWN = ""
ZERO = Decimal(0)
Values = tuple[str, str, str]


class CrossingError(Refusal):
    """A breakdown that cannot be: `line` names the table."""

    MESSAGES: ClassVar = {
        "above": _("Répartition par %(line)s : %(sum)s pour un total de %(total)s. Corrigez l’un ou l’autre."),
        "above_part": _("Répartition par %(line)s : une case compte plus au numérateur qu’au dénominateur."),
        "negative": _("Répartition par %(line)s : une case ne peut pas être inférieure à zéro."),
        "twice": _("« %(line)s » est réparti deux fois : gardez le croisement ou la répartition simple."),
        "no_total": _("Donnez le total avant sa répartition."),
        "no_denominator": _("Répartition par %(line)s : donnez le numérateur et le dénominateur de chaque case."),
        "shape": _("Une case ne correspond pas à son tableau."),
    }


@dataclass(frozen=True)
class Cell:
    """So many of whom this is known. `owns`: the dimensions of its table, in bits; `denominator` for a percentage."""

    owns: int
    values: Values
    value: Decimal
    denominator: Decimal | None = None


def bits(names: Iterable[str]) -> int:
    return sum(BITS[name] for name in names)


def names_of(owns: int) -> tuple[str, ...]:
    return tuple(name for name in DIMENSIONS if owns & BITS[name])


def cell(value: Decimal, denominator: Decimal | None = None, **said: str) -> Cell:
    """A cell of the table of the dimensions that are named: `cell(Decimal(5), sex="F", age="")`."""
    return Cell(bits(said), values_of(said), value, denominator)


def values_of(said: Mapping[str, str]) -> Values:
    return said.get("sex", UNKNOWN), said.get("age", UNKNOWN), said.get("place", UNKNOWN)


def check(total: Decimal | None, denominator: Decimal | None, cells: Sequence[Cell],
          words: Mapping[str, Any] | None = None) -> None:  # fmt: skip
    """Refuse what cannot be. `total` is the value, or the numerator of a percentage whose `denominator` is given."""
    if cells and total is None:
        raise CrossingError("no_total")
    seen = 0
    for owns in sorted({one.owns for one in cells}):
        line = " × ".join(str((words or {}).get(name, name)) for name in names_of(owns))
        if not owns or owns >= 1 << len(DIMENSIONS):
            raise CrossingError("shape")
        if seen & owns:
            raise CrossingError("twice", line=" × ".join(
                str((words or {}).get(name, name)) for name in names_of(seen & owns)))  # fmt: skip
        seen |= owns
        _check_table([one for one in cells if one.owns == owns], total or ZERO, denominator, line)


def _check_table(cells: Sequence[Cell], total: Decimal, denominator: Decimal | None, line: str) -> None:
    for one in cells:
        if one.value < 0 or (one.denominator is not None and one.denominator < 0):
            raise CrossingError("negative", line=line)
        if any(value and not one.owns & BITS[name] for name, value in zip(DIMENSIONS, one.values, strict=True)):
            raise CrossingError("shape")
        if (denominator is None) != (one.denominator is None):
            raise CrossingError("no_denominator", line=line)
        part = denominator is not None and total <= denominator  # then each cell is a part as well
        if part and one.denominator is not None and one.value > one.denominator:
            raise CrossingError("above_part", line=line)
    found = sum((one.value for one in cells), ZERO)
    if found > total:
        raise CrossingError("above", line=line, sum=found, total=total)
    below = sum((one.denominator or ZERO for one in cells), ZERO)
    if denominator is not None and below > denominator:
        raise CrossingError("above", line=line, sum=below, total=denominator)


def added(cells: Iterable[Cell]) -> list[Cell]:
    """Cells of several measurements of the same thing, added up table by table, in a steady order."""
    sums: dict[tuple[int, Values], list[Decimal | None]] = {}
    for one in cells:
        found = sums.setdefault((one.owns, one.values), [ZERO, None])
        found[0] = (found[0] or ZERO) + one.value
        if one.denominator is not None:
            found[1] = (found[1] or ZERO) + one.denominator
    return [
        Cell(owns, values, value or ZERO, below)
        for (owns, values), (value, below) in sorted(sums.items(), key=lambda i: i[0])
    ]


def margin(cells: Iterable[Cell], name: str) -> dict[str, tuple[Decimal, Decimal | None]]:
    """{value of a dimension: (sum, sum of denominators)}, from every table that speaks of it; the unknown left out."""
    at = DIMENSIONS.index(name)
    found: dict[str, tuple[Decimal, Decimal | None]] = {}
    for one in cells:
        if one.owns & BITS[name] and one.values[at]:
            value, below = found.get(one.values[at], (ZERO, None))
            found[one.values[at]] = (value + one.value,
                                     below if one.denominator is None else (below or ZERO) + one.denominator)  # fmt: skip
    return found


def unknown(total: Decimal, cells: Iterable[Cell], name: str) -> Decimal:
    """What no table says of this dimension: never below zero, because no table passes the total."""
    return total - sum((value for value, _below in margin(cells, name).values()), ZERO)
