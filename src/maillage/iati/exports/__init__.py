"""Writing files: activities as the rooms hold them, completed with what the standard asks, without what is withheld."""
