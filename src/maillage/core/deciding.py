"""Kinds of the registry for democratic life: what rooms of assemblies, motions, elections and minutes give one another.

They are registered as the others: `house` of `core/registry.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class VoteGuard:
    """Refuses what would be done with a vote: `refuse(question, verb)` yields sentences; verbs: open, close, cast, declare."""

    refuse: Callable[[Any, str], Iterable[str]]
    order: int = 50


@dataclass(frozen=True)
class PresenceSource:
    """Who is there: `present(roll)` gives the persons' ids, or None when this roll has no meeting."""

    present: Callable[[Any], set[int] | None]
    order: int = 50


@dataclass(frozen=True)
class VotePoints:
    """Points to which a proxy may be limited: `of(roll)` yields (source, title) in order; `around(source)`, the points that
    hold a vote or a point (« motion:5 » → « item:12 »)."""

    around: Callable[[str], Iterable[str]]
    of: Callable[[Any], Iterable[tuple[str, str]]] = lambda _roll: ()
    order: int = 50


@dataclass(frozen=True)
class Step:
    """A line of the secretary's check-list: what to do, by when, and what the law or the by-laws ask (`law`); `before`:
    only until the meeting is open."""

    key: str
    label: Any
    done: bool
    due: Any = None  # a date
    url: str = ""
    law: str = ""
    tone: str = ""
    order: int = 50
    before: bool = False


@dataclass(frozen=True)
class AssemblySteps:
    """A room's lines of the check-list of an assembly: `steps(assembly)` yields `Step`."""

    steps: Callable[[Any], Iterable[Step]]
    order: int = 50


@dataclass(frozen=True)
class RecordPart:
    """A room's files in the record of an assembly: `files(assembly)` yields (path in the folder, content)."""

    files: Callable[[Any], Iterable[tuple[str, bytes]]]
    order: int = 50
