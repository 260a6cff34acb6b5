"""Who represents a place: mandates found by a town, the beginning of a postal code or a region."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from maillage.advocacy.enums import Level
from maillage.advocacy.models import Letter, Mandate
from maillage.core.text import clean, fold

MOST = 40
LISTED = 80  # territories offered as links
_ORDER = {level.value: at for at, level in enumerate(Level)}


def asked(text: str) -> str:
    return clean(text.replace("\x00", ""))[:80]


def of_letter(letter: Letter) -> Any:
    """Mandates held today at the levels of a letter."""
    rows = Mandate.objects.public().select_related("decision_maker")
    levels = [level for level in letter.levels if level in Level.values]
    return rows.filter(level__in=levels) if levels else rows


def everywhere() -> Q:
    """A mandate for the whole country: it represents everyone."""
    return Q(territory_key="", region="", postal_codes="")


def by_place(rows: Any, place: str, region: str) -> list[Mandate]:
    """Those of a place: its name, or the beginning of its postal code; then those who represent everyone."""
    found: list[Mandate] = []
    words, code = fold(place), re.sub(r"[^0-9A-Za-z]", "", place).upper()
    if region:
        rows = rows.filter(Q(region=region) | everywhere())
    if words:
        near = rows.filter(Q(territory_key__contains=words) | everywhere())
        found = list(near.order_by("pk")[:400])
        if re.search(r"\d", code) and len(code) >= 2:
            coded = rows.exclude(postal_codes="").exclude(pk__in=[row.pk for row in found])
            found += [row for row in coded.order_by("pk")[:3000] if matches(code, row.postal_codes)]
    elif region:
        found = list(rows.order_by("pk")[:400])
    return sorted(found, key=lambda row: (_ORDER[row.level], row.territory_key, row.pk))[:MOST]


def matches(code: str, prefixes: str) -> bool:
    """« J1H 2K4 » is of « J1H », and « J1 » may be."""
    return any(code.startswith(prefix) or prefix.startswith(code) for prefix in prefixes.split())


def places(rows: Iterable[Any]) -> list[str]:
    """The territories that may be chosen, by name."""
    found: dict[str, str] = {}
    for key, name in rows.exclude(territory_key="").values_list("territory_key", "territory").distinct():  # type: ignore[attr-defined]
        found.setdefault(key, name)
    return [found[key] for key in sorted(found)]
