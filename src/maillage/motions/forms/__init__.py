"""What people type: motions, amendments, and what is decided of them."""
