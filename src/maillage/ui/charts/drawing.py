"""What every chart is drawn with: its colours, its texts and their room, its scale, its frame."""

from __future__ import annotations

import math
from collections.abc import Iterable
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

from maillage.ui import words
from maillage.ui.words import escape

Value = float | int | None
Point = tuple[str, Value]

WIDTH = 480
_SIZE = 12.5
LARGE = 18  # of the texts of bars on a telephone, where the whole chart is drawn small (base.css says the same)
GROWS = ' class="gros"'  # the style sheet enlarges the texts of such a chart on a telephone
_EM = 0.56  # mean width of a glyph of the text face, in em: generous, digits are 0.5
PALE, STRONG, INK, SOFT = "#e4e5f6", "#2e3192", "#1b1a2e", "#55546b"
# Segment colour and the ink that reads on it (all ≥ 6:1).
SERIES = (
    ("#2e3192", "#fff"),
    ("#f7b52c", "#14163f"),
    ("#9c1446", "#fff"),
    ("#1c6444", "#fff"),
    ("#ff86ab", "#14163f"),
    ("#e4e5f6", "#14163f"),
    ("#14163f", "#fff"),
)
DASH = "–"
TINY, VAST = 1e-9, 1e15
_MISSING = ("donnée manquante", "no data", "sin datos")


def known_value(value: Value) -> float | None:
    """A value that can be drawn: neither too great nor too small for a coordinate."""
    if value is None or not math.isfinite(value):
        return None
    return 0.0 if abs(value) < TINY else max(-VAST, min(VAST, float(value)))


def room_of(text: str, size: float = _SIZE) -> float:
    return len(text) * size * _EM


def shortened(text: str, room: float, size: float = _SIZE) -> str:
    most = max(int(room / (size * _EM)), 2)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def pixels(value: float) -> str:
    """A coordinate: one decimal at most, no "-0"."""
    return f"{round(value, 1) + 0:g}"


def written(x: float, y: float, text: str, css: str = "", anchor: str = "middle") -> str:
    look = f' class="v" fill="{INK}" font-weight="700"' if css == "v" else ""
    side = "" if anchor == "middle" else f' text-anchor="{anchor}"'
    return f'<text x="{pixels(x)}" y="{pixels(y)}"{look}{side}>{escape(text)}</text>'


def framed(body: str, height: float, title: str, width: float = WIDTH, attributes: str = "") -> SafeString:
    key = f"graphe-{crc32((title + body).encode()):x}"
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg"{attributes} viewBox="0 0 {pixels(width)} {pixels(height)}" role="img"'
        f' aria-labelledby="{key}" font-family="Maillage Texte,Source Sans,system-ui,sans-serif"'
        f' font-size="{_SIZE}" text-anchor="middle" fill="{SOFT}">'
        f'<title id="{key}">{escape(title)}</title>{body}</svg>'
    )


def scaled(values: Iterable[float], low: float, high: float) -> tuple[float, float]:
    """(pixels per unit, coordinate of zero) so that zero and every value fit in [low, high]."""
    known = [0.0, *values]
    top, bottom = max(known), min(known)
    span = (top - bottom) or 1.0
    k = (high - low) / span
    return k, low - bottom * k


def missing(label: str, lang: str) -> str:
    return words.labelled(label, _MISSING[words.index(lang)], lang)
