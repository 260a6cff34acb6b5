"""Addresses of the room."""

from typing import Any

app_name = "minutes"
urlpatterns: list[Any] = []
public: list[Any] = []
