"""What the public pages of a campaign and of a petition show: nothing of what is withheld, and no count made there."""

from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.campaigns import words
from maillage.campaigns.enums import PetitionState
from maillage.campaigns.models import Campaign, Petition, Signature
from maillage.files.models import Document, Image
from maillage.network import current
from maillage.organisations.models import Organisation
from maillage.ui.templatetags.ui import grouped

RECENT = 12


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def about(title: str, path: str, description: str, picture: str) -> dict[str, str]:
    """What the head of a page says of it."""
    return {"canonical": absolute(path), "description": " ".join(description.split()) or title,
            "picture": absolute(picture)}  # fmt: skip


def organisation_url(row: Organisation) -> str:
    return reverse("site:organisation", args=[row.pk])


def partners(campaign: Campaign) -> list[dict[str, Any]]:
    rows = campaign.partners.public().select_related("organisation")
    return [
        {"name": str(row), "role": row.role, "url": organisation_url(row.organisation) if row.organisation else ""}
        for row in rows
    ]


def relays(campaign: Campaign) -> list[tuple[str, list[dict[str, Any]]]]:
    """By region, in the order of their names."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in campaign.relays.public().select_related("organisation").order_by("organisation__sort_name"):
        found.setdefault(row.region, []).append(
            {"name": row.organisation.name, "url": organisation_url(row.organisation), "note": row.note}
        )
    return sorted((words.region_label(code), those) for code, those in found.items())


def materials(campaign: Campaign, user: Any) -> list[dict[str, Any]]:
    rows = Document.objects.visible_to(user).about(campaign).filter(access="public").prefetch_related("versions")
    return [
        {"title": row.title, "url": row.url, "size": filesizeformat(row.latest.size),
         "kind": row.latest.name.rpartition(".")[2].upper()}
        for row in rows.order_by("pk") if row.latest
    ]  # fmt: skip


def image_of(campaign: Campaign) -> dict[str, Any] | None:
    if not campaign.image:
        return None
    found = Image.objects.filter(public_id=campaign.image).first()
    if found is None:
        return None
    _path, width, height = found.renditions["320.png"]
    return {"webp": found.url(320, "webp"), "png": found.url(320, "png"), "width": width, "height": height,
            "alt": campaign.image_alt}  # fmt: skip


def facts(campaign: Campaign) -> list[tuple[str, Any]]:
    return [
        (_("Thèmes"), ", ".join(words.theme_label(code) for code in campaign.themes)),
        (_("Mouvement"), words.movement_label(campaign.movement) if campaign.movement else ""),
        (_("Menée par"), current.profile().names.name.text(words.lang()) if campaign.led_by_us else ""),
    ]


def petition_cards(campaign: Campaign) -> list[dict[str, Any]]:
    """Its petitions that are not open any more: what came of them."""
    rows = campaign.petitions.public().filter(state__in=[PetitionState.CLOSED, PetitionState.DELIVERED])
    return [
        {"title": words.title(row), "url": row.public_url, "state": row.get_state_display(), "total": total(row)}
        for row in rows.select_related("tally", "delivery", "campaign").prefetch_related("texts__wordings")
    ]


def delivered(row: Petition) -> Any:
    return getattr(row, "delivery", None)


def total(row: Petition) -> int:
    """What was delivered is what was counted that day."""
    done = delivered(row)
    return int(done.total if done else row.tally.total)


def recent(petition: Petition) -> list[str]:
    """The last people who signed and show their name."""
    rows = Signature.objects.filter(petition=petition).named().order_by("-confirmed_at")
    return list(rows.values_list("name", flat=True)[:RECENT])


def progress(petition: Petition) -> dict[str, Any] | None:
    """The bar, without a script: how far towards the goal."""
    if not petition.goal:
        return None
    count = total(petition)
    return {
        "value": min(count, petition.goal), "goal": petition.goal, "told": grouped(petition.goal),
        "percent": min(100, count * 100 // petition.goal),
    }  # fmt: skip
