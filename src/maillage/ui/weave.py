"""The identity: a woven tile for each name, and the check of a network's colours.

The tile is an abstract twill drawn from the hash of the name, so it never changes and needs no
storage; it stands for an organisation until a logo arrives. It copies no people's textile.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

from maillage.ui import words

#: Dyes of the identity: indigo, curcuma, bissap, feuille, rose, and the two ends of indigo.
PALETTE = ("#2e3192", "#f7b52c", "#9c1446", "#1c6444", "#ff86ab", "#e4e5f6", "#14163f")

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def _rgb(colour: str) -> tuple[int, int, int]:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"not a colour: {colour!r}")
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of ``#rgb`` or ``#rrggbb``, from 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _rgb(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2) of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _cells(name: str, columns: int, rows: int, palette: Sequence[str]) -> dict[str, list[tuple[int, int, int]]]:
    """colour → runs (column, row, length): warp and weft of a small twill."""
    # The same name typed on two keyboards must give the same cloth.
    seed = unicodedata.normalize("NFC", " ".join(name.split())).encode()
    h = hashlib.blake2b(seed, digest_size=64).digest()
    order = sorted(palette, key=lambda c: hashlib.blake2b(seed + c.encode()).digest())
    # One dark system of threads against a light one: the weave always shows.
    by_light = sorted(order, key=luminance)
    half = len(by_light) // 2
    dark = [c for c in order if c in by_light[: half + 1]][:2]
    light = [c for c in order if c not in dark and c not in by_light[: half + 1]][:2]
    one, two = (dark, light) if h[60] % 2 else (light, dark)
    # A symmetrical warp reads as cloth, not as noise.
    half_warp = [one[h[i % 20] % len(one)] for i in range((columns + 1) // 2)]
    warp = half_warp + half_warp[: columns // 2][::-1]
    weft = [two[h[20 + j % 20] % len(two)] for j in range(rows)]
    shift, ribbed = h[40] % 3 + 1, h[41] % 2 == 0
    out: dict[str, list[tuple[int, int, int]]] = {}
    for j in range(rows):
        i = 0
        line = [
            warp[i] if ((i + j * shift) % 4 < 2) != (ribbed and i * j % 3 == 0) else weft[j] for i in range(columns)
        ]
        while i < columns:
            end = i
            while end < columns and line[end] == line[i]:
                end += 1
            out.setdefault(line[i], []).append((i, j, end - i))
            i = end
    return out


def cells(name: str, columns: int, rows: int) -> dict[str, list[tuple[int, int, int]]]:
    """The cloth of a name as runs (column, row, length) of each colour, for who draws it elsewhere than in SVG."""
    return _cells(name, columns, rows, PALETTE)


@lru_cache(maxsize=256)  # the network's own stands on every page
def _cloth(name: str, columns: int, rows: int, cell: int, palette: tuple[str, ...]) -> str:
    cells = _cells(name, columns, rows, palette)
    ground = max(cells, key=lambda c: (sum(run[2] for run in cells[c]), c))
    out = f'<path fill="{ground}" d="M0 0h{columns * cell}v{rows * cell}H0z"/>'
    for colour in sorted(cells):
        if colour != ground:
            d = "".join(f"M{i * cell} {j * cell}h{n * cell}v{cell}h-{n * cell}z" for i, j, n in cells[colour])
            out += f'<path fill="{colour}" d="{d}"/>'
    return out


def weave(
    name: str,
    columns: int = 6,
    rows: int | None = None,
    *,
    cell: int = 8,
    palette: Sequence[str] = PALETTE,
) -> SafeString:
    """Decorative tile of a name (hidden from assistive technology), ``columns`` × ``rows`` cells.

    ``palette`` holds at least four ``#rrggbb`` colours, some darker than others.
    """
    rows = rows or columns
    return mark_safe(
        f'<svg viewBox="0 0 {columns * cell} {rows * cell}" aria-hidden="true" focusable="false"'
        ' preserveAspectRatio="xMidYMid slice" shape-rendering="crispEdges">'
        f"{_cloth(name, columns, rows, cell, tuple(palette))}</svg>"
    )


def band(name: str, *, key: str = "", cell: int = 6, palette: Sequence[str] = PALETTE) -> SafeString:
    """Band of 12 × 2 cells repeated over the whole width, to be written in the page.

    ``key`` tells apart two bands of one page (top and foot): their patterns need different ids.
    """
    width, height = 12 * cell, 2 * cell
    ident = f"trame-{crc32((name + key).encode()):x}"
    return mark_safe(
        f'<svg class="bande" width="100%" height="{height}" aria-hidden="true" focusable="false"'
        f' shape-rendering="crispEdges"><defs><pattern id="{ident}" width="{width}"'
        f' height="{height}" patternUnits="userSpaceOnUse">'
        f"{_cloth(name, 12, 2, cell, palette)}</pattern></defs>"
        f'<rect width="100%" height="{height}" fill="url(#{ident})"/></svg>'
    )


def band_file(name: str, *, repeat: int = 8, cell: int = 6, palette: Sequence[str] = PALETTE) -> str:
    """The same band as a standalone SVG file, ``repeat`` motifs long: PDF cover, background."""
    width, height = 12 * cell, 2 * cell
    cloth = _cloth(name, 12, 2, cell, palette)
    uses = "".join(f'<use href="#t" x="{width * i}"/>' for i in range(1, repeat))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * repeat}" height="{height}"'
        f' viewBox="0 0 {width * repeat} {height}" shape-rendering="crispEdges">'
        f'<g id="t">{cloth}</g>{uses}</svg>'
    )


#: Colours a network may change, with the identity's values.
TOKENS: Mapping[str, str] = {
    "fond": "#ffffff",
    "surface": "#f3f3fb",
    "encre": "#1b1a2e",
    "encre-2": "#55546b",
    "champ": "#757490",
    "lien": "#2e3192",
    "action": "#2e3192",
    "sur-action": "#ffffff",
    "don": "#9c1446",
    "sombre": "#14163f",
    "accent": "#f7b52c",
}

# (text or mark, ground, least ratio): 4.5 for text, 3 for what is not text (WCAG 1.4.3, 1.4.11).
_PAIRS = (
    ("encre", "fond", 4.5),
    ("encre", "surface", 4.5),
    ("encre-2", "fond", 4.5),
    ("encre-2", "surface", 4.5),
    ("lien", "fond", 4.5),
    ("lien", "surface", 4.5),
    ("sur-action", "action", 4.5),
    ("sur-action", "don", 4.5),
    ("fond", "sombre", 4.5),
    ("accent", "sombre", 4.5),  # titles on the dark ground, and the focus ring
    ("champ", "fond", 3.0),
    ("action", "fond", 3.0),
)

_SAY = {
    "contrast": (
        "«\N{NO-BREAK SPACE}{one}\N{NO-BREAK SPACE}» sur «\N{NO-BREAK SPACE}{other}"
        "\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: contraste {ratio}, il faut au moins {least}.",
        "“{one}” on “{other}”: contrast {ratio}, at least {least} is needed.",
        "«{one}» sobre «{other}»: contraste {ratio}, se necesita al menos {least}.",
    ),
    "colour": (
        "«\N{NO-BREAK SPACE}{one}\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: écrivez la couleur sous la forme #2e3192.",
        "“{one}”: write the colour as #2e3192.",
        "«{one}»: escriba el color con la forma #2e3192.",
    ),
    "unknown": (
        "«\N{NO-BREAK SPACE}{one}\N{NO-BREAK SPACE}» n’est pas une couleur réglable.",
        "“{one}” is not a colour that can be set.",
        "«{one}» no es un color modificable.",
    ),
}


def check_palette(colours: Mapping[str, str], lang: str = "fr") -> list[str]:
    """Reasons to refuse a network's colours, in its language; an empty list when all are readable.

    ``colours`` maps names of ``TOKENS`` to hexadecimal colours; those left out keep the identity's
    values, since a new colour must also be readable beside an old one.
    """
    column = words.index(lang)
    out = [_SAY["unknown"][column].format(one=name) for name in sorted(colours) if name not in TOKENS]
    out += [
        _SAY["colour"][column].format(one=name)
        for name, value in sorted(colours.items())
        if name in TOKENS and not _HEX.fullmatch(value)
    ]
    if out:
        return out
    merged = {**TOKENS, **colours}
    for one, other, least in _PAIRS:
        ratio = contrast(merged[one], merged[other])
        if ratio < least:
            # Rounded down: 4.49 must not read as 4.5.
            shown = words.number(int(ratio * 10) / 10, lang)
            limit = words.number(least, lang)
            text = _SAY["contrast"][column]
            out.append(text.format(one=one, other=other, ratio=shown, least=limit))
    return out
