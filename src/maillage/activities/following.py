"""Agendas of others that the network follows: what reading one would do, event by event, before anything is written."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from maillage.activities import reading
from maillage.activities.enums import ActivityState, Mode
from maillage.activities.models import Activity, CalendarSource, Session, Venue
from maillage.core import gateways
from maillage.core.text import fold
from maillage.network import current

AHEAD = timedelta(days=550)
ONLINE_WORDS = (
    "en ligne",
    "online",
    "en linea",
    "visioconference",
    "webinaire",
    "zoom",
    "teams",
    "jitsi",
    "bigbluebutton",
)
LEFT_ALONE = (ActivityState.CANCELLED, ActivityState.DECLINED, ActivityState.ACCOUNTED)


class Fate(TextChoices):
    """What becomes of an event that is read."""

    NEW = "new", _("Nouveau")
    CHANGED = "changed", _("Changé")
    EDITED = "edited", _("Changé ici et là-bas")
    CANCELLED = "cancelled", _("Annulé là-bas")
    GONE = "gone", _("N’y est plus")
    DOUBLE = "double", _("Déjà au calendrier")
    SAME = "same", _("Inchangé")

    @property
    def tone(self) -> str:
        return {"new": "ok", "changed": "", "edited": "al", "cancelled": "er", "gone": "al"}.get(self.value, "nu")

    @property
    def is_chosen(self) -> bool:
        """Does someone decide it, one by one?"""
        return self in (Fate.EDITED, Fate.GONE)


@dataclass
class Line:
    """One event of the agenda, and what would be done with it."""

    fate: Fate
    uid: str
    title: str
    first: datetime | None
    count: int
    activity: Activity | None = None
    head: dict[str, Any] = field(default_factory=dict)  # to write of its words
    dates: list[dict[str, Any]] = field(default_factory=list)  # to add or change
    removed: list[UUID] = field(default_factory=list)
    cancelled: bool = False
    seen: dict[str, Any] = field(default_factory=dict)


@dataclass
class Plan:
    lines: list[Line]
    problems: list[reading.Problem]
    past: int = 0

    def counts(self) -> dict[str, int]:
        found = {fate.value: 0 for fate in Fate}
        for line in self.lines:
            found[line.fate.value] += 1
        return found


# The file at hand: what was brought back, looked at, then read.


def file_of(source: CalendarSource) -> Path:
    return Path(settings.DATA) / "agendas" / f"{source.pk}.ics"


def keep(source: CalendarSource, data: bytes) -> None:
    path = file_of(source)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    beside = path.with_suffix(".part")
    beside.write_bytes(data)
    beside.replace(path)


def forget(source: CalendarSource) -> None:
    file_of(source).unlink(missing_ok=True)


def fetch(source: CalendarSource) -> bytes:
    """What its address gives now. Raises Unreachable."""
    return gateways.web().fetch(source.url, most=reading.MOST_BYTES).content


def understood(data: bytes, at: datetime) -> reading.Reading:
    """The events to come of a file. Raises AgendaError."""
    return reading.read(data, zone=current.zone(), since=today(at), until=at + AHEAD)


def today(at: datetime) -> datetime:
    return localtime(at, current.zone()).replace(hour=0, minute=0, second=0, microsecond=0)


# What an event becomes here


def mark(*values: Any) -> str:
    return hashlib.sha256(json.dumps(values, default=str, ensure_ascii=False).encode()).hexdigest()[:16]


def uid_of(source: CalendarSource, uid: str, key: str) -> UUID:
    """The name of a date, the same at each reading."""
    return uuid5(NAMESPACE_URL, f"maillage:{source.pk}:{uid}:{key}")


def head_of(event: reading.Event) -> dict[str, Any]:
    return {"title": event.title, "text": event.text, "outside_url": fine_url(event.url)}


@lru_cache(maxsize=4096)
def fine_url(url: str) -> str:
    """The address, when a page may lead to it."""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return ""
    return url


class Places:
    """The house's venues, by what agendas write of them."""

    def __init__(self) -> None:
        self.known: dict[str, Venue] = {}
        for venue in Venue.objects.filter(is_private=False).order_by("-pk"):
            for said in (venue.name, f"{venue.name}, {venue.city}"):
                self.known[fold(said)] = venue

    def of(self, location: str) -> dict[str, Any]:
        """Mode, venue, room and link that a location means: an address of the web is a link, which is never shown."""
        said = fold(location)
        if location.lower().startswith(("https://", "http://")):
            return {"mode": Mode.ONLINE.value, "venue": None, "room": "", "online_link": location.split()[0][:500]}
        if not said or any(word in said for word in ONLINE_WORDS):
            mode = Mode.ONLINE if said else Mode.ONSITE
            return {"mode": mode.value, "venue": None, "room": "", "online_link": ""}
        venue = self.known.get(said) or self.known.get(said.split(",")[0].strip())
        return {"mode": Mode.ONSITE.value, "venue": venue, "room": "" if venue else location[:120], "online_link": ""}


def date_of(source: CalendarSource, event: reading.Event, one: reading.Occurrence, places: Places) -> dict[str, Any]:
    return {"uid": uid_of(source, event.uid, one.key), "starts_at": one.start, "ends_at": one.end,
            "cancelled": one.cancelled, **places.of(one.location or event.location)}  # fmt: skip


