"""The page of the API, its description, and the keys in Gestion."""
