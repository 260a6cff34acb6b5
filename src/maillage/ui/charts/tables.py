"""The figures of a chart as a table, for who reads rather than looks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from maillage.ui import words
from maillage.ui.charts.drawing import DASH, Value, known_value

_TOTAL = ("Total", "Total", "Total")


@dataclass(frozen=True)
class ChartTable:
    """The figures of a chart for an HTML table: ``headers`` then ``rows`` of (label, cells).

    ``cells`` are written in the language, ``values`` are the same numbers for a CSV file.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    values: tuple[tuple[str, tuple[float | None, ...]], ...]


def chart_table(
    rows: Sequence[tuple[str, Value | Sequence[Value]]],
    headers: Sequence[str],
    *,
    caption: str,
    lang: str = "fr",
    total: bool = False,
) -> ChartTable:
    """Companion table of any chart; ``headers`` names the label column, then each value column.

    ``total`` adds a last column, for stacked bars.
    """
    columns = [*headers]
    if total:
        columns.append(_TOTAL[words.index(lang)])
    values = []
    for label, given in rows:
        many = given if isinstance(given, Sequence) else (given,)
        cells = [known_value(v) for v in many]
        if len(cells) != len(headers) - 1:
            raise ValueError(f"{label!r}: {len(cells)} values for {len(headers) - 1} columns")
        if total:
            known = [v for v in cells if v is not None]
            cells.append(math.fsum(known) if known else None)
        values.append((label, tuple(cells)))
    written = tuple(
        (label, tuple(DASH if v is None else words.number(v, lang) for v in cells)) for label, cells in values
    )
    return ChartTable(caption, tuple(columns), written, tuple(values))
