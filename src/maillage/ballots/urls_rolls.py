"""Addresses of rolls and proxies."""

from typing import Any

urlpatterns: list[Any] = []
