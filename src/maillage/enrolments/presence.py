"""Who is expected at a date and who came: the list of the door, its counters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from maillage.activities.enums import Mode
from maillage.activities.models import Session
from maillage.core.text import fold
from maillage.enrolments import links
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import CheckIn, Headcount, Place


@dataclass(frozen=True)
class Row:
    """Someone of the list: neither mail nor needs, which nobody needs at the door."""

    pk: int
    enrolment: int
    name: str
    note: str
    code: str  # fingerprint of the ticket: a device recognises it without the network
    nonce: str
    came_at: datetime | None
    first: bool  # of its enrolment
    group: int  # people of its enrolment

    @property
    def folded(self) -> str:
        return fold(self.name)


@dataclass(frozen=True)
class Counts:
    """Expected with a place, came with a place, counted without one."""

    registered: int
    came: int
    without: int

    @property
    def present(self) -> int:
        return self.came + self.without


def places_of(session: Session) -> QuerySet[Place]:
    """The places of a date, and those of the whole that it is part of."""
    return Place.objects.filter(Q(session=session) | Q(session=None, enrolment__activity=session.activity_id))


def at_the_door(session: Session) -> QuerySet[Place]:
    """Those whom the door expects: who holds a place on site, or on line where all of it is."""
    rows = places_of(session).filter(holds=True)
    return rows if session.mode == Mode.ONLINE else rows.exclude(kind__mode=Mode.ONLINE)


def came(session: Session) -> dict[int, tuple[str, datetime]]:
    """{place: (nonce, when)} of those who came."""
    rows = CheckIn.objects.filter(session=session, undone_at=None).values_list("place", "nonce", "came_at")
    return {place: (nonce, at) for place, nonce, at in rows}


def counts(session: Session, places: QuerySet[Place] | None = None) -> Counts:
    places = at_the_door(session) if places is None else places
    arrived = Q(check_ins__session=session, check_ins__undone_at=None)
    told = places.aggregate(all=Count("pk", distinct=True), came=Count("pk", filter=arrived, distinct=True))
    return Counts(told["all"], told["came"], without_place(session))


def without_place(session: Session) -> int:
    return Headcount.objects.filter(session=session, undone_at=None).aggregate(n=Sum("number"))["n"] or 0


def present(sessions: Iterable[int]) -> dict[int, int]:
    """{date: how many were there}, with a place or counted without one: for figures, in two queries."""
    ids = list(sessions)
    found: dict[int, int] = defaultdict(int)
    for model, count in ((CheckIn, Count("pk")), (Headcount, Sum("number"))):
        rows = model._default_manager.filter(session__in=ids, undone_at=None)
        for session, number in rows.order_by().values_list("session").annotate(n=count):
            found[session] += number
    return dict(found)


def listed(session: Session, places: QuerySet[Place] | None = None) -> list[Row]:
    """The list in the order of names, those of one enrolment together."""
    places = (at_the_door(session) if places is None else places).select_related("enrolment", "kind")
    arrived, groups = came(session), defaultdict(list)
    for place in places.order_by("pk"):
        groups[place.enrolment_id].append(place)
    ordered = sorted(groups.values(), key=lambda group: (fold(group[0].name or group[0].enrolment.name), group[0].pk))
    kinds = {place.kind_id for group in groups.values() for place in group}
    return [row for group in ordered for row in rows_of(group, arrived, len(kinds) > 1)]


def rows_of(group: Sequence[Place], arrived: dict[int, tuple[str, datetime]], tell_kind: bool) -> Iterable[Row]:
    enrolment = group[0].enrolment
    code = code_of(links.ticket(enrolment))
    for rank, place in enumerate(group, start=1):
        nonce, at = arrived.get(place.pk, ("", None))
        notes = [place.kind.name] if tell_kind else []
        if rank == 1 and len(group) > 1:
            notes.append(_("groupe de %(n)s") % {"n": len(group)})
        if enrolment.state == EnrolmentState.PENDING:
            notes.append(_("inscription à approuver"))
        yield Row(place.pk, enrolment.pk, named(place, rank), " · ".join(notes), code, nonce, at, rank == 1,
                  len(group))  # fmt: skip


def named(place: Place, rank: int) -> str:
    """The name of a person; of a companion who gave none, with whom they come."""
    name = place.enrolment.name
    if place.name:
        return place.name
    if not name:
        return _("Personne sans nom")
    return name if rank == 1 else _("%(name)s, personne %(n)s") % {"name": name, "n": rank}


def code_of(ticket: str) -> str:
    """What a device keeps of a ticket: enough to recognise it, not to make it."""
    return sha256(ticket.encode()).hexdigest()[:12]
