"""Reading others' agendas (iCalendar), however they were written: what was understood, and what was not, in words.

found = reading.read(data, zone=ZoneInfo("Europe/Paris"), since=…, until=…)
found.events; found.problems
"""

from maillage.activities.reading.files import MOST_BYTES, MOST_EVENTS, Reading, read
from maillage.activities.reading.problems import Problem
from maillage.activities.reading.series import Event, Occurrence

__all__ = ["MOST_BYTES", "MOST_EVENTS", "Event", "Occurrence", "Problem", "Reading", "read"]
