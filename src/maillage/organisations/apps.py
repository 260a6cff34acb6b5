from maillage.core.rooms import RoomConfig


class OrganisationsConfig(RoomConfig):
    default = True
    name = "maillage.organisations"
    label = "organisations"
