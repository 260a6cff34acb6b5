"""What the house does again and again: rooms declare it in `house.schedules`, the job queue keeps its rows."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django_q.models import Schedule

from maillage.core.models import Generation
from maillage.core.registry import Job, house

PREFIX = "maillage:"


def first_run(job: Job, at: datetime) -> datetime:
    """The next time a job is due: now for one that comes back every few minutes, its hour for a daily one."""
    if job.minutes:
        return at
    due = at.replace(hour=job.hour, minute=0, second=0, microsecond=0)
    return due if due > at else due + timedelta(days=1)


@transaction.atomic
def ensure_schedules() -> int:
    """Make the queue's rows say what the rooms declare, whatever was there; returns how many jobs come back.

    Two processes that start at once do it one after the other: the generation's row is the lock.
    """
    Generation.objects.select_for_update().get_or_create(pk=1)
    rows: dict[str, list[Any]] = {}
    for row in Schedule.objects.filter(name__startswith=PREFIX).order_by("pk"):
        rows.setdefault(row.name, []).append(row)
    for key, job in house.schedules.items():
        kind = Schedule.MINUTES if job.minutes else Schedule.DAILY
        kept, *extra = rows.pop(PREFIX + key, [None])
        for row in extra:
            row.delete()
        if kept is None:
            kept = Schedule(name=PREFIX + key, next_run=first_run(job, now()))
        elif (kept.schedule_type, kept.minutes or 0) != (kind, job.minutes) or (
            not job.minutes and kept.next_run and kept.next_run.hour != job.hour
        ):
            kept.next_run = first_run(job, now())
        kept.func, kept.schedule_type, kept.minutes, kept.repeats = job.function, kind, job.minutes or None, -1
        kept.save()
    for gone in rows.values():
        for row in gone:
            row.delete()
    return len(house.schedules)
