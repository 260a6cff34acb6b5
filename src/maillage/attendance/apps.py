from maillage.core.rooms import RoomConfig


class AttendanceConfig(RoomConfig):
    default = True
    name = "maillage.attendance"
    label = "attendance"
