"""A whole file: its events to come, each with its dates, and everything that was not understood."""

import time
from datetime import datetime, tzinfo

from icalendar.parser.property import unescape_backslash

from maillage.activities.reading import lines as cutting
from maillage.activities.reading import zones
from maillage.activities.reading.events import Reader
from maillage.activities.reading.problems import AgendaError, Problem
from maillage.activities.reading.series import MOST_BYTES, MOST_EVENTS, Event, Occurrence, Raw, Reading, ends, expanded
from maillage.core.text import clean

MOST_PROBLEMS = 200
SECONDS = 6.0


def read(data: bytes, *, zone: tzinfo, since: datetime, until: datetime) -> Reading:
    """The events held between two instants; hours without a zone are those of `zone`. Raises AgendaError."""
    if len(data) > MOST_BYTES:
        raise AgendaError("big", size=len(data) // 1_000_000, limit=MOST_BYTES // 1_000_000)
    text = cutting.decoded(data)
    if not text.strip():
        raise AgendaError("empty")
    if "BEGIN:VCALENDAR" not in text[:4000].upper():
        raise AgendaError("not-calendar")
    found = Reading()
    own: dict[str, tzinfo] = {}
    raws, deadline = [], time.monotonic() + SECONDS
    events = []
    for part in cutting.blocks(cutting.unfolded(text)):
        if isinstance(part, tuple):
            if cutting.name_of(part[1]) in ("X-WR-CALNAME", "NAME"):
                found.name = found.name or clean(unescape_backslash(part[1].partition(":")[2]))[:120]
        elif part.kind == "VTIMEZONE":
            learn(part, own)
        elif len(events) >= MOST_EVENTS:
            found.problems.append(Problem("many", part.line, params={"limit": MOST_EVENTS}))
            break
        else:
            events.append(part)
    reader = Reader(lambda name: zones.named(name) or own.get(name.strip('"')), zone, found.problems)
    for block in events:
        if not block.closed:
            found.problems.append(Problem("unfinished", block.line))
        raw = reader.read(block)
        if raw is not None:
            raws.append(raw)
    gather(raws, found, since, until, deadline)
    del found.problems[MOST_PROBLEMS:]
    return found


def learn(block: cutting.Block, own: dict[str, tzinfo]) -> None:
    """A zone that the file describes: kept for this file alone."""
    name = next((line.partition(":")[2].strip() for _n, line in block.lines if cutting.name_of(line) == "TZID"), "")
    if name and len(own) < 50 and zones.named(name) is None and (zone := zones.own(block.whole)):
        own[name] = zone


def gather(raws: list[Raw], found: Reading, since: datetime, until: datetime, deadline: float) -> None:
    """Events by their name, each with its dates and the dates changed apart from its rule."""
    masters: dict[str, Raw] = {}
    others: dict[str, list[Raw]] = {}
    for raw in raws:
        if raw.recurs:
            others.setdefault(raw.uid, []).append(raw)
            continue
        if before := masters.get(raw.uid):
            found.problems.append(Problem("twice", raw.line, raw.title))
            if before.sequence > raw.sequence:
                continue
        masters[raw.uid] = raw
    for uid, changed in others.items():  # a date sent without the rule that made it
        if uid not in masters and (titled := next((one for one in changed if one.title), None)):
            masters[uid] = Raw(titled.line, uid, titled.title, titled.text, titled.location, titled.url, None)
    for uid, raw in masters.items():
        if time.monotonic() > deadline:
            found.problems.append(Problem("long", raw.line, raw.title))
            break
        dates = {one.key: one for one in expanded(raw, since, until, found.problems, deadline)} if raw.start else {}
        for one in others.get(uid, ()):
            replace(dates, one, since, until, raw.cancelled)
        if dates:
            found.events.append(Event(uid, raw.title, raw.text, raw.location, raw.url, raw.cancelled, raw.line,
                                      sorted(dates.values(), key=lambda one: (one.start, one.key))))  # fmt: skip
        else:
            found.past += 1


def replace(dates: dict[str, Occurrence], one: Raw, since: datetime, until: datetime, cancelled: bool) -> None:
    """A date that its agenda changed apart takes the place of the one that the rule gave."""
    assert one.start is not None
    end = ends(one.start, one.lasts, one.whole_day)
    if one.recurs not in dates and (end <= since or one.start > until):
        return
    dates[one.recurs] = Occurrence(one.recurs, one.start, end, one.cancelled or cancelled, one.location)
