"""What is left of each activity, for lists and pages of lower and higher rooms: one query whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.timezone import now

from maillage.activities.models import Activity
from maillage.enrolments.models import Opening, PlaceKind
from maillage.enrolments.standing import Status, status_of

FIELDS = ("pk", "is_open", "opening__activity", "quotas__pk", "quotas__size", "quotas__taken", "quotas__session",
          "quotas__session__starts_at", "quotas__session__cancelled_at", "opening__opens_at", "opening__closes_at",
          "opening__waiting_list")  # fmt: skip
AT_HAND = "rows_of_places"


@dataclass
class Left:
    """Where enrolment stands, and how many places are left (None: without limit)."""

    status: Status
    waiting_list: bool
    opens_at: datetime | None
    closes_at: datetime | None
    free: int | None = None

    @property
    def full(self) -> bool:
        return self.free == 0

    @property
    def has_room(self) -> bool:
        """May one enrol now and have a place?"""
        return self.status == Status.OPEN and not self.full


@dataclass
class Kind:
    whole: dict[int, int] = field(default_factory=dict)  # quotas without a date: {quota: free}
    dated: dict[int, tuple[int | None, int]] = field(default_factory=dict)  # {quota: (its date to come or None, free)}


def rows_of(numbers: Iterable[int]) -> list[tuple[Any, ...]]:
    """The kinds of places of these activities, one row (`FIELDS`) for each quota of each."""
    rows: Any = PlaceKind.objects.filter(opening__activity__in=list(numbers)).order_by("pk")
    return list(rows.values_list(*FIELDS))


def left_of(activities: Iterable[Activity], at: datetime | None = None, rows: Iterable[Any] | None = None) -> dict[int, Left]:  # fmt: skip
    """{activity: what is left} for those that have enrolment; `rows` of theirs, when they are at hand."""
    at = at or now()
    known = {one.pk: one for one in activities}
    kinds: dict[int, dict[int, Kind]] = defaultdict(dict)
    found: dict[int, Left] = {}
    for kind, is_open, number, quota, size, taken, session, starts, gone, opens, closes, waits in (
        rows_of(known) if rows is None else rows
    ):
        if number not in found:
            status = status_of(Opening(opens_at=opens, closes_at=closes), known[number], at)
            found[number] = Left(status, waits, opens, closes)
        if is_open:
            mine = kinds[number].setdefault(kind, Kind())
            if quota is not None and session is None:
                mine.whole[quota] = max(0, size - taken)
            elif quota is not None:
                coming = session if starts > at and gone is None else None
                mine.dated[quota] = (coming, max(0, size - taken))
    for number, each in kinds.items():
        found[number].free = free_of(each.values())
    return found


def free_of(kinds: Iterable[Kind]) -> int | None:
    """Places left over all the kinds; those that share a quota count it once. None when one has no limit."""
    binding: dict[int, int] = {}
    for kind in kinds:
        if not kind.whole and not kind.dated:
            return None
        dates: dict[int, tuple[int, int]] = {}
        for quota, (session, free) in kind.dated.items():
            if session is not None and (session not in dates or free < dates[session][1]):
                dates[session] = (quota, free)
        least = min(kind.whole.items(), key=lambda one: one[1], default=None)
        if kind.dated and (least is None or sum(free for _quota, free in dates.values()) < least[1]):
            binding |= dict(dates.values())
        elif least is not None:
            binding[least[0]] = least[1]
    return sum(binding.values())
