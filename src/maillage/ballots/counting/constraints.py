"""Colleges and parity: an order of candidates made to obey the by-laws.

The order (of election, then of the others: `Outcome.ranking`) stays the judge: the elected are the best set that obeys,
where one set is better than another when it keeps the first candidate on whom they differ. So a candidate is taken, from
the first on, unless no obedient set would be left.

Rules: seats reserved to a college (`least`), at most so many of a college (`most`), and parity between two genders, as a
largest gap or as a least share. Who declared no gender (or another one) is `apart` (counted in neither) or `either`
(counted where it helps), as the by-laws say. Reserved seats that a college cannot fill stay vacant. When parity cannot
hold with the candidates there are, either seats are filled with the smallest breach (`short="fill"`) or they stay vacant
(`short="vacant"`); the result says so. It is applied to an order, once the count is over: it is not a count by college.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from maillage.ballots.counting.feasible import Need, Pool
from maillage.ballots.counting.types import Candidate, CountError


@dataclass(frozen=True)
class Parity:
    """Binding parity between `groups`: at most `gap` between them, or at least `share` of the seats for each."""

    gap: int | None = None
    share: Fraction | None = None
    groups: tuple[str, str] = ("F", "M")
    undeclared: Literal["apart", "either"] = "apart"


@dataclass(frozen=True)
class Rules:
    """What the by-laws ask. `least` and `most` are by college."""

    seats: int
    least: Mapping[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    parity: Parity | None = None
    short: Literal["fill", "vacant"] = "fill"


@dataclass(frozen=True)
class Swap:
    """`taken` sits where `left` would have, because of `reason`: `reserved`, `most`, `parity`; `college` concerned."""

    left: int | None
    taken: int | None
    reason: str
    college: str = ""


@dataclass(frozen=True)
class Constrained:
    """The elected under the rules, beside those without; substitutes in order; what moved and why.

    `obeyed` is False when parity could not hold; `breach` is then the gap that remains, or the number of seats that
    a group lacks. `reserved_vacant`: seats of a college that has no candidate for them.
    """

    elected: tuple[int, ...]
    unconstrained: tuple[int, ...]
    substitutes: tuple[int, ...]
    swaps: tuple[Swap, ...]
    vacant: int
    obeyed: bool
    breach: int = 0
    reserved_vacant: Mapping[str, int] = field(default_factory=dict)


def apply(order: Sequence[Candidate], rules: Rules) -> Constrained:
    """Choose. Raises CountError when the rules contradict themselves, whatever the candidates."""
    check(rules)
    pool = Pool.of(order, rules.parity.groups if rules.parity else ("F", "M"))
    need, missing = college_need(pool, rules)
    need, obeyed, breach = with_parity(pool, need, rules)
    chosen = best(order, pool, need)
    elected = tuple(one.number for one in chosen)
    plain = tuple(one.number for one in order[: rules.seats])
    rest = tuple(one.number for one in order if one.number not in set(elected))
    return Constrained(
        elected, plain, rest, swaps(order, elected, plain, rules), rules.seats - len(elected), obeyed, breach, missing
    )


def substitute(order: Sequence[Candidate], elected: Sequence[int], leaving: int, rules: Rules) -> int | None:
    """Who takes the place of `leaving`: of those waiting, the first who keeps the rules, or breaks them the least."""
    staying = set(elected) - {leaving}
    everyone = Pool.of(order, rules.parity.groups if rules.parity else ("F", "M"))
    least = {college: min(number, everyone.size(college)) for college, number in rules.least.items()}
    found: tuple[int, int] | None = None
    for one in order:
        if one.number in set(elected):
            continue
        seated = [other for other in order if other.number in staying or other.number == one.number]
        sits = apply(seated, replace(rules, seats=max(len(seated), sum(least.values())), least=least, short="fill"))
        breach = sits.breach if len(sits.elected) == len(seated) else len(order) + 1
        if found is None or breach < found[0]:
            found = breach, one.number
        if not breach:
            break
    return found[1] if found else None


def check(rules: Rules) -> None:
    parity = rules.parity
    if rules.seats < 1 or any(number < 0 for number in (*rules.least.values(), *rules.most.values())):
        raise CountError("Les sièges se comptent à partir de 1, les réserves et les plafonds à partir de 0.")
    if sum(rules.least.values()) > rules.seats:
        raise CountError("Il y a plus de sièges réservés que de sièges.")
    if any(rules.most.get(college, number) < number for college, number in rules.least.items()):
        raise CountError("Un collège a plus de sièges réservés que son plafond.")
    if parity and (parity.gap is None) == (parity.share is None):
        raise CountError("La parité est un écart au plus, ou une part au moins : l’un des deux.")
    if parity and parity.share is not None and not 0 < parity.share <= Fraction(1, 2):
        raise CountError("La part de chacun va jusqu’à la moitié.")
    if parity and parity.gap is not None and parity.gap < 0:
        raise CountError("L’écart n’est pas négatif.")


def college_need(pool: Pool, rules: Rules) -> tuple[Need, dict[str, int]]:
    """The colleges' bounds that the candidates allow, and how many seats they can fill."""
    missing = {
        college: number - pool.size(college) for college, number in rules.least.items() if pool.size(college) < number
    }
    least = {college: min(number, pool.size(college)) for college, number in rules.least.items()}
    ceiling = sum(min(rules.most.get(college, pool.size(college)), pool.size(college)) for college in pool.colleges)
    seats = min(rules.seats - sum(missing.values()), ceiling)
    return Need(seats, least, dict(rules.most)), missing


