from maillage.core.rooms import RoomConfig


class ActivitiesConfig(RoomConfig):
    default = True
    name = "maillage.activities"
    label = "activities"
