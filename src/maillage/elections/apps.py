from maillage.core.rooms import RoomConfig


class ElectionsConfig(RoomConfig):
    default = True
    name = "maillage.elections"
    label = "elections"
