"""What the room gives the house."""
