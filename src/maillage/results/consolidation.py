"""One value from several measurements, periods or projects. Pure; every total says which measurements made it.

Numbers add up; percentages are numerators over denominators, never means of means; degrees are counted, never added;
what is cumulative, or a state, keeps its last value (of each who measures), what is new adds up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from maillage.results import crossing
from maillage.results.crossing import ZERO, Cell

HUNDRED = Decimal(100)
STEP = Decimal("0.0001")


@dataclass(frozen=True)
class Point:
    """An approved measurement, as the arithmetic takes it."""

    key: int
    on: date
    who: int | None = None  # the organisation that measured
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    level: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Total:
    """What several measurements say together. `value` is None when nothing honest can be said."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    levels: Mapping[str, int] = field(default_factory=dict)  # how many measurements say each degree
    level: str = ""  # the degree said last
    cells: tuple[Cell, ...] = ()
    sources: tuple[int, ...] = ()
    unfit: tuple[int, ...] = ()  # percentages that gave no fraction: they cannot be added to others


def percentage(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """A part in hundredths, to four places."""
    if denominator == 0:
        return None
    return (numerator * HUNDRED / denominator).quantize(STEP, ROUND_HALF_EVEN)


def standing(points: Iterable[Point], last: bool) -> list[Point]:
    """Those that count: all, or the last one of each who measures."""
    ordered = sorted(points, key=lambda one: (one.on, one.key))
    if not last:
        return ordered
    return sorted({one.who: one for one in ordered}.values(), key=lambda one: (one.on, one.key))


def together(points: Iterable[Point], measure: str, *, last: bool) -> Total:
    """The measurements of one period of one project."""
    kept = standing(points, last)
    sources = tuple(one.key for one in kept)
    if measure == "2":
        return _pooled([(one.key, one.value, one.numerator, one.denominator) for one in kept], kept)
    if measure in ("3", "4"):
        said = [one for one in kept if one.level]
        return Total(levels=_count(one.level for one in said), level=said[-1].level if said else "",
                     sources=tuple(one.key for one in said))  # fmt: skip
    if measure == "5":
        return Total(sources=sources)
    values = [one.value for one in kept if one.value is not None]
    cells = tuple(crossing.added(cell for one in kept for cell in one.cells))
    return Total(sum(values, ZERO) if values else None, cells=cells, sources=sources)


Part = tuple[int, Decimal | None, Decimal | None, Decimal | None]


def _pooled(parts: Sequence[Part], kept: Sequence[Point]) -> Total:
    """Percentages: the sums of the fractions. One alone keeps its value, fraction or not."""
    whole = [one for one in parts if one[2] is not None and one[3] is not None]
    rest = tuple(one[0] for one in parts if one[2] is None and one[1] is not None)
    cells = tuple(crossing.added(cell for one in kept for cell in one.cells))
    if not whole:
        alone = [one for one in parts if one[1] is not None]
        value = alone[0][1] if len(alone) == 1 else None
        return Total(value, sources=tuple(one[0] for one in alone), unfit=rest if len(alone) > 1 else ())
    over = sum((one[2] or ZERO for one in whole), ZERO)
    under = sum((one[3] or ZERO for one in whole), ZERO)
    return Total(percentage(over, under), over, under, cells=cells, sources=tuple(one[0] for one in whole), unfit=rest)


def _count(levels: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in levels:
        found[one] = found.get(one, 0) + 1
    return found


def over_time(totals: Sequence[Total], measure: str, *, last: bool) -> Total:
    """The periods of one project, in their order: what is new adds up, a state keeps its last known value."""
    known = [one for one in totals if one.value is not None or one.levels]
    if not known:
        return Total(sources=_sources(totals))
    if last or measure in ("3", "4", "5"):
        return known[-1]
    return across(known, measure)


def across(totals: Sequence[Total], measure: str) -> Total:
    """Several projects, or several periods that add up."""
    if measure == "2":
        whole = [one for one in totals if one.denominator is not None]
        rest = tuple(key for one in totals if one.denominator is None for key in one.sources)
        if not whole:
            alone = [one for one in totals if one.value is not None]
            return alone[0] if len(alone) == 1 else Total(sources=_sources(totals), unfit=rest)
        over = sum((one.numerator or ZERO for one in whole), ZERO)
        under = sum((one.denominator or ZERO for one in whole), ZERO)
        return Total(percentage(over, under), over, under, cells=_cells(whole), sources=_sources(whole), unfit=rest)
    if measure in ("3", "4"):
        levels: dict[str, int] = {}
        for one in totals:
            for level, count in one.levels.items():
                levels[level] = levels.get(level, 0) + count
        return Total(levels=levels, level=next((one.level for one in reversed(totals) if one.level), ""),
                     sources=_sources(totals))  # fmt: skip
    if measure == "5":
        return Total(sources=_sources(totals))
    values = [one.value for one in totals if one.value is not None]
    return Total(sum(values, ZERO) if values else None, cells=_cells(totals), sources=_sources(totals))


def _cells(totals: Iterable[Total]) -> tuple[Cell, ...]:
    return tuple(crossing.added(cell for one in totals for cell in one.cells))


def _sources(totals: Iterable[Total]) -> tuple[int, ...]:
    return tuple(key for one in totals for key in one.sources)
