"""Addresses of the room."""

from typing import Any

app_name = "elections"
urlpatterns: list[Any] = []
public: list[Any] = []
