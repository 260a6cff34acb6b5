"""Agendas of others: followed, looked at, read; their events become proposals, or announcements where that is trusted."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.activities import following
from maillage.activities.actions.activities import create, edit
from maillage.activities.actions.proposals import accept, decline
from maillage.activities.actions.sessions import add_sessions, cancel_sessions, edit_session, restore_session
from maillage.activities.actions.states import cancel
from maillage.activities.enums import ActivityState, Part
from maillage.activities.following import Fate, Line, Plan
from maillage.activities.models import Activity, CalendarSource, Session
from maillage.audit import journal
from maillage.network.current import profile

FIELDS = ("name", "url", "organisation_id", "form", "announce", "is_active")
TRIED = 20  # failures told, no more


@transaction.atomic
def follow(*, values: Mapping[str, Any], by: Any) -> CalendarSource:
    """Follow an agenda. Raises ValidationError."""
    source = CalendarSource(**values)
    source.full_clean()
    source.save()
    journal.record("calendar_source.added", source, by=by, changes={
        name: [None, value] for name, value in journal.snapshot(source, FIELDS).items() if value})  # fmt: skip
    return source


@transaction.atomic
def change_source(*, source: CalendarSource, values: Mapping[str, Any], by: Any) -> CalendarSource:
    """Change what is followed, and how."""
    source = CalendarSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    before = journal.snapshot(source, FIELDS)
    for name, value in values.items():
        setattr(source, name, value)
    source.version += 1
    source.full_clean()
    source.save()
    changes = journal.difference(before, journal.snapshot(source, FIELDS))
    if changes:
        journal.record("calendar_source.changed", source, by=by, changes=changes)
    return source


@transaction.atomic
def unfollow(*, source: CalendarSource, by: Any) -> None:
    """No longer read it. What came from it stays."""
    journal.record("calendar_source.removed", source, by=by, changes={"name": [source.name, None]})
    following.forget(source)
    source.delete()


def read_source(*, source: CalendarSource, data: bytes, by: Any, chosen: Collection[str] = (), at: datetime | None = None
                ) -> dict[str, int]:  # fmt: skip
    """Write what an agenda says; `chosen` are the names of events to take over what was changed here, or to cancel
    because they are there no longer. Each event is written apart: one that is refused does not stop the others."""
    moment = at or now()
    made = following.plan(source, following.understood(data, moment), moment)
    failures: list[str] = []
    seen = dict(source.seen)
    for line in made.lines:
        if line.fate in (Fate.DOUBLE, Fate.SAME) or (line.fate.is_chosen and line.uid not in chosen):
            if line.fate == Fate.SAME and line.seen:
                seen[line.uid] = line.seen
            continue
        try:
            with transaction.atomic():
                write(source, line, by=by)
            seen[line.uid] = line.seen
        except ValidationError as error:
            failures.append(_("« %(title)s » : %(why)s") % {"title": line.title, "why": " ".join(error.messages)})
    return done(source, made, seen, failures, by=by)


def told(counts: Mapping[str, int]) -> str:
    """« 3 nouveaux, 1 changé »: what a reading did, in a line; what is nothing is not said."""
    n = {name: counts.get(name, 0) for name in ("new", "changed", "cancelled", "same")}
    waits = counts.get("edited", 0) + counts.get("gone", 0)
    parts = [
        (n["new"], ngettext("%(n)s nouveau", "%(n)s nouveaux", n["new"])),
        (n["changed"], ngettext("%(n)s changé", "%(n)s changés", n["changed"])),
        (n["cancelled"], ngettext("%(n)s annulé", "%(n)s annulés", n["cancelled"])),
        (n["same"], ngettext("%(n)s inchangé", "%(n)s inchangés", n["same"])),
        (waits, ngettext("%(n)s à décider", "%(n)s à décider", waits)),
    ]
    return ", ".join(text % {"n": count} for count, text in parts if count) or _("rien de nouveau")


@transaction.atomic
def done(source: CalendarSource, made: Plan, seen: dict[str, Any], failures: list[str], *, by: Any) -> dict[str, int]:
    """Note what the reading did, on the source and in the journal."""
    counts = made.counts()
    source = CalendarSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    named = {line.uid for line in made.lines}
    source.seen = {uid: marks for uid, marks in seen.items() if uid in named}
    source.read_at = now()
    source.outcome = {"counts": counts, "past": made.past, "failures": failures[:TRIED],
                      "problems": [one.sentence for one in made.problems[:TRIED]]}  # fmt: skip
    source.save(update_fields=["seen", "read_at", "outcome"])
    wrote = {name: counts[name] for name in ("new", "changed", "cancelled") if counts[name]}
    if wrote or by is not None:
        journal.record("calendar_source.read", source, by=by, changes={"outcome": ["", told(wrote)]})
    return counts


@transaction.atomic
def not_read(*, source: CalendarSource, reason: str) -> None:
    """It could not be read: said on its page until the next time."""
    CalendarSource.objects.filter(pk=source.pk).update(read_at=now(), outcome={"error": reason[:500]})


def write(source: CalendarSource, line: Line, *, by: Any) -> None:
    """One event as the plan says. Raises ValidationError."""
    if line.activity is None:
        bring(source, line, by=by)
    elif line.cancelled:
        call_off(line.activity, by=by)
    else:
        follow_change(line, line.activity, by=by)


def values_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("starts_at", "ends_at", "mode", "venue", "room", "online_link")}


def bring(source: CalendarSource, line: Line, *, by: Any) -> Activity:
    """A new activity: a proposal for the team to look at, or announced at once where the agenda is trusted."""
    forms = profile().activity_forms
    activity = create(
        by=by, state=ActivityState.PROPOSED,
        values={**line.head, "form": source.form or (forms[0].code if forms else "autre"), "part": Part.TAKES_PART,
                "structure": "sessions", "source": source, "source_uid": line.uid, "source_stamp": line.seen["head"],
                "organiser_id": source.organisation_id, "proposed_by_id": source.organisation_id,
                "organiser_name": "" if source.organisation_id else source.name,
                "language": profile().language.code},
        sessions=[{"uid": row["uid"], **values_of(row)} for row in line.dates],
    )  # fmt: skip
    if source.announce:
        accept(activity=activity, by=by)
    return activity


def call_off(activity: Activity, *, by: Any) -> None:
    """Cancelled there: cancelled here, and everyone is told; a proposal that nobody looked at is declined."""
    reason = _("Annulée par l’organisation, dans son agenda.")
    if activity.state == ActivityState.PROPOSED:
        decline(activity=activity, reason=reason, by=by)
    elif activity.state in (ActivityState.DRAFT, ActivityState.ANNOUNCED):
        cancel(activity=activity, reason=reason, by=by)


def follow_change(line: Line, activity: Activity, *, by: Any) -> None:
    """What changed there, part by part."""
    if line.head:
        edit(activity=activity, values={**line.head, "source_stamp": line.seen["head"]}, by=by)
    mine = {session.uid: session for session in activity.sessions.all()}
    added = [row for row in line.dates if row["uid"] not in mine]
    if added:
        add_sessions(activity=activity, rows=[{"uid": row["uid"], **values_of(row)} for row in added], by=by)
    for row in line.dates:
        if session := mine.get(row["uid"]):
            move(activity, session, row, by=by)
    removed = [mine[uid].pk for uid in line.removed if uid in mine]
    if removed:
        cancel_sessions(activity=activity, ids=removed, reason=_("Retirée de l’agenda de l’organisation."), by=by)


def move(activity: Activity, session: Session, row: Mapping[str, Any], *, by: Any) -> None:
    """One date as it is there."""
    if row["cancelled"]:
        if session.cancelled_at is None:
            reason = _("Annulée par l’organisation, dans son agenda.")
            cancel_sessions(activity=activity, ids=[session.pk], reason=reason, by=by)
        return
    if session.cancelled_at is not None:
        session = restore_session(session=session, by=by)
    edit_session(session=session, values=values_of(row), by=by)
