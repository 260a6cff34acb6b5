"""Addresses of the room."""

from typing import Any

app_name = "ballots"
urlpatterns: list[Any] = []
public: list[Any] = []
