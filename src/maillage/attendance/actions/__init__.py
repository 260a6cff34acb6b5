"""The verbs of the room: the attendance of a date, the people of an activity, the frozen figures of a year."""

from maillage.attendance.actions.counts import follow, forget, give_people, record, warnings
from maillage.attendance.actions.snapshots import freeze

__all__ = ["follow", "forget", "freeze", "give_people", "record", "warnings"]