def date_mark(row: dict[str, Any]) -> str:
    venue = row["venue"].pk if row["venue"] else None
    return mark(row["starts_at"].timestamp(), row["ends_at"].timestamp(), row["mode"], venue, row["room"],
                row["online_link"], bool(row["cancelled"]))  # fmt: skip


def here(session: Session) -> str:
    """The same fingerprint, of a date as it stands here."""
    return mark(session.starts_at.timestamp(), session.ends_at.timestamp(), session.mode, session.venue_id, session.room,
                session.online_link, session.cancelled_at is not None)  # fmt: skip


# The plan


def plan(source: CalendarSource, found: reading.Reading, at: datetime) -> Plan:
    """What reading would do; a fixed number of queries."""
    known = {row.source_uid: row for row in source.activities.prefetch_related("sessions")}
    places, others = Places(), doubles(source, found.events)
    lines = []
    for event in found.events:
        dates = [date_of(source, event, one, places) for one in event.dates]
        activity = known.pop(event.uid, None)
        if activity is not None:
            lines.append(again(source, event, dates, activity, at))
        elif event.uid in source.seen:  # it came, and someone took it out here
            lines.append(Line(Fate.SAME, event.uid, event.title, dates[0]["starts_at"], len(dates),
                              seen=seen_of(event, dates)))  # fmt: skip
        else:
            lines.append(first_time(event, dates, others))
    lines += gone(source, known.values(), at)
    return Plan(lines, found.problems, found.past)


def first_time(event: reading.Event, dates: list[dict[str, Any]], others: "Doubles") -> Line:
    line = Line(Fate.NEW, event.uid, event.title, dates[0]["starts_at"], len(dates), seen=seen_of(event, dates))
    if event.cancelled or all(one["cancelled"] for one in dates):
        line.fate, line.seen = Fate.SAME, {}  # it never came here: there is nothing to cancel
    elif twin := others.find(event, dates[0]):
        line.fate, line.activity = Fate.DOUBLE, twin
    else:
        line.head, line.dates = head_of(event), [one for one in dates if not one["cancelled"]]
    return line


def seen_of(event: reading.Event, dates: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"head": mark(*head_of(event).values()), "dates": {one["uid"].hex: date_mark(one) for one in dates}}


def again(source: CalendarSource, event: reading.Event, dates: list[dict[str, Any]], activity: Activity,
          at: datetime) -> Line:  # fmt: skip
    """An event that was read before: what changed there is written, but over what was changed here only if asked."""
    before = source.seen.get(event.uid, {"head": "", "dates": {}})
    now_seen = seen_of(event, dates)
    line = Line(Fate.SAME, event.uid, event.title, dates[0]["starts_at"], len(dates), activity, seen=now_seen)
    if activity.state in LEFT_ALONE:
        return line
    if event.cancelled or all(one["cancelled"] for one in dates):
        line.fate, line.cancelled = Fate.CANCELLED, True
        return line
    edited = False
    if now_seen["head"] != before["head"] and now_seen["head"] != mark(
        activity.title, activity.text, activity.outside_url
    ):
        line.head = head_of(event)
        edited = before["head"] != mark(activity.title, activity.text, activity.outside_url)
    mine = {session.uid: session for session in activity.sessions.all()}
    for row in dates:
        session, was = mine.get(row["uid"]), before["dates"].get(row["uid"].hex)
        if date_mark(row) == was or (session is not None and here(session) == date_mark(row)):
            continue
        if session is None and (row["cancelled"] or was is not None):
            continue  # it never came, or someone took it out here
        line.dates.append(row)
        edited = edited or (session is not None and here(session) != was)
    wanted = {row["uid"] for row in dates}
    line.removed = [
        uid for uid, session in mine.items()
        if uid.hex in before["dates"] and uid not in wanted and session.cancelled_at is None and session.starts_at > at
    ]  # fmt: skip
    if line.head or line.dates or line.removed:
        line.fate = Fate.EDITED if edited else Fate.CHANGED
    return line


def gone(source: CalendarSource, left: Iterable[Activity], at: datetime) -> list[Line]:
    """Those to come that the agenda no longer names: perhaps cancelled, perhaps only out of its window."""
    return [
        Line(Fate.GONE, row.source_uid, row.title, row.starts_at, len(row.sessions.all()), row, cancelled=True,
             seen=source.seen.get(row.source_uid, {}))
        for row in left
        if row.state not in LEFT_ALONE and row.starts_at is not None and row.starts_at > at
    ]  # fmt: skip


class Doubles:
    """The dates that the calendar has from elsewhere, by title and instant."""

    def __init__(self, rows: Iterable[Session]) -> None:
        self.known: dict[tuple[str, datetime], list[Session]] = {}
        for row in rows:
            self.known.setdefault((fold(row.activity.title), row.starts_at), []).append(row)

    def find(self, event: reading.Event, row: dict[str, Any]) -> Activity | None:
        """The same title at the same instant, unless both name a place and they are two."""
        for session in self.known.get((fold(event.title), row["starts_at"]), ()):
            ours = fold(str(session.venue) if session.venue else session.room)
            theirs = fold(str(row["venue"]) if row["venue"] else row["room"])
            if not ours or not theirs or ours in theirs or theirs in ours:
                return session.activity
        return None


def doubles(source: CalendarSource, events: list[reading.Event]) -> Doubles:
    starts = [event.dates[0].start for event in events]
    if not starts:
        return Doubles([])
    rows = Session.objects.filter(starts_at__range=(min(starts), max(starts))).exclude(activity__source=source)
    return Doubles(rows.select_related("activity", "venue"))
