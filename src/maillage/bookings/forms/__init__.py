"""What the room asks."""
