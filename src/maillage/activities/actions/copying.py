"""Another activity like one: dates shifted to a new first day, and what one chose to take along."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.timezone import now

from maillage.activities import clock, signals
from maillage.activities.actions.common import indexed, locked, record, refuse, set_times
from maillage.activities.actions.sessions import zone
from maillage.activities.enums import ActivityState
from maillage.activities.models import (
    Activity,
    ActivityDocument,
    Classification,
    CoOrganiser,
    DinnerTable,
    Guest,
    Session,
    Stop,
    TourCost,
    Translation,
)

PARTS = frozenset({"dates", "venue", "classification", "people", "texts", "poster", "documents", "tour", "tables",
                   "enrolment"})  # fmt: skip
# What belongs to one life of an activity and never to its copy.
FRESH = {
    "state": ActivityState.DRAFT, "proposed_by": None, "proposer": None, "proposal_note": "", "answer": "", "source": None,
    "source_uid": "", "source_stamp": "", "announced_at": None, "cancelled_at": None, "cancel_reason": "",
    "starts_at": None, "ends_at": None, "version": 1,
}  # fmt: skip


@transaction.atomic
def copy(*, activity: Activity, title: str, parts: Iterable[str], by: Any, first_day: date | None = None) -> Activity:
    """A draft like it. `parts` are some of PARTS; the rooms above copy theirs when they hear `activity_copied`."""
    wanted = set(parts)
    if wanted - PARTS:
        raise refuse("unknown_part")
    if "dates" in wanted and first_day is None:
        raise refuse("copy_days")
    origin = locked(activity)
    made = _row(origin, copied_from=origin, title=title, created_at=now(), **FRESH)
    if "poster" not in wanted:
        made.poster = made.poster_alt = ""
    if made.movement_year and first_day:
        made.movement_year = first_day.year
    made.full_clean()
    made.save()
    for part, model in (("classification", Classification), ("people", CoOrganiser), ("texts", Translation),
                        ("documents", ActivityDocument), ("tour", Guest)):  # fmt: skip
        if part in wanted:
            _rows(model, origin, made)
    sessions = _dates(origin, made, first_day, wanted) if "dates" in wanted and first_day else {}
    _beside(origin, made, wanted, sessions)
    set_times(made)
    made.save()
    record("activity.created", made, by=by, changes={"copied_from": [None, origin.pk], "title": [None, title]})
    signals.activity_copied.send(Activity, origin=origin, copy=made, parts=frozenset(wanted), sessions=sessions, by=by)
    indexed([made.pk])
    return made


def _row(row: Any, **values: Any) -> Any:
    """A new row like one, not yet saved."""
    kept = {
        f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key and f.name != "uid"
    }
    for name in values:
        kept.pop(row._meta.get_field(name).attname, None)
    return type(row)(**kept, **values)


def _rows(model: type[models.Model], origin: Activity, made: Activity) -> None:
    manager = model._default_manager
    manager.bulk_create([_row(row, activity=made) for row in manager.filter(activity=origin)])


def _dates(origin: Activity, made: Activity, first_day: date, wanted: set[str]) -> dict[int, Session]:
    """Its dates, as far from the new first day as they were from the old one, at the same hours on the wall."""
    place, rows = zone(), list(origin.sessions.filter(cancelled_at=None))
    if not rows:
        return {}
    days = (first_day - rows[0].starts_at.astimezone(place).date()).days
    copies = {}
    for row in rows:
        one = _row(row, activity=made, starts_at=clock.moved(row.starts_at, days, place), sequence=0, created_at=now(),
                   updated_at=now(), ends_at=clock.moved(row.ends_at, days, place), online_link="", online_note="")  # fmt: skip
        if "venue" not in wanted:
            one.venue, one.room = None, ""
        copies[row.pk] = one
    Session.objects.bulk_create(copies.values())
    return copies


def _beside(origin: Activity, made: Activity, wanted: set[str], sessions: dict[int, Session]) -> None:
    """What hangs from the dates: stops and planned costs, tables."""
    if "tour" in wanted:
        Stop.objects.bulk_create(_row(row, session=sessions[row.session_id])
                                 for row in Stop.objects.filter(session__in=list(sessions)))  # fmt: skip
        TourCost.objects.bulk_create(
            _row(row, activity=made, session=sessions.get(row.session_id or 0), actual=None)
            for row in origin.costs.all()
        )
    if "tables" in wanted:
        DinnerTable.objects.bulk_create(_row(row, session=sessions[row.session_id])
                                        for row in DinnerTable.objects.filter(session__in=list(sessions)))  # fmt: skip
