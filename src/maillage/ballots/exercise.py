"""Who may exercise which right now: read by votes, by the member's page, by the session.

The roll says, not the ledger (see `actions.rolls`). A right passes by one way at a time: by the proxy that stands for it;
else by its delegate; else, its delegate being away, by a substitute, each absent delegate's right going to the next
substitute who is there. Where a roll has no meeting nobody is « away »: the delegate votes from where they are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from maillage.ballots import points
from maillage.ballots.enums import ProxyState
from maillage.ballots.models import Proxy, Right, Roll, Substitute
from maillage.core.registry import house
from maillage.organisations.models import Person

Route = Literal["own", "substitute", "proxy"]


@dataclass(frozen=True)
class Exercise:
    """A right that a person may exercise. `only`: the proxy is limited to these sources of questions; `but`: the
    principal gave these away. Ask `covers(points.around(question.source))` before a vote."""

    right: Right
    route: Route
    proxy: Proxy | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def covers(self, within: Collection[str]) -> bool:
        return (not self.only or any(one in within for one in self.only)) and not any(one in within for one in self.but)


def present_on(roll: Roll) -> set[int] | None:
    """Persons who are there, or None when the roll has no meeting."""
    found: set[int] | None = None
    for one in house.presence:
        there = one.present(roll)
        if there is not None:
            found = (found or set()) | there
    return found


def rights_of(roll: Roll, person: Person | int | None, *, source: str | None = None) -> list[Exercise]:
    """The rights that this person may exercise now, in order of name; with `source`, for that question alone.

    Five queries at most, whatever the number of rights. Empty for someone whom the roll does not know.
    """
    if person is None:
        return []
    number = person if isinstance(person, int) else person.pk
    held = list(_standing(roll).filter(holder=number).select_related("right", "right__member", "right__delegate"))
    own = list(roll.rights.active().filter(delegate=number).select_related("member"))
    others = _substituted(roll, number)
    given = _given([right.pk for right in (*own, *others)])
    found = [Exercise(one.right, "proxy", one, only=tuple(one.items)) for one in held]
    found += _left(own, given, "own")
    if others:
        found += _left(_for_me(others, number, given, present_on(roll)), given, "substitute")
    found = _as_one(roll, number, found)
    if source is not None and any(one.only or one.but for one in found):
        within = points.around(source)
        found = [one for one in found if one.covers(within)]
    return sorted(found, key=lambda one: (one.right.name.casefold(), one.right.seat, one.right.pk))


def _standing(roll: Roll) -> Any:
    return Proxy.objects.filter(roll=roll, state=ProxyState.ACCEPTED, right__active=True)


def _given(rights: list[int]) -> dict[int, tuple[str, ...]]:
    """{right: sources given away by an accepted proxy}; no source means all of it."""
    rows = Proxy.objects.filter(right__in=rights, state=ProxyState.ACCEPTED) if rights else ()
    return {row.right_id: tuple(row.items) for row in rows}


def _left(rights: Iterable[Right], given: dict[int, tuple[str, ...]], route: Route) -> list[Exercise]:
    """Without those given away whole."""
    return [Exercise(right, route, but=given.get(right.pk, ()))
            for right in rights if right.pk not in given or given[right.pk]]  # fmt: skip


def _substituted(roll: Roll, person: int) -> list[Right]:
    """The rights of the members that this person is a substitute of, with their substitutes in order."""
    mine = Substitute.objects.filter(person=person, right__roll=roll).values("right")
    rows = roll.rights.active().filter(pk__in=mine).exclude(delegate=person)
    return list(rows.select_related("member").prefetch_related("stand_ins").order_by("member", "seat", "pk"))


def _as_one(roll: Roll, person: int, found: list[Exercise]) -> list[Exercise]:
    """Of a delegation that votes as one, its voice exercises every right and the others none."""
    members = {one.right.member_id for one in found
               if one.right.block_vote and one.right.member_id and one.route != "proxy"}  # fmt: skip
    if not members:
        return found
    kept = [
        one for one in found if one.route == "proxy" or one.right.member_id not in members or not one.right.block_vote
    ]
    rows = roll.rights.active().filter(member__in=members, block_vote=True).select_related("member")
    rights = list(rows.prefetch_related("stand_ins").order_by("member", "seat", "pk"))
    given, there = _given([right.pk for right in rights]), present_on(roll)
    for member in sorted(members):
        kept += _voiced([right for right in rights if right.member_id == member], person, given, there)
    return kept


def _voiced(
    rights: list[Right], person: int, given: dict[int, tuple[str, ...]], there: set[int] | None
) -> list[Exercise]:
    """The rights of a delegation, if this person is its voice: the first by seat who is there, or who is named."""
    free = [right for right in rights if right.pk not in given or given[right.pk]]
    spare = [one.person_id for one in sorted(rights[0].stand_ins.all(), key=lambda one: (one.rank, one.pk))]
    if there is not None and not there & {*spare, *(right.delegate_id for right in free)}:
        there = None  # nobody has come: each votes from where they are
    waiting = iter([one for one in spare if there is None or one in there])
    carried = [(right, next(waiting, None) if _away(right, there) else right.delegate_id) for right in free]
    carried = [(right, who) for right, who in carried if who is not None]
    if not carried or carried[0][1] != person:
        return []
    return [Exercise(right, "own", but=given.get(right.pk, ())) for right, _who in carried]


def _for_me(
    rights: list[Right], person: int, given: dict[int, tuple[str, ...]], present: set[int] | None
) -> list[Right]:
    """Of each member, absent delegates' rights go in order to the substitutes who are there, one each."""
    mine = []
    by_member: dict[Any, list[Right]] = defaultdict(list)
    for right in rights:
        if _away(right, present) and (right.pk not in given or given[right.pk]):
            by_member[right.member_id or -right.pk].append(right)
    for vacant in by_member.values():
        waiting = [one.person_id for one in sorted(vacant[0].stand_ins.all(), key=lambda one: (one.rank, one.pk))
                   if present is None or one.person_id in present]  # fmt: skip
        mine += [right for right, who in zip(vacant, waiting, strict=False) if who == person]
    return mine


def _away(right: Right, present: set[int] | None) -> bool:
    if right.delegate_id is None:
        return True
    return present is not None and right.delegate_id not in present
