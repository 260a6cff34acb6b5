from maillage.core.rooms import RoomConfig


class NetworkConfig(RoomConfig):
    default = True
    name = "maillage.network"
    label = "network"
