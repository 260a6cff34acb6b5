from maillage.core.rooms import RoomConfig


class UiConfig(RoomConfig):
    default = True
    name = "maillage.ui"
    label = "ui"
