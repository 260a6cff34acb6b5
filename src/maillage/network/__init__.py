"""What this network is, as data and not as code: its profile."""
