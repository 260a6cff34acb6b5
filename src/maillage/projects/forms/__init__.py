"""What the team types about projects."""
