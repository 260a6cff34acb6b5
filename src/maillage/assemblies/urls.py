"""Addresses of the room."""

from typing import Any

app_name = "assemblies"
urlpatterns: list[Any] = []
public: list[Any] = []
