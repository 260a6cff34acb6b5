"""Regions by their names, their codes and their postal codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from maillage.core.territories.country_names import ARTICLE, LANGUAGES, fold, language_of
from maillage.core.territories.region_tables import BELGIAN_ALIASES, BELGIAN_POSTAL, FRANCE, REGIONS


def region_codes(territory: str) -> tuple[str, ...]:
    """Codes of the regions of a territory, in the order of its statistical office."""
    return tuple(REGIONS[territory])


def region_name(territory: str, code: str, lang: str = "fr") -> str:
    """Display name of a region; an unknown code is returned unchanged."""
    names = REGIONS[territory].get(code)
    if names is None:
        return code
    base = language_of(lang)
    return names[LANGUAGES.index(base) if base in LANGUAGES else 0]


def departement(code: str) -> str | None:
    """Département of a French postal code or INSEE commune code (5 characters), or ``None``.

    The prefix of a postal code names the distributing office: a few dozen border communes are
    served from the neighbouring département, only their INSEE code is certain.
    """
    text = re.sub(r"\s", "", code).upper()
    if not re.fullmatch(r"(?:\d{2}|2[AB])\d{3}", text):
        return None
    # Saint-Barthélemy and Saint-Martin kept Guadeloupe's postal codes when they left it.
    if text in {"97133", "97150"}:
        return None
    if text[:2] == "20":
        return {"0": "2A", "1": "2A", "2": "2B", "6": "2B"}.get(text[2])
    key = text[:3] if text[:2] == "97" else text[:2]
    return key if key in FRANCE else None


def belgian_province(code: str) -> str | None:
    """ISO 3166-2:BE suffix (``"WLG"``; ``"BRU"`` for Brussels) of a Belgian postal code."""
    text = re.sub(r"^(?:B|BE)[\s-]*", "", code.strip().upper())
    if not re.fullmatch(r"\d{4}", text):
        return None
    number = int(text)
    return next((p for low, high, p in BELGIAN_POSTAL if low <= number <= high), None)


def belgian_region(province: str) -> str:
    """``"BRU"``, ``"VLG"`` or ``"WAL"`` for the code of a province."""
    return province if province == "BRU" else {"V": "VLG", "W": "WAL"}[province[0]]


@lru_cache(maxsize=8)
def _region_index(territory: str) -> Mapping[str, str]:
    index: dict[str, str] = {}
    for code, names in REGIONS[territory].items():
        for name in names:
            key = fold(name)
            index[key] = code
            index[ARTICLE.sub("", key)] = code
        index[fold(code)] = code
        if territory.startswith("belgique"):
            index.update(dict.fromkeys(BELGIAN_ALIASES[code].split("|"), code))
    return MappingProxyType(index)


def find_region(territory: str, text: str) -> str | None:
    """Code of a region from a code, a name or (France, Belgium) a postal code; else ``None``.

    Accepts ``"03"``, ``"3"``, ``"Capitale-Nationale (03)"``, ``"03 - Capitale-Nationale"``.
    """
    index = _region_index(territory)
    key = fold(text)
    if not key:
        return None
    found: str | None = None
    if territory in {"france", "occitanie"}:
        found = departement(text)
    elif territory.startswith("belgique"):
        found = belgian_province(text)
        if found and territory == "belgique-regions":
            found = belgian_region(found)
    if found:
        return found if found in REGIONS[territory] else None
    if key.isdigit() and len(key) == 1:
        key = key.zfill(2)
    found = index.get(key) or index.get(ARTICLE.sub("", key))
    if found:
        return found
    # A code beside a name: both must agree.
    parts = key.split()
    for code, name in (
        (parts[0], " ".join(parts[1:])),
        (parts[-1], " ".join(parts[:-1])),
    ):
        if name and code in index and index.get(name) == index[code]:
            return index[code]
    return None
