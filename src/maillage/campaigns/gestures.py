"""The gestures that this room gives, and all those of the house as pages show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.campaigns import words
from maillage.campaigns.enums import CallKind
from maillage.campaigns.models import Call, Petition, Tally
from maillage.core.generation import remembered
from maillage.core.registry import OpenGesture, house

MOST = 30  # of one kind on one page


def sign(campaign: int | None) -> Iterator[OpenGesture]:
    """Petitions open today, the first to close first."""
    known = remembered(("campaigns.sign", campaign), lambda: list(to_sign(campaign)))
    tallies = Tally.objects.in_bulk([pk for pk, *_told in known]) if known else {}  # they move with each signature
    for pk, title, goal, url, closes_on in known:
        total = tallies[pk].total
        told = _("%(count)s signatures") if total > 1 else _("%(count)s signature")
        said = {"count": number_format(total, force_grouping=True)}
        if goal:
            told = _("%(count)s signatures sur %(goal)s")
            said["goal"] = number_format(goal, force_grouping=True)
        yield OpenGesture(title, told % said, url, closes_on)


def to_sign(campaign: int | None) -> Iterator[tuple[int, str, int | None, str, date]]:
    """(number, title, goal, address, last day) of the petitions open today."""
    rows = Petition.objects.open_on(localdate()).order_by("closes_on", "pk").prefetch_related("texts__wordings")
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    for row in rows[:MOST]:
        yield row.pk, words.title(row), row.goal, row.public_url, row.closes_on


def calls(kind: CallKind, campaign: int | None) -> list[OpenGesture]:
    return remembered(("campaigns.calls", kind, campaign), lambda: list(open_calls(kind, campaign)))


def open_calls(kind: CallKind, campaign: int | None) -> Iterator[OpenGesture]:
    rows = Call.objects.open_on(localdate()).filter(kind=kind).select_related("campaign").order_by("until", "pk")
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    for row in rows[:MOST]:
        yield OpenGesture(row.title, row.place or ("" if campaign else row.campaign.title), row.public_url, row.until)


def help_out(campaign: int | None) -> Iterable[OpenGesture]:
    return calls(CallKind.HELP, campaign)


def host(campaign: int | None) -> Iterable[OpenGesture]:
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
