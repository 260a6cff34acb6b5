"""What the public calendar says of places: the dates that have some left, those that are full."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.activities.models import Activity
from maillage.enrolments import room
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


def tags(dates: list[dict[str, Any]], activity: Activity | None) -> dict[int, list[tuple[Any, str]]]:
    """« Complet » beside the dates to come that are. One plain query: it stands on pages that must cost little."""
    moment = now()
    rows = room.rows_of({date["activity_id"] for date in dates})
    if activity:
        activity.__dict__[room.AT_HAND] = rows  # its panel, drawn after its dates, takes them
    kinds: dict[
        int, dict[int, dict[int | None, bool]]
    ] = {}  # {activity: {kind of place: {date or None: has it room?}}}
    for kind, is_open, number, _quota, size, taken, of, _starts, _gone, opens, closes, _waits in rows:
        if is_open and not (opens and opens > moment) and not (closes and closes <= moment):
            mine = kinds.setdefault(number, {}).setdefault(kind, {})
            mine[of] = mine.get(of, True) and (size is None or taken < size)
    return {
        date["pk"]: [(_("Complet"), "al")]
        for date in dates
        if date["starts_at"] > moment and not date["cancelled_at"] and is_full(kinds.get(date["activity_id"], {}), date["pk"])
    }  # fmt: skip


def is_full(kinds: dict[int, dict[int | None, bool]], date: int) -> bool:
    """Does no kind of place have room, neither in the whole nor at this date?"""
    return bool(kinds) and not any(room.get(None, True) and room.get(date, True) for room in kinds.values())
