"""The calendar inside another site: one frame, no cookie, no script; and the page that gives its code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.activities.agenda import entries
from maillage.activities.agenda.asked import Asked
from maillage.activities.models import Activity
from maillage.activities.views.calendar import by_month, filters
from maillage.core.public import absolute, cacheable
from maillage.network import current
from maillage.organisations.models import Organisation
from maillage.ui.headers import FRAMED

SHOWN = 20
HEIGHT = 600


@access(PUBLIC)
@cacheable
def frame(request: HttpRequest) -> HttpResponse:
    """The next dates, as filtered; every link opens the full page in a tab of its own."""
    current.or_404()
    asked = Asked.read(request.GET)
    found = entries.entries(asked.rows()[: SHOWN + 1])
    answer = render(request, "activities/frame.html", {
        "title": _("Agenda"), "months": by_month(entries.by_day(found[:SHOWN], localdate()), framed=True), "asked": asked,
        "more": len(found) > SHOWN, "whole": absolute(reverse("site:calendar") + asked.feed_query()),
        "save_data": True, "network_of": organisation_name(asked.organisation),
    })  # fmt: skip
    answer["Content-Security-Policy"] = FRAMED
    answer["X-Robots-Tag"] = "noindex"
    return answer


def organisation_name(number: int) -> str:
    found = Organisation.objects.public().filter(pk=number).values_list("name", flat=True).first() if number else None
    return found or ""


def organisations() -> list[tuple[int, str]]:
    """Those that anyone may see and whose dates the calendar shows."""
    told = Activity.objects.public().exclude(organiser=None).order_by().values("organiser")
    made = Organisation.objects.public().filter(pk__in=told)
    return list(made.order_by("sort_name", "pk").values_list("pk", "name")[:500])


@access(PUBLIC)
@cacheable
def code(request: HttpRequest) -> HttpResponse:
    """Choose what the frame shows, then copy one line."""
    current.or_404()
    asked = Asked.read(request.GET)
    address = absolute(reverse("site:calendar_frame") + asked.feed_query())
    markup = format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" referrerpolicy="no-referrer"></iframe>',
        address, _("Agenda"), HEIGHT,
    )  # fmt: skip
    return render(request, "activities/frame_code.html", {
        "title": _("Mettre cet agenda sur votre site"), "asked": asked, "filters": filters(asked), "code": markup,
        "address": address, "ics": absolute(reverse("site:calendar_ics") + asked.feed_query()),
        "organisations": organisations(), "canonical": absolute(reverse("site:calendar_frame_code")),
        "picture": absolute(reverse("site:calendar_card")),
        "description": _("Une ligne à copier : les dates à venir, sur votre site, sans témoin ni traceur."),
    })  # fmt: skip
