from maillage.core.rooms import RoomConfig


class MembersConfig(RoomConfig):
    default = True
    name = "maillage.members"
    label = "members"
