"""What names people is erased at the day that was declared; what counts them stays."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from maillage.audit import journal
from maillage.enrolments import places
from maillage.enrolments.actions import door
from maillage.enrolments.actions.common import KIND
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Enrolment, Opening, Place
from maillage.messages.enums import State
from maillage.messages.models import Message
from maillage.search import outbox

ERASED = {"name": "", "email": "", "phone": "", "organisation_name": "", "answers": {}, "needs": "", "childcare": "",
          "interpretation": "", "diet": "", "note": "", "reason": "", "fingerprint": ""}  # fmt: skip


def due(at: datetime) -> list[Opening]:
    """Openings whose day has come: so many days after the end of the last date (or after it was cancelled)."""
    rows = Opening.objects.filter(purged_at=None).select_related("activity")
    rows = rows.filter(Q(activity__ends_at__lt=at) | ~Q(activity__cancelled_at=None))
    return [row for row in rows if end_of(row) is not None and end_of(row) + timedelta(days=row.purge_days) <= at]  # type: ignore[operator]


def end_of(opening: Opening) -> datetime | None:
    """What the days are counted from."""
    return opening.activity.ends_at or opening.activity.cancelled_at


def erase(rows: QuerySet[Enrolment], at: datetime) -> int:
    """Take away what names these people, from their rows, their places and what was written to them."""
    numbers = list(rows.values_list("pk", flat=True))
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        Place.objects.filter(enrolment__in=some).update(name="")
        Enrolment.objects.filter(pk__in=some).update(**ERASED, purged_at=at)
        sent = Message.objects.filter(about_kind=KIND, about_id__in=[str(number) for number in some])
        sent.exclude(state=State.QUEUED).update(
            to="", subject="", text="", html="", reply_to="", headers={}, error="", purged_at=at
        )
    outbox.forget(KIND, numbers)
    return len(numbers)


@transaction.atomic
def purge_activity(*, opening: Opening, at: datetime | None = None, by: Any = None) -> int:
    """Erase the names of one activity's enrolments. Who still waited is no longer waiting: their list is over."""
    at = at or now()
    opening = places.hold_still(opening)
    if opening.purged_at:
        return 0
    rows = Enrolment.objects.filter(activity=opening.activity, purged_at=None)
    offered = rows.filter(state=EnrolmentState.OFFERED)
    places.give_back(list(Place.objects.filter(enrolment__in=offered.values("pk"))))
    offered.update(state=EnrolmentState.LAPSED, offered_until=None)
    count = erase(rows, at)
    door.forget_reasons(opening.activity)
    Opening.objects.filter(pk=opening.pk).update(purged_at=at)
    journal.record("enrolment.purged", opening.activity, by=by, changes={"enrolments": [count, 0]})
    return count
