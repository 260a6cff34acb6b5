"""Answers as people read them."""

from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from maillage.evaluations.enums import ItemKind
from maillage.evaluations.models import Item

POINTS = range(1, 6)
FACES = range(1, 4)


def answers_of(item: Item) -> list[tuple[int, str]]:
    """(number, label) of every possible answer of a closed question."""
    match item.kind:
        case ItemKind.SCALE:
            ends = {1: _("pas du tout"), 5: _("tout à fait")}
            return [(n, f"{n} ({ends[n]})" if n in ends else str(n)) for n in POINTS]
        case ItemKind.FACES:
            return list(zip(FACES, (_("☹ Non"), _("😐 Moyen"), _("☺ Oui")), strict=True))
        case ItemKind.YES_NO:
            return [(1, _("Oui")), (0, _("Non"))]
        case ItemKind.ONE | ItemKind.SEVERAL:
            return list(enumerate(item.options))
    return []


def mean(value: Fraction | None) -> str:
    """« 4,2 »; nothing when there is none."""
    return "" if value is None else str(number_format(round(float(value), 1), 1))


def signed(value: Fraction | None) -> str:
    """« +0,4 », « −0,2 » with the true minus, « 0,0 » when nothing moved."""
    if value is None:
        return ""
    said = mean(abs(value))
    moved = any(figure in "123456789" for figure in said)
    return ("+" if value > 0 else "−") + said if moved else said


def percent(value: Fraction) -> Any:
    return f"{round(float(value) * 100)} %"


def is_measured(item: Item) -> bool:
    return ItemKind(item.kind).is_measured
