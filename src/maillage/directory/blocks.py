"""What the directory shows on the home of the public site."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core import territories
from maillage.core.generation import remembered
from maillage.directory import figures, rows
from maillage.network import current

Block = tuple[str, dict[str, Any]]
NEWEST = 4


def world(request: Any) -> Block | None:
    """The map behind the words of the hero."""
    if not current.exists():
        return None
    shown = figures.world(reverse("site:directory") + "?pays=")
    counts: dict[str, int] = shown["counts"]  # type: ignore[assignment]
    if not counts:
        return None
    latin = sum(territories.country_group(code) == "latin_america" for code in counts)
    return "directory/block_world.html", {
        "slot": "hero", "world": shown, "base_url": static("ui/monde.svg"), "latin": latin, "other": len(counts) - latin,
    }  # fmt: skip


def numbers(request: Any) -> Block | None:
    if not current.exists():
        return None
    total = remembered("directory.total", rows.public().count)
    if not total:
        return None
    pairs = [(total, ngettext("organisme dans l’annuaire", "organismes dans l’annuaire", total))]
    if countries := len(figures.by_country()):
        pairs.append((countries, ngettext("pays d’action", "pays d’action", countries)))
    return "directory/block_region.html", {"slot": "figures", "figures": pairs}


def newest_entries() -> list[rows.Entry]:
    return rows.entries(rows.with_details(rows.public().order_by("-created_at", "-pk")[:NEWEST]))


def region(request: Any) -> Block | None:
    """The regional map, and the newest organisations."""
    if not current.exists():
        return None
    newest = remembered("directory.newest", newest_entries)
    if not newest:
        return None
    return "directory/block_region.html", {
        "territory": figures.regional_map(), "counts": figures.by_region(), "newest": newest,
        "link": reverse("site:directory") + "?region=",
    }  # fmt: skip


def gestures(request: Any) -> Block | None:
    if not current.exists():
        return None
    cards = [{"title": _("Trouver un organisme"), "url": reverse("site:directory"), "foot": "",
              "text": _("Par région, par pays d’action, par thème : qui agit, où, et sur quoi.")}]  # fmt: skip
    cards.append({"title": _("Comprendre le réseau"), "url": reverse("site:about"), "foot": "",
                  "text": _("Sa mission, ses valeurs, ses catégories de membres, et ce que chacune peut décider.")})  # fmt: skip
    return "directory/block_region.html", {"slot": "gestures", "cards": cards}
