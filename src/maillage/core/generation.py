"""The generation of public content: one number, raised by every journalled change, that page caches compare.

What only a journalled change can alter (the counts of the menu, the values a filter offers) is found once for each
generation in each process: `remembered`, `by_rights`, `by_person`, `among`.
"""

import time
from collections.abc import Callable, Hashable, Iterable
from functools import wraps
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language

from maillage.core.models import Generation

T = TypeVar("T")
POLL_SECONDS = 1.0
MOST_REMEMBERED = 2000
MOST_AMONG = 2000


class _Known:
    number = -1
    read_at = 0.0
    forgotten = 0
    # (when it holds: number, times forgotten, day; what was found).
    found: tuple[Any, dict[Hashable, Any]] = (None, {})


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
    _Known.forgotten += 1


def advance() -> None:
    """Raise the generation with the change under way; caches follow when it commits."""
    Generation.raise_by_one()
    transaction.on_commit(forget)


def remembered(key: Hashable, find: Callable[[], T]) -> T:
    """What `find()` gives, found once until something is journalled, the day ends, or the language is another.

    Never inside a transaction, which may see what will be undone.
    """
    if connection.in_atomic_block:
        return find()
    moment = (current(), _Known.forgotten, localdate())
    if _Known.found[0] != moment or len(_Known.found[1]) > MOST_REMEMBERED:
        _Known.found = (moment, {})
    known, key = _Known.found[1], (key, get_language())
    if key not in known:
        known[key] = find()
    return known[key]  # type: ignore[no-any-return]


def once(find: Callable[[], T]) -> Callable[[], T]:
    """A function that takes nothing, remembered."""

    @wraps(find)
    def known() -> T:
        return remembered(find, find)

    return known


def by_rights(find: Callable[[Any], T]) -> Callable[[Any], T]:
    """A function of a person whose answer follows from their rights alone: one answer for all who have the same."""

    @wraps(find)
    def known(user: Any) -> T:
        return remembered((find, user.permissions), lambda: find(user))

    return known


def by_person(find: Callable[[Any], T]) -> Callable[[Any], T]:
    """A function of a person whose answer is their own (what is left when their own doing is set aside)."""

    @wraps(find)
    def known(user: Any) -> T:
        return remembered((find, user.pk, user.permissions), lambda: find(user))

    return known


def among(key: Hashable, number: int, find: Callable[[], Iterable[Any]]) -> bool:
    """May this row be one of the few that `find()` gives (queries of numbers)? No spares the page a question.

    Yes also when it is not known: inside a transaction, or when they are too many to be kept in memory.
    """
    if connection.in_atomic_block:
        return True
    few = remembered(("among", key), lambda: _few(find()))
    return few is None or number in few


def _few(queries: Iterable[Any]) -> frozenset[int] | None:
    """The numbers that queries give; None when there are more than are kept."""
    found: set[int] = set()
    for query in queries:
        found.update(query.order_by().distinct()[: MOST_AMONG + 1])
        if len(found) > MOST_AMONG:
            return None
    return frozenset(found)
