"""Maillage: the free software that a network of international-solidarity organisations runs on."""
