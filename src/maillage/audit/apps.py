from maillage.core.rooms import RoomConfig


class AuditConfig(RoomConfig):
    default = True
    name = "maillage.audit"
    label = "audit"
