"""Signing in, my account, the demonstration. The pages of Gestion about accounts are views of the desk."""
