from maillage.core.rooms import RoomConfig


class WebConfig(RoomConfig):
    default = True
    name = "maillage.web"
    label = "web"
