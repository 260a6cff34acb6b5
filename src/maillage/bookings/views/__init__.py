"""The faces of bookings: Gestion, and the public catalogue of what is lent."""
