from maillage.core.rooms import RoomConfig


class BookingsConfig(RoomConfig):
    default = True
    name = "maillage.bookings"
    label = "bookings"
