"""A teacher asks, changes, gives up; the team declines, notes, ties the request to a school of the directory."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime, now

from maillage.activities import actions as activities
from maillage.activities.enums import ActivityState
from maillage.audit import journal
from maillage.bookings import actions as bookings
from maillage.bookings.models import Reservation
from maillage.network import current
from maillage.schools import emails
from maillage.schools.actions.common import locked, moved, record, refuse
from maillage.schools.enums import RequestState
from maillage.schools.matching import school_year_end
from maillage.schools.models import PupilGroup, RequestStep, School, SchoolRequest, WishedSlot

S = RequestState
Groups = Sequence[tuple[str, int]]
Slots = Sequence[tuple[datetime, datetime]]
MOST = 6


def check(groups: Groups, slots: Slots) -> None:
    if not groups:
        raise refuse("no_group")
    if not slots:
        raise refuse("no_slot")
    if len(groups) > MOST or len(slots) > MOST:
        raise refuse("too_many")
    for start, end in slots:
        if end <= start:
            raise refuse("times")
        if start <= now():
            raise refuse("past")


def write(request: SchoolRequest, groups: Groups, slots: Slots) -> None:
    """Groups and wished slots, as given; and until when the teacher's name is kept."""
    PupilGroup.objects.bulk_create(PupilGroup(request=request, label=name, pupils=count) for name, count in groups)
    WishedSlot.objects.bulk_create(
        WishedSlot(request=request, rank=rank, starts_at=start, ends_at=end)
        for rank, (start, end) in enumerate(dict.fromkeys(slots), start=1)
    )


def last_day(slots: Slots) -> Any:
    return school_year_end(max(localtime(end, current.zone()).date() for _start, end in slots))


@transaction.atomic
def ask(*, values: Mapping[str, Any], groups: Groups, slots: Slots, by: Any = None) -> SchoolRequest:
    """Write a request. The same key again gives the same request. Raises ValidationError, saying what is missing."""
    key = values.get("key")
    if key and (found := SchoolRequest.objects.filter(key=key).first()):
        return found
    check(groups, slots)
    request = SchoolRequest(keep_until=last_day(slots), **values)
    if request.school_id is None and not request.school_name:
        raise refuse("no_school")
    if request.animation is not None and not request.animation.is_offered:
        raise refuse("not_offered")
    request.full_clean()
    request.save()
    write(request, groups, slots)
    RequestStep.objects.create(request=request, state=S.ASKED, by=by)
    record("school_request.asked", request, by=by)
    transaction.on_commit(partial(emails.asked, request))
    return request


@transaction.atomic
def change(
    *, request: SchoolRequest, values: Mapping[str, Any], groups: Groups, slots: Slots, by: Any = None
) -> SchoolRequest:
    """The teacher changes what they ask, until it is proposed. What was planned of it meanwhile goes."""
    request = locked(request)
    if request.state != S.ASKED:
        raise refuse("state", state=request.get_state_display())
    check(groups, slots)
    before = journal.snapshot(request, ("level", "animation_id", "theme", "room", "language"))
    for name, value in values.items():
        setattr(request, name, value)
    if request.school_id is None and not request.school_name:
        raise refuse("no_school")
    request.keep_until, request.version = last_day(slots), request.version + 1
    request.full_clean()
    request.save()
    free(request, by=by)
    request.visits.all().delete()
    request.groups.all().delete()
    request.slots.all().delete()
    write(request, groups, slots)
    after = journal.snapshot(request, ("level", "animation_id", "theme", "room", "language"))
    record("school_request.changed", request, by=by, changes=journal.difference(before, after))
    return request


def free(request: SchoolRequest, *, by: Any, reason: str = "") -> None:
    """Give back what its visits keep or ask: people and kits."""
    sources = [visit.source for visit in request.visits.all()]
    for row in Reservation.objects.filter(source__in=sources, state__in=("asked", "confirmed")).select_related(
        "bookable"
    ):
        bookings.cancel(reservation=row, reason=reason, by=by, tell=False)


@transaction.atomic
def cancel(*, request: SchoolRequest, reason: str = "", by: Any = None) -> SchoolRequest:
    """By the teacher or the team: people and kits are free again, the activity is cancelled, those concerned are told.
    Cancelled twice, it is cancelled once."""
    request = locked(request)
    if request.state == S.CANCELLED:
        return request
    was_confirmed = request.state == S.CONFIRMED
    step = moved(request, S.CANCELLED, by=by, word=reason)
    free(request, by=by, reason=reason)
    if request.activity is not None and ActivityState(request.activity.state).can_become(ActivityState.CANCELLED):
        activities.cancel(activity=request.activity, reason=reason or str(request.get_state_display()), by=by)
    transaction.on_commit(
        partial(emails.cancelled, request, step.pk, reason, by_team=by is not None, told=was_confirmed)
    )
    return request


@transaction.atomic
def decline(*, request: SchoolRequest, reason: str, by: Any) -> SchoolRequest:
    """The network cannot: the teacher reads why."""
    if not reason.strip():
        raise refuse("reason")
    request = locked(request)
    step = moved(request, S.DECLINED, by=by, word=reason)
    free(request, by=by)
    transaction.on_commit(partial(emails.declined, request, step.pk, reason))
    return request


@transaction.atomic
def note(*, request: SchoolRequest, text: str, by: Any) -> SchoolRequest:
    """A note of the team; the teacher never reads it."""
    request = locked(request)
    request.note, request.version = text, request.version + 1
    request.full_clean()
    request.save()
    record("school_request.noted", request, by=by)
    return request


@transaction.atomic
def tie_school(*, request: SchoolRequest, school: School, by: Any) -> SchoolRequest:
    """The school that the teacher named is this one of the directory."""
    request = locked(request)
    before = request.school_id
    request.school, request.version = school, request.version + 1
    request.save()
    record("school_request.school_tied", request, by=by, changes={"school": [before, school.pk]})
    return request
