"""Importing activities: read, compared with what is held, written batch after batch; the broken ones refused alone."""
