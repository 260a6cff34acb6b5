"""Addresses of questions and votes."""

from typing import Any

urlpatterns: list[Any] = []
