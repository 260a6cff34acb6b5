"""Projects for everyone: the portfolio in five views, one page for each project, ties « d'ici et d'ailleurs »."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.access import PUBLIC, access
from maillage.core import territories
from maillage.core.generation import once
from maillage.core.public import absolute, cacheable
from maillage.core.registry import house
from maillage.network import current
from maillage.organisations.models import Organisation
from maillage.organisations.models import Place as Seat
from maillage.projects import portfolio as told
from maillage.projects import public_page, timeline, words
from maillage.projects.enums import ProjectState
from maillage.projects.models import Bond, Project
from maillage.ui import cards
from maillage.ui.paging import page_links

PER_PAGE = 24
MOST_LINES = 300
# Where the threads of the world map start: the middle of the territory (longitude, latitude).
HOMES = {"quebec": (-71.9, 46.2), "occitanie": (2.2, 43.7), "belgique": (4.6, 50.6), "france": (2.4, 46.6)}


def about(title: str, path: str, description: str, picture: str) -> dict[str, str]:
    """What the head of a page says of it."""
    return {
        "canonical": absolute(path),
        "description": " ".join(description.split()) or title,
        "picture": absolute(picture),
    }


@once
def everyone() -> int:
    return told.public().count()


def world(counts: dict[str, int], link: str = "", total: int | None = None) -> dict[str, Any]:
    return {"counts": counts, "link": link, "home": HOMES.get(current.profile().territory.kind), "base_url": static("ui/monde.svg"),
            "unit": (ngettext("projet", "projets", 1), ngettext("projet", "projets", 2)), "total": total}  # fmt: skip


@access(PUBLIC)
@cacheable
def portfolio(request: HttpRequest) -> HttpResponse:
    """Filters, then the list, the map, themes, kinds of partners or the line of time."""
    current.or_404()
    asked = told.Asked.read(request.GET)
    found = asked.whole
    total = found.count() if asked.is_narrowed else everyone()
    facets = {facet.name: (facet, asked.choices(facet)) for facet in told.FACETS}
    title = _("Projets et programmes")
    return render(request, "projects/portfolio.html", {
        "title": title, "asked": asked, "total": total, "facets": list(facets.values()),
        "views": [(asked.query(vue="" if name == "liste" else name), label, name == asked.view) for name, label in told.VIEWS.items()],
        **SHOWN[asked.view](asked, found, total, facets),
        "csv": reverse("site:projects_csv") + asked.query(vue=""), "json": reverse("site:projects_json") + asked.query(vue=""),
        **about(title, reverse("site:projects"), _("Ce que le réseau fait avec ses partenaires, pays par pays, thème par thème."),
                reverse("site:network_card")),
    })  # fmt: skip


def as_list(asked: Any, found: Any, total: int, facets: Any) -> dict[str, Any]:
    last = max(1, -(-total // PER_PAGE))
    page = min(max(1, asked.page), last)
    rows = found.order_by("sort_title", "pk")[(page - 1) * PER_PAGE : page * PER_PAGE]
    return {"entries": told.cards(rows), "pages": page_links(page, last, lambda n: asked.query(page=str(n)))}


def as_map(asked: Any, found: Any, total: int, facets: Any) -> dict[str, Any]:
    counts = told.by_country(found)
    groups: dict[str, list[tuple[str, str, int]]] = {}
    for code, count in counts.items():
        group = territories.country_group(code)
        name = territories.group_name(group, words.lang()) if group else "–"
        groups.setdefault(name, []).append((words.country_label(code), asked.query(vue="", pays=code), count))
    link = asked.query(vue="", pays="")
    return {"world": world(counts, link + ("&" if link != "?" else "") + "pays=", total),
            "groups": [(name, sorted(rows, key=lambda row: row[0])) for name, rows in sorted(groups.items())]}  # fmt: skip


def as_links(name: str) -> Any:
    """A facet as a list of links with their counts."""

    def shown(asked: Any, found: Any, total: int, facets: Any) -> dict[str, Any]:
        _facet, choices = facets[name]
        return {"links": [(one["label"], asked.query(vue="", **{name: one["code"]}), one["count"]) for one in choices]}

    return shown


def as_timeline(asked: Any, found: Any, total: int, facets: Any) -> dict[str, Any]:
    """Bars from the first year to the last, the newest first."""
    rows = list(found.order_by("-planned_start", "pk").only(*told.CARD)[:MOST_LINES])
    today = localdate()
    span = timeline.span_of([(row.starts_on, row.ends_on) for row in rows], today)
    lines = []
    for row in rows if span else ():
        if row.starts_on:
            years = (
                f"{row.starts_on.year}–{row.ends_on.year}"
                if row.ends_on
                else _("depuis %(year)s") % {"year": row.starts_on.year}
            )
            over = row.state in (ProjectState.CLOSED, ProjectState.CANCELLED)
            lines.append({"title": words.title(row), "url": row.public_url, "years": years, "state": row.get_state_display(),
                          "bar": timeline.bar(row.starts_on, row.ends_on, span, today, years, over)})  # fmt: skip
    return {"lines": lines, "span": span, "most": MOST_LINES if total > MOST_LINES else 0}


SHOWN = {
    "liste": as_list,
    "carte": as_map,
    "themes": as_links("theme"),
    "partenaires": as_links("partenaire"),
    "frise": as_timeline,
}


def shown(pk: int) -> Project:
    current.or_404()
    row = Project.objects.public().filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@access(PUBLIC)
@cacheable
def project(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One project: what it is, with whom, where, and what the rooms above tell of it."""
    row = shown(pk)
    if slug != row.slug:
        return redirect(row.public_url)
    page = public_page.of(row)
    panels = [panel.render(request, row) for panel in house.panels_on("project", "public")]
    return render(request, "projects/page.html", {
        **page, "project": row, "panels": [panel for panel in panels if panel],
        "world": world(page["places"]["map"]) if page["places"]["map"] else None,
        **about(page["title"], row.public_url, page["summary"], reverse("site:project_card", args=[row.pk])),
    })  # fmt: skip


