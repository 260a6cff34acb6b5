"""The verbs that move an activity from a state to another; each tells the rooms above."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime, now

from maillage.activities import signals, words
from maillage.activities.actions.common import become, indexed, locked, record, refuse, set_times
from maillage.activities.enums import ActivityState, Mode
from maillage.activities.models import Activity, Session

A = ActivityState


def _save(activity: Activity, verb: str, was: str, *, by: Any, **changes: Any) -> None:
    activity.version += 1
    activity.save()
    record(verb, activity, by=by, changes={"state": [was, activity.state], **changes})
    indexed([activity.pk])


def _is_placed(session: Session) -> bool:
    return session.mode == Mode.ONLINE or bool(session.venue_id or session.room)


def check_ready(activity: Activity) -> None:
    """What anyone needs to come: a title, a form, a date, a place. Raises ValidationError."""
    if not activity.title.strip():
        raise refuse("no_title")
    if words.form_of(activity.form) is None:
        raise refuse("no_form")
    rows = list(activity.sessions.filter(cancelled_at=None))
    if not rows:
        raise refuse("no_date")
    nowhere = [date_format(localtime(row.starts_at), "j F Y") for row in rows if not _is_placed(row)]
    if nowhere:
        raise refuse("no_place", dates=", ".join(nowhere[:5]) + ("…" if len(nowhere) > 5 else ""))


@transaction.atomic
def announce(*, activity: Activity, by: Any) -> Activity:
    """Tell everyone. Refused without title, form, date and place."""
    activity = locked(activity)
    was = activity.state
    become(activity, A.ANNOUNCED)
    check_ready(activity)
    activity.announced_at = activity.announced_at or now()
    set_times(activity)
    _save(activity, "activity.announced", was, by=by)
    signals.activity_announced.send(Activity, activity=activity, by=by)
    return activity


@transaction.atomic
def hold(*, activity: Activity, by: Any) -> Activity:
    """It took place. Refused before it began."""
    activity = locked(activity)
    was = activity.state
    become(activity, A.HELD)
    if activity.starts_at is None:
        raise refuse("no_date")
    if activity.starts_at > now():
        raise refuse("not_yet", start=localtime(activity.starts_at).date())
    _save(activity, "activity.held", was, by=by)
    signals.activity_held.send(Activity, activity=activity, by=by)
    return activity


@transaction.atomic
def unhold(*, activity: Activity, by: Any) -> Activity:
    """It was said to be held by mistake: announced again."""
    activity = locked(activity)
    was = activity.state
    become(activity, A.ANNOUNCED)
    activity.announced_at = activity.announced_at or now()
    _save(activity, "activity.unheld", was, by=by)
    return activity


@transaction.atomic
def account(*, activity: Activity, by: Any) -> Activity:
    """Who came is counted, what it cost is known: its figures are final."""
    activity = locked(activity)
    was = activity.state
    become(activity, A.ACCOUNTED)
    _save(activity, "activity.accounted", was, by=by)
    return activity


@transaction.atomic
def reopen(*, activity: Activity, by: Any) -> Activity:
    """Its figures are corrected: held again, until it is accounted."""
    activity = locked(activity)
    was = activity.state
    become(activity, A.HELD)
    _save(activity, "activity.reopened", was, by=by)
    return activity


@transaction.atomic
def cancel(*, activity: Activity, reason: str, by: Any) -> Activity:
    """It does not take place; everyone who was to come is told why (the rooms above hear the signal)."""
    if not reason.strip():
        raise refuse("no_reason")
    activity = locked(activity)
    was = activity.state
    become(activity, A.CANCELLED)
    activity.cancelled_at, activity.cancel_reason = now(), reason.strip()[:300]
    activity.sessions.update(sequence=F("sequence") + 1)  # calendars that follow take the newest writing
    _save(activity, "activity.cancelled", was, by=by, cancel_reason=["", activity.cancel_reason])
    signals.activity_cancelled.send(Activity, activity=activity, reason=activity.cancel_reason, by=by)
    return activity


@transaction.atomic
def take_up(*, activity: Activity, by: Any) -> Activity:
    """It takes place after all: announced again, or a draft again when nobody had heard of it."""
    activity = locked(activity)
    was = activity.state
    if was != A.CANCELLED:
        raise refuse("state", state=A(was).label, other=A.ANNOUNCED.label)
    told = activity.announced_at is not None
    become(activity, A.ANNOUNCED if told else A.DRAFT)
    activity.cancelled_at, activity.cancel_reason = None, ""
    if told:
        check_ready(activity)
    activity.sessions.update(sequence=F("sequence") + 1)
    _save(activity, "activity.taken_up", was, by=by)
    if told:
        signals.activity_announced.send(Activity, activity=activity, by=by)
    return activity


def is_to_say_held(activity: Activity) -> bool:
    """Announced, and over since yesterday: someone must say whether it took place."""
    return (
        activity.state == A.ANNOUNCED
        and activity.ends_at is not None
        and activity.ends_at < now() - timedelta(hours=12)
    )
