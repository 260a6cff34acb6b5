"""A library loaded when it is first used: what most hours never need does not sit in the memory of each process.

    xlsxwriter = later("xlsxwriter")

Only for what is heavy and seldom used (a spreadsheet written, a PDF made, an agenda read): the rest is imported at the
top of its module, where it is seen.
"""

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module until something of it is asked for; importing takes the interpreter's own lock."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self._name), name)
        setattr(self, name, found)  # what is asked ten thousand times is looked up once
        return found


def later(name: str) -> Any:
    """The module of this name, loaded at its first use."""
    return Later(name)
