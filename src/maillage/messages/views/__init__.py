"""The faces: public pages without signing in, the outbox in Gestion."""
