"""The team plans visits, sends the proposal; the teacher accepts or asks otherwise; accepted, it becomes an activity."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now

from maillage.activities import actions as activities
from maillage.activities.enums import Kind
from maillage.bookings import actions as bookings
from maillage.bookings.models import Bookable, Reservation
from maillage.schools import conflicts, emails, words
from maillage.schools.actions.common import locked, moved, record, refuse
from maillage.schools.enums import Answer, RequestState
from maillage.schools.models import Assignment, Facilitator, PupilGroup, SchoolRequest, Visit, VisitGroup

S = RequestState
PLANNED = (S.ASKED, S.PROPOSED)


@transaction.atomic
def plan_visit(*, request: SchoolRequest, start: datetime, end: datetime, facilitators: Sequence[Facilitator],
               groups: Iterable[PupilGroup] = (), kit: Bookable | None = None, reason: str = "", by: Any) -> Visit:  # fmt: skip
    """Plan a moment with who gives it. Refused when someone is busy or away, or a kit elsewhere; refused without a
    written reason when a background check is missing or ended at that date. People and kit are asked, not kept yet."""
    request = locked(request)
    if request.state not in PLANNED:
        raise refuse("state", state=request.get_state_display())
    if end <= start:
        raise refuse("times")
    if start <= now():
        raise refuse("past")
    if not facilitators:
        raise refuse("no_facilitator")
    people = conflicts.candidates(Facilitator.objects.filter(pk__in=[row.pk for row in facilitators]))
    _check(request, people, kit, start, end, reason)
    visit = Visit(request=request, starts_at=start, ends_at=end, kit=kit, override_reason=reason[:500])
    visit.full_clean()
    visit.save()
    chosen = list(groups) or list(request.groups.all())
    VisitGroup.objects.bulk_create(VisitGroup(visit=visit, group=group) for group in chosen)
    for row in people:
        Assignment.objects.create(
            visit=visit, facilitator=row, fee=row.fee, per_100_km=row.per_100_km, currency=row.currency
        )
        _keep(visit, bookings.bookable_for(person=row.person, by=by), row.travel_minutes, by=by)
    if kit is not None:
        _keep(visit, kit, None, by=by)
    record("school_request.planned", request, by=by, changes={"visite": [None, start]})
    return visit


def _check(request: SchoolRequest, people: list[Facilitator], kit: Bookable | None, start: datetime, end: datetime,
           reason: str) -> None:  # fmt: skip
    found = conflicts.of_facilitators(people, request, start, end)
    for row in people:
        for one in found[row.pk]:
            if one.level == "refused":
                raise refuse("in_the_way", name=row, why=one.sentence)
            if one.level == "reason" and not reason.strip():
                raise refuse("reason_needed", name=row, why=one.sentence)
    for one in conflicts.of_kits([kit], start, end)[kit.pk] if kit else []:
        if one.level == "refused":
            raise refuse("in_the_way", name=kit, why=one.sentence)


def _keep(visit: Visit, bookable: Bookable, travel: int | None, *, by: Any) -> Reservation:
    """Ask for a person or a kit for a visit."""
    request = visit.request
    organisation = request.school.organisation if request.school else None
    values = {"source": visit.source, "purpose": words.subject(request)[:300], "organisation": organisation,
              "organisation_name": "" if organisation else request.school_name}  # fmt: skip
    return bookings.ask(bookable=bookable, start=visit.starts_at, end=visit.ends_at, values=values, public=False,
                        before=travel, after=travel, by=by)  # fmt: skip


@transaction.atomic
def drop_visit(*, visit: Visit, by: Any) -> None:
    """Take a planned visit out before it is confirmed."""
    request = locked(visit.request)
    if request.state not in PLANNED:
        raise refuse("state", state=request.get_state_display())
    for row in Reservation.objects.filter(source=visit.source, state="asked").select_related("bookable"):
        bookings.cancel(reservation=row, by=by, tell=False)
    visit.delete()
    record("school_request.unplanned", request, by=by)


@transaction.atomic
def send_proposal(*, request: SchoolRequest, word: str = "", by: Any) -> SchoolRequest:
    """The teacher reads what is proposed and answers by their link; those who would give it are asked too. Every group
    must be in a visit."""
    request = locked(request)
    if not request.visits.exists():
        raise refuse("no_visit")
    left = request.groups.exclude(visits__visit__request=request)
    if names := ", ".join(group.label for group in left):
        raise refuse("groups_left", names=names)
    if request.state == S.PROPOSED:  # proposed again, with other visits
        moved(request, S.ASKED, by=by)
    step = moved(request, S.PROPOSED, by=by, word=word)
    transaction.on_commit(partial(emails.proposed, request, step.pk, word))
    return request


def accept(*, request: SchoolRequest, by: Any = None) -> SchoolRequest:
    """The teacher (or the team, told by telephone) says yes: people and kit are kept, the activity is made. When someone
    was taken meanwhile, the request waits for another proposal, and that is said. Accepted twice, it is accepted once."""
    try:
        return _confirm(request=request, by=by)
    except ValidationError as error:
        if getattr(error, "code", "") != "gone":
            raise
        _back(request=request, word=" ".join(error.messages))
        raise


@transaction.atomic
def _confirm(*, request: SchoolRequest, by: Any) -> SchoolRequest:
    request = locked(request)
    if request.state == S.CONFIRMED:
        return request
    if request.state != S.PROPOSED:
        raise refuse("state", state=request.get_state_display())
    visits = list(request.visits.select_related("kit").prefetch_related("assignments__facilitator__person"))
    rows = Reservation.objects.filter(source__in=[visit.source for visit in visits], state="asked")
    for row in rows.select_related("bookable").order_by("bookable"):
        try:
            bookings.confirm(reservation=row, by=by)
        except ValidationError as error:
            raise refuse("gone", why=" ".join(error.messages)) from error
    request.activity = _activity(request, visits, by=by)
    request.save()
    step = moved(request, S.CONFIRMED, by=by)
    transaction.on_commit(partial(emails.confirmed, request, step.pk))
    return request


@transaction.atomic
def _back(*, request: SchoolRequest, word: str) -> None:
    request = locked(request)
    step = moved(request, S.ASKED, by=None, word=word)
    transaction.on_commit(partial(emails.asked_otherwise, request, step.pk, word))


def _activity(request: SchoolRequest, visits: list[Visit], *, by: Any) -> Any:
    """The activity of a confirmed request: for schools, organised by the network, not in the public calendar."""
    form = words.class_form()
    if not form:
        raise refuse("no_form")
    themes = list(request.animation.themes) if request.animation else []
    codes: dict[str, list[str]] = {Kind.AUDIENCE: [one for one in (words.school_audience(),) if one], Kind.LANGUAGE: [request.language],
             Kind.THEME: [*themes, request.theme]}  # fmt: skip
    place = ", ".join(part for part in (request.school_label, request.room) if part)[:120]
    pupils = sum(group.pupils for group in request.groups.all())
    activity = activities.create(
        values={"title": words.title_of(request)[:200], "form": form, "structure": "sessions", "is_public": False,
                "expected": pupils or None, "language": "fr"},
        codes=codes, by=by,
        sessions=[{"starts_at": visit.starts_at, "ends_at": visit.ends_at, "room": place} for visit in visits],
    )  # fmt: skip
    activity = activities.announce(activity=activity, by=by)
    for visit, session in zip(visits, activity.sessions.order_by("starts_at", "pk"), strict=True):
        Visit.objects.filter(pk=visit.pk).update(session=session)
    return activity


@transaction.atomic
def ask_otherwise(*, request: SchoolRequest, word: str, by: Any = None) -> SchoolRequest:
    """The proposal does not suit: the teacher says why, the team proposes again."""
    if not word.strip():
        raise refuse("reason")
    request = locked(request)
    if request.state != S.PROPOSED:
        raise refuse("state", state=request.get_state_display())
    step = moved(request, S.ASKED, by=by, word=word)
    Assignment.objects.filter(visit__request=request).update(answer=Answer.WAITING, answered_at=None)
    transaction.on_commit(partial(emails.asked_otherwise, request, step.pk, word))
    return request


@transaction.atomic
def replace_facilitator(*, assignment: Assignment, facilitator: Facilitator, reason: str = "", by: Any) -> Assignment:
    """Someone else gives it: an illness, a refusal. The first one's time is free; the second is kept as the first was."""
    request = locked(assignment.visit.request)
    if request.state not in (*PLANNED, S.CONFIRMED):
        raise refuse("state", state=request.get_state_display())
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("visit", "facilitator__person")
        .get(pk=assignment.pk)
    )
    if row.facilitator_id == facilitator.pk or row.visit.assignments.filter(facilitator=facilitator).exists():
        raise refuse("already_there", name=facilitator)
    visit, first = row.visit, row.facilitator
    (second,) = conflicts.candidates(Facilitator.objects.filter(pk=facilitator.pk))
    _check(request, [second], None, visit.starts_at, visit.ends_at, reason)
    for kept in Reservation.objects.filter(
        source=visit.source, bookable__person=first.person, state__in=("asked", "confirmed")
    ):
        bookings.cancel(reservation=kept, by=by, tell=False)
    made = _keep(visit, bookings.bookable_for(person=second.person, by=by), second.travel_minutes, by=by)
    if request.state == S.CONFIRMED:
        bookings.confirm(reservation=made, by=by)
    row.facilitator, row.answer, row.answered_at, row.word, row.km = second, Answer.WAITING, None, "", None
    row.fee, row.per_100_km, row.currency = second.fee, second.per_100_km, second.currency
    row.save()
    if reason:
        Visit.objects.filter(pk=visit.pk).update(override_reason=reason[:500])
    record("school_request.facilitator_replaced", request, by=by, changes={"facilitator": [first.pk, second.pk]})
    transaction.on_commit(partial(emails.replaced, request, visit.pk, made.pk))
    return row
