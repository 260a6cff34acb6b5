from maillage.core.rooms import RoomConfig


class AssembliesConfig(RoomConfig):
    default = True
    name = "maillage.assemblies"
    label = "assemblies"
