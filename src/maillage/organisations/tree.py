"""Affiliation trees: who is above, who is below, in one query that no circle can hold for ever.

An affiliation is the link « est affiliée à », from the affiliate (child) to what it belongs to (parent).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from maillage.organisations.enums import Relation, State
from maillage.organisations.models import Organisation

DEEPEST = 30

# Each link is written from both ends: read from the child (is_reverse = false) it leads up, else down.
_WALK = """
WITH RECURSIVE walk(id, via, depth, path) AS (
    SELECT l.to_organisation_id, l.from_organisation_id, 1,
           ',' || CAST(l.from_organisation_id AS text) || ',' || CAST(l.to_organisation_id AS text) || ','
    FROM organisations_link l
    WHERE l.from_organisation_id = %(start)s AND l.relation = %(relation)s AND l.is_reverse = %(down)s
      AND l.to_organisation_id IS NOT NULL
      AND (l.started_on IS NULL OR l.started_on <= %(until)s) AND (l.ended_on IS NULL OR l.ended_on >= %(since)s)
  UNION ALL
    SELECT l.to_organisation_id, l.from_organisation_id, w.depth + 1,
           w.path || CAST(l.to_organisation_id AS text) || ','
    FROM walk w JOIN organisations_link l ON l.from_organisation_id = w.id
    WHERE l.relation = %(relation)s AND l.is_reverse = %(down)s AND l.to_organisation_id IS NOT NULL
      AND (l.started_on IS NULL OR l.started_on <= %(until)s) AND (l.ended_on IS NULL OR l.ended_on >= %(since)s)
      AND w.depth < %(deepest)s AND w.path NOT LIKE '%%,' || CAST(l.to_organisation_id AS text) || ',%%'
)
SELECT id, via, depth, path FROM walk ORDER BY depth, id
"""


@dataclass(frozen=True)
class Step:
    """An organisation met on the way: `via` is the one before it, `path` everything from the start."""

    id: int
    via: int
    depth: int
    path: tuple[int, ...]


@dataclass
class Node:
    organisation: Organisation
    is_here: bool = False
    children: list["Node"] = field(default_factory=list)


def _walk(start: int, *, down: bool, since: date | None, until: date | None) -> list[Step]:
    today = localdate()
    values = {
        "start": start, "relation": Relation.AFFILIATED_TO.value, "down": down, "deepest": DEEPEST,
        "since": (since or today).isoformat(), "until": (until or today).isoformat(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_WALK, values)
        rows = cursor.fetchall()
    return [Step(row[0], row[1], row[2], tuple(int(part) for part in row[3].strip(",").split(","))) for row in rows]


def ancestors(organisation_id: int, *, since: date | None = None, until: date | None = None) -> list[Step]:
    """What it belongs to, nearest first; today, or at any moment of a span."""
    return _walk(organisation_id, down=False, since=since, until=until)


def descendants(organisation_id: int, *, since: date | None = None, until: date | None = None) -> list[Step]:
    """What belongs to it, nearest first; today, or at any moment of a span."""
    return _walk(organisation_id, down=True, since=since, until=until)


def circle(child: int, parent: int, *, since: date | None = None, until: date | None = None) -> list[int]:
    """The path from parent back to child that affiliating child to parent would close, or nothing."""
    if child == parent:
        return [child]
    above = ancestors(parent, since=since or date.min, until=until or date.max)
    return next((list(step.path) for step in above if step.id == child), [])


def of(organisation: Organisation, user: Any) -> list[Node]:
    """The tree where an organisation stands, as nested nodes, without what this person may not see.

    Roots first: each chain above, then the organisation itself, then what is below.
    """
    above, below = ancestors(organisation.pk), descendants(organisation.pk)
    if not above and not below:
        return []
    ids = {step.id for step in (*above, *below)}
    seen = {row.pk: row for row in Organisation.objects.visible_to(user).exclude(state=State.MERGED).filter(pk__in=ids)}
    here = Node(organisation, is_here=True)
    _hang(here, below, seen)
    return _under(here, above, seen)


def _hang(root: Node, steps: Iterable[Step], seen: dict[int, Organisation]) -> None:
    nodes: dict[tuple[int, ...], Node] = {}
    for step in steps:
        parent = root if step.depth == 1 else nodes.get(step.path[:-1])
        if parent is not None and step.id in seen:
            nodes[step.path] = Node(seen[step.id])
            parent.children.append(nodes[step.path])


def _under(here: Node, steps: list[Step], seen: dict[int, Organisation]) -> list[Node]:
    """The organisation under each chain of what it belongs to (it may belong to several)."""
    longer = {step.path[:-1] for step in steps if step.id in seen}
    roots = []
    for step in steps:
        if step.id not in seen or step.path in longer or any(part not in seen for part in step.path[1:]):
            continue
        node = here
        for part in step.path[1:]:
            node = Node(seen[part], children=[node])
        roots.append(node)
    return roots or [here]
