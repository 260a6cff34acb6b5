"""Activities of member organisations: proposed from the member space, answered by the team (CES-1)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from maillage.activities import emails, signals
from maillage.activities.actions import activities, sessions
from maillage.activities.actions.common import become, indexed, locked, record, refuse
from maillage.activities.actions.states import check_ready
from maillage.activities.enums import ActivityState, Part
from maillage.activities.models import Activity
from maillage.organisations.models import Organisation

A = ActivityState


@transaction.atomic
def propose(*, organisation: Organisation, values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], by: Any,
            codes: Mapping[str, Iterable[str]] | None = None) -> Activity:  # fmt: skip
    """A member organisation's activity, which the team reads before it stands on the calendar."""
    given = {"part": Part.HOSTS, **values, "organiser": organisation, "proposed_by": organisation, "proposer": by}
    activity = activities.create(values=given, by=by, codes=codes, sessions=rows, state=A.PROPOSED)
    record("activity.proposed", activity, by=by)
    emails.proposed(activity)
    return activity


@transaction.atomic
def edit_proposal(*, activity: Activity, values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], by: Any,
                  codes: Mapping[str, Iterable[str]] | None = None) -> Activity:  # fmt: skip
    """Change one's proposal while it waits; a declined one is proposed anew."""
    activity = locked(activity)
    again = activity.state == A.DECLINED
    if again:
        become(activity, A.PROPOSED)
        activity.answer = ""
        activity.save(update_fields=["state", "answer", "updated_at"])
        record("activity.proposed", activity, by=by)
    if activity.state != A.PROPOSED:
        raise refuse("not_proposal")
    activity = activities.edit(activity=activity, values=values, by=by, codes=codes)
    kept = list(activity.sessions.values_list("pk", flat=True))
    if kept:
        activity.sessions.filter(pk__in=kept).delete()  # a proposal's dates: nobody relied on them
    sessions.add_sessions(activity=activity, rows=rows, by=by)
    activity.refresh_from_db()
    if again:
        emails.proposed(activity)
    return activity


@transaction.atomic
def withdraw(*, activity: Activity, by: Any) -> None:
    """Take one's proposal back: nothing of it remains but the journal."""
    activity = locked(activity)
    if activity.state not in (A.PROPOSED, A.DECLINED):
        raise refuse("not_proposal")
    record("activity.withdrawn", activity, by=by)
    number = activity.pk
    activity.delete()
    indexed([number])


@transaction.atomic
def accept(*, activity: Activity, by: Any, announced: bool = True, answer: str = "") -> Activity:
    """Take a proposal onto the calendar at once, or as a draft that the team completes. The member is told."""
    activity = locked(activity)
    was = activity.state
    if was != A.PROPOSED:
        raise refuse("not_proposal")
    if announced:
        check_ready(activity)
        activity.announced_at = now()
    become(activity, A.ANNOUNCED if announced else A.DRAFT)
    activity.answer, activity.version = answer.strip()[:500], activity.version + 1
    activity.save()
    record(
        "activity.accepted", activity, by=by, changes={"state": [was, activity.state], "answer": ["", activity.answer]}
    )
    indexed([activity.pk])
    if announced:
        signals.activity_announced.send(Activity, activity=activity, by=by)
    emails.answered(activity)
    return activity


@transaction.atomic
def decline(*, activity: Activity, reason: str, by: Any) -> Activity:
    """Do not take a proposal; the member is told why, and may propose it again, changed."""
    if not reason.strip():
        raise refuse("no_reason")
    activity = locked(activity)
    was = activity.state
    if was != A.PROPOSED:
        raise refuse("not_proposal")
    become(activity, A.DECLINED)
    activity.answer, activity.version = reason.strip()[:500], activity.version + 1
    activity.save()
    record(
        "activity.declined", activity, by=by, changes={"state": [was, activity.state], "answer": ["", activity.answer]}
    )
    indexed([activity.pk])
    emails.answered(activity)
    return activity
