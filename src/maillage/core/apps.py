from importlib import import_module

from maillage.core.rooms import RoomConfig


class CoreConfig(RoomConfig):
    default = True
    name = "maillage.core"
    label = "core"

    def ready(self) -> None:
        super().ready()
        import_module("maillage.core.lookups")  # `column__among=values`
