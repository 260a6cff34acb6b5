"""The lines of an iCalendar file (RFC 5545): values escaped, lines folded, instants in UTC. Pure; knows no event."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

FOLD = 75  # octets
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
Property = tuple[str, str]


def text(value: str) -> str:
    """A text as a value: escaped, without what no calendar reads."""
    return CONTROLS.sub("", value.replace("\r\n", "\n")).translate(ESCAPED)


def moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def folded(line: str) -> str:
    """The line in pieces of 75 octets at most, never cut inside a sign."""
    if len(line) * 4 <= FOLD or len(line.encode()) <= FOLD:
        return line
    pieces, piece, room = [], "", FOLD
    for sign in line:
        size = len(sign.encode("utf-8", "replace"))
        if size > room:
            pieces.append(piece)
            piece, room = "", FOLD - 1  # the space that begins the next
        piece += sign
        room -= size
    return "\r\n ".join([*pieces, piece])


def calendar(head: Iterable[Property], events: Iterable[Iterable[Property]]) -> str:
    """The whole file: what it says of itself, then its events, each as its properties."""
    lines = ["BEGIN:VCALENDAR", *(folded(f"{key}:{value}") for key, value in head)]
    for event in events:
        lines += ["BEGIN:VEVENT", *(folded(f"{key}:{value}") for key, value in event), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])
