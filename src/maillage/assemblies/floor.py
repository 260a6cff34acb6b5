"""Whose turn it is to speak: points of order, then those who have not spoken yet, in turn between groups if the
meeting decides so, else in the order in which they asked. Pure: nothing of Django, no clock.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """Someone who waits for the floor: `asked` orders arrivals, `spoken` counts what they said on this item before."""

    key: Hashable
    asked: int
    group: str = ""
    spoken: int = 0
    order: bool = False  # a point of order


@dataclass(frozen=True, slots=True)
class Said:
    """Something said: by whom, of which group, during how many seconds."""

    person: Hashable
    group: str
    seconds: int


def turns(wishes: Iterable[Wish], *, alternate: bool = False, last: str | None = None) -> list[Wish]:
    """The order in which they speak. `last` is the group of who spoke last, so that the turn passes to another."""
    arrived = sorted(wishes, key=lambda one: one.asked)
    ordered = [one for one in arrived if one.order]
    for tier in (
        [one for one in arrived if not one.order and not one.spoken],
        [one for one in arrived if not one.order and one.spoken],
    ):
        ordered += alternated(tier, last) if alternate else tier
        last = ordered[-1].group if tier else last
    return ordered


def alternated(tier: Sequence[Wish], last: str | None) -> list[Wish]:
    """In turn between groups: the one whose head waits longest, never the same twice while another waits."""
    queues: dict[str, deque[Wish]] = defaultdict(deque)
    for one in tier:
        queues[one.group].append(one)
    found: list[Wish] = []
    while queues:
        others = {name: queue for name, queue in queues.items() if name != last} or queues
        last = min(others, key=lambda name: others[name][0].asked)
        found.append(queues[last].popleft())
        if not queues[last]:
            del queues[last]
    return found


def by_group(said: Iterable[Said]) -> dict[str, int]:
    """Seconds spoken by each group."""
    totals: dict[str, int] = defaultdict(int)
    for one in said:
        totals[one.group] += one.seconds
    return dict(totals)


def by_person(said: Iterable[Said]) -> dict[Hashable, int]:
    """Seconds spoken by each person."""
    totals: dict[Hashable, int] = defaultdict(int)
    for one in said:
        totals[one.person] += one.seconds
    return dict(totals)


def total(said: Iterable[Said]) -> int:
    return sum(one.seconds for one in said)


def clock(seconds: int) -> str:
    """« 4:05 », « 1:02:09 »."""
    hours, rest = divmod(max(seconds, 0), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"
