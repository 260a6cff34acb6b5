from maillage.core.rooms import RoomConfig


class AccountsConfig(RoomConfig):
    default = True
    name = "maillage.accounts"
    label = "accounts"
