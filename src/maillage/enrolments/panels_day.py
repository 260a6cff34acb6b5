"""What the day shows elsewhere: on the activity's page, among what waits, at the home of Gestion."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localdate, localtime, make_aware, now
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.activities.enums import ActivityState, Structure
from maillage.activities.models import Activity, Session
from maillage.core.registry import WaitingItem
from maillage.enrolments import presence
from maillage.enrolments.models import Certificate, Opening

NEAR = 12  # dates shown on the page of an activity


def activity_day(request: Any, activity: Activity) -> tuple[str, dict[str, Any]] | None:
    """In Gestion, on the page of an activity: for each date the desk, the sheet, the tables; then certificates."""
    if not request.user.can(Permission.ENROLMENTS_VIEW):
        return None
    dates = list(activity.sessions.filter(cancelled_at=None).order_by("starts_at", "pk"))
    if not dates:
        return None
    today = localdate()
    near = sorted(dates, key=lambda one: abs((localtime(one.starts_at).date() - today).days))[:NEAR]
    came = presence.present(one.pk for one in near)
    return "enrolments/panel_day.html", {
        "first": any(localtime(one.starts_at).date() <= today <= localtime(one.ends_at).date() for one in dates),
        "activity": activity, "may": request.user.can(Permission.ENROLMENTS_EDIT), "more": len(dates) - len(near),
        "dates": [(one, came.get(one.pk, 0), one.starts_at <= now()) for one in dates if one in near],
        "dinner": activity.structure == Structure.DINNER, "enrols": Opening.objects.filter(activity=activity).exists(),
        "certificates": Certificate.objects.filter(activity=activity, withdrawn_at=None).count(),
    }  # fmt: skip


def today(user: Any) -> Iterator[WaitingItem]:
    """Dates of today: hold the desk. Those of the day before with nobody noted: type the sheet in."""
    start = make_aware(datetime.combine(localdate(), time()))
    live = Session.objects.visible_to(user).standing().filter(
        activity__state__in=(ActivityState.ANNOUNCED, ActivityState.HELD), activity__opening__isnull=False
    ).select_related("activity", "venue")  # fmt: skip
    for one in live.filter(starts_at__lt=start + timedelta(days=1), ends_at__gte=start).order_by("starts_at")[:10]:
        yield WaitingItem(
            _("Aujourd’hui : %(name)s") % {"name": one.activity},
            " – ".join(str(part) for part in (time_format(localtime(one.starts_at)), one.venue) if part),
            reverse("enrolments:door", args=[one.pk]), _("Tenir l’accueil"), "jour",
        )  # fmt: skip
    past = live.filter(ends_at__lt=start, ends_at__gte=start - timedelta(days=7)).annotate(
        held=Count("places", filter=Q(places__holds=True), distinct=True),
        came=Count("check_ins", filter=Q(check_ins__undone_at=None), distinct=True),
    )  # fmt: skip
    for one in past.filter(held__gt=0, came=0, headcounts=None).order_by("starts_at")[:5]:
        yield WaitingItem(
            _("Qui est venu ? %(name)s") % {"name": one.activity}, _("Aucune arrivée n’est notée."),
            reverse("enrolments:sheet_type", args=[one.pk]), _("Saisir la feuille"), "",
        )  # fmt: skip
