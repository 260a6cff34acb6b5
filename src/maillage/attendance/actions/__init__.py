"""The verbs of the room: the attendance of a date, the people of an activity, the frozen figures of a year."""

from maillage.attendance.actions.counts import follow, forget, give_people, record, warnings

__all__ = ["follow", "forget", "give_people", "record", "warnings"]
