"""The public pages of organisations and of the network, and the same as data."""
