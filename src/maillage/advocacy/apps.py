from maillage.core.rooms import RoomConfig


class AdvocacyConfig(RoomConfig):
    default = True
    name = "maillage.advocacy"
    label = "advocacy"
