"""May this person carry that right by proxy? Pure rules: no Django, no clock.

A proxy is an edge, from who carries a right to who will. The rules keep the graph of live proxies such that everyone who
holds one is expected in person: nobody gives to oneself, nobody who holds gives, nobody who gave holds; so no circle.
Sources: the rule of the roll, copied from the network's legal profile (allowed, how many for one holder) and narrowed by
its by-laws (same category, limited to items).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Policy:
    """The rule of one roll; `maximum` is for one holder, None for no limit."""

    allowed: bool
    maximum: int | None = None
    same_category: bool = False
    items: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Gift:
    """A proxy asked for, or one that lives: numbers of the right and of the two persons, category of the right."""

    right: int
    principal: int | None
    holder: int
    category: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why not: a stable code; `params` fill its sentence."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def problem(
    policy: Policy, asked: Gift, live: Collection[Gift], entitled: Mapping[int, Collection[str]]
) -> Problem | None:
    """The first reason to refuse, or None.

    `live` are the pending and accepted proxies of the roll; `entitled` gives the categories of the rights that each
    person carries on it.
    """
    if not policy.allowed:
        return Problem("forbidden", {"source": policy.source})
    if any(one.right == asked.right for one in live):
        return Problem("already")
    if asked.items and not policy.items:
        return Problem("items")
    return _of_persons(asked, live) or _of_holder(policy, asked, live, entitled)


def _of_persons(asked: Gift, live: Collection[Gift]) -> Problem | None:
    if asked.principal == asked.holder:
        return Problem("oneself")
    if asked.principal is not None and asked.principal in reached(asked.holder, live):
        return Problem("circle")
    if any(one.principal == asked.holder for one in live):
        return Problem("holder_gave")
    if any(one.holder == asked.principal for one in live):
        return Problem("principal_holds")
    return None


def _of_holder(
    policy: Policy, asked: Gift, live: Collection[Gift], entitled: Mapping[int, Collection[str]]
) -> Problem | None:
    categories = entitled.get(asked.holder)
    if not categories:
        return Problem("not_entitled")
    if policy.same_category and asked.category not in categories:
        return Problem("category")
    held = sum(one.holder == asked.holder for one in live)
    if policy.maximum is not None and held >= policy.maximum:
        return Problem("limit", {"most": policy.maximum})
    return None


def reached(person: int, live: Iterable[Gift]) -> set[int]:
    """Everyone to whom the right of a person would pass, by live proxies."""
    onward: dict[int, set[int]] = {}
    for one in live:
        if one.principal is not None:
            onward.setdefault(one.principal, set()).add(one.holder)
    found: set[int] = set()
    waiting = [person]
    while waiting:
        for holder in onward.get(waiting.pop(), ()):
            if holder not in found:
                found.add(holder)
                waiting.append(holder)
    return found
