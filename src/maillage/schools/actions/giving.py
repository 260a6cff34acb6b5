"""After it is confirmed: facilitators answer, it is held, counted, evaluated; teachers' names are forgotten in time."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from maillage.activities import actions as activities
from maillage.activities.enums import ActivityState
from maillage.attendance import actions as attendance
from maillage.attendance.enums import Origin
from maillage.schools import emails, words
from maillage.schools.actions.common import locked, moved, record, refuse
from maillage.schools.enums import Answer, RequestState
from maillage.schools.models import Assignment, RequestStep, SchoolRequest, Visit

S = RequestState
MOST = 2000
COUNTABLE = (S.CONFIRMED, S.HELD, S.COUNTED)


@transaction.atomic
def answer_assignment(*, assignment: Assignment, accepted: bool, word: str = "", by: Any) -> Assignment:
    """A facilitator says yes or no. A no is told to the team at once, who find someone else."""
    request = locked(assignment.visit.request)
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    wanted = Answer.ACCEPTED if accepted else Answer.DECLINED
    if row.answer == wanted:
        return row
    if request.state not in (S.ASKED, S.PROPOSED, S.CONFIRMED):
        raise refuse("state", state=request.get_state_display())
    if request.state == S.CONFIRMED and row.answer == Answer.ACCEPTED:
        raise refuse("answered")
    before, row.answer = row.answer, wanted
    row.word, row.answered_at = word[:300], now()
    row.save()
    record("school_request.facilitator_answered", request, by=by, changes={"answer": [before, wanted.value]})
    if not accepted:
        transaction.on_commit(partial(emails.facilitator_declined, row))
    return row


@transaction.atomic
def hold(*, request: SchoolRequest, by: Any = None) -> SchoolRequest:
    """Its last visit is over."""
    request = locked(request)
    last = request.visits.order_by("-ends_at").first()
    if last is None or last.ends_at > now():
        raise refuse("not_held")
    if request.activity is not None and request.activity.state == ActivityState.ANNOUNCED:
        activities.hold(activity=request.activity, by=by)
    step = moved(request, S.HELD, by=by)
    transaction.on_commit(partial(emails.to_count, request, step.pk))
    return request


@transaction.atomic
def count(*, visit: Visit, present: Mapping[int, int], teachers: int | None = None, note: str = "", by: Any) -> Visit:
    """How many pupils of each group ({VisitGroup: number}) and how many teachers were there: it is written in the
    attendance of the date. Once all visits are counted, so is the request. Counted again, it is corrected."""
    request = locked(visit.request)
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if request.state not in COUNTABLE:
        raise refuse("state", state=request.get_state_display())
    if visit.starts_at > now():
        raise refuse("not_held")
    groups = list(visit.groups.all())
    for group in groups:
        number = present.get(group.pk)
        if number is None or not 0 <= number <= MOST:
            raise refuse("number", most=MOST)
        group.present = number
        group.save(update_fields=["present"])
    if teachers is not None and not 0 <= teachers <= MOST:
        raise refuse("number", most=MOST)
    visit.teachers, visit.count_note, visit.counted_at = teachers, note[:500], now()
    visit.full_clean()
    visit.save()
    total = sum(group.present or 0 for group in groups)
    _attendance(visit, total, by=by)
    record("school_request.visit_counted", request, by=by, changes={"present": [None, total]})
    if request.state == S.CONFIRMED and not request.visits.filter(ends_at__gt=now()).exists():
        request = hold(request=request, by=by)
    if request.state == S.HELD and not request.visits.filter(counted_at=None).exists():
        moved(request, S.COUNTED, by=by)
    return visit


def _attendance(visit: Visit, total: int, *, by: Any) -> None:
    """The same number in the figures of the year: all of the school audience, teachers apart as those who helped."""
    if visit.session is None:
        return
    audience = words.school_audience()
    margins = {"audience": {audience: total}} if audience and total else None
    attendance.record(session=visit.session, present=total, by=by, margins=margins, origin=Origin.SCHOOL,
                      helpers=visit.teachers)  # fmt: skip


@transaction.atomic
def evaluate(*, request: SchoolRequest, text: str, by: Any) -> SchoolRequest:
    """What the teacher said of it is known, here or by an evaluation; the request is closed."""
    request = locked(request)
    if request.state == S.HELD:
        raise refuse("not_counted")
    request.evaluation_note = text[:2000]
    moved(request, S.EVALUATED, by=by)
    return request


@transaction.atomic
def report_km(*, assignment: Assignment, km: int, by: Any) -> Assignment:
    """How far it was, both ways."""
    if not 0 <= km <= 5000:
        raise refuse("km")
    row = Assignment.objects.select_for_update(of=("self",)).select_related("visit__request").get(pk=assignment.pk)
    if row.visit.starts_at > now():
        raise refuse("not_held")
    before, row.km = row.km, km
    row.save(update_fields=["km"])
    if before != km:
        record("school_request.km_reported", row.visit.request, by=by, changes={"km": [before, km]})
    return row


@transaction.atomic
def forget_contacts(*, on: date) -> int:
    """Teachers' names, addresses and words go after the school year they were given for; figures stay. A request that
    nobody closed is closed with it once a year has passed."""
    rows = SchoolRequest.objects.filter(keep_until__lt=on, purged_at=None)
    open_states = (S.ASKED, S.PROPOSED, S.CONFIRMED, S.HELD)
    rows = rows.exclude(state__in=open_states, keep_until__gte=on - timedelta(days=365))
    ids = list(rows.values_list("pk", flat=True)[:5000])
    blank = dict.fromkeys(("contact_name", "contact_email", "contact_phone", "text", "needs", "access", "note"), "")
    RequestStep.objects.filter(request__in=ids).update(word="")
    SchoolRequest.objects.filter(pk__in=ids).update(purged_at=now(), **blank)
    return len(ids)
