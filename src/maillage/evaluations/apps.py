from maillage.core.rooms import RoomConfig


class EvaluationsConfig(RoomConfig):
    default = True
    name = "maillage.evaluations"
    label = "evaluations"
