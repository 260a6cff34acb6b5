"""The points of an agenda to which a proxy may be limited: those where something is decided."""

from collections.abc import Iterable
from typing import Any

from maillage.assemblies.agenda import tree
from maillage.assemblies.enums import ItemKind
from maillage.assemblies.models import AgendaItem, Assembly

VOTED = (ItemKind.DECISION, ItemKind.ELECTION)


def of(roll: Any) -> Iterable[tuple[str, str]]:
    """(source, « 3.2 Budget ») of each, in order; a point that holds such parts stands for all of them."""
    assembly = Assembly.objects.filter(roll=roll).first()
    lines = tree(assembly) if assembly else []
    holding = {line.item.parent_id for line in lines if line.item.kind in VOTED}
    for line in lines:
        if line.item.kind in VOTED or line.item.pk in holding:
            yield line.item.source, f"{line.code} {line.item.title}"


def around(source: str) -> Iterable[str]:
    """The point that holds this one."""
    kind, _colon, number = source.partition(":")
    if kind == "item" and number.isdecimal():
        found = AgendaItem.objects.filter(pk=number).exclude(parent=None).values_list("parent", flat=True)
        yield from (f"item:{parent}" for parent in found)
