"""The public numbers: of organisations, by region, by country. Only what anyone may see is counted."""

from maillage.core import territories
from maillage.core.generation import remembered
from maillage.directory import facets, rows
from maillage.network import current
from maillage.organisations import words

# Where the threads of the world map start: the middle of the territory (longitude, latitude).
HOMES = {"quebec": (-71.9, 46.2), "occitanie": (2.2, 43.7), "belgique": (4.6, 50.6), "france": (2.4, 46.6)}


def home() -> tuple[float, float] | None:
    return HOMES.get(current.profile().territory.kind)


def by_country() -> dict[str, int]:
    """Public organisations by country of action; nothing when the network does not show it."""
    return dict(remembered("directory.by_country", _by_country)) if "countries" in rows.allowed() else {}


def _by_country() -> dict[str, int]:
    return facets.count_countries(rows.public())


def by_region() -> dict[str, int]:
    shown = "region" in rows.allowed() and words.territory()
    return dict(remembered("directory.by_region", _by_region)) if shown else {}


def _by_region() -> dict[str, int]:
    return facets.count_regions(rows.public())


def regional_map() -> str:
    """The territory that the regional map draws; empty when there is none."""
    chosen = current.profile().territory.map
    return chosen if chosen in territories.TERRITORIES and "region" in rows.allowed() else ""


def world(link: str = "") -> dict[str, object]:
    """What the world map shows: organisations by country, else the partner countries that the profile names."""
    counts = by_country()
    if counts:
        total = remembered("directory.acting", lambda: facets.acting(rows.public()))
        return {"counts": counts, "unit": "organisation", "link": link, "home": home(), "total": total}
    named = current.profile().territory.partner_countries
    return {"counts": dict.fromkeys(named, 1), "unit": "country", "link": "", "home": home(), "total": None}


def by_group(counts: dict[str, int], lang: str) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """(continent, [(code, country, count)…]) by name."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for code, count in counts.items():
        group = territories.country_group(code)
        title = territories.group_name(group, lang) if group else "–"
        found.setdefault(title, []).append((code, territories.country_name(code, lang), count))
    return [(title, sorted(rows, key=lambda row: territories.fold(row[1]))) for title, rows in sorted(found.items())]
