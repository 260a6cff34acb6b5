from maillage.core.rooms import RoomConfig


class ApiConfig(RoomConfig):
    default = True
    name = "maillage.api"
    label = "api"
