"""Pages of the room: Gestion and the public."""
