"""A meeting as a calendar file (RFC 5545)."""

from collections.abc import Iterator

from django.utils.timezone import now

from maillage.assemblies import words
from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly
from maillage.core import ics
from maillage.core.public import absolute

HEAD = (("VERSION", "2.0"), ("PRODID", "-//Maillage//Assemblees//FR"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"))


def properties(assembly: Assembly, *, url: str, remote: bool) -> Iterator[ics.Property]:
    """Its properties; the link to join is for those who are called."""
    assert assembly.starts_at is not None
    assert assembly.ends is not None
    yield "UID", ics.text(absolute(f"/assemblees/{assembly.pk}"))
    yield "DTSTAMP", ics.moment(now())
    yield "DTSTART", ics.moment(assembly.starts_at)
    yield "DTEND", ics.moment(assembly.ends)
    yield "SEQUENCE", str(assembly.version)
    yield "STATUS", "CANCELLED" if assembly.state == AssemblyState.CANCELLED else "CONFIRMED"
    yield "SUMMARY", ics.text(assembly.title)
    yield "LOCATION", ics.text(words.where(assembly))
    if remote and assembly.remote_url:
        yield "DESCRIPTION", ics.text(assembly.remote_url)
    yield "URL", url


def calendar(assembly: Assembly, *, url: str, remote: bool = False) -> bytes:
    """The file, empty of events when no date is fixed."""
    events = [properties(assembly, url=url, remote=remote)] if assembly.starts_at else []
    return ics.calendar(HEAD, events).encode()
