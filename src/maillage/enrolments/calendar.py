"""What the public calendar says of places: the dates that have some left, those that are full."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.activities.models import Session
from maillage.enrolments.models import Opening, PlaceKind, Quota


def open_now() -> Q:
    """Openings of which the days have come, and are not over."""
    moment = now()
    return (Q(opens_at=None) | Q(opens_at__lte=moment)) & (Q(closes_at=None) | Q(closes_at__gt=moment))


def has_room() -> Exists:
    """A kind of place that is open, none of whose quotas (of the whole, or of this date) is full."""
    full = Quota.objects.filter(kinds=OuterRef("pk"), taken__gte=F("size"))
    full = full.filter(Q(session=None) | Q(session=OuterRef(OuterRef("pk"))))
    openings = Opening.objects.filter(open_now()).values("pk")
    kinds = PlaceKind.objects.filter(opening__activity=OuterRef("activity"), opening__in=openings, is_open=True)
    return Exists(kinds.filter(~Exists(full)))


def with_places(rows: Any) -> Any:
    """The dates to come in which one may enrol now and have a place."""
    return rows.standing().filter(has_room(), starts_at__gt=now())


def tags(ids: list[int]) -> dict[int, list[tuple[Any, str]]]:
    """« Complet » beside the dates to come that are."""
    rows = Session.objects.standing().filter(pk__in=ids, starts_at__gt=now())
    taking = Exists(Opening.objects.filter(open_now(), activity=OuterRef("activity")))
    full = rows.filter(taking).exclude(has_room()).values_list("pk", flat=True)
    return {pk: [(_("Complet"), "al")] for pk in full}
