"""Organisations and people, their links and places; import, duplicates; who is withheld."""
