"""The faces of the room."""
