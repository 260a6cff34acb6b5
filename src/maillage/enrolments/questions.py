"""Questions and their conditions, without Django: which are asked, given what was answered."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Asked(Protocol):
    pk: int
    after_id: int | None
    after_answer: str


def says(value: Any, wanted: str) -> bool:
    """Is this the answer that a condition waits for? Of several choices, one is enough; a condition without a
    wanted answer asks for any."""
    if isinstance(value, list | tuple):
        return any(says(one, wanted) for one in value)
    text = {True: "yes", False: "no", None: ""}.get(value, value) if value is None or isinstance(value, bool) else value
    text = str(text).strip()
    return bool(text) if not wanted else text.casefold() == wanted.strip().casefold()


def in_order(questions: Sequence[Any]) -> list[tuple[Any, int]]:
    """(question, depth): each followed at once by those it leads to, whatever their ranks; circles are cut."""
    children: dict[int | None, list[Any]] = {}
    known = {one.pk for one in questions}
    for one in questions:
        children.setdefault(one.after_id if one.after_id in known else None, []).append(one)
    found: list[tuple[Any, int]] = []
    seen: set[int] = set()

    def walk(parent: int | None, depth: int) -> None:
        for one in children.get(parent, ()):
            if one.pk not in seen:
                seen.add(one.pk)
                found.append((one, depth))
                walk(one.pk, depth + 1)

    walk(None, 0)
    return found + [(one, 0) for one in questions if one.pk not in seen]


def asked(questions: Sequence[Any], values: Mapping[int, Any]) -> set[int]:
    """Numbers of the questions that are asked: those without a condition, and those whose condition holds on a
    question that is itself asked."""
    by_number, found = {one.pk: one for one in questions}, set()
    for one, _depth in in_order(questions):
        parent = by_number.get(one.after_id)
        if parent is None or (parent.pk in found and says(values.get(parent.pk), one.after_answer)):
            found.add(one.pk)
    return found
