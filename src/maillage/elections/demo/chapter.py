"""To be written with the assemblies of the demonstration."""

from typing import Any


def write(context: Any) -> None:
    """Nothing yet."""
