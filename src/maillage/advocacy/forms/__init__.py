"""What people type about advocacy."""
