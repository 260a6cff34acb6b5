"""The faces: serving files and images; the documents in Gestion."""
