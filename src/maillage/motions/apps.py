from maillage.core.rooms import RoomConfig


class MotionsConfig(RoomConfig):
    default = True
    name = "maillage.motions"
    label = "motions"
