"""What comes back by itself: offers that lapse, what a restart left to follow, names erased at the day declared."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.timezone import now

from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity
from maillage.enrolments.actions import desk_links, following
from maillage.enrolments.actions.calling import call_again, lapse
from maillage.enrolments.actions.purging import due, purge_activity
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Opening
from maillage.enrolments.models.enrolment import STANDING


def activity_cancelled(number: int) -> int:
    activity = Activity.objects.filter(pk=number).first()
    return following.activity_cancelled(activity=activity) if activity else 0


def activity_changed(number: int) -> int:
    activity = Activity.objects.filter(pk=number).first()
    return following.activity_changed(activity=activity) if activity else 0


def dates_cancelled(number: int) -> int:
    activity = Activity.objects.filter(pk=number).first()
    return following.dates_cancelled(activity=activity) if activity else 0


def dates_changed(number: int, dates: Sequence[int] = ()) -> int:
    activity = Activity.objects.filter(pk=number).first()
    return following.dates_changed(activity=activity, sessions=dates) if activity else 0


def tend() -> int:
    """Every few minutes: offers past their hour, those who now fit, and what a process that died left undone."""
    at, done = now(), 0
    late = Q(activity__enrolments__state=EnrolmentState.OFFERED, activity__enrolments__offered_until__lt=at)
    for opening in Opening.objects.filter(late).distinct():
        done += lapse(opening=opening, at=at)
    waiting = Q(activity__enrolments__state=EnrolmentState.WAITING, activity__ends_at__gt=at)
    for opening in Opening.objects.filter(waiting).distinct():
        done += len(call_again(opening=opening, at=at))
    left = Q(enrolments__state__in=STANDING)
    for activity in Activity.objects.filter(left, state=ActivityState.CANCELLED).distinct():
        done += following.activity_cancelled(activity=activity)
    held = Q(sessions__places__holds=True) & ~Q(sessions__cancelled_at=None)
    for activity in Activity.objects.filter(held).distinct():
        done += following.dates_cancelled(activity=activity)
    return done


def purge() -> int:
    """Each night: what names people is erased once its day has come; figures stay."""
    desk_links.forget(now())
    return sum(purge_activity(opening=opening) for opening in due(now()))
