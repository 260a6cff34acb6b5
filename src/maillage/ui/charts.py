"""Charts as SVG text, with their values printed and a table to go with them.

Four shapes are enough for an association's figures. Colours and sizes are written as presentation
attributes, so that the same drawing serves the PDF, and a style sheet (``.graphe``) may override
them; there is never a ``style`` attribute. Missing values are ``None`` (or not a number) and are
drawn as a dash, which is not the same as zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

from maillage.ui import words
from maillage.ui.words import escape

Value = float | int | None
Point = tuple[str, Value]

WIDTH = 480
_SIZE = 12.5
_EM = 0.56  # mean width of a glyph of the text face, in em: generous, digits are 0.5
_PALE, _STRONG, _INK, _SOFT = "#e4e5f6", "#2e3192", "#1b1a2e", "#55546b"
# Segment colour and the ink that reads on it (all ≥ 6:1).
_SERIES = (
    ("#2e3192", "#fff"),
    ("#f7b52c", "#14163f"),
    ("#9c1446", "#fff"),
    ("#1c6444", "#fff"),
    ("#ff86ab", "#14163f"),
    ("#e4e5f6", "#14163f"),
    ("#14163f", "#fff"),
)
_DASH = "–"
_MISSING = ("donnée manquante", "no data", "sin datos")
_TOTAL = ("Total", "Total", "Total")


def _clean(value: Value) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _wide(text: str) -> float:
    return len(text) * _SIZE * _EM


def _cut(text: str, room: float) -> str:
    most = max(int(room / (_SIZE * _EM)), 2)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _n(value: float) -> str:
    """A coordinate: one decimal at most, no "-0"."""
    return f"{round(value, 1) + 0:g}"


def _text(x: float, y: float, text: str, css: str = "", anchor: str = "middle") -> str:
    look = f' class="v" fill="{_INK}" font-weight="700"' if css == "v" else ""
    side = "" if anchor == "middle" else f' text-anchor="{anchor}"'
    return f'<text x="{_n(x)}" y="{_n(y)}"{look}{side}>{escape(text)}</text>'


def _svg(body: str, height: float, title: str, width: float = WIDTH, attributes: str = "") -> SafeString:
    key = f"graphe-{crc32((title + body).encode()):x}"
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg"{attributes} viewBox="0 0 {_n(width)} {_n(height)}" role="img"'
        f' aria-labelledby="{key}" font-family="Maillage Texte,Source Sans,system-ui,sans-serif"'
        f' font-size="{_SIZE}" text-anchor="middle" fill="{_SOFT}">'
        f'<title id="{key}">{escape(title)}</title>{body}</svg>'
    )


def _scale(values: Iterable[float], low: float, high: float) -> tuple[float, float]:
    """(pixels per unit, coordinate of zero) so that zero and every value fit in [low, high]."""
    known = [0.0, *values]
    top, bottom = max(known), min(known)
    span = (top - bottom) or 1.0
    k = (high - low) / span
    return k, low - bottom * k


def bars(points: Sequence[Point], *, title: str, lang: str = "fr", highlight: int | None = -1) -> SafeString:
    """One bar for each (label, value); the one at index ``highlight`` is strong.

    Upright when the labels are short and few, lying with the label above the bar otherwise.
    Without points, an empty frame with the title.
    """
    data = [(label, _clean(value)) for label, value in points]
    chosen = None if highlight is None or not data else highlight % len(data)
    slot = (WIDTH - 8) / max(len(data), 1)
    texts = [_DASH if v is None else words.number(v, lang) for _, v in data]
    labels = [label for label, _ in data]
    if all(_wide(t) <= slot - 4 for t in [*labels, *texts]):
        return _upright(data, texts, title, lang, chosen, slot)
    return _lying(data, texts, title, lang, chosen)


def _bar(x: float, y: float, width: float, height: float, *, strong: bool) -> str:
    look = f' class="x" fill="{_STRONG}"' if strong else f' fill="{_PALE}"'
    return f'<rect{look} x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="2"/>'


def _upright(
    data: Sequence[tuple[str, float | None]],
    texts: Sequence[str],
    title: str,
    lang: str,
    chosen: int | None,
    slot: float,
) -> SafeString:
    known = [v for _, v in data if v is not None]
    negative = any(v < 0 for v in known)
    high, low = 22.0, 166.0 - (18 if negative else 0)
    k, up = _scale(known, 0, low - high)
    zero = low - up
    width = min(slot * 0.68, 72)
    body = ""
    for i, ((label, value), text) in enumerate(zip(data, texts, strict=True)):
        x = 4 + slot * i + slot / 2
        if value is None:
            body += f"<g><title>{escape(_missing(label, lang))}</title>"
            body += _text(x, zero - 6, _DASH) + "</g>"
        else:
            size = max(abs(value) * k, 1)
            top = zero - size if value >= 0 else zero
            body += _bar(x - width / 2, top, width, size, strong=i == chosen)
            body += _text(x, top - 6 if value >= 0 else top + size + 14, text, "v")
        body += _text(x, 186, label)
    if negative:
        body += f'<path stroke="{_SOFT}" d="M4 {_n(zero)}h{WIDTH - 8}"/>'
    return _svg(body, 194, title)


def _lying(
    data: Sequence[tuple[str, float | None]],
    texts: Sequence[str],
    title: str,
    lang: str,
    chosen: int | None,
) -> SafeString:
    known = [v for _, v in data if v is not None]
    room = max(map(_wide, texts), default=0) + 10
    left = room if any(v < 0 for v in known) else 2
    k, zero = _scale(known, left, WIDTH - room)
    body, y = "", 4.0
    for i, ((label, value), text) in enumerate(zip(data, texts, strict=True)):
        short = _cut(label, WIDTH - 4)
        full = f"<title>{escape(label)}</title>" if short != label else ""
        body += f"<g>{full}" + _text(2, y + 12, short, anchor="start")
        if value is None:
            body += f"<title>{escape(_missing(label, lang))}</title>" if not full else ""
            body += _text(zero + 6, y + 30, _DASH, anchor="start")
        else:
            size = max(abs(value) * k, 1)
            start = zero if value >= 0 else zero - size
            body += _bar(start, y + 18, size, 16, strong=i == chosen)
            if value >= 0:
                body += _text(start + size + 6, y + 30.5, text, "v", "start")
            else:
                body += _text(start - 6, y + 30.5, text, "v", "end")
        body += "</g>"
        y += 44
    return _svg(body, max(y, 24), title)


def _missing(label: str, lang: str) -> str:
    return words.labelled(label, _MISSING[words.index(lang)], lang)


def line(points: Sequence[Point], *, title: str, lang: str = "fr") -> SafeString:
    """A line through (label, value) points, broken where a value is missing.

    Up to eight values are all printed; beyond, the first, lowest, highest and last. The vertical
    axis always holds zero, so a slope is never exaggerated.
    """
    data = [(label, _clean(value)) for label, value in points]
    known = [(i, v) for i, (_, v) in enumerate(data) if v is not None]
    texts = {i: words.number(v, lang) for i, v in known}
    side = max([_wide(t) / 2 for t in texts.values()] + [_wide(x) / 2 for x, _ in data] + [8])
    side = min(side, 90) + 4
    negative = any(v < 0 for _, v in known)
    k, up = _scale([v for _, v in known], 0, 126 if negative else 140)
    zero = 164 - (14 if negative else 0) - up
    step = (WIDTH - 2 * side) / max(len(data) - 1, 1)
    place = {i: (side + step * i, zero - v * k) for i, v in known}

    body = f'<path stroke="#d8d8e6" d="M4 {_n(zero)}h{WIDTH - 8}"/>'
    d, before = "", -2
    for i, (x, y) in place.items():
        d += f"{'L' if before == i - 1 else 'M'}{_n(x)} {_n(y)}"
        before = i
    if d:
        body += (
            f'<path class="trait" fill="none" stroke="{_STRONG}" stroke-width="2.5" stroke-linejoin="round" d="{d}"/>'
        )
    told = set(texts)
    if len(known) > 8:
        highest, lowest = max(known, key=lambda p: p[1])[0], min(known, key=lambda p: p[1])[0]
        told = _apart([known[-1][0], highest, lowest, known[0][0]], place, texts)
    for i, (x, y) in place.items():
        strong = i == known[-1][0]
        if i in told or strong:
            body += (
                f'<circle class="{"x" if strong else "c"}" cx="{_n(x)}" cy="{_n(y)}"'
                f' r="{4 if strong else 3}" fill="{_STRONG}"/>'
            )
            if i in told:
                body += _text(x, y - 9 if y <= zero else y + 18, texts[i], "v")
    # Labels that would touch their neighbour are skipped; the table has them all.
    widest = max((_wide(x) for x, _ in data), default=0)
    every = max(1, math.ceil((min(widest, 180) + 6) / step)) if len(data) > 1 else 1
    for i, (label, value) in enumerate(data):
        if (len(data) - 1 - i) % every == 0:
            body += _text(side + step * i, 186, _cut(label, 180))
        if value is None:
            body += f"<g><title>{escape(_missing(label, lang))}</title>"
            body += _text(side + step * i, zero - 6, _DASH) + "</g>"
    return _svg(body, 194, title)


def _apart(wanted: Sequence[int], place: dict[int, tuple[float, float]], texts: dict[int, str]) -> set[int]:
    """The wanted points whose printed values do not overlap, first come first served."""
    kept: list[int] = []
    for i in wanted:
        x, y = place[i]
        clear = all(
            abs(place[j][0] - x) > (_wide(texts[i]) + _wide(texts[j])) / 2 + 2 or abs(place[j][1] - y) > 14
            for j in kept
        )
        if clear and i not in kept:
            kept.append(i)
    return set(kept)


def stacked_bars(
    rows: Sequence[tuple[str, Sequence[Value]]],
    parts: Sequence[str],
    *,
    title: str,
    lang: str = "fr",
) -> SafeString:
    """A lying bar for each (label, values), cut in ``parts``, with its total and a key.

    Negative values go left of zero. A value is printed in its segment when it fits; the companion
    table has them all. Each row has one value for each part.
    """
    data = []
    for label, values in rows:
        if len(values) != len(parts):
            raise ValueError(f"{label!r}: {len(values)} values for {len(parts)} parts")
        data.append((label, [_clean(v) for v in values]))
    ups = [math.fsum(v for v in vs if v and v > 0) for _, vs in data]
    downs = [math.fsum(v for v in vs if v and v < 0) for _, vs in data]
    totals = [
        words.number(math.fsum(v for v in vs if v is not None), lang) if any(v is not None for v in vs) else _DASH
        for _, vs in data
    ]
    room = max(map(_wide, totals), default=0) + 10
    k, zero = _scale([*ups, *downs], 2, WIDTH - room)

    body, x, y = "", 2.0, 4.0
    for i, part in enumerate(parts):
        short = _cut(part, WIDTH - 24)
        if x + _wide(short) + 18 > WIDTH and x > 2:
            x, y = 2.0, y + 20
        body += _segment(x, y, 11, 11, i) + _text(x + 16, y + 10, short, anchor="start")
        x += _wide(short) + 34
    y += 24 if parts else 0
    for (label, values), total in zip(data, totals, strict=True):
        short = _cut(label, WIDTH - 4)
        full = f"<title>{escape(label)}</title>" if short != label else ""
        body += f"<g>{full}" + _text(2, y + 12, short, anchor="start")
        right = left = zero
        for i, value in enumerate(values):
            if not value:
                continue
            size = abs(value) * k
            left -= size if value < 0 else 0
            start = right if value > 0 else left
            right += size if value > 0 else 0
            text = words.number(value, lang)
            body += f"<g><title>{escape(words.labelled(parts[i], text, lang))}</title>"
            body += _segment(start, y + 18, size, 18, i)
            if _wide(text) + 6 <= size:
                # A <tspan> of its own: the style sheet colours every <text> of a chart.
                ink = _SERIES[i % len(_SERIES)][1]
                body += (
                    f'<text x="{_n(start + size / 2)}" y="{_n(y + 31.5)}" font-weight="700">'
                    f'<tspan fill="{ink}">{escape(text)}</tspan></text>'
                )
            body += "</g>"
        body += _text(right + 6, y + 31.5, total, "v", "start") + "</g>"
        y += 46
    return _svg(body, max(y, 24), title)


def _segment(x: float, y: float, width: float, height: float, series: int) -> str:
    css, fill = series % len(_SERIES) + 1, _SERIES[series % len(_SERIES)][0]
    # A path and not a <rect>: the style sheet gives every <rect> of a chart the colour of bars.
    d = f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z"
    return f'<path class="s{css}" fill="{fill}" stroke="#fff" stroke-width=".8" d="{d}"/>'


def sparkline(values: Sequence[Value], *, title: str, lang: str = "fr") -> SafeString:
    """A small line, to be read inside a sentence or a table cell, and its last value."""
    data = [_clean(v) for v in values]
    known = [v for v in data if v is not None]
    last = words.number(known[-1], lang) if known else _DASH
    room = _wide(last) + 12
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    span = high - low
    step = 96 / max(len(data) - 1, 1)
    d, before, end = "", -2, (4.0, 14.0)
    for i, value in enumerate(data):
        if value is None:
            continue
        share = (value - low) / span if span else 0.5
        end = (4 + step * i, 24 - 20 * share)
        d += f"{'L' if before == i - 1 else 'M'}{_n(end[0])} {_n(end[1])}"
        before = i
    body = ""
    if d:
        body = (
            f'<path class="trait" fill="none" stroke="{_STRONG}" stroke-width="2" d="{d}"/>'
            f'<circle class="x" cx="{_n(end[0])}" cy="{_n(end[1])}" r="3" fill="{_STRONG}"/>'
        )
    body += _text(108, 18.5, last, "v", "start")
    width = 106 + room
    size = f' class="etincelle" width="{_n(width)}" height="28"'
    return _svg(body, 28, title, width, size)


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
        cells = [_clean(v) for v in many]
        if len(cells) != len(headers) - 1:
            raise ValueError(f"{label!r}: {len(cells)} values for {len(headers) - 1} columns")
        if total:
            known = [v for v in cells if v is not None]
            cells.append(math.fsum(known) if known else None)
        values.append((label, tuple(cells)))
    written = tuple(
        (label, tuple(_DASH if v is None else words.number(v, lang) for v in cells)) for label, cells in values
    )
    return ChartTable(caption, tuple(columns), written, tuple(values))
