"""The doors to the outside: each has one class that goes out, and one beside it that pretends, for tests.

page = gateways.web().fetch("https://exemple.org/agenda.ics", most=5_000_000)
with gateways.pretending(FakeWeb({"https://exemple.org/agenda.ics": b"..."})): ...
"""

from collections.abc import Iterator
from contextlib import contextmanager

from maillage.core.gateways.web import FakeWeb, Fetched, Unreachable, Web, WebDoor

__all__ = ["FakeWeb", "Fetched", "Unreachable", "Web", "WebDoor", "pretending", "web"]


class _Door:
    web: WebDoor = Web()


def web() -> WebDoor:
    """The door to pages of others."""
    return _Door.web


@contextmanager
def pretending(other: WebDoor) -> Iterator[WebDoor]:
    """For a test: nothing goes out."""
    kept, _Door.web = _Door.web, other
    try:
        yield other
    finally:
        _Door.web = kept
