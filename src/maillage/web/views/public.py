"""The public home of the network: its own words, then what the rooms have to show."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.core.public import cacheable
from maillage.core.registry import house
from maillage.network import current

Block = tuple[str, dict[str, Any]]
AXES = 6


def by_slot(blocks: list[Block]) -> dict[str, list[Block]]:
    """Blocks by the place they ask for (`slot` in their context): hero, figures, agenda, gestures; else a section."""
    slots: dict[str, list[Block]] = {"hero": [], "figures": [], "sections": [], "agenda": [], "gestures": []}
    for template, context in blocks:
        slots.get(context.get("slot", "sections"), slots["sections"]).append((template, context))
    return slots


def axes() -> list[dict[str, str]]:
    """The network's lines of work, in the reader's language."""
    if not current.exists():
        return []
    lang = get_language() or "fr"
    return [
        {"name": axis.name.text(lang), "text": axis.description.text(lang) if axis.description else ""}
        for axis in current.profile().axes[:AXES]
    ]


@access(PUBLIC)
@cacheable
def home(request: HttpRequest) -> HttpResponse:
    found = [block.render(request) for block in house.public_blocks]
    slots = by_slot([block for block in found if block])
    return render(request, "web/home.html", {
        "title": _("Accueil"), "slots": slots, "axes": axes(),
        "figures": [pair for _template, context in slots["figures"] for pair in context.get("figures", ())],
        "cards": [card for _template, context in slots["gestures"] for card in context.get("cards", ())],
    })  # fmt: skip
