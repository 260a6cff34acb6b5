"""What the room does apart: letters of a review; each day, reminders of decisions to carry out. Both may run twice."""

from datetime import timedelta

from django.utils.timezone import localdate

from maillage.minutes import emails
from maillage.minutes.enums import MinutesState
from maillage.minutes.models import Minutes, Resolution
from maillage.network import current

STEPS = (-7, 1, 14)  # days after the one to be done: a week before, the day after, two weeks late
LATE_BY = 6  # a job that did not run for some days still sends; an older reminder would only surprise


def tell_review(minutes: int) -> int:
    row = Minutes.objects.filter(pk=minutes, state=MinutesState.REVIEW).select_related("assembly").first()
    return emails.to_review(row) if row else 0


def remind() -> int:
    """How many reminders left."""
    if not current.exists():
        return 0
    today, count = localdate(), 0
    for days in STEPS:
        day = today - timedelta(days=days)
        rows = (
            Resolution.objects.to_do()
            .exclude(owner=None)
            .filter(due_on__lte=day, due_on__gt=day - timedelta(days=LATE_BY))
        )
        for row in rows.select_related("owner", "body"):
            count += emails.due(row, days)
    return count
