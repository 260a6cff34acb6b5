"""Saying how many came to a date: recorded, corrected, taken back; each in the journal, never silently undone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q, Sum
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.activities.actions import account, hold, reopen
from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity, Session
from maillage.attendance import breakdown, prefill, words
from maillage.attendance.actions.common import refuse
from maillage.attendance.breakdown import BreakdownError, Table
from maillage.attendance.enums import Method, Origin
from maillage.attendance.models import Count, CountRow, Reach
from maillage.attendance.models.count import MOST
from maillage.audit import journal

OPEN = (ActivityState.ANNOUNCED, ActivityState.HELD, ActivityState.ACCOUNTED)
NUMBERS = ("present", "remote", "registered", "indirect", "online_views", "helpers", "minutes")


@transaction.atomic
def record(
    *,
    session: Session,
    present: int | None,
    by: Any,
    counted: bool = True,
    margins: Mapping[str, Mapping[str, int]] | None = None,
    crossings: Sequence[Table] | None = None,
    origin: str = Origin.TEAM,
    version: int | None = None,
    **also: Any,
) -> Count:
    """Write or correct the attendance of a date.

    `present=None` says that nobody will ever know. `margins={"sex": {"F": 12}}` and `crossings` replace the breakdown;
    when both are None, what was said stays. `also`: remote, registered, indirect, online_views, helpers, minutes, note;
    what is not given stays, or comes from the enrolments and the length of the date. `version`: of the count that was
    read (0: there was none); another one in between is refused. Raises ValidationError, saying which line.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("activity").get(pk=session.pk)
    _possible(session)
    count = Count.objects.filter(session=session).first()
    fresh = count is None
    if count is None:
        count = Count(session=session, registered=prefill.registered(session), minutes=prefill.minutes_of(session))
    before, said = journal.snapshot(count), _told(count.kept if count.pk else [])
    count.method = (Method.COUNTED if counted else Method.ESTIMATED) if present is not None else Method.UNKNOWN
    count.present, count.origin = present, origin
    for name, value in also.items():
        setattr(count, name, value)
    tables = _tables(count, margins, crossings)
    rows = _settled(count, tables)
    changes = _changes(before, count, said, _told(rows))
    if not fresh and not changes:
        return count  # sent twice: it is already so
    read = 0 if fresh else count.version
    if version is not None and version != read:
        raise refuse("stale", present="–" if before["present"] is None else before["present"])
    return _written(count, rows, changes, fresh=fresh, by=by)


def _written(count: Count, rows: list[breakdown.Row], changes: dict[str, list[Any]], *, fresh: bool, by: Any) -> Count:
    count.recorded_at, count.version = now(), count.version + (0 if fresh else 1)
    count.full_clean(exclude=["session"])
    count.save()
    count.rows.all().delete()
    CountRow.objects.bulk_create(
        CountRow(count=count, owns=row.owns, mask=row.mask, people=row.people,
                 **dict(zip(breakdown.DIMENSIONS, row.values, strict=True)))
        for row in rows
    )  # fmt: skip
    Reach.objects.filter(activity=count.session.activity_id).exclude(
        people__range=_bounds(count.session.activity)
    ).delete()
    journal.record("attendance.recorded" if fresh else "attendance.corrected", count.session, by=by, changes=changes)
    follow(activity=count.session.activity, by=by)
    return count


def _possible(session: Session) -> None:
    activity = session.activity
    if session.cancelled_at or activity.state == ActivityState.CANCELLED:
        raise refuse("cancelled")
    if activity.state not in OPEN:
        raise refuse("not_told", state=activity.get_state_display())
    if session.starts_at > now():
        raise refuse("future")


def _tables(count: Count, margins: Any, crossings: Any) -> list[Table]:
    if margins is None and crossings is None:
        return breakdown.tables_of(count.kept) if count.pk and count.present is not None else []
    return [*breakdown.margins(margins or {}), *(crossings or ())]


def _settled(count: Count, tables: list[Table]) -> list[breakdown.Row]:
    """The rows of the breakdown; everything impossible is refused first."""
    for name in NUMBERS:
        value = getattr(count, name)
        if value is not None and not (isinstance(value, int) and 0 <= value <= MOST):
            raise refuse("number", most=MOST)
    if count.present is None:
        if count.remote or any(any(table.cells.values()) for table in tables):
            raise refuse("unknown")
        count.remote = None
        return []
    if count.remote is not None and count.remote > count.present:
        raise refuse("remote", remote=count.remote, present=count.present)
    names = words.dimension_names()
    try:
        breakdown.check(count.present, tables, names)
        _known_codes(tables, names, {value for row in (count.kept if count.pk else []) for value in row.values})
        return breakdown.settle(count.present, tables)
    except BreakdownError as error:
        raise ValidationError(error.message(), code=error.code) from error


