"""The faces of the room: Gestion, the partner's answers, everyone."""
