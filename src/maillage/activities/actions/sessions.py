"""The dates of an activity: added one by one or as a series, changed, moved, cancelled, taken out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.timezone import now

from maillage.activities import clock, signals
from maillage.activities.actions.common import MOST_SESSIONS, indexed, is_told, locked, record, refuse, set_times
from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity, Session
from maillage.audit import journal
from maillage.network.current import profile

FIELDS = ("label", "starts_at", "ends_at", "mode", "venue_id", "room", "online_link", "online_note")
# What people must learn: another time, another place, another link.
TOLD = ("starts_at", "ends_at", "mode", "venue_id", "room", "online_link")
WRITABLE = (ActivityState.PROPOSED, ActivityState.DRAFT, ActivityState.ANNOUNCED, ActivityState.HELD)


def zone() -> ZoneInfo:
    return ZoneInfo(profile().timezone)


@transaction.atomic
def add_sessions(*, activity: Activity, rows: Sequence[Mapping[str, Any]], by: Any) -> list[Session]:
    """Write dates, all at once; each row gives `starts_at`, `ends_at`, `mode`, `venue`… Raises ValidationError."""
    activity = writable(activity)
    count = activity.sessions.count() + len(rows)
    if count > MOST_SESSIONS:
        raise refuse("too_many", most=MOST_SESSIONS, count=count)
    made = []
    for row in rows:
        session = Session(activity=activity, **row)
        check(session)
        session.updated_at = now()
        made.append(session)
    Session.objects.bulk_create(made)
    set_times(activity)
    activity.save(update_fields=["starts_at", "ends_at", "updated_at"])
    starts = [session.starts_at for session in made]
    record("activity.dates_added", activity, by=by, changes={"count": [None, len(made)], "first": [None, min(starts)],
                                                             "last": [None, max(starts)]} if starts else {})  # fmt: skip
    indexed([activity.pk])
    return made


def writable(activity: Activity) -> Activity:
    activity = locked(activity)
    if activity.state not in WRITABLE:
        raise refuse("not_editable", state=ActivityState(activity.state).label)
    return activity


def check(session: Session) -> None:
    """One date, whole and coherent; without asking the database about what it cannot break."""
    if session.ends_at <= session.starts_at:
        raise refuse("ends_first")
    if session.mode == "online":
        session.venue, session.room = None, ""
    elif session.mode == "onsite":
        session.online_link = session.online_note = ""
    session.clean_fields(exclude=["activity", "venue"])


@transaction.atomic
def edit_session(*, session: Session, values: Mapping[str, Any], by: Any) -> Session:
    """Change one date; those who come are told when it is another time, place or link."""
    activity = writable(session.activity)
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.cancelled_at:
        raise refuse("date_cancelled")
    before = {name: getattr(session, name) for name in FIELDS}
    for name, value in values.items():
        setattr(session, name, value)
    check(session)
    changed = {name: value for name, value in before.items() if getattr(session, name) != value}
    if changed:
        _changed(activity, session, changed, by=by)
        set_times(activity)
        activity.save(update_fields=["starts_at", "ends_at", "updated_at"])
        indexed([activity.pk])
    return session


def _changed(activity: Activity, session: Session, changed: dict[str, Any], *, by: Any) -> None:
    told = {name: value for name, value in changed.items() if name in TOLD}
    session.sequence += bool(told)
    session.save()
    # The link is for those who come: the journal, which more people read, says only that it changed.
    shown = {name: [value, getattr(session, name)] for name, value in changed.items()
             if name not in ("online_link", "online_note")}  # fmt: skip
    record("activity.date_changed", activity, by=by, changes={"date": [session.pk, session.pk], **{
        name: [journal.plain(a), journal.plain(b)] for name, (a, b) in shown.items()}})  # fmt: skip
    if told and is_told(activity):
        signals.session_changed.send(Session, session=session, before=told, by=by)


def chosen(activity: Activity, ids: Iterable[int]) -> QuerySet[Session]:
    rows = activity.sessions.select_for_update(of=("self",)).filter(pk__in=list(ids)[:MOST_SESSIONS])
    if not rows:
        raise refuse("no_dates")
    return rows


@transaction.atomic
def move_sessions(*, activity: Activity, ids: Iterable[int], by: Any, days: int = 0, starts: time | None = None,
                  ends: time | None = None, **values: Any) -> int:  # fmt: skip
    """Move several dates: so many days later at the same hour on the wall, or to other hours, another venue…"""
    activity = writable(activity)
    place, count = zone(), 0
    for session in chosen(activity, ids):
        if session.cancelled_at:
            continue
        before = {name: getattr(session, name) for name in FIELDS}
        first, last = session.starts_at.astimezone(place), session.ends_at.astimezone(place)
        session.starts_at, session.ends_at = (clock.moved(at, days, place) for at in (first, last))
        if starts is not None and ends is not None:
            day = session.starts_at.astimezone(place).date()
            lasts = (last.date() - first.date()).days
            session.starts_at, session.ends_at = clock.span(day, starts, ends, place, days=lasts if lasts > 1 else 0)
        for name, value in values.items():
            setattr(session, name, value)
        check(session)
        changed = {name: value for name, value in before.items() if getattr(session, name) != value}
        if changed:
            _changed(activity, session, changed, by=by)
            count += 1
    set_times(activity)
    activity.save(update_fields=["starts_at", "ends_at", "updated_at"])
    return count


@transaction.atomic
def cancel_sessions(*, activity: Activity, ids: Iterable[int], reason: str, by: Any) -> int:
    """Cancel some dates of an activity; those who were to come are told why."""
    if not reason.strip():
        raise refuse("no_reason")
    activity = writable(activity)
    at, count = now(), 0
    for session in chosen(activity, ids):
        if session.cancelled_at:
            continue
        session.cancelled_at, session.cancel_reason = at, reason.strip()[:300]
        session.sequence += 1
        session.save(update_fields=["cancelled_at", "cancel_reason", "sequence", "updated_at"])
        count += 1
        if is_told(activity):
            signals.session_cancelled.send(Session, session=session, reason=session.cancel_reason, by=by)
        record("activity.date_cancelled", activity, by=by, changes={
            "date": [None, session.pk], "starts_at": [None, session.starts_at.isoformat()],
            "cancel_reason": ["", session.cancel_reason]})  # fmt: skip
    set_times(activity)
    activity.save(update_fields=["starts_at", "ends_at", "updated_at"])
    indexed([activity.pk])
    return count


@transaction.atomic
def restore_session(*, session: Session, by: Any) -> Session:
    """The date is held after all."""
    activity = writable(session.activity)
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.cancelled_at is None:
        return session
    before = {"cancelled_at": session.cancelled_at}
    session.cancelled_at, session.cancel_reason = None, ""
    session.sequence += 1
    session.save()
    set_times(activity)
    activity.save(update_fields=["starts_at", "ends_at", "updated_at"])
    record("activity.date_restored", activity, by=by, changes={"date": [None, session.pk]})
    if is_told(activity):
        signals.session_changed.send(Session, session=session, before=before, by=by)
    return session


@transaction.atomic
def delete_sessions(*, activity: Activity, ids: Iterable[int], by: Any) -> int:
    """Take dates out. What was announced is cancelled instead, and what people or figures hold to stays."""
    activity = writable(activity)
    rows = chosen(activity, ids)
    if activity.announced_at and any(row.created_at <= activity.announced_at or row.ends_at < now() for row in rows):
        raise refuse("told_date")
    numbers = [row.pk for row in rows]
    try:
        with transaction.atomic():
            Session.objects.filter(pk__in=numbers).delete()
    except ProtectedError as held:
        raise refuse("bound_date") from held
    set_times(activity)
    activity.save(update_fields=["starts_at", "ends_at", "updated_at"])
    record("activity.dates_deleted", activity, by=by, changes={"count": [len(numbers), None]})
    indexed([activity.pk])
    return len(numbers)


__all__ = ["ValidationError", "add_sessions", "cancel_sessions", "delete_sessions", "edit_session", "move_sessions",
           "restore_session"]  # fmt: skip
