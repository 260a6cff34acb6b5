"""Reading others' agendas (iCalendar), however they were written: what was understood, and what was not, in words.

found = reading.read(data, zone=ZoneInfo("Europe/Paris"), since=…, until=…)
found.events; found.problems
"""

from datetime import datetime, tzinfo

from maillage.activities.reading.problems import Problem
from maillage.activities.reading.series import MOST_BYTES, MOST_EVENTS, Event, Occurrence, Reading
from maillage.core.later import later

__all__ = ["MOST_BYTES", "MOST_EVENTS", "Event", "Occurrence", "Problem", "Reading", "read"]

files = later("maillage.activities.reading.files")  # with the library of iCalendar, which public pages never need


def read(data: bytes, *, zone: tzinfo, since: datetime, until: datetime) -> Reading:
    """The events held between two instants; hours without a zone are those of `zone`. Raises AgendaError."""
    found: Reading = files.read(data, zone=zone, since=since, until=until)
    return found
