"""What the public sees: directory, organisation pages, maps, feeds, open data."""
