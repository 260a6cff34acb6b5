from maillage.core.rooms import RoomConfig


class CoreConfig(RoomConfig):
    default = True
    name = "maillage.core"
    label = "core"
