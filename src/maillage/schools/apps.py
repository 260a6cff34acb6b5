from maillage.core.rooms import RoomConfig


class SchoolsConfig(RoomConfig):
    default = True
    name = "maillage.schools"
    label = "schools"
