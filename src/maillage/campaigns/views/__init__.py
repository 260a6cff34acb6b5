"""The faces of campaigns."""
