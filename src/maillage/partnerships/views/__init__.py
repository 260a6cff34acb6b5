"""The faces of the room: Gestion, the member space, the links of letters, the public pages."""
