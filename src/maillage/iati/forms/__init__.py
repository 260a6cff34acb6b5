"""What people type in the room's pages."""
