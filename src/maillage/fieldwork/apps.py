from maillage.core.rooms import RoomConfig


class FieldworkConfig(RoomConfig):
    default = True
    name = "maillage.fieldwork"
    label = "fieldwork"
