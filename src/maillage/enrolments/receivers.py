"""What happens in activities and matters here. Writing to people, and the states that follow, wait for the commit:
the activity's own change is short whatever the number of those enrolled."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.dispatch import receiver
from django_q.tasks import async_task

from maillage.activities import signals
from maillage.activities.models import Activity, Session
from maillage.enrolments.actions.opening import copy_opening
from maillage.enrolments.models import Opening

PART = "enrolment"  # of what a copy takes along


@dataclass(eq=False)
class Later:
    """A job asked for once in a transaction, with all the dates it is about."""

    job: str
    activity: int
    dates: list[int] = field(default_factory=list)

    def __call__(self) -> None:
        arguments = (self.activity, self.dates) if self.dates else (self.activity,)
        async_task(f"maillage.enrolments.jobs.{self.job}", *arguments)


def later(job: str, activity: int, date: int | None = None) -> None:
    if not Opening.objects.filter(activity=activity).exists():
        return
    waiting = [entry[1] for entry in connection.run_on_commit if isinstance(entry[1], Later)]
    asked = next((one for one in waiting if (one.job, one.activity) == (job, activity)), None)
    if asked is None:
        asked = Later(job, activity)
        transaction.on_commit(asked)
    if date is not None and date not in asked.dates:
        asked.dates.append(date)


@receiver(signals.activity_cancelled)
def cancelled(activity: Activity, **_rest: Any) -> None:
    later("activity_cancelled", activity.pk)


@receiver(signals.activity_changed)
def changed(activity: Activity, **_rest: Any) -> None:
    later("activity_changed", activity.pk)


@receiver(signals.session_cancelled)
def date_cancelled(session: Session, **_rest: Any) -> None:
    later("dates_cancelled", session.activity_id)


@receiver(signals.session_changed)
def date_changed(session: Session, **_rest: Any) -> None:
    later("dates_changed", session.activity_id, session.pk)


@receiver(signals.activity_copied)
def copied(origin: Activity, copy: Activity, parts: Any, sessions: Any, by: Any, **_rest: Any) -> None:
    """The rules, places and questions go along where the copy takes them."""
    if PART in parts:
        copy_opening(origin=origin, copy=copy, sessions=sessions or {}, by=by)
