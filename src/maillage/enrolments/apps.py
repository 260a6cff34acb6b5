from maillage.core.rooms import RoomConfig


class EnrolmentsConfig(RoomConfig):
    default = True
    name = "maillage.enrolments"
    label = "enrolments"
