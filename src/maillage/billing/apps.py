from maillage.core.rooms import RoomConfig


class BillingConfig(RoomConfig):
    default = True
    name = "maillage.billing"
    label = "billing"
