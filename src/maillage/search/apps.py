from maillage.core.rooms import RoomConfig


class SearchConfig(RoomConfig):
    default = True
    name = "maillage.search"
    label = "search"
