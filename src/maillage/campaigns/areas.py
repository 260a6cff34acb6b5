"""The region of a postal code, where it is certain; elsewhere it stays unknown."""

import re

from maillage.core import territories

# Canadian codes whose first signs stand in one administrative region of Québec alone.
QUEBEC = {"H7": "13", "G1": "03", "G2": "03"}
_CANADIAN = re.compile(r"[A-Z]\d[A-Z](\d[A-Z]\d)?")


def region_of(territory: str, area: str) -> str:
    """The code of the region, or nothing."""
    text = "".join(area.upper().split())
    if territory == "quebec":
        return quebec(text)
    if territory.startswith("belgique"):
        return territories.belgian_province(text) or ""
    if territory in ("france", "occitanie"):
        code = territories.departement(text) or ""
        return code if code in territories.region_codes(territory) else ""
    return ""


def quebec(text: str) -> str:
    if not _CANADIAN.fullmatch(text):
        return ""
    if text[0] == "H" and text[:2] != "H7":
        return "06"
    return QUEBEC.get(text[:2], "")
