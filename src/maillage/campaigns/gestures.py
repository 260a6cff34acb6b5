"""The gestures that this room gives, and all those of the house as pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.campaigns import words
from maillage.campaigns.enums import CallKind
from maillage.campaigns.models import Call, Petition
from maillage.core.registry import OpenGesture, house

MOST = 30  # of one kind on one page


def sign(campaign: int | None) -> Iterator[OpenGesture]:
    """Petitions open today, the first to close first."""
    rows = Petition.objects.open_on(localdate()).select_related("tally", "campaign").order_by("closes_on", "pk")
    rows = rows.prefetch_related("texts__wordings")
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    for row in rows[:MOST]:
        count = number_format(row.tally.total, force_grouping=True)
        told = _("%(count)s signatures") if row.tally.total > 1 else _("%(count)s signature")
        if row.goal:
            goal = number_format(row.goal, force_grouping=True)
            told = _("%(count)s signatures sur %(goal)s")
            detail = told % {"count": count, "goal": goal}
        else:
            detail = told % {"count": count}
        yield OpenGesture(words.title(row), detail, row.public_url, row.closes_on)


def calls(kind: CallKind, campaign: int | None) -> Iterator[OpenGesture]:
    rows = Call.objects.open_on(localdate()).filter(kind=kind).select_related("campaign").order_by("until", "pk")
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    for row in rows[:MOST]:
        yield OpenGesture(row.title, row.place or ("" if campaign else row.campaign.title), row.public_url, row.until)


def help_out(campaign: int | None) -> Iterator[OpenGesture]:
    return calls(CallKind.HELP, campaign)


def host(campaign: int | None) -> Iterator[OpenGesture]:
    return calls(CallKind.HOST, campaign)


@dataclass(frozen=True)
class Group:
    """The gestures of one kind that are open now."""

    kind: str
    label: Any
    gestures: list[OpenGesture]


def open_now(campaign: int | None = None) -> list[Group]:
    """Every gesture open today, of one campaign or of the whole network, by kind; a kind where nothing is open is not there."""
    found: dict[str, list[OpenGesture]] = {}
    for gesture in house.gestures:
        if given := list(gesture.find(campaign)):
            found.setdefault(gesture.kind, []).extend(given)
    order = {kind: n for n, kind in enumerate(words.GESTURES)}
    kinds = sorted(found, key=lambda kind: order.get(kind, len(order)))
    return [Group(kind, words.GESTURES.get(kind, kind), found[kind]) for kind in kinds]
