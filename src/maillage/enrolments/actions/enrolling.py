"""Someone enrols: once per key, and once per person in an activity; places taken all or none."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.timezone import now

from maillage.activities.models import Activity
from maillage.enrolments import emails, places
from maillage.enrolments.actions.common import Wish, fingerprint, record, refuse, rows_for
from maillage.enrolments.enums import EnrolmentState, Origin
from maillage.enrolments.models import Enrolment, Place
from maillage.enrolments.models.enrolment import STANDING
from maillage.enrolments.standing import Offer, Status, offer_of

E = EnrolmentState
ONE_WRITER = Lock()


class Known(ValidationError):
    """This person is enrolled already, by another sending: their link was written to them again."""

    def __init__(self, enrolment: Enrolment) -> None:
        super().__init__(str(enrolment.pk), code="known")
        self.enrolment = enrolment


@contextmanager
def in_turn() -> Iterator[None]:
    """On SQLite, where one writes at a time, the threads of this process wait for one another here: at once woken,
    instead of looking again after a pause."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with ONE_WRITER:
        yield


def check(offer: Offer, wish: Wish, *, most: int | None, team: bool = False) -> None:
    """Raises ValidationError where what is asked for is not to be had. The team may enrol before, after, or in a
    kind that the public is not offered."""
    if offer.opening.purged_at:
        raise refuse("purged")
    if offer.status == Status.CANCELLED or (not team and offer.status != Status.OPEN):
        raise refuse(str(offer.status.value))
    people = sum(wish.kinds.values())
    if people < 1 or min(wish.kinds.values()) < 0:
        raise refuse("no_place")
    if most is not None and people > most:
        raise refuse("too_many", most=most)
    kinds = {one.pk: one for one in (offer.kinds if team else offer.open_kinds)}
    if not {kind for kind, count in wish.kinds.items() if count} <= set(kinds):
        raise refuse("unknown_kind")
    if offer.whole:
        if wish.sessions:
            raise refuse("unknown_date")
        return
    sessions = {one.pk: one for one in (offer.sessions if team else offer.coming)}
    if not wish.sessions:
        raise refuse("no_date")
    if not set(wish.sessions) <= set(sessions) or len(set(wish.sessions)) != len(wish.sessions):
        raise refuse("unknown_date")
    for session in wish.sessions:
        if any(count and not offer.takes(kinds[kind], sessions[session]) for kind, count in wish.kinds.items()):
            raise refuse("not_at_date")


def enrol(
    *, activity: Activity, wish: Wish, by: Any = None, at: datetime | None = None, offer: Offer | None = None
) -> Enrolment:
    """Enrol someone. The same key again gives the same enrolment, whoever comes first. `offer`: what was just read.

    Raises places.Full when there are not enough places (and the wish does not accept to wait), Known when this person
    is enrolled by another sending, ValidationError with its sentence otherwise.
    """
    at = at or now()
    print_ = fingerprint(activity.pk, wish.email, wish.name)
    if found := known(activity, wish.key, print_):
        return found
    offer = offer or offer_of(activity, at)
    if offer is None:
        raise refuse("no_opening")
    team = by is not None or wish.origin != Origin.ONLINE
    check(offer, wish, most=None if team else offer.opening.most_places, team=team)
    if not wish.may_wait:
        refuse_early(offer, wish)
    try:
        try:
            with in_turn(), transaction.atomic():
                return write(offer, wish, print_, at, by, waits=False)
        except places.Full:
            if not wish.may_wait:
                raise
            if not offer.opening.waiting_list:
                raise refuse("no_waiting_list") from None
            with in_turn(), transaction.atomic():
                return write(offer, wish, print_, at, by, waits=True)
    except IntegrityError:  # the same sending, or the same person from another tab, at the same instant
        if found := known(activity, wish.key, print_):
            return found
        raise


def refuse_early(offer: Offer, wish: Wish) -> None:
    """Where all is taken, say so without writing: a crowd at a full door costs nothing. Places are taken elsewhere."""
    quotas = {kind: [(one.pk, one.session_id) for one in offer.links.get(kind, ())] for kind in wish.kinds}
    for quota, count in places.needs(rows_for(Enrolment(), wish), quotas).items():
        if offer.quotas[quota].free < count:
            raise places.Full(offer.quotas[quota])


def known(activity: Activity, key: str, print_: str) -> Enrolment | None:
    """The enrolment of this key; raises Known where the person has one under another key."""
    mine = Q(key=key)
    if print_:
        mine |= Q(activity=activity, fingerprint=print_, state__in=STANDING)
    rows = list(Enrolment.objects.filter(mine).order_by())
    if same := next((row for row in rows if row.key == key), None):
        return same
    if rows:
        raise Known(rows[0])
    return None


def write(offer: Offer, wish: Wish, print_: str, at: datetime, by: Any, *, waits: bool) -> Enrolment:
    """The rows of an enrolment, in the transaction of the caller. The journal last: its head is a lock for all."""
    state = (
        E.WAITING if waits else E.PENDING if offer.opening.approval and wish.origin == Origin.ONLINE else E.CONFIRMED
    )
    enrolment = Enrolment.objects.create(
        activity=offer.activity, key=wish.key, fingerprint=print_, state=state, origin=wish.origin, name=wish.name,
        email=wish.email.strip(), language=wish.language, created_at=at, waiting_since=at if waits else None,
        decided_at=at if state == E.CONFIRMED else None, **wish.values,
    )  # fmt: skip
    rows: Sequence[Place] = Place.objects.bulk_create(rows_for(enrolment, wish))
    if not waits:
        places.take(rows)
    emails.tell(enrolment, offer=offer, rows=rows)
    record("enrolment.made", enrolment, by=by, state=str(state), places=len(rows))
    return enrolment