def _known_codes(tables: list[Table], names: Mapping[str, str], kept: set[str]) -> None:
    """Codes are the profile's, or those that were already there when the profile changed."""
    for table in tables:
        for rank, name in enumerate(table.dimensions):
            known = set(words.names(name)) | kept | {breakdown.UNKNOWN}
            for cell in table.cells:
                if cell[rank] not in known:
                    raise refuse("code", line=names[name], value=cell[rank][:40])


def _told(rows: list[breakdown.Row]) -> list[str]:
    """A breakdown as the journal keeps it."""
    return sorted(
        f"{' '.join(value or '?' for value in cell)} ({table.name}) : {people}"
        for table in breakdown.tables_of(rows)
        for cell, people in table.cells.items()
    )


def _changes(before: dict[str, Any], count: Count, said: list[str], saying: list[str]) -> dict[str, list[Any]]:
    after = journal.snapshot(count)
    aside = {"id", "recorded_at", "version", "session_id", "origin"}
    changes = {name: pair for name, pair in journal.difference(before, after).items() if name not in aside}
    if said != saying:
        changes["breakdown"] = [said, saying]
    if changes and count.origin != Origin.TEAM:
        changes["origin"] = [None, str(count.origin)]
    return changes


def warnings(count: Count) -> list[str]:
    """What is surprising and yet allowed: more people than the place holds, far more than registered."""
    found, venue = [], count.session.venue
    here = (count.present or 0) - (count.remote or 0)
    if venue and venue.capacity and here > venue.capacity:
        found.append(_("%(here)s personnes pour un lieu qui en tient %(capacity)s : vérifiez le nombre.")
                     % {"here": here, "capacity": venue.capacity})  # fmt: skip
    if count.registered and count.present and count.present > 3 * count.registered + 10:
        found.append(_("%(present)s personnes présentes pour %(registered)s inscrites : vérifiez le nombre.")
                     % {"present": count.present, "registered": count.registered})  # fmt: skip
    return found


@transaction.atomic
def forget(*, session: Session, by: Any) -> None:
    """Take a count back: the date is « non comptée » again. Nothing is lost, the journal keeps what was said."""
    session = Session.objects.select_for_update(of=("self",)).select_related("activity").get(pk=session.pk)
    count = Count.objects.filter(session=session).first()
    if count is None:
        return
    said = {"present": [count.present, None], "breakdown": [_told(count.kept), []]}
    count.delete()
    Reach.objects.filter(activity=session.activity_id).exclude(people__range=_bounds(session.activity)).delete()
    journal.record("attendance.taken_back", session, by=by, changes=said)
    if session.activity.state == ActivityState.ACCOUNTED:
        reopen(activity=session.activity, by=by)


def follow(*, activity: Activity, by: Any) -> bool:
    """An activity whose dates are over and all counted is held, then accounted. Says whether it became so."""
    waiting = Q(ends_at__gt=now()) | Q(count=None)
    if activity.state not in (ActivityState.ANNOUNCED, ActivityState.HELD):
        return False
    if activity.sessions.filter(waiting, cancelled_at=None).exists():
        return False
    if activity.state == ActivityState.ANNOUNCED:
        activity = hold(activity=activity, by=by)
    account(activity=activity, by=by)
    return True


def _bounds(activity: Activity) -> tuple[int, int]:
    """The fewest and the most different people that the counts of an activity allow."""
    found = Count.objects.filter(session__activity=activity).aggregate(least=Max("present"), most=Sum("present"))
    return found["least"] or 0, found["most"] or 0


@transaction.atomic
def give_people(*, activity: Activity, people: int | None, by: Any) -> Reach | None:
    """Say how many different people an activity of several dates reached; None lets the house work it out again."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    kept = Reach.objects.filter(activity=activity).first()
    before = kept.people if kept else None
    if people == before:
        return kept
    if people is None:
        Reach.objects.filter(activity=activity).delete()
        kept = None
    else:
        least, most = _bounds(activity)
        if not most:
            raise refuse("no_count")
        if not least <= people <= most:
            raise refuse("people", least=least, most=most)
        kept, _made = Reach.objects.update_or_create(activity=activity, defaults={"people": people})
    journal.record("attendance.people_given", activity, by=by, changes={"people": [before, people]})
    return kept
