from maillage.core.rooms import RoomConfig


class CampaignsConfig(RoomConfig):
    default = True
    name = "maillage.campaigns"
    label = "campaigns"
