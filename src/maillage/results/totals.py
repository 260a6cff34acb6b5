"""From the rows to the arithmetic of `consolidation.py`, and back: the values of periods, projects, results."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from maillage.results import consolidation, crossing, numbers, words
from maillage.results.consolidation import Point, Total
from maillage.results.enums import Measure, Over
from maillage.results.models import Actual, Indicator, Measurement, Period


def point(row: Measurement) -> Point:
    """`cells` fetched beforehand make it free."""
    return as_point(row, cells_of(row))


def cells_of(row: Measurement) -> list[crossing.Cell]:
    return [
        crossing.Cell(one.owns, (one.sex, one.age, one.place), one.value, one.denominator) for one in row.cells.all()
    ]


def as_point(row: Measurement, cells: list[crossing.Cell]) -> Point:
    return Point(
        row.pk, row.measured_on, row.organisation_id, row.value, row.numerator, row.denominator, row.level, tuple(cells)
    )


def is_state(indicator: Indicator) -> bool:
    return indicator.over == Over.LAST


def of_period(period: Period) -> Total:
    """What its approved measurements say together."""
    rows = period.measurements.counting().prefetch_related("cells")
    return consolidation.together(map(point, rows), period.indicator.measure or "1", last=is_state(period.indicator))


def write_actuals(period: Period) -> None:
    """The derived values of a period, written again from its approved measurements."""
    period.actuals.filter(derived=True).delete()
    rows = list(period.measurements.counting().prefetch_related("cells").order_by("measured_on", "pk"))
    if rows:
        words_of = {row.pk: row.words for row in rows}
        Actual.objects.bulk_create(derived(period, period.indicator, [point(row) for row in rows], words_of))


def derived(period: Period, indicator: Indicator, points: list[Point], words_of: dict[int, Any]) -> list[Actual]:
    """The rows of a period's value: the total first, then its breakdown. Nothing is written."""
    total = consolidation.together(points, indicator.measure or "1", last=is_state(indicator))
    comments = [pair for key in total.sources for pair in words_of[key]]
    value, written = total.value, None
    if indicator.measure in (Measure.NOMINAL, Measure.ORDINAL):
        value, written = numbers.read(total.level or None)
    made = [Actual(period=period, derived=True, value=value, written=written, numerator=total.numerator,
                   denominator=total.denominator, comments=comments)]  # fmt: skip
    made += [_split(period, indicator, one) for one in _told_cells(total)]
    for rank, actual in enumerate(made):
        actual.rank = rank
    return made


def _told_cells(total: Total) -> list[crossing.Cell]:
    """Each dimension's margin, then the crossings: what a reader of the standard can use."""
    found = [crossing.cell(value, below, **{name: key}) for name in crossing.DIMENSIONS
             for key, (value, below) in sorted(crossing.margin(total.cells, name).items())]  # fmt: skip
    return found + [one for one in total.cells if len(crossing.names_of(one.owns)) > 1]


def _split(period: Period, indicator: Indicator, cell: crossing.Cell) -> Actual:
    pairs = []
    for name, value in zip(crossing.DIMENSIONS, cell.values, strict=True):
        if cell.owns & crossing.BITS[name]:
            pairs.append([name, words.SEXES[value] if name == "sex" else value or "unknown"])
    below = cell.denominator
    value: Decimal | None = cell.value
    if indicator.measure == Measure.PERCENT:
        value = consolidation.percentage(cell.value, below) if below else None
    return Actual(period=period, derived=True, value=value, dimensions=pairs,
                  numerator=cell.value if below is not None else None, denominator=below)  # fmt: skip


def noted(actuals: Iterable[Actual], key: int) -> Total:
    """The value of a period from its rows: the one without dimension, else those that split by place alone add up."""
    rows = list(actuals)
    whole = next((one for one in rows if not one.dimensions and (one.value is not None or one.written)), None)
    if whole is None:
        return Total()
    level = whole.text or ""
    return Total(whole.value, whole.numerator, whole.denominator, {level: 1}, level, sources=(key,))


def of_use(indicator: Indicator, periods: Iterable[Period]) -> Total:
    """A project's value over its periods, each read from what is written of it (`actuals` fetched beforehand)."""
    totals = [noted(period.actuals.all(), period.pk) for period in periods]
    return consolidation.over_time(totals, indicator.measure or "1", last=is_state(indicator))


def of_uses(indicator: Indicator, totals: list[Total]) -> Total:
    """Several projects that use one indicator; nothing where its owner says that it does not add up."""
    if indicator.aggregation is False or indicator.result.aggregation is False:
        return Total()
    return consolidation.across(totals, indicator.measure or "1")


def start_of(rows: Iterable[Any]) -> Decimal | None:
    """The baseline that speaks of the whole."""
    return next((one.value for one in rows if not one.dimensions and not one.locations and one.value is not None), None)


def aim_of(rows: Iterable[Any]) -> Any:
    """The target that speaks of the whole, if any."""
    return next((one for one in rows if not one.dimensions), None)
