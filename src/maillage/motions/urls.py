"""Addresses of the room."""

from typing import Any

app_name = "motions"
urlpatterns: list[Any] = []
public: list[Any] = []
