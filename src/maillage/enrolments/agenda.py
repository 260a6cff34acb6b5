"""The dates of an enrolment as a calendar file (RFC 5545), without Django."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from maillage.core import ics

HEAD = (
    ("VERSION", "2.0"),
    ("PRODID", "-//Maillage//Inscriptions//FR"),
    ("CALSCALE", "GREGORIAN"),
    ("METHOD", "PUBLISH"),
)


@dataclass(frozen=True)
class Event:
    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    sequence: int = 0
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False


def properties(event: Event, at: datetime) -> Iterator[ics.Property]:
    yield "UID", event.uid
    yield "DTSTAMP", ics.moment(at)
    yield "DTSTART", ics.moment(event.starts_at)
    yield "DTEND", ics.moment(event.ends_at)
    yield "SEQUENCE", str(event.sequence)
    yield "STATUS", "CANCELLED" if event.cancelled else "CONFIRMED"
    for name, value in (("SUMMARY", event.title), ("LOCATION", event.place), ("DESCRIPTION", event.text)):
        if value:
            yield name, ics.text(value)
    if event.url:
        yield "URL", event.url


def calendar(events: Iterable[Event], at: datetime) -> bytes:
    return ics.calendar(HEAD, (properties(event, at) for event in events)).encode()
