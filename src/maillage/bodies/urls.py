"""Addresses of the room."""

from typing import Any

app_name = "bodies"
urlpatterns: list[Any] = []
public: list[Any] = []