@access(PUBLIC)
@cacheable
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """What social networks show of a project."""
    profile = current.profile()
    ground = profile.colours.accent_strong or cards.GROUND
    picture = cards.card(words.title(shown(pk)), profile.names.short_name.text(words.lang()), ground)
    return HttpResponse(picture, content_type="image/png")


@access(PUBLIC)
@cacheable
def bonds(request: HttpRequest) -> HttpResponse:
    """Who is tied to whom, here and there; the map shows where."""
    current.or_404()
    today = localdate()
    rows = [
        row
        for row in Bond.objects.public().select_related("here", "there").order_by("there__sort_name")
        if not row.until or row.until >= today
    ]
    seats = dict(
        Seat.objects.filter(organisation__in=[row.there_id for row in rows]).values_list("organisation", "country")
    )
    known = {
        row.pk: row
        for row in Project.objects.public().filter(pk__in=[row.project_id for row in rows if row.project_id])
    }
    groups: dict[str, list[dict[str, Any]]] = {}
    counts: dict[str, int] = {}
    for row in rows:
        country = row.country or (seats.get(row.there_id, "") if shows_place(row.there) else "")
        counts[country] = counts.get(country, 0) + 1
        groups.setdefault(words.country_label(country) or _("Ailleurs"), []).append(
            {
                "row": row,
                "here": organisation_url(row.here),
                "there": organisation_url(row.there),
                "project": known.get(row.project_id),
            }
        )
    counts.pop("", None)
    title = _("D’ici et d’ailleurs")
    return render(request, "projects/bonds.html", {
        "title": title, "groups": sorted(groups.items()), "count": len(rows),
        "world": {**world(counts), "unit": pair()} if counts else None,
        **about(title, request.path, _("Les liens entre des organisations d’ici et des organisations de là-bas."),
                reverse("site:network_card")),
    })  # fmt: skip


def pair() -> tuple[str, str]:
    """What the map of ties counts, alone and in number."""
    return (
        ngettext("jumelage ou échange", "jumelages ou échanges", 1),
        ngettext("jumelage ou échange", "jumelages ou échanges", 2),
    )


def shows_place(row: Organisation) -> bool:
    """The network and the organisation both show where it acts."""
    return "countries" in current.profile().visibility.public_fields and bool(row.is_shown("countries"))


def organisation_url(row: Organisation) -> str:
    return reverse("site:organisation", args=[row.pk])
