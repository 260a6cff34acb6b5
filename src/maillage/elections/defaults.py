"""How an election begins: the seats that are vacant or due by then, and the kind of vote that fits."""

from typing import Any

from django.db.models import QuerySet

from maillage.assemblies.enums import ItemKind
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.bodies.composition import composition
from maillage.bodies.models import Body
from maillage.elections.eligibility import GRACE
from maillage.elections.enums import ElectionState, Stagger


def items_waiting(assembly: Assembly) -> QuerySet[AgendaItem]:
    """The items of the agenda where an election is to be prepared: those of the kind that hold none, or a cancelled one."""
    held = assembly.elections.exclude(state=ElectionState.CANCELLED).exclude(item=None)
    return assembly.items.filter(kind=ItemKind.ELECTION).exclude(pk__in=held.values("item"))


def seats_due(body: Body, day: Any) -> dict[str, int]:
    """{college: seats} to fill on a day: vacant, or whose mandate is due by then; all of them when none is."""
    found: dict[str, int] = {}
    groups = [one for one in composition(body, day) if one.group]
    for one in groups:
        due = sum(row.due_on is None or (row.due_on - day).days <= GRACE for row in one.held)
        if number := one.vacant + due:
            found[one.group.college] = min(number, one.group.seats)  # type: ignore[union-attr]
    if found:
        return found
    return {one.group.college: one.group.seats for one in groups if one.group} or {"sieges": 1}


def values_for(body: Body, day: Any) -> dict[str, Any]:
    staggered = any(group.staggered for group in body.groups.all())
    return {"seats": seats_due(body, day), "stagger": Stagger.ORDER if staggered else Stagger.NONE}
