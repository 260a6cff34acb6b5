"""One organisation; the network; what the law asks a site to say."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.core.generation import among
from maillage.core.public import cacheable
from maillage.core.registry import house
from maillage.directory import feeds, linked_data, network_pages, rows
from maillage.network import current
from maillage.organisations import words
from maillage.organisations.enums import State
from maillage.organisations.models import Link, Organisation
from maillage.ui import cards


def visible(pk: int) -> Organisation:
    """The organisation, when anyone may see it; a withheld one does not exist."""
    current.or_404()
    found = rows.with_details(Organisation.objects.public().filter(pk=pk)).first()
    if found is None:
        raise Http404
    return found


def merged_into(pk: int) -> Organisation | None:
    """The public organisation into which this one was merged, whatever the number of merges since."""
    for _step in range(10):
        row = Organisation.objects.filter(pk=pk).only("state", "merged_into", "withheld", "is_public", "name").first()
        if row is None:
            return None
        if row.state != State.MERGED or row.merged_into_id is None:
            return row if row.shows_publicly else None
        pk = row.merged_into_id
    return None


@access(PUBLIC)
@cacheable
def organisation(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The public page; an old name or number leads to the present one."""
    current.or_404()
    row = rows.with_details(Organisation.objects.public().filter(pk=pk)).first()
    if row is None:
        heir = merged_into(pk)
        if heir is None:
            raise Http404
        return redirect(rows.address(heir))
    if slug != rows.slug_of(row.name):
        return redirect(rows.address(row))
    entry = rows.entries([row], tags=False)[0]  # the panels say as much, and since when
    panels = [panel.render(request, row) for panel in house.panels_on("organisation", "public")]
    return render(request, "directory/organisation.html", {
        "title": entry.name, "entry": entry, "closed": row.state == State.CLOSED, "links": links(row),
        "facts": facts(entry), "panels": [panel for panel in panels if panel], "json_ld": linked_data.organisation(entry),
        "canonical": feeds.absolute(entry.url), "description": entry.excerpt or entry.place or entry.name,
        "picture": feeds.absolute(reverse("site:organisation_card", args=[row.pk])),
    })  # fmt: skip


def facts(entry: rows.Entry) -> list[tuple[str, Any]]:
    return [(_("Genre"), entry.kind), (_("Famille d’acteurs"), entry.family), (_("Ville"), entry.city),
            (_("Région"), entry.region), (_("Pays"), entry.country), (_("Adresse"), entry.address),
            (_("Téléphone"), entry.phone), (_("Zones d’action"), entry.zones)]  # fmt: skip


def links(row: Organisation) -> list[tuple[str, str, str]]:
    """(how, name, address) of the links shown to everyone, towards organisations that everyone may see."""
    if not among("directory.links", row.pk, linked):
        return []
    found = Link.objects.current().filter(rows.in_directory("to_organisation"), from_organisation=row, is_public=True)
    shown = (
        found.select_related("to_organisation")
        .only("relation", "is_reverse", "from_organisation", "to_organisation__name")
        .order_by("relation", "to_organisation__sort_name")[:60]
    )
    return [
        (one.label, one.to_organisation.name, rows.address(one.to_organisation)) for one in shown if one.to_organisation
    ]


def linked() -> Iterable[Any]:
    """The organisations that say a link to everyone."""
    yield Link.objects.filter(is_public=True).values_list("from_organisation", flat=True)


def picture(data: bytes) -> HttpResponse:
    return HttpResponse(data, content_type="image/png")


def ground() -> str:
    return current.profile().colours.accent_strong or cards.GROUND


@access(PUBLIC)
@cacheable
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """What social networks show of an organisation."""
    row = visible(pk)
    return picture(cards.card(row.name, current.profile().names.short_name.text(words.language()), ground()))


@access(PUBLIC)
@cacheable
def network_card(request: HttpRequest) -> HttpResponse:
    """What social networks show of the network."""
    current.or_404()
    names = current.profile().names
    return picture(cards.card(names.name.text(words.language()), names.short_name.text(words.language()), ground()))


def shared(request: HttpRequest) -> dict[str, Any]:
    return {"canonical": feeds.absolute(request.path), "picture": feeds.absolute(reverse("site:network_card")),
            "description": current.profile().names.tagline.text(words.language())}  # fmt: skip


@access(PUBLIC)
@cacheable
def about(request: HttpRequest) -> HttpResponse:
    """What the network is for, what it decides by, how to join."""
    current.or_404()
    told = network_pages.about(current.profile(), words.language())
    return render(request, "directory/about.html", {"title": _("Le réseau"), **shared(request), **asdict(told)})


@access(PUBLIC)
@cacheable
def accessibility(request: HttpRequest) -> HttpResponse:
    """The declaration of accessibility."""
    current.or_404()
    return render(request, "directory/accessibility.html", {"title": _("Accessibilité"), **shared(request)})


@access(PUBLIC)
@cacheable
def privacy(request: HttpRequest) -> HttpResponse:
    """What is known of people, why, until when, and who answers for it: written from the models themselves."""
    current.or_404()
    told = network_pages.privacy(current.profile(), words.language())
    return render(request, "directory/privacy.html", {
        "title": _("Vos données personnelles"), **shared(request), **asdict(told)})  # fmt: skip
