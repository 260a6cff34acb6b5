from maillage.core.rooms import RoomConfig


class MinutesConfig(RoomConfig):
    default = True
    name = "maillage.minutes"
    label = "minutes"