def with_parity(pool: Pool, need: Need, rules: Rules) -> tuple[Need, bool, int]:
    """Add parity: as asked if it can be, else fewer seats or the smallest breach."""
    parity = rules.parity
    if parity is None:
        return need, True, 0
    asked = replace(need, gap=parity.gap, share=parity.share, either=parity.undeclared == "either")
    if pool.allows(asked):
        return asked, True, 0
    if rules.short == "vacant":
        for seats in range(need.seats - 1, -1, -1):
            fewer = replace(asked, seats=seats)
            if pool.allows(fewer):
                return fewer, True, 0
    for breach in range(1, need.seats + 1):
        wider = replace(asked, gap=parity.gap + breach) if parity.gap is not None else replace(asked, lack=breach)
        if pool.allows(wider):
            return wider, False, breach if parity.gap is None else parity.gap + breach
    return need, False, need.seats


def best(order: Sequence[Candidate], pool: Pool, need: Need) -> list[Candidate]:
    """Take each in order unless no set that obeys would be left."""
    chosen: list[Candidate] = []
    for one in order:
        if len(chosen) == need.seats:
            break
        if pool.allows_with(one, need):
            pool.take(one)
            chosen.append(one)
        else:
            pool.drop(one)
    return chosen


def swaps(order: Sequence[Candidate], elected: Sequence[int], plain: Sequence[int], rules: Rules) -> tuple[Swap, ...]:
    """Who left and who came, paired from the last of those who left, with the rule that moved them."""
    college = {one.number: one.college for one in order}
    came = [number for number in elected if number not in set(plain)]
    gone = [number for number in reversed(plain) if number not in set(elected)]
    count = {name: sum(college[number] == name for number in plain) for name in set(college.values())}
    found = []
    for place in range(max(len(came), len(gone))):
        left = gone[place] if place < len(gone) else None
        taken = came[place] if place < len(came) else None
        found.append(Swap(left, taken, *reason(left, taken, college, count, rules)))
        for number, step in ((left, -1), (taken, 1)):
            if number is not None:
                count[college[number]] += step
    return tuple(found)


def reason(
    left: int | None, taken: int | None, college: Mapping[int, str], count: Mapping[str, int], rules: Rules
) -> tuple[str, str]:
    if left is not None and count[college[left]] > rules.most.get(college[left], len(college)):
        return "most", college[left]
    if taken is not None and count[college[taken]] < rules.least.get(college[taken], 0):
        return "reserved", college[taken]
    if rules.parity:
        return "parity", ""
    return ("reserved", college[taken]) if taken is not None else ("reserved", "")
