"""The generation of public content: one number, raised by every journalled change, that page caches compare."""

import time

from django.db import transaction

from maillage.core.models import Generation

POLL_SECONDS = 1.0


class _Known:
    number = -1
    read_at = 0.0


def current() -> int:
    """The generation, read from the database at most once a second in each process."""
    now = time.monotonic()
    if _Known.number < 0 or now - _Known.read_at > POLL_SECONDS:
        _Known.number = Generation.read()
        _Known.read_at = now
    return _Known.number


def forget() -> None:
    """The next `current()` reads the database: what this process changed, it shows at once."""
    _Known.number = -1


def advance() -> None:
    """Raise the generation with the change under way; caches follow when it commits."""
    Generation.raise_by_one()
    transaction.on_commit(forget)
