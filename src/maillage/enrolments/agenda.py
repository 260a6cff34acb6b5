"""The dates of an enrolment as a calendar file (RFC 5545), without Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

WIDTH = 73  # octets of a line, before its continuation


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


def escaped(text: str) -> str:
    for sign, code in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(sign, code)
    return text


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def folded(line: str) -> str:
    """A line in pieces that mail and calendars accept, never cutting a sign in two."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > WIDTH:
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece])


def lines(event: Event, at: datetime) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp(at)}"
    yield f"DTSTART:{stamp(event.starts_at)}"
    yield f"DTEND:{stamp(event.ends_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    for name, value in (("SUMMARY", event.title), ("LOCATION", event.place), ("DESCRIPTION", event.text)):
        if value:
            yield f"{name}:{escaped(value)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "END:VEVENT"


def calendar(events: Iterable[Event], at: datetime) -> bytes:
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Maillage//Inscriptions//FR", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH"]  # fmt: skip
    for event in events:
        whole += lines(event, at)
    return "\r\n".join([*(folded(line) for line in (*whole, "END:VCALENDAR")), ""]).encode()
