from maillage.core.rooms import RoomConfig


class IatiConfig(RoomConfig):
    default = True
    name = "maillage.iati"
    label = "iati"
