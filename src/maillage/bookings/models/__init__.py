"""The room's rows: what is booked, when people may be asked, reservations."""

from maillage.bookings.models.bookable import Absence, Availability, Bookable
from maillage.bookings.models.reservation import Reservation

__all__ = ["Absence", "Availability", "Bookable", "Reservation"]
