"""The public calendar: as a list, a month, a map."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.activities.agenda import entries, markup, months, places
from maillage.activities.agenda.asked import FACETS, Asked, choices, ticks
from maillage.activities.agenda.times import day_words, month_words
from maillage.core.public import absolute, cacheable
from maillage.network import current
from maillage.ui.paging import page_links

PER_PAGE = 100
MOST_IN_A_MONTH = 1000
WEEK_STARTS = {"fr-CA": 6, "en-CA": 6, "en-US": 6}  # Sunday, where wall calendars begin so


def filters(asked: Asked) -> dict[str, Any]:
    """What the form of filters shows."""
    known = choices()
    facets = [(facet, known[facet.name], asked.values.get(facet.name, [])) for facet in FACETS]
    marks = [("gratuit", _("Gratuite")), *((name, one.label) for name, one in ticks().items())]
    return {
        "lists": [one for one in facets if one[0].single and one[1]],
        "boxes": [one for one in facets if not one[0].single and one[1]],
        "ticks": [(name, label, name in asked.ticked) for name, label in marks],
    }


def shared(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """What each form of the calendar says."""
    feed = asked.feed_query()
    views = (("liste", _("Liste")), ("mois", _("Mois")), ("carte", _("Carte")))
    return {
        "title": _("Agenda"), "asked": asked, "filters": filters(asked), "kept": kept(asked),
        "views": [(label, asked.query(vue="" if name == "liste" else name, page=""), name == asked.view)
                  for name, label in views],
        "ics": reverse("site:calendar_ics") + feed, "atom": reverse("site:calendar_atom") + feed,
        "webcal": absolute(reverse("site:calendar_ics") + feed).replace("https://", "webcal://").replace("http://", "webcal://"),
        "description": _("Conférences, ateliers, formations, rencontres : ce qui se passe, quand et où."),
        "canonical": absolute(reverse("site:calendar")), "picture": absolute(reverse("site:calendar_card")),
        "frame_code": reverse("site:calendar_frame_code") + feed,
    }  # fmt: skip


def kept(asked: Asked) -> list[tuple[str, str]]:
    """What the form of filters does not show and the address says: it stays when other filters change."""
    found = [("vue", asked.view)] if asked.view != "liste" else []
    found += [("mois", asked.month)] if asked.month and asked.view == "mois" else []
    found += [("passe", "1")] if asked.past else []
    found += [("organisme", str(asked.organisation))] if asked.organisation else []
    return found + ([("ville", asked.city)] if asked.city else [])


@access(PUBLIC)
@cacheable
def calendar(request: HttpRequest) -> HttpResponse:
    """The dates to come, by day; or a month; or a map. What is past by choice."""
    current.or_404()
    asked = Asked.read(request.GET)
    shown = {"liste": as_list, "mois": as_month, "carte": as_map}[asked.view](asked)
    return render(request, "activities/calendar.html", {**shared(request, asked), **shown})


def as_list(asked: Asked) -> dict[str, Any]:
    rows = asked.rows()
    total = rows.count()
    last = max(1, -(-total // PER_PAGE))
    asked.page = min(max(1, asked.page), last)
    start = (asked.page - 1) * PER_PAGE
    found = entries.entries(rows[start : start + PER_PAGE]) if total else []
    groups = entries.by_day(found, localdate(), going_on=not asked.past and not asked.since)
    return {
        "template": "activities/calendar_list.html", "total": total, "groups": by_month(groups),
        "pages": page_links(asked.page, last, lambda n: asked.query(page=str(n))), "other": other_period(asked),
    }  # fmt: skip


def by_month(groups: list[entries.Group], *, framed: bool = False) -> list[tuple[str, SafeString]]:
    """The days, drawn, under the headings of their months."""
    found: list[tuple[str, list[entries.Group]]] = []
    for group in groups:
        heading = month_words(group.day) if group.day else _("En ce moment")
        if not found or found[-1][0] != heading:
            found.append((heading, []))
        found[-1][1].append(group)
    return [(heading, markup.days(days, framed=framed)) for heading, days in found]


def other_period(asked: Asked) -> tuple[str, str]:
    """The way to what is past, and back."""
    if asked.past:
        return _("Voir ce qui vient"), asked.query(passe="", page="")
    return _("Voir les activités passées"), asked.query(passe="1", du="", au="", page="")


def as_month(asked: Asked) -> dict[str, Any]:
    today = localdate()
    first = months.month_of(asked.month, today)
    starts = WEEK_STARTS.get(current.profile().language.locale, 0)
    since, until = months.bounds(first, starts)
    found = entries.entries(asked.between(since, until)[:MOST_IN_A_MONTH])
    weeks = months.grid(first, today, found, starts)

    def link(steps: int) -> tuple[str, str]:
        month = months.moved(first, steps)
        return month_words(month), asked.query(vue="mois", mois=f"{month:%Y-%m}", passe="", du="", au="", page="")

    return {
        "template": "activities/calendar_month.html", "weeks": weeks, "month": month_words(first),
        "before": link(-1), "after": link(1), "now": asked.query(vue="mois", mois="", passe="", du="", au=""),
        "days": [day_words(day.date).split()[0].strip(",") for day in weeks[0]],
        "total": sum(any(first <= day < months.moved(first, 1) for day in one.days) for one in found),
        "here": first == today.replace(day=1),
    }  # fmt: skip


def as_map(asked: Asked) -> dict[str, Any]:
    found = places.of(asked.rows())
    return {
        "template": "activities/calendar_map.html", "total": found.total, "places": found,
        "link": asked.query(region="", vue="", page="") + ("&" if asked.query(region="", vue="") != "?" else "") + f"region={found.prefix}",
        "selected": (asked.values.get("region") or [""])[0].removeprefix(found.prefix),
        "towns": [(town, count, asked.query(vue="", page="", ville=town)) for town, count in found.towns],
        "unit": (_("date"), _("dates")), "other": other_period(asked),
    }  # fmt: skip
