"""Agendas of members, followed: one read and read again, one trusted, one that no longer answers. Nothing goes out."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from maillage.activities import following
from maillage.activities.actions import sources as verbs
from maillage.activities.demo.build import Calendar
from maillage.core import gateways
from maillage.organisations.models import Organisation

Event = tuple[str, str, int, tuple[int, int], int, str]  # name, title, days ahead, at, hours, where

FIRST: tuple[Event, ...] = (
    ("lecture", "Club de lecture : voix du Sud", 16, (19, 0), 2, "Bibliothèque du quartier"),
    ("friperie", "Grande friperie de l’hiver", 23, (10, 0), 5, "Sous-sol communautaire"),
    ("cuisine", "Cuisine collective d’ici et d’ailleurs", 30, (17, 30), 3, "Cuisine du centre"),
    ("quiz", "Quiz du commerce équitable", 44, (19, 30), 2, "En ligne"),
)
# The same agenda, looked at this morning: a title and an hour changed, one event gone, one come.
AGAIN: tuple[Event, ...] = (
    FIRST[0],
    ("friperie", "Grande friperie solidaire de l’hiver", 23, (9, 0), 6, "Sous-sol communautaire"),
    FIRST[2],
    ("vigile", "Vigile pour les défenseures et défenseurs des droits", 51, (18, 0), 1, "Parvis de la mairie"),
)
TRUSTED: tuple[Event, ...] = (
    ("conseil", "Soirée des bénévoles", 19, (18, 0), 3, "Maison des associations"),
    ("marche", "Marche aux flambeaux", 33, (17, 30), 2, "Départ devant la gare"),
)


def write_agendas(calendar: Calendar) -> int:
    """Follow three agendas as a team would; how many events came."""
    owners = [one for one in calendar.organisations if one.shows_publicly][1:4]
    if len(owners) < 3:
        return 0
    forms = [one.code for one in calendar.profile.activity_forms if one.structure == "sessions"]
    form = "conference" if "conference" in forms else forms[-1]
    reviewed = _follow(owners[0], form=form, is_active=False)
    came = _read(reviewed, calendar, FIRST)
    following.keep(reviewed, _file(calendar, AGAIN))  # waits for someone's agreement on its page
    came += _read(_follow(owners[1], form=form, announce=True, is_active=False), calendar, TRUSTED)
    silent = _follow(owners[2], form=form, url="https://agenda.membre.example/public.ics", is_active=False)
    verbs.not_read(source=silent, reason=gateways.Unreachable("refused").message())
    return came


def _follow(owner: Organisation, **values: Any) -> Any:
    return verbs.follow(values={"name": f"Agenda – {owner}"[:120], "organisation": owner, **values}, by=None)


def _read(source: Any, calendar: Calendar, events: Iterable[Event]) -> int:
    return verbs.read_source(source=source, data=_file(calendar, events), by=None, at=calendar.at)["new"]


def _file(calendar: Calendar, events: Iterable[Event]) -> bytes:
    """An iCalendar file as a member's site would give it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Agenda de membre//FR"]
    for name, title, ahead, at, hours, where in events:
        starts = datetime.combine(calendar.today + timedelta(days=ahead), time(*at))
        lines += ["BEGIN:VEVENT", f"UID:{name}@agenda.membre.example",
                  f"DTSTART;TZID={calendar.profile.timezone}:{starts:%Y%m%dT%H%M%S}",
                  f"DTEND;TZID={calendar.profile.timezone}:{starts + timedelta(hours=hours):%Y%m%dT%H%M%S}",
                  f"SUMMARY:{title}", f"LOCATION:{where}", "END:VEVENT"]  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
