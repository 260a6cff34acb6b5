"""The waiting list: who is called when places free, until when their places are kept, what follows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from maillage.activities.enums import ActivityState
from maillage.enrolments import emails, places, waiting
from maillage.enrolments.actions.common import locked, move, opening_of, record, refuse
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Enrolment, Opening, Place

E = EnrolmentState


def entries_of(rows: Sequence[Enrolment]) -> dict[int, list[Place]]:
    """{enrolment: its places} in one query, without those of a cancelled date."""
    found: dict[int, list[Place]] = {row.pk: [] for row in rows}
    for place in Place.objects.filter(enrolment__in=list(found)).select_related("session"):
        if place.session is None or place.session.cancelled_at is None:
            found[place.enrolment_id].append(place)
    return found


def needs_of(entries: Mapping[int, list[Place]]) -> dict[int, dict[int, int]]:
    """{enrolment: {quota: places}} in one query."""
    quotas = places.quotas_of({place.kind_id for rows in entries.values() for place in rows})
    return {number: dict(places.needs(rows, quotas)) for number, rows in entries.items()}


def first_date(rows: Sequence[Place], whole: datetime | None) -> datetime | None:
    """When it begins for these places."""
    return min((row.session.starts_at for row in rows if row.session), default=whole)


def call_next(opening: Opening, *, at: datetime | None = None, by: Any = None) -> list[Enrolment]:
    """Call whoever fits in what is free, in order, inside a transaction that holds the opening still."""
    at, activity = at or now(), opening.activity
    if activity.state == ActivityState.CANCELLED or activity.cancelled_at or opening.purged_at:
        return []
    rows = list(Enrolment.objects.waiting().filter(activity=activity).select_for_update(of=("self",)))
    if not rows:
        return []
    entries = entries_of(rows)
    free = {quota.pk: quota.free for quota in opening.quotas.all()}
    until = {
        row.pk: waiting.answer_by(at, first_date(entries[row.pk], activity.starts_at), opening.answer_hours)
        for row in rows
    }
    needs = needs_of(entries)
    able = [(row.pk, needs[row.pk]) for row in rows if entries[row.pk] and until[row.pk] is not None]
    called, by_number = [], {row.pk: row for row in rows}
    for number in waiting.who_fits(able, free):
        row = by_number[number]
        offer(row, entries[number], until[number], at, by)
        called.append(row)
    return called


def offer(row: Enrolment, rows: Sequence[Place], until: datetime | None, at: datetime, by: Any) -> None:
    places.take(rows)
    move(row, E.OFFERED, at, offered_until=until)
    emails.tell(row)
    record("enrolment.offered", row, by=by, state=[str(E.WAITING), str(E.OFFERED)])


@transaction.atomic
def call(*, enrolment: Enrolment, by: Any, at: datetime | None = None) -> Enrolment:
    """The team calls someone out of order. Raises Full when there is not room for the whole entry."""
    at = at or now()
    opening = places.hold_still(opening_of(enrolment))
    enrolment = locked(enrolment)
    if enrolment.state != E.WAITING:
        raise refuse("state", state=enrolment.get_state_display())
    rows = entries_of([enrolment])[enrolment.pk]
    until = waiting.answer_by(at, first_date(rows, opening.activity.starts_at), opening.answer_hours)
    if until is None or not rows:
        raise refuse("over")
    offer(enrolment, rows, until, at, by)
    return enrolment


@transaction.atomic
def accept(*, enrolment: Enrolment, by: Any = None, at: datetime | None = None) -> Enrolment:
    """Who was called takes the places that were kept. Again, it changes nothing."""
    at = at or now()
    opening = places.hold_still(opening_of(enrolment))
    enrolment = locked(enrolment)
    if enrolment.state == E.CONFIRMED:
        return enrolment
    if enrolment.state == E.LAPSED or (enrolment.offered_until and enrolment.offered_until < at):
        raise refuse("offer_over")
    if enrolment.state != E.OFFERED:
        raise refuse("state", state=enrolment.get_state_display())
    move(enrolment, E.PENDING if opening.approval else E.CONFIRMED, at)
    emails.tell(enrolment)
    record("enrolment.accepted", enrolment, by=by, state=[str(E.OFFERED), str(enrolment.state)])
    return enrolment


@transaction.atomic
def lapse(*, opening: Opening, at: datetime | None = None) -> int:
    """Offers past their hour lapse, and the next are called. Returns how many lapsed."""
    at = at or now()
    opening = places.hold_still(opening)
    late = Enrolment.objects.filter(activity=opening.activity, state=E.OFFERED, offered_until__lt=at)
    rows = list(late.select_for_update(of=("self",)).select_related("activity"))
    entries = entries_of(rows)
    for row in rows:
        places.give_back(entries[row.pk])
        move(row, E.LAPSED, at)
        emails.tell(row)
        record("enrolment.lapsed", row, by=None, state=[str(E.OFFERED), str(E.LAPSED)])
    if rows:
        call_next(opening, at=at)
    return len(rows)


@transaction.atomic
def call_again(*, opening: Opening, at: datetime | None = None) -> list[Enrolment]:
    """Call whoever fits, where something freed places without calling (a person who entered the list at that instant)."""
    return call_next(places.hold_still(opening), at=at)
