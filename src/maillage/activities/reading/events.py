"""One event's block, read line by line: a broken line is said and left aside, the rest is kept."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo

from django.utils.html import strip_tags
from icalendar.parser import Contentline
from icalendar.parser.parameter import Parameters
from icalendar.prop import vDDDTypes, vDuration

from maillage.activities.reading.lines import Block, name_of
from maillage.activities.reading.problems import Problem
from maillage.activities.reading.series import Raw, key_of
from maillage.core.text import clean

FIRST, LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)
MOST_TEXT, MOST_URL = 20_000, 500
LONGEST = timedelta(days=400)
READ = {"UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE",
        "EXDATE", "STATUS", "SEQUENCE", "CLASS"}  # fmt: skip
MARKUP = re.compile(r"<(?:br|p|div|a|b|i|ul|li|span|strong|em|html)[\s/>]", re.IGNORECASE)
BREAKS = re.compile(r"<(?:br|/p|/div|/li)[^>]*>", re.IGNORECASE)

Zones = Callable[[str], tzinfo | None]


class Reader:
    """Reads blocks with the zones of a file; `home` is the network's own, where none is said."""

    def __init__(self, zones: Zones, home: tzinfo, problems: list[Problem]) -> None:
        self.zones, self.home, self.problems = zones, home, problems
        self.unknown: set[str] = set()

    def say(self, code: str, line: int, title: str = "", **params: object) -> None:
        self.problems.append(Problem(code, line, title, dict(params)))

    def read(self, block: Block) -> Raw | None:
        """The event, or None when it cannot be kept (and why is said)."""
        raw = Raw(block.line, zone=self.home)
        given: dict[str, list[tuple[int, Parameters, str]]] = {}
        title = ""
        for number, line in block.lines:
            name = name_of(line)
            if name and name not in READ:
                continue
            try:
                name, parameters, value = Contentline(line).parts()
            except (ValueError, IndexError, AssertionError):
                self.say("line", number, title, text=line[:80])
                continue
            given.setdefault(name.upper(), []).append((number, parameters, value))
            if name.upper() == "SUMMARY":
                title = clean(str(value))[:80]
        return self.filled(raw, given)

    def filled(self, raw: Raw, given: dict[str, list[tuple[int, Parameters, str]]]) -> Raw | None:
        def one(name: str) -> str:
            return given[name][0][2] if name in given else ""

        raw.title = clean(one("SUMMARY"))[:200]
        if one("CLASS").strip().upper() in ("PRIVATE", "CONFIDENTIAL"):
            self.say("private", raw.line)  # its title stays where it is
            return None
        raw.text = clean(self.prose(one("DESCRIPTION")), multiline=True)[:MOST_TEXT]
        raw.location = clean(one("LOCATION"))[:300]
        raw.url = self.link(one("URL"))
        raw.cancelled = one("STATUS").strip().upper() == "CANCELLED"
        raw.sequence = int(one("SEQUENCE")) if one("SEQUENCE").strip().isdecimal() and len(one("SEQUENCE")) < 9 else 0
        if not self.timed(raw, given):
            return None
        raw.uid = clean(one("UID"))
        if not raw.uid:
            self.say("no-uid", raw.line, raw.title)
            raw.uid = f"sans-identifiant:{raw.title}:{key_of(raw.start) if raw.start else ''}"
        if len(raw.uid) > 200:
            raw.uid = "sha256:" + hashlib.sha256(raw.uid.encode()).hexdigest()
        if not raw.title and not raw.recurs:
            self.say("no-title", raw.line)
            return None
        return raw

    @staticmethod
    def prose(value: str) -> str:
        """A description, without the markup that some programs leave in it."""
        return strip_tags(BREAKS.sub("\n", value)) if MARKUP.search(value) else value

    @staticmethod
    def link(value: str) -> str:
        value = value.strip()
        fine = (
            value.lower().startswith(("https://", "http://"))
            and len(value) <= MOST_URL
            and not re.search(r"[\s<>\"]", value)
        )
        return value if fine else ""

    # When

    def timed(self, raw: Raw, given: dict[str, list[tuple[int, Parameters, str]]]) -> bool:
        start = self.first(given, "DTSTART", raw.title)
        if start is None:
            self.say("no-start", given["DTSTART"][0][0] if "DTSTART" in given else raw.line, raw.title)
            return False
        raw.start, raw.whole_day = start
        if not FIRST < raw.start.astimezone(UTC) < LAST:
            self.say("far", raw.line, raw.title)
            return False
        raw.lasts = self.length(raw, given)
        if recurs := self.first(given, "RECURRENCE-ID", raw.title):
            raw.recurs = key_of(recurs[0])
        raw.rules = [value for _number, _parameters, value in given.get("RRULE", [])]
        raw.more = [moment for moment, _day in self.every(given, "RDATE", raw.title)]
        raw.less = {key_of(moment) for moment, _day in self.every(given, "EXDATE", raw.title)}
        return True

    def length(self, raw: Raw, given: dict[str, list[tuple[int, Parameters, str]]]) -> timedelta:
        """How long it lasts; an hour, or a day, when nothing says it."""
        assert raw.start is not None
        lasts = timedelta(days=1) if raw.whole_day else timedelta(hours=1)
        if end := self.first(given, "DTEND", raw.title):
            told = end[0].replace(tzinfo=None) - raw.start.replace(tzinfo=None) if raw.whole_day else (
                end[0].astimezone(UTC) - raw.start.astimezone(UTC))  # fmt: skip
        elif "DURATION" in given:
            try:
                told = vDuration.from_ical(given["DURATION"][0][2].strip())
            except (ValueError, TypeError, OverflowError):
                return lasts
        else:
            return lasts
        if told <= timedelta(0) and not (raw.whole_day and told == timedelta(0)):
            self.say("bad-end", raw.line, raw.title)
            return lasts
        return min(told, LONGEST) or lasts

    def first(
        self, given: dict[str, list[tuple[int, Parameters, str]]], name: str, title: str
    ) -> tuple[datetime, bool] | None:
        return next(iter(self.every(given, name, title)), None)

    def every(
        self, given: dict[str, list[tuple[int, Parameters, str]]], name: str, title: str
    ) -> list[tuple[datetime, bool]]:
        """(instant, is it a whole day) of each value of a property; what is broken is said."""
        found = []
        for number, parameters, values in given.get(name, []):
            for value in values.split(",")[:1000]:
                moment = self.moment(value.strip(), str(parameters.get("TZID") or ""), number, title)
                if moment is not None:
                    found.append(moment)
                elif name != "DTSTART" and value.strip():
                    self.say("line", number, title, text=f"{name}:{value[:60]}")
        return found

    def moment(self, value: str, tzid: str, number: int, title: str) -> tuple[datetime, bool] | None:
        try:
            told = vDDDTypes.from_ical(value)
        except (ValueError, TypeError, KeyError, OverflowError):
            return None
        if isinstance(told, tuple):  # a period: its start
            told = told[0]
        if isinstance(told, datetime):
            if told.tzinfo is None:
                told = told.replace(tzinfo=self.zone(tzid, number, title))
            return told, False
        if isinstance(told, date):
            return datetime(told.year, told.month, told.day, tzinfo=self.home), True
        return None

    def zone(self, tzid: str, number: int, title: str) -> tzinfo:
        """The zone named; the network's own when none is, or when nobody knows it (said once)."""
        if not tzid:
            return self.home
        found = self.zones(tzid)
        if found is None and tzid not in self.unknown:
            self.unknown.add(tzid)
            self.say("zone", number, title, zone=tzid[:60])
        return found or self.home
