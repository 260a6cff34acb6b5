from maillage.core.rooms import RoomConfig


class DirectoryConfig(RoomConfig):
    default = True
    name = "maillage.directory"
    label = "directory"
