"""Maps as SVG text, written on the server: no script, no tile, no third party.

Every function returns safe markup (``SafeString``): each text and address is escaped here. No
``style`` attribute or element is ever written, so a strict content policy lets the maps through;
colours come from the classes ``p a b fil v0 v1 v2 v3 ici`` of the style sheet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

from maillage.core import territories
from maillage.ui import words
from maillage.ui.projection import equal_earth
from maillage.ui.words import escape

Link = Callable[[str], str] | None

_DATA = Path(__file__).parent / "data"
# Beyond this many threads the sea is hidden and nothing can be followed.
_THREADS = 24
# Where most partners are; used when every point falls inside, so that the countries grow.
_CLOSE = (150, 10, 790, 440)

# The style sheet decides; these attributes serve where there is none (PDF, feed readers).
_FILLS = {
    "p": "#33366f",
    "a": "#f7b52c",
    "b": "#ff86ab",
    "v0": "#d5d6ea",
    "v1": "#a9acdc",
    "v2": "#6c70bd",
    "v3": "#2e3192",
}

_TITLES = {
    "world": (
        "Carte du monde\N{NO-BREAK SPACE}: {total} dans {places}",
        "World map: {total} in {places}",
        "Mapamundi: {total} en {places}",
    ),
    "region": (
        "{name}, par région\N{NO-BREAK SPACE}: {total}",
        "{name}, by region: {total}",
        "{name}, por región: {total}",
    ),
    "empty": ("Carte du monde", "World map", "Mapamundi"),
}
_TERRITORY_NAMES = {
    "quebec": ("Carte du Québec", "Map of Québec", "Mapa de Quebec"),
    "france": ("Carte de la France", "Map of France", "Mapa de Francia"),
    "occitanie": ("Carte de l’Occitanie", "Map of Occitania", "Mapa de Occitania"),
    "belgique": ("Carte de la Belgique", "Map of Belgium", "Mapa de Bélgica"),
    "belgique-regions": ("Carte de la Belgique", "Map of Belgium", "Mapa de Bélgica"),
}


@lru_cache(maxsize=8)
def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return data


def sources(name: str) -> tuple[str, str]:
    """(source, licence) of ``"world"`` or a territory, to print under its map."""
    data = _load("belgique" if name == "belgique-regions" else name)
    return data["source"], data["licence"]


def _open(view: str, title: str, *, linked: bool) -> str:
    # role="img" hides what is inside from assistive technology: wrong as soon as there are links.
    key = f"carte-{crc32(title.encode()):x}"
    return (
        f'<svg viewBox="{view}" role="{"group" if linked else "img"}" aria-labelledby="{key}">'
        f'<title id="{key}">{escape(title)}</title>'
    )


def _wrap(body: str, label: str, css: str, href: str | None) -> str:
    css = f' class="{css}" fill="{_FILLS[css[:2]]}"' if css else ""
    if href is None:
        return f"<g{css}><title>{escape(label)}</title>{body}</g>"
    return f'<a{css} href="{escape(_safe(href))}" aria-label="{escape(label)}">{body}</a>'


def _safe(href: str) -> str:
    """Refuse schemes that run code; the addresses come from our own ``reverse`` but cost nothing
    to check."""
    head = "".join(href.split("/", 1)[0].split()).lower()
    if ":" in head and not head.startswith(("http:", "https:")):
        return "#"
    return href


def _positive(counts: Mapping[str, int]) -> dict[str, int]:
    return {code: n for code, n in counts.items() if n > 0}


def world_map(
    counts: Mapping[str, int],
    *,
    home: tuple[float, float] | None = None,
    lang: str = "fr",
    link: Link = None,
    unit: str | tuple[str, str] = "partner",
    base_url: str | None = None,
    total: int | None = None,
) -> SafeString:
    """World map with highlighted countries, a circle in each, and threads from ``home``.

    ``counts`` maps ISO alpha-2 codes to positive numbers (others are left out); ``home`` is
    (longitude, latitude) in degrees; ``total`` is said in the title where one thing stands in several
    countries (else the sum of the counts); ``link`` gives the address of a country. ``base_url`` is the
    address of the static ``ui/monde.svg``: with it the grey countries are fetched once and cached,
    without it they are written in the page (about 10 kB compressed).
    """
    data = _load("world")
    shown = {c: n for c, n in _positive(counts).items() if c in data["countries"]}
    start = equal_earth(*home) if home else None
    label = words.counted(sum(shown.values()) if total is None else total, unit, lang)
    places = words.counted(len(shown), "country", lang)
    key = "world" if shown else "empty"
    title = _TITLES[key][words.index(lang)].format(total=label, places=places)

    points = [(data["countries"][c]["x"], data["countries"][c]["y"]) for c in shown]
    out = [_open(_view(data, points, start), title, linked=bool(link and shown))]
    if base_url is None:
        base = "".join(c.get("d", "") for c in data["countries"].values())
        out.append(f'<path class="p" fill="{_FILLS["p"]}" d="{base}{data["neutral"]}"/>')
    else:
        out.append(f'<use class="p" fill="{_FILLS["p"]}" href="{escape(_safe(base_url))}#m"/>')

    # By name for whoever walks with the keyboard; circles alone last, so that nothing hides them.
    order = sorted(
        shown,
        key=lambda c: (
            "small" in data["countries"][c],
            territories.fold(territories.country_name(c, lang)),
        ),
    )
    for code in order:
        out.append(_country(data["countries"][code], code, shown[code], unit, lang, link))
    if start:
        out.append(_threads(data, shown, start))
    return mark_safe("".join(out) + "</svg>")


def _country(
    country: dict[str, Any],
    code: str,
    count: int,
    unit: str | tuple[str, str],
    lang: str,
    link: Link,
) -> str:
    css = "b" if territories.country_group(code) == "latin_america" else "a"
    fill = _FILLS[css]
    radius = round(min(2.4 + 0.9 * count**0.5, 8), 1)
    body = ""
    if country.get("d"):
        body = f'<path class="{css}" fill="{fill}" d="{country["d"]}"/>'
    if "small" in country:
        circle = f'<circle class="{css}" fill="{fill}" cx="{country["x"]}" cy="{country["y"]}"'
        body += f'{circle} r="{max(radius, 4):g}"/>'
    else:
        body += f'<circle fill="#fff" cx="{country["x"]}" cy="{country["y"]}" r="{radius:g}"/>'
    name = territories.country_name(code, lang)
    text = words.labelled(name, words.counted(count, unit, lang), lang)
    return _wrap(body, text, "", link(code) if link else None)


def _threads(data: dict[str, Any], shown: Mapping[str, int], start: tuple[float, float]) -> str:
    hx, hy = start
    chosen = sorted(shown, key=lambda c: (-shown[c], c))[:_THREADS]
    d = ""
    for code in sorted(chosen):
        x, y = data["countries"][code]["x"], data["countries"][code]["y"]
        if abs(x - hx) + abs(y - hy) < 12:
            continue
        cx, cy = (x + hx) / 2, (y + hy) / 2 - abs(x - hx) * 0.16
        d += f"M{hx:.0f} {hy:.0f}Q{cx:.0f} {cy:.0f} {x} {y}"
    path = f'<path class="fil" fill="none" pointer-events="none" d="{d}"/>' if d else ""
    return f'{path}<circle fill="#fff" cx="{hx:.0f}" cy="{hy:.0f}" r="6"/>'


def _view(
    data: dict[str, Any],
    points: list[tuple[int, int]],
    start: tuple[float, float] | None,
) -> str:
    x0, y0, width, height = _CLOSE
    everything = [*points, *([start] if start else [])]
    fits = all(x0 + 8 < x < x0 + width - 8 and y0 + 8 < y < y0 + height - 8 for x, y in everything)
    return f"{x0} {y0} {width} {height}" if fits else data["viewBox"]


def classes(counts: Mapping[str, int]) -> dict[str, str]:
    """``v1``–``v3`` for each positive count, by equal ratios of the largest one.

    Counts of organisations are very unequal (a capital, then the rest): equal steps would leave
    all regions but one in the palest class.
    """
    shown = _positive(counts)
    top = max(shown.values(), default=0)
    out = {}
    for code, n in shown.items():
        if n >= max(top ** (2 / 3), 2):
            out[code] = "v3"
        elif n >= max(top ** (1 / 3), 2):
            out[code] = "v2"
        else:
            out[code] = "v1"
    return out


def region_map(
    territory: str,
    counts: Mapping[str, int],
    *,
    lang: str = "fr",
    link: Link = None,
    selected: str | None = None,
    unit: str | tuple[str, str] = "organisation",
) -> SafeString:
    """Regions of a territory of ``territories.TERRITORIES``, coloured by count, numbers printed.

    Regions with a positive count are links (when ``link`` is given) named "Estrie : 5
    organisations"; the others cannot be reached with the keyboard. ``selected`` is the code of the
    region being filtered. Wrap the result in an element of class ``region``.
    """
    if territory not in _TERRITORY_NAMES:
        raise ValueError(f"no map of {territory!r}")
    grouped = territory == "belgique-regions"
    data = _load("belgique" if grouped else territory)
    regions = data["groups" if grouped else "regions"]
    shown = {c: n for c, n in _positive(counts).items() if c in regions}
    colours = classes(shown)
    column = words.index(lang)
    title = _TITLES["region"][column].format(
        name=_TERRITORY_NAMES[territory][column],
        total=words.counted(sum(shown.values()), unit, lang),
    )
    out = [_open(data["viewBox"], title, linked=bool(link and shown))]
    if "frame" in data:
        out.append(f'<path class="fil" fill="none" d="{data["frame"]}"/>')
    quiet, live, numbers = [], [], []
    for code, region in regions.items():
        body = f'<path d="{region["d"]}"/>'
        current = " ici" if code == selected else ""
        if code not in shown:
            name = escape(region[words.LANGUAGES[column]])
            quiet.append(f'<g class="v0{current}" fill="{_FILLS["v0"]}"><title>{name}</title>{body}</g>')
            continue
        x, y = region["x"], region["y"]
        if "spot" in region:
            # A disc beside the region: large enough for a finger, tied to it by a line.
            sx, sy = region["spot"]
            body = (
                f'<path class="fil" fill="none" d="M{sx} {sy}L{x} {y}"/>{body}'
                f'<path d="M{sx - 10} {sy}a10 10 0 1 0 20 0a10 10 0 1 0-20 0z"/>'
            )
            x, y = sx, sy
        count = shown[code]
        name = region[words.LANGUAGES[column]]
        text = words.labelled(name, words.counted(count, unit, lang), lang)
        css = f"{colours[code]}{current}"
        live.append(_wrap(body, text, css, link(code) if link else None))
        number = words.number(count, lang)
        numbers.append(f'<text x="{x}" y="{y + 4}" aria-hidden="true">{number}</text>')
    captions = [
        f'<text class="code" x="{x}" y="{y}" aria-hidden="true">{escape(text)}</text>'
        for text, x, y in data.get("captions", ())
    ]
    texts = "".join([*captions, *numbers])
    if texts:
        look = 'text-anchor="middle" font-size="13" font-weight="700"'
        texts = f'<g {look} fill="#14163f" pointer-events="none">{texts}</g>'
    return mark_safe("".join([*out, *quiet, *live, texts, "</svg>"]))
