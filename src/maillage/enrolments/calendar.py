"""What the public calendar says of places: the dates that have some left, those that are full."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.enrolments.models import Opening, PlaceKind, Quota

S = "opening__activity__sessions"
FIELDS = (f"{S}__pk", f"{S}__starts_at", f"{S}__cancelled_at", "pk", "opening__opens_at", "opening__closes_at",
          "quotas__session", "quotas__size", "quotas__taken")  # fmt: skip


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
    """« Complet » beside the dates to come that are. One plain query: it stands on pages that must cost little."""
    moment = now()
    rows = PlaceKind.objects.filter(opening__activity__sessions__in=ids, is_open=True).order_by().values_list(*FIELDS)
    kinds: dict[int, dict[int, bool]] = {}  # {date: {kind of place: has it room?}}
    for date, starts, cancelled, kind, opens, closes, of, size, taken in rows:
        if starts <= moment or cancelled or (opens and opens > moment) or (closes and closes <= moment):
            continue
        mine = kinds.setdefault(date, {})
        room = size is None or of not in (None, date) or taken < size
        mine[kind] = mine.get(kind, True) and room
    return {date: [(_("Complet"), "al")] for date, mine in kinds.items() if not any(mine.values())}
