"""The waiting list's rules, without Django: who is called next, until when a place is kept for them.

In the order of the list, the first whose whole entry fits is called, then the next with what remains. A large group
for which there is not yet room keeps its rank and blocks nobody: smaller ones after it may pass.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

LEAST = timedelta(hours=1)


def who_fits(entries: Iterable[tuple[int, Mapping[int, int]]], free: Mapping[int, int]) -> list[int]:
    """Numbers of the entries to call, in order: `entries` are (number, {quota: places needed}); a quota that `free`
    does not know has no limit."""
    left, called = dict(free), []
    for number, needs in entries:
        if all(left.get(quota, count) >= count for quota, count in needs.items()):
            called.append(number)
            for quota, count in needs.items():
                if quota in left:
                    left[quota] -= count
    return called


def lacking(needs: Mapping[int, int], free: Mapping[int, int]) -> dict[int, int]:
    """{quota: places that are missing} for one entry."""
    return {quota: count - free[quota] for quota, count in needs.items() if quota in free and count > free[quota]}


def answer_by(at: datetime, starts_at: datetime | None, hours: int) -> datetime | None:
    """Until when a place is kept for who is called: so many hours; a third of what remains when the date is near, an
    hour at least, never past the beginning. None when the date has begun."""
    wished = at + timedelta(hours=hours)
    if starts_at is None:
        return wished
    if starts_at <= at:
        return None
    near = max((starts_at - at) / 3, LEAST)
    return min(wished, at + near, starts_at)


def rank(numbers: Sequence[int], number: int) -> int:
    """Place in the list, from 1; 0 when not on it."""
    return numbers.index(number) + 1 if number in numbers else 0
