"""Bars: one for each label, upright or lying, or cut in parts that add up."""

from __future__ import annotations

import math
from collections.abc import Sequence

from django.utils.safestring import SafeString

from maillage.ui import words
from maillage.ui.charts.drawing import (
    DASH,
    GROWS,
    LARGE,
    PALE,
    SERIES,
    SOFT,
    STRONG,
    WIDTH,
    Point,
    Value,
    framed,
    known_value,
    missing,
    pixels,
    room_of,
    scaled,
    shortened,
    written,
)
from maillage.ui.words import escape


def bars(points: Sequence[Point], *, title: str, lang: str = "fr", highlight: int | None = -1) -> SafeString:
    """One bar for each (label, value); the one at index ``highlight`` is strong.

    Upright when the labels are short and few, lying with the label above the bar otherwise.
    Without points, an empty frame with the title.
    """
    data = [(label, known_value(value)) for label, value in points]
    chosen = None if highlight is None or not data else highlight % len(data)
    slot = (WIDTH - 8) / max(len(data), 1)
    texts = [DASH if v is None else words.number(v, lang) for _, v in data]
    labels = [label for label, _ in data]
    if all(room_of(t, LARGE) <= slot - 4 for t in [*labels, *texts]):
        return _upright(data, texts, title, lang, chosen, slot)
    return _lying(data, texts, title, lang, chosen)


def _bar(x: float, y: float, width: float, height: float, *, strong: bool) -> str:
    look = f' class="x" fill="{STRONG}"' if strong else f' fill="{PALE}"'
    return f'<rect{look} x="{pixels(x)}" y="{pixels(y)}" width="{pixels(width)}" height="{pixels(height)}" rx="2"/>'


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
    k, up = scaled(known, 0, low - high)
    zero = low - up
    width = min(slot * 0.68, 72)
    body = ""
    for i, ((label, value), text) in enumerate(zip(data, texts, strict=True)):
        x = 4 + slot * i + slot / 2
        if value is None:
            body += f"<g><title>{escape(missing(label, lang))}</title>"
            body += written(x, zero - 6, DASH) + "</g>"
        else:
            size = max(abs(value) * k, 1)
            top = zero - size if value >= 0 else zero
            body += _bar(x - width / 2, top, width, size, strong=i == chosen)
            body += written(x, top - 6 if value >= 0 else top + size + 14, text, "v")
        body += written(x, 186, label)
    if negative:
        body += f'<path stroke="{SOFT}" d="M4 {pixels(zero)}h{WIDTH - 8}"/>'
    return framed(body, 194, title, attributes=GROWS)


def _lying(
    data: Sequence[tuple[str, float | None]],
    texts: Sequence[str],
    title: str,
    lang: str,
    chosen: int | None,
) -> SafeString:
    known = [v for _, v in data if v is not None]
    room = max((room_of(text, LARGE) for text in texts), default=0) + 10
    left = room if any(v < 0 for v in known) else 2
    k, zero = scaled(known, left, WIDTH - room)
    body, y = "", 4.0
    for i, ((label, value), text) in enumerate(zip(data, texts, strict=True)):
        short = shortened(label, WIDTH - 4, LARGE)
        full = f"<title>{escape(label)}</title>" if short != label else ""
        body += f"<g>{full}" + written(2, y + 12, short, anchor="start")
        if value is None:
            body += f"<title>{escape(missing(label, lang))}</title>" if not full else ""
            body += written(zero + 6, y + 30, DASH, anchor="start")
        else:
            size = max(abs(value) * k, 1)
            start = zero if value >= 0 else zero - size
            body += _bar(start, y + 18, size, 16, strong=i == chosen)
            if value >= 0:
                body += written(start + size + 6, y + 30.5, text, "v", "start")
            else:
                body += written(start - 6, y + 30.5, text, "v", "end")
        body += "</g>"
        y += 44
    return framed(body, max(y, 24), title, attributes=GROWS)


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
        data.append((label, [known_value(v) for v in values]))
    ups = [math.fsum(v for v in vs if v and v > 0) for _, vs in data]
    downs = [math.fsum(v for v in vs if v and v < 0) for _, vs in data]
    totals = [
        words.number(math.fsum(v for v in vs if v is not None), lang) if any(v is not None for v in vs) else DASH
        for _, vs in data
    ]
    room = max((room_of(text, LARGE) for text in totals), default=0) + 10
    k, zero = scaled([*ups, *downs], 2, WIDTH - room)

    body, x, y = "", 2.0, 4.0
    for i, part in enumerate(parts):
        short = shortened(part, WIDTH - 24, LARGE)
        if x + room_of(short, LARGE) + 18 > WIDTH and x > 2:
            x, y = 2.0, y + 20
        body += _segment(x, y, 11, 11, i) + written(x + 16, y + 10, short, anchor="start")
        x += room_of(short, LARGE) + 34
    y += 24 if parts else 0
    for (label, values), total in zip(data, totals, strict=True):
        short = shortened(label, WIDTH - 4, LARGE)
        full = f"<title>{escape(label)}</title>" if short != label else ""
        body += f"<g>{full}" + written(2, y + 12, short, anchor="start")
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
            if room_of(text, LARGE) + 6 <= size:
                # A <tspan> of its own: the style sheet colours every <text> of a chart.
                ink = SERIES[i % len(SERIES)][1]
                body += (
                    f'<text x="{pixels(start + size / 2)}" y="{pixels(y + 31.5)}" font-weight="700">'
                    f'<tspan fill="{ink}">{escape(text)}</tspan></text>'
                )
            body += "</g>"
        body += written(right + 6, y + 31.5, total, "v", "start") + "</g>"
        y += 46
    return framed(body, max(y, 24), title, attributes=GROWS)


def _segment(x: float, y: float, width: float, height: float, series: int) -> str:
    css, fill = series % len(SERIES) + 1, SERIES[series % len(SERIES)][0]
    # A path and not a <rect>: the style sheet gives every <rect> of a chart the colour of bars.
    d = f"M{pixels(x)} {pixels(y)}h{pixels(width)}v{pixels(height)}h{pixels(-width)}z"
    return f'<path class="s{css}" fill="{fill}" stroke="#fff" stroke-width=".8" d="{d}"/>'
