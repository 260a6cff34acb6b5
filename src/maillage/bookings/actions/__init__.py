"""The verbs of bookings: what can be booked, when people may be asked, and reservations from the request to the return."""

from maillage.bookings.actions.availability import forget_absence, forget_availability, say_absent, say_available
from maillage.bookings.actions.guard import BookingRefusal
from maillage.bookings.actions.lending import hand_out, take_back
from maillage.bookings.actions.objects import (
    back_in_order,
    bookable_for,
    change_object,
    create_object,
    out_of_order,
    set_photo,
)
from maillage.bookings.actions.reservations import ask, cancel, confirm, forget_borrowers, move, reserve

__all__ = [
    "BookingRefusal",
    "ask",
    "back_in_order",
    "bookable_for",
    "cancel",
    "change_object",
    "confirm",
    "create_object",
    "forget_absence",
    "forget_availability",
    "forget_borrowers",
    "hand_out",
    "move",
    "out_of_order",
    "reserve",
    "say_absent",
    "say_available",
    "set_photo",
    "take_back",
]
