"""The directory: narrowed, counted, on a map, page after page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.access import PUBLIC, access
from maillage.core.generation import once
from maillage.core.public import cacheable
from maillage.directory import feeds, figures, rows
from maillage.directory.facets import Asked, Choice
from maillage.network import current
from maillage.organisations import words
from maillage.ui import maps
from maillage.ui.paging import page_links

PER_PAGE = 25


def title_of(total: int) -> str:
    return ngettext("%(count)s organisme du réseau", "Les %(count)s organismes du réseau", total) % {
        "count": number_format(total, force_grouping=True)
    }


@once
def everyone() -> int:
    return rows.public().count()


@access(PUBLIC)
@cacheable
def directory(request: HttpRequest) -> HttpResponse:
    """Filters, map, list."""
    current.or_404()
    asked = Asked.read(request.GET)
    found = asked.rows()
    total = found.count() if asked.is_narrowed else everyone()
    last = max(1, -(-total // PER_PAGE))
    asked.page = min(max(1, asked.page), last)
    start = (asked.page - 1) * PER_PAGE
    shown = rows.with_details(found.order_by("sort_name", "pk"))[start : start + PER_PAGE]
    choices = {facet.name: asked.choices(facet) for facet in asked.facets}
    return render(request, "directory/directory.html", {
        "title": title_of(everyone()), "asked": asked, "total": total, "entries": rows.entries(shown),
        "facets": [(facet, choices[facet.name]) for facet in asked.facets],
        "pages": page_links(asked.page, last, lambda n: asked.query(page=str(n))),
        "map": drawn(asked, choices), "csv": reverse("site:directory_csv") + asked.query(),
        "json": reverse("site:directory_json") + asked.query(),
        "description": _("Les organismes du réseau, par région, par pays d’action et par thème."),
        "canonical": feeds.absolute(reverse("site:directory")), "picture": feeds.absolute(reverse("site:network_card")),
    })  # fmt: skip


def drawn(asked: Asked, choices: dict[str, list[Choice]]) -> dict[str, Any] | None:
    """The map of the page: the region's where the network has one, else the world's."""
    territory = figures.regional_map()
    if territory and "region" in choices:
        counts = {one.code: one.count for one in choices["region"]}
        selected = next((one.code for one in choices["region"] if one.selected), None)
        link = asked.query(region="") + ("&" if asked.query(region="") != "?" else "") + "region="
        source, licence = maps.sources(territory)
        return {"kind": "region", "territory": territory, "counts": counts, "selected": selected, "link": link,
                "source": source, "licence": licence}  # fmt: skip
    return None


@access(PUBLIC)
@cacheable
def world(request: HttpRequest) -> HttpResponse:
    """Where the organisations of the network act, by continent and country."""
    current.or_404()
    link = reverse("site:directory") + "?pays="
    shown = figures.world(link)
    counts: dict[str, int] = shown["counts"]  # type: ignore[assignment]
    source, licence = maps.sources("world")
    return render(request, "directory/world.html", {
        "title": _("Où agit le réseau"), "world": shown, "link": link,
        "groups": figures.by_group(counts, words.language()), "counted": bool(shown["link"]),
        "source": source, "licence": licence, "canonical": feeds.absolute(request.path),
        "description": _("Les pays où les organismes du réseau agissent, et lesquels."),
        "picture": feeds.absolute(reverse("site:network_card")),
    })  # fmt: skip
