"""What evaluations show on the pages of lower rooms."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import now

from maillage.accounts.roles import Permission
from maillage.activities.models import Activity
from maillage.evaluations.enums import For, Moment
from maillage.evaluations.models import Poll

Block = tuple[str, dict[str, Any]]


def manage_panel(request: Any, activity: Activity) -> Block | None:
    """On an activity in Gestion: its evaluations, and how to open one."""
    if not request.user.can(Permission.ACTIVITIES_VIEW):
        return None
    polls = Poll.objects.filter(activity=activity).select_related("questionnaire", "activity")
    edit = request.user.can(Permission.ACTIVITIES_EDIT) and activity.cancelled_at is None
    return "evaluations/panel.html", {
        "polls": list(polls.annotate(sheet_count=Count("sheets"))),
        "new_url": f"{reverse('evaluations:poll_new')}?activite={activity.pk}" if edit else "",
    }


def public_panel(request: Any, activity: Activity) -> Block | None:
    """On its public page, once it began: the evaluation open to those who came. Teachers and pupils get theirs by hand."""
    if activity.starts_at is None or activity.starts_at > now():
        return None
    found = Poll.objects.open().filter(
        activity=activity, moment=Moment.AFTER, questionnaire__audience=For.PARTICIPANT
    ).values_list("code", flat=True)[:1]  # fmt: skip
    return ("evaluations/public_panel.html", {"code": found[0]}) if found else None
