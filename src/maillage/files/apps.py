from maillage.core.rooms import RoomConfig


class FilesConfig(RoomConfig):
    default = True
    name = "maillage.files"
    label = "files"
