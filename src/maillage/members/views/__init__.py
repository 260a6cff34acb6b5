"""The faces of membership: Gestion, the public path to joining, the member's own."""
