from maillage.core.rooms import RoomConfig


class FundingConfig(RoomConfig):
    default = True
    name = "maillage.funding"
    label = "funding"
