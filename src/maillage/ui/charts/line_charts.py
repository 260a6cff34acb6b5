"""Lines: through the points of some years, or small enough to be read inside a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence

from django.utils.safestring import SafeString

from maillage.ui import words
from maillage.ui.charts.drawing import (
    DASH,
    GROWS,
    LARGE,
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


def line(points: Sequence[Point], *, title: str, lang: str = "fr") -> SafeString:
    """A line through (label, value) points, broken where a value is missing.

    Up to eight values are all printed; beyond, the first, lowest, highest and last. The vertical
    axis always holds zero, so a slope is never exaggerated.
    """
    data = [(label, known_value(value)) for label, value in points]
    known = [(i, v) for i, (_, v) in enumerate(data) if v is not None]
    texts = {i: words.number(v, lang) for i, v in known}
    side = max([room_of(t, LARGE) / 2 for t in texts.values()] + [room_of(x, LARGE) / 2 for x, _ in data] + [8])
    side = min(side, 90) + 4
    negative = any(v < 0 for _, v in known)
    k, up = scaled([v for _, v in known], 0, 126 if negative else 140)
    zero = 164 - (14 if negative else 0) - up
    step = (WIDTH - 2 * side) / max(len(data) - 1, 1)
    place = {i: (side + step * i, zero - v * k) for i, v in known}

    body = f'<path stroke="#d8d8e6" d="M4 {pixels(zero)}h{WIDTH - 8}"/>'
    d, before = "", -2
    for i, (x, y) in place.items():
        d += f"{'L' if before == i - 1 else 'M'}{pixels(x)} {pixels(y)}"
        before = i
    if d:
        body += (
            f'<path class="trait" fill="none" stroke="{STRONG}" stroke-width="2.5" stroke-linejoin="round" d="{d}"/>'
        )
    told = set(texts)
    if len(known) > 8:
        highest, lowest = max(known, key=lambda p: p[1])[0], min(known, key=lambda p: p[1])[0]
        told = _apart([known[-1][0], highest, lowest, known[0][0]], place, texts)
    for i, (x, y) in place.items():
        strong = i == known[-1][0]
        if i in told or strong:
            body += (
                f'<circle class="{"x" if strong else "c"}" cx="{pixels(x)}" cy="{pixels(y)}"'
                f' r="{4 if strong else 3}" fill="{STRONG}"/>'
            )
            if i in told:
                body += written(x, y - 9 if y <= zero else y + 18, texts[i], "v")
    # Labels that would touch their neighbour are skipped; the table has them all.
    widest = max((room_of(x, LARGE) for x, _ in data), default=0)
    every = max(1, math.ceil((min(widest, 180) + 6) / step)) if len(data) > 1 else 1
    for i, (label, value) in enumerate(data):
        if (len(data) - 1 - i) % every == 0:
            body += written(side + step * i, 186, shortened(label, 180, LARGE))
        if value is None:
            body += f"<g><title>{escape(missing(label, lang))}</title>"
            body += written(side + step * i, zero - 6, DASH) + "</g>"
    return framed(body, 194, title, attributes=GROWS)


def _apart(wanted: Sequence[int], place: dict[int, tuple[float, float]], texts: dict[int, str]) -> set[int]:
    """The wanted points whose printed values do not overlap, first come first served."""
    kept: list[int] = []
    for i in wanted:
        x, y = place[i]
        clear = all(
            abs(place[j][0] - x) > (room_of(texts[i], LARGE) + room_of(texts[j], LARGE)) / 2 + 2
            or abs(place[j][1] - y) > 16
            for j in kept
        )
        if clear and i not in kept:
            kept.append(i)
    return set(kept)


def sparkline(values: Sequence[Value], *, title: str, lang: str = "fr") -> SafeString:
    """A small line, to be read inside a sentence or a table cell, and its last value."""
    data = [known_value(v) for v in values]
    known = [v for v in data if v is not None]
    last = words.number(known[-1], lang) if known else DASH
    room = room_of(last) + 12
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    span = high - low
    step = 96 / max(len(data) - 1, 1)
    d, before, end = "", -2, (4.0, 14.0)
    for i, value in enumerate(data):
        if value is None:
            continue
        share = (value - low) / span if span else 0.5
        end = (4 + step * i, 24 - 20 * share)
        d += f"{'L' if before == i - 1 else 'M'}{pixels(end[0])} {pixels(end[1])}"
        before = i
    body = ""
    if d:
        body = (
            f'<path class="trait" fill="none" stroke="{STRONG}" stroke-width="2" d="{d}"/>'
            f'<circle class="x" cx="{pixels(end[0])}" cy="{pixels(end[1])}" r="3" fill="{STRONG}"/>'
        )
    body += written(108, 18.5, last, "v", "start")
    width = 106 + room
    size = f' class="etincelle" width="{pixels(width)}" height="28"'
    return framed(body, 28, title, width, size)
