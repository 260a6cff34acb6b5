from maillage.core.rooms import RoomConfig


class ResultsConfig(RoomConfig):
    default = True
    name = "maillage.results"
    label = "results"
