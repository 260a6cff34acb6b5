"""Reminders before each date: each enrolment once for each delay, whatever restarts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from maillage.activities.enums import ActivityState
from maillage.activities.models import Session
from maillage.enrolments import emails_day
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Opening, Place
from maillage.messages.models import Message

FURTHEST = 60  # days
LATE = timedelta(hours=36)  # a reminder that the house could not send in time is left to the next one


def due(starts_at: datetime, days: Iterable[Any], at: datetime) -> tuple[int, datetime] | None:
    """(delay, instant) of the nearest reminder whose hour has come and is not long past; None before and after."""
    if at >= starts_at:
        return None
    known = sorted({int(one) for one in days if isinstance(one, int) and 0 < one <= FURTHEST})
    for delay in known:
        instant = starts_at - timedelta(days=delay)
        if instant <= at:
            return (delay, instant) if at - instant <= LATE else None
    return None


def dates(at: datetime) -> Iterator[tuple[Session, int, datetime]]:
    """Dates to recall now: (date, delay, instant)."""
    rules = {row.activity_id: row.remind_days for row in Opening.objects.exclude(remind_days=[]).filter(purged_at=None)}
    sessions = Session.objects.standing().filter(
        starts_at__gt=at, starts_at__lte=at + timedelta(days=FURTHEST), activity__opening__isnull=False,
        activity__state=ActivityState.ANNOUNCED,
    )  # fmt: skip
    for session in sessions.select_related("activity", "venue"):
        found = due(session.starts_at, rules.get(session.activity_id, ()), at)
        if found:
            yield session, *found


def remind(at: datetime | None = None) -> int:
    """Send what is due. Who enrolled after the instant of the reminder has just been told, and is not told again."""
    at, sent = at or now(), 0
    for session, delay, instant in dates(at):
        key = f"activity:remind:{session.pk}:{int(session.starts_at.timestamp())}:{delay}:"
        known = set(Message.objects.filter(key__startswith=key).values_list("key", flat=True))
        places = Place.objects.filter(
            Q(session=session) | Q(session=None, enrolment__activity=session.activity_id), holds=True,
            enrolment__state=EnrolmentState.CONFIRMED, enrolment__created_at__lt=instant,
        ).exclude(enrolment__email="")  # fmt: skip
        groups: dict[int, list[Place]] = defaultdict(list)
        for place in places.select_related("enrolment", "kind").order_by("pk"):
            groups[place.enrolment_id].append(place)
        for number, group in groups.items():
            if f"{key}{number}" not in known:
                with transaction.atomic():
                    sent += emails_day.reminder(session, group[0].enrolment, group, f"{key}{number}")
    return sent
