from maillage.core.rooms import RoomConfig


class MessagesConfig(RoomConfig):
    default = True
    name = "maillage.messages"
    label = "mail"
