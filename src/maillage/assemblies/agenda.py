"""The agenda as it is read: the tree in order, its numbers, how long it takes, from what hour to what hour."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from maillage.assemblies.models import AgendaItem, Assembly

DEEPEST = 3


@dataclass(slots=True)
class Line:
    """An item at its place. `minutes` are its own and those of its parts; `at` is when it should begin."""

    item: AgendaItem
    code: str
    depth: int
    minutes: int = 0
    at: datetime | None = None
    first: bool = False
    last: bool = False
    parts: int = 0


def arranged(items: Iterable[AgendaItem], starts_at: datetime | None = None) -> list[Line]:
    """The lines of a tree, in order; each item knows its `code` without asking again."""
    parts: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for item in sorted(items, key=lambda one: (one.position, one.pk)):
        parts[item.parent_id].append(item)
    lines: list[Line] = []
    clock = starts_at

    def walk(parent: int | None, prefix: str, depth: int) -> int:
        nonlocal clock
        total = 0
        for rank, item in enumerate(parts[parent], 1):
            item.code = f"{prefix}{rank}"
            line = Line(item, item.code, depth, at=clock, first=rank == 1, last=rank == len(parts[parent]))
            lines.append(line)
            if clock is not None:
                clock += timedelta(minutes=item.minutes_planned)
            line.parts = len(parts[item.pk])
            line.minutes = item.minutes_planned + walk(item.pk, f"{item.code}.", depth + 1)
            total += line.minutes
        return total

    walk(None, "", 1)
    return lines


def tree(assembly: Assembly) -> list[Line]:
    """The agenda of an assembly, in one query."""
    return arranged(assembly.items.all(), assembly.starts_at)


def total(lines: Iterable[Line]) -> int:
    """Minutes in all."""
    return sum(line.minutes for line in lines if line.depth == 1)


def lasting(minutes: int) -> str:
    """« 1 h 30 », « 45 min », nothing for 0."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours and rest else f"{hours} h" if hours else f"{rest} min"


def lot(lines: Iterable[Line]) -> list[Line]:
    """The items that are taken together."""
    return [line for line in lines if line.item.consent]


def frozen(lines: Iterable[Line]) -> list[dict[str, str | int]]:
    """The agenda as a notice keeps it."""
    return [
        {"code": line.code, "depth": line.depth, "title": line.item.title, "kind": line.item.kind, "item": line.item.pk,
         "minutes": line.minutes, "presenter": line.item.presenter, "consent": int(line.item.consent)}
        for line in lines
    ]  # fmt: skip
