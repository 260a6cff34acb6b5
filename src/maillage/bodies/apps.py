from maillage.core.rooms import RoomConfig


class BodiesConfig(RoomConfig):
    default = True
    name = "maillage.bodies"
    label = "bodies"
