from maillage.core.rooms import RoomConfig


class BallotsConfig(RoomConfig):
    default = True
    name = "maillage.ballots"
    label = "ballots"
