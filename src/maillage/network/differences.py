"""What changed between two profiles, part by part, as lines a person reads. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MISSING = None
NAMES = ("code", "kind", "number", "category")  # what tells the elements of a list apart


@dataclass(frozen=True)
class Difference:
    """One value that differs: the part of the profile, the place in it, before and after."""

    part: str
    place: str
    before: str | None
    after: str | None


def _key(element: Any, rank: int) -> str:
    if isinstance(element, Mapping):
        for name in NAMES:
            if name in element:
                return str(element[name])
    return str(element) if isinstance(element, str) else str(rank + 1)


def _flat(value: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _flat(one, (*place, str(name)))
    elif isinstance(value, list | tuple):
        for rank, one in enumerate(value):
            key = _key(one, rank)
            yield from _flat(one, place if isinstance(one, str) and key == one else (*place, key))
    else:
        text = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
        yield place, text


def _grouped(value: Any) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for place, text in _flat(value, ()):
        found[place] = f"{found[place]}, {text}" if place in found else text
    return found


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every value that differs between the plain data of two profiles, in their order."""
    found = []
    for part in [*before, *(name for name in after if name not in before)]:
        if before.get(part) == after.get(part):
            continue
        old, new = _grouped(before.get(part, {})), _grouped(after.get(part, {}))
        for place in [*old, *(one for one in new if one not in old)]:
            if old.get(place) != new.get(place):
                found.append(Difference(part, " › ".join(place), old.get(place), new.get(place)))
    return found
