"""Home pages by role, global search, navigation."""
