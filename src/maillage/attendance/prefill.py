"""What is known of a date before anyone counts: who was registered, who was checked in at the door."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count as Number
from django.db.models import Q, Sum

from maillage.activities.models import Session
from maillage.attendance.enums import OUTSIDE, FirstTime
from maillage.core import territories
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import CheckIn, Headcount, Opening, Place
from maillage.network import current

Margins = dict[str, dict[str, int]]
LONGEST = 12 * 60  # beyond so many minutes, a date is open all day: how long each person stays is not its length


@dataclass
class Prefill:
    """`present` is None when nobody held the door."""

    registered: int | None = None
    present: int | None = None
    remote: int | None = None
    minutes: int | None = None
    margins: Margins = field(default_factory=dict)


def minutes_of(session: Session) -> int | None:
    """How long one stays at a date, by its length; unknown for what is open all day."""
    minutes = int((session.ends_at - session.starts_at).total_seconds() // 60)
    return minutes if 0 < minutes <= LONGEST else None


def registered(session: Session) -> int | None:
    """Places held by confirmed enrolments at this date, or at the whole of it; None where nobody enrols."""
    if not Opening.objects.filter(activity=session.activity_id).exists():
        return None
    places = Place.objects.filter(enrolment__activity=session.activity_id, enrolment__state=EnrolmentState.CONFIRMED)
    return places.filter(Q(session=session) | Q(session=None)).count()


def of(session: Session) -> Prefill:
    """Four queries, whatever the number of people."""
    found = Prefill(registered=registered(session), minutes=minutes_of(session))
    came = CheckIn.objects.filter(session=session, undone_at=None)
    enrolled = came.values_list("place__enrolment", "place__enrolment__first_time", "place__enrolment__postal_area")
    parties = list(
        enrolled.order_by().annotate(n=Number("pk"), online=Number("pk", filter=Q(place__kind__mode="online")))
    )
    beside = list(
        Headcount.objects.filter(session=session, undone_at=None)
        .order_by()
        .values_list("first_time")
        .annotate(n=Sum("number"))
    )
    if not parties and not beside:
        return found
    found.present = sum(row[3] for row in parties) + sum(people for _first, people in beside)
    online = sum(row[4] for row in parties)
    found.remote = online or None
    found.margins = _known(parties, beside)
    return found


def _known(parties: list[tuple[Any, ...]], beside: list[tuple[Any, int]]) -> Margins:
    """First time: said by who enrols, of themselves alone. Region: of who enrols, hence of those who came together."""
    first: Counter[str] = Counter()
    area: Counter[str] = Counter()
    for _enrolment, new, postal, people, _online in parties:
        if new is not None:
            first[FirstTime.YES if new else FirstTime.NO] += 1
        if region := region_of(postal):
            area[region] += people
    for new, people in beside:
        if new is not None:
            first[FirstTime.YES if new else FirstTime.NO] += people
    return {name: dict(cells) for name, cells in (("first_time", first), ("region", area)) if cells}


def region_of(area: str) -> str:
    """The region of the territory that an area (its code, its name or a postal code) stands for; empty when unsure."""
    area = area.strip()
    if not area or not current.exists():
        return ""
    territory = current.profile().territory
    codes = {one.code for one in territory.regions}
    if area in codes or area == OUTSIDE:
        return area
    if territory.kind == "none":
        return ""
    code = territories.find_region(territory.kind, area) or ""
    for known in (code, f"BE-{code}", f"BE-{territories.belgian_region(code)}" if _is_province(code) else ""):
        if known and known in codes:
            return known
    return OUTSIDE if code else ""


def _is_province(code: str) -> bool:
    return current.profile().territory.kind == "belgique" and code[:1] in ("V", "W", "B")
