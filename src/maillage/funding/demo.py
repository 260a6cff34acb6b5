"""The demonstration's chapter of money."""

from typing import Any


def write(context: Any) -> None:
    """Nothing yet."""
