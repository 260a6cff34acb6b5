"""What the room does each night."""

from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity
from maillage.attendance import actions
from maillage.attendance.models import Count


def account_counted() -> int:
    """Activities counted while their last date was under way are accounted once it is over."""
    counted = Count.objects.filter(session__cancelled_at=None).values("session__activity")
    waiting = Activity.objects.filter(state__in=(ActivityState.ANNOUNCED, ActivityState.HELD), pk__in=counted)
    return sum(actions.follow(activity=one, by=None) for one in waiting)
