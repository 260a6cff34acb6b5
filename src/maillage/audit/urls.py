"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from typing import Any

app_name = "audit"

public: list[Any] = []
urlpatterns: list[Any] = []
