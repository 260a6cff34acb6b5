"""The network's faces: its colours for everyone, its first start, its profile in Gestion."""
