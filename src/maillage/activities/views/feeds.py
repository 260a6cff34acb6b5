"""The calendar as data: iCalendar, Atom, linked data; whole, filtered as its pages are, or of one activity."""

import json
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from maillage.accounts.access import PUBLIC, access
from maillage.activities.agenda import atom as atom_feed
from maillage.activities.agenda import entries, ical, linked_data, page
from maillage.activities.agenda.asked import Asked, Rows
from maillage.activities.models import Session
from maillage.activities.views.public import visible
from maillage.core.public import cacheable
from maillage.network import current

BACK = timedelta(days=400)  # calendars keep what was: a year and its season
MOST = 2000


def open_data(response: HttpResponse) -> HttpResponse:
    """Any site may read it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def asked_rows(request: HttpRequest) -> Rows:
    """The dates that an address asks for: of a year back, unless it names its days."""
    asked = Asked.read(request.GET)
    if asked.since or asked.until:
        return asked.rows()[:MOST]
    return asked.narrowed().filter(ends_at__gte=now() - BACK).order_by("starts_at", "pk")[:MOST]


def as_calendar(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return open_data(answer)


@access(PUBLIC)
@cacheable
def ics(request: HttpRequest) -> HttpResponse:
    """The calendar as filtered, to subscribe to."""
    current.or_404()
    return as_calendar(ical.calendar(entries.entries(asked_rows(request), tags=False)), "agenda")


@access(PUBLIC)
@cacheable
def activity_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """Every date of one activity, cancelled ones as such."""
    row = visible(pk)
    found = entries.entries(Session.objects.filter(activity=row).order_by("starts_at", "pk"), tags=False)
    return as_calendar(ical.calendar(found, row.title), row.slug)


@access(PUBLIC)
@cacheable
def atom(request: HttpRequest) -> HttpResponse:
    """What was announced last, as filtered."""
    current.or_404()
    asked = Asked.read(request.GET)
    text = atom_feed.feed(page.recent(asked.narrowed(), atom_feed.NEWEST), asked.feed_query())
    return open_data(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


@access(PUBLIC)
@cacheable
def data(request: HttpRequest) -> HttpResponse:
    """The dates to come, as filtered, as schema.org says them."""
    current.or_404()
    found = linked_data.listed(entries.entries(Asked.read(request.GET).rows()[:MOST], tags=False))
    text = json.dumps(found, ensure_ascii=False)
    return open_data(HttpResponse(text, content_type="application/ld+json; charset=utf-8"))
