"""What an agenda says happens, and its dates: a rule gives those of its horizon, exceptions take their place."""

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from maillage.activities.reading.problems import Problem
from maillage.core.later import later

rules = later("dateutil.rrule")

MOST_BYTES = 5_000_000  # of a file
MOST_EVENTS = 2_000
MOST_DATES = 200  # of one event
SLOW = ("SECONDLY", "MINUTELY", "HOURLY")
# With a daily rule, these may never meet: nothing would end the search.
NEVER = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER")


@dataclass(frozen=True)
class Occurrence:
    """One date; `key` names it whatever its hour becomes: empty for the only one, else when the rule put it."""

    key: str
    start: datetime
    end: datetime
    cancelled: bool = False
    location: str = ""


@dataclass
class Raw:
    """An event as its block says it."""

    line: int
    uid: str = ""
    title: str = ""
    text: str = ""
    location: str = ""
    url: str = ""
    start: datetime | None = None
    whole_day: bool = False
    lasts: timedelta = timedelta(hours=1)
    recurs: str = ""  # RECURRENCE-ID, as a key
    rules: list[str] = field(default_factory=list)
    more: list[datetime] = field(default_factory=list)
    less: set[str] = field(default_factory=set)
    cancelled: bool = False
    sequence: int = 0
    zone: tzinfo = UTC


@dataclass
class Event:
    """An event with its dates to come."""

    uid: str
    title: str
    text: str
    location: str
    url: str
    cancelled: bool
    line: int
    dates: list[Occurrence]


@dataclass
class Reading:
    """What a file says. `past` counts the events left aside because they are over."""

    name: str = ""
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    past: int = 0


def key_of(moment: datetime) -> str:
    """An instant as a name."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def ends(start: datetime, lasts: timedelta, whole_day: bool) -> datetime:
    """So long after: whole days keep their midnight, hours are those that pass."""
    if whole_day:
        return (start + lasts).replace(fold=0)
    return start.astimezone(UTC) + lasts


def expanded(raw: Raw, since: datetime, until: datetime, problems: list[Problem], deadline: float) -> list[Occurrence]:
    """The dates of an event between two instants, its own exceptions left out."""
    assert raw.start is not None
    starts = [raw.start, *raw.more]
    for rule in raw.rules[:3]:
        starts += _ruled(raw, rule, since, until, problems, deadline)
    found: dict[str, Occurrence] = {}
    several = bool(raw.rules or raw.more)
    for start in sorted(set(starts)):
        end = ends(start, raw.lasts, raw.whole_day)
        key = key_of(start) if several else ""
        if key in raw.less or end.astimezone(UTC) <= since or start.astimezone(UTC) > until:
            continue
        if len(found) >= MOST_DATES:
            problems.append(Problem("rule-many", raw.line, raw.title, {"limit": MOST_DATES}))
            break
        found[key] = Occurrence(key, start.astimezone(UTC), end.astimezone(UTC), raw.cancelled, raw.location)
    return list(found.values())


def parts_of(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule.upper().split(";") if part)
    return {name.strip(): value.strip() for name, _equals, value in pairs}


def _ruled(
    raw: Raw, rule: str, since: datetime, until: datetime, problems: list[Problem], deadline: float
) -> list[datetime]:
    parts = parts_of(rule)
    frequency = parts.get("FREQ", "")
    start = raw.start
    assert start is not None
    if frequency in SLOW or (frequency == "DAILY" and any(name in parts for name in NEVER)):
        problems.append(Problem("rule-fast", raw.line, raw.title))
        return []
    if not parts.get("INTERVAL", "1").isdecimal() or int(parts.get("INTERVAL", "1")[:6]) < 1:
        problems.append(Problem("rule", raw.line, raw.title, {"rule": rule[:80]}))
        return []
    wall, zone = start.replace(tzinfo=None), start.tzinfo or raw.zone
    last = until.astimezone(zone).replace(tzinfo=None)
    try:
        told = ";".join(
            f"{name}={value}" for name, value in parts.items() if name not in ("UNTIL", "X-EVOLUTION-ENDDATE")
        )
        series: Any = rules.rrulestr(told, dtstart=wall)
        if "UNTIL" in parts:
            last = min(last, _until(parts["UNTIL"], zone))
        found = []
        for moment in series:
            if moment > last or time.monotonic() > deadline:
                break
            if ends(moment.replace(tzinfo=zone), raw.lasts, raw.whole_day).astimezone(UTC) > since:
                found.append(moment.replace(tzinfo=zone))
            if len(found) > MOST_DATES:
                break
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError):
        problems.append(Problem("rule", raw.line, raw.title, {"rule": rule[:80]}))
        return []
    return found


def _until(text: str, zone: tzinfo) -> datetime:
    """The last moment of a rule, on the wall: a day counts whole."""
    digits = text.rstrip("Z")
    if "T" not in digits:
        return datetime.combine(date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"), datetime.max.time())
    moment = datetime.strptime(digits[:15], "%Y%m%dT%H%M%S")
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if text.endswith("Z") else moment
