"""Forms of the room: they parse and validate, and never write."""
