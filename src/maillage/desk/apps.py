from maillage.core.rooms import RoomConfig


class DeskConfig(RoomConfig):
    default = True
    name = "maillage.desk"
    label = "desk"
