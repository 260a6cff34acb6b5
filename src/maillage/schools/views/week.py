"""In Gestion: the week of all animations, and what is in conflict."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views import View

from maillage.accounts.roles import Permission
from maillage.bookings.intervals import whole_days
from maillage.network import current
from maillage.schools import clashes, words
from maillage.schools.models import Visit

P = Permission


def monday(request: HttpRequest) -> date:
    try:
        asked = date.fromisoformat(request.GET.get("semaine", ""))
        if abs((asked - localdate()).days) > 3660:
            raise ValueError
    except ValueError:
        asked = localdate()
    return asked - timedelta(days=asked.weekday())


class Week(View):
    access = P.ACTIVITIES_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        first, zone = monday(request), current.zone()
        start, end = whole_days(first, first + timedelta(days=6), zone)
        rows = Visit.objects.visible_to(request.user).standing().filter(starts_at__gte=start, starts_at__lt=end)
        rows = rows.select_related("request__school__organisation", "request__animation", "kit")
        rows = rows.prefetch_related("assignments__facilitator__person").order_by("starts_at")
        days = {first + timedelta(days=number): [] for number in range(7)}
        for row in rows:
            days[localtime(row.starts_at, zone).date()].append(
                (row, words.subject(row.request), words.state_tag(row.request))
            )
        days = {day: found for day, found in days.items() if found or day.weekday() < 5}  # nobody teaches at weekends
        return render(request, "schools/week.html", {
            "title": _("Animations de la semaine"), "days": days.items(), "first": first, "last": first + timedelta(days=6),
            "before": f"{first - timedelta(days=7)}", "after": f"{first + timedelta(days=7)}", "today": localdate(),
            "count": sum(len(found) for found in days.values()),
        })  # fmt: skip


class Conflicts(View):
    """What was planned and does not hold any more: an absence said after, a check that ends, a kit out of order."""

    access = P.ACTIVITIES_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = clashes.coming(request.user)
        return render(request, "schools/conflicts.html", {"title": _("Conflits"), "rows": rows})
