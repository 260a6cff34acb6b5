from maillage.core.rooms import RoomConfig


class PartnershipsConfig(RoomConfig):
    default = True
    name = "maillage.partnerships"
    label = "partnerships"
