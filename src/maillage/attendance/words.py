"""How codes read: those of the room, of the profile, of the territory. A code that vanished is shown as it is."""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.activities.enums import Kind, Part
from maillage.attendance.breakdown import DIMENSIONS
from maillage.attendance.enums import OUTSIDE, Age, Dimension, FirstTime, Sex
from maillage.core.generation import remembered
from maillage.network import current

Pairs = list[tuple[str, str]]


def lang() -> str:
    return get_language() or "fr"


def coded(things: Iterable[Any]) -> Pairs:
    return [(one.code, one.name.text(lang())) for one in things]


def regions(*, outside: bool = True) -> Pairs:
    found = coded(current.profile().territory.regions) if current.exists() else []
    return [*found, (OUTSIDE, _("Hors du territoire"))] if outside else found


def headings() -> Pairs:
    """« framework/heading », named by both."""
    return [
        (f"{frame.code}/{one.code}", f"{frame.name.text(lang())} : {one.name.text(lang())}")
        for frame in (current.profile().frameworks if current.exists() else ())
        for one in frame.headings
    ]


def of_profile(part: str) -> Pairs:
    return coded(getattr(current.profile(), part)) if current.exists() else []


def attention() -> Pairs:
    return [
        (f"{theme.code}/{one.code}", f"{theme.name.text(lang())} : {one.name.text(lang())}")
        for theme in (current.profile().themes if current.exists() else ())
        for one in theme.attention_points
    ]


_CHOICES: dict[str, Any] = {
    "sex": lambda: [(one.value, str(one.label)) for one in Sex],
    "age": lambda: [(one.value, str(one.label)) for one in Age],
    "first_time": lambda: [(one.value, str(one.label)) for one in FirstTime],
    "region": regions,
    "audience": partial(of_profile, "audiences"),
    "framework": partial(of_profile, "frameworks"),
    "place": partial(regions, outside=False),
    "form": partial(of_profile, "activity_forms"),
    "movement": partial(of_profile, "movements"),
    "part": lambda: [(one.value, str(one.label)) for one in Part],
    Kind.AUDIENCE.value + "s": partial(of_profile, "audiences"),
    Kind.THEME.value: partial(of_profile, "themes"),
    Kind.ATTENTION.value: attention,
    Kind.AXIS.value: partial(of_profile, "cross_cutting_axes"),
    Kind.HEADING.value: headings,
}


def choices(name: str) -> Pairs:
    """(code, name) of what a dimension may be, in the order that people read it."""
    return remembered(("attendance", name), lambda: list(_CHOICES[name]()))


def names(name: str) -> dict[str, str]:
    return dict(choices(name))


def dimension(name: str) -> str:
    return str(Dimension(name).label)


def dimension_names() -> dict[str, str]:
    return {name: dimension(name) for name in DIMENSIONS}


def shown_dimensions() -> list[str]:
    """Those that there is something to choose from: a network without regions is not asked about them."""
    return [name for name in DIMENSIONS if len(choices(name)) > 1]


TOLD = re.compile(r"(.*) \((.+)\) : (\d+)")


def told(line: str) -> str:
    """A line of a breakdown as the journal keeps it, « F 12-17 (sex × age) : 2 », in words."""
    found = TOLD.fullmatch(str(line))
    wanted = found[2].split(" × ") if found else []
    codes = found[1].split(" ") if found else []
    if found is None or len(codes) != len(wanted) or not set(wanted) <= dimension_names().keys():
        return str(line)
    said = [
        _("inconnu") if code == "?" else names(name).get(code, code) for name, code in zip(wanted, codes, strict=True)
    ]
    return f"{' × '.join(said)}\N{NO-BREAK SPACE}: {found[3]}"
