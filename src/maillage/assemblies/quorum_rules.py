"""The quorum as the by-laws word it: a rule over who is there and who is represented, without Django.

Sources: the legal profile (`network/legal.Quorum`, shares rounded up) and the rules of a body (colleges, proxies).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

Kind = Literal["none", "share", "number"]


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """How many must be there. `of`: "members", "voting_members" (each member once) or "delegates" (each right)."""

    kind: Kind = "none"
    share: Fraction | None = None
    number: int = 0
    of: str = "voting_members"
    by_college: bool = False
    proxies: bool = False  # are those represented counted?
    strict: bool = False  # more than the share, not the share itself
    source: str = ""

    def needed(self, entitled: int) -> int:
        """How many of those entitled; the share is rounded up. 0 when nobody in particular must be there."""
        if self.kind == "share" and self.share is not None:
            if self.strict and entitled:
                return self.share.numerator * entitled // self.share.denominator + 1
            return -(-self.share.numerator * entitled // self.share.denominator)
        return self.number if self.kind == "number" else 0


@dataclass(frozen=True, slots=True)
class Standing:
    """One right: whose it is (`unit`), its college, whether the one who carries it is there, or is represented."""

    unit: Hashable
    college: str = ""
    present: bool = False
    represented: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the quorum: of all, or of a college."""

    entitled: int
    present: int
    represented: int
    counted: int
    needed: int

    @property
    def reached(self) -> bool:
        return self.counted >= self.needed

    @property
    def missing(self) -> int:
        return max(self.needed - self.counted, 0)


@dataclass(frozen=True, slots=True)
class Quorum:
    present: int
    represented: int
    counted: int
    entitled: int
    needed: int
    reached: bool
    rule: QuorumRule
    source: str
    by_college: Mapping[str, Count] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        return max(self.needed - self.counted, 0)

    @property
    def short_colleges(self) -> tuple[str, ...]:
        """The colleges that are too few."""
        return tuple(name for name, line in self.by_college.items() if not line.reached)


def units(standings: Iterable[Standing], *, each_right: bool) -> list[Standing]:
    """What is counted: each right, or each member once (there as soon as one of its rights is, else represented)."""
    if each_right:
        return list(standings)
    merged: dict[Hashable, Standing] = {}
    for one in standings:
        known = merged.setdefault(one.unit, one)
        merged[one.unit] = replace(known, present=known.present or one.present,
                                   represented=known.represented or one.represented)  # fmt: skip
    return list(merged.values())


def line(rule: QuorumRule, rows: Iterable[Standing]) -> Count:
    counted_rows = list(rows)
    present = sum(row.present for row in counted_rows)
    represented = sum(row.represented and not row.present for row in counted_rows)
    counted = present + (represented if rule.proxies else 0)
    return Count(len(counted_rows), present, represented, counted, rule.needed(len(counted_rows)))


def count(rule: QuorumRule, standings: Iterable[Standing]) -> Quorum:
    """Where the quorum stands.

    By college, a share is asked of each college and a number of all together. Nobody entitled is no quorum, but where
    none is asked.
    """
    rows = units(standings, each_right=rule.of == "delegates")
    whole = line(rule, rows)
    colleges: dict[str, Count] = {}
    if rule.by_college and rule.kind == "share":
        grouped: dict[str, list[Standing]] = defaultdict(list)
        for row in rows:
            grouped[row.college].append(row)
        colleges = {name: line(rule, grouped[name]) for name in sorted(grouped)}
    needed = sum(one.needed for one in colleges.values()) if colleges else whole.needed
    reached = all(one.reached for one in colleges.values()) if colleges else whole.reached
    if rule.kind == "share" and not rows:
        reached = False
    return Quorum(whole.present, whole.represented, whole.counted, whole.entitled, needed, reached, rule, rule.source,
                  colleges)  # fmt: skip


def after_second_notice(rule: QuorumRule, *, needs_quorum: bool, source: str) -> QuorumRule:
    """The rule of the meeting called a second time: the same, or nobody in particular."""
    return rule if needs_quorum else replace(rule, kind="none", share=None, number=0, source=source or rule.source)


def assign(holders: Iterable[tuple[Hashable, int | None, tuple[int, ...]]], present: set[int]) -> set[Hashable]:
    """Which rights of one delegation are carried by someone who is there.

    `holders`: (right, its delegate, its substitutes in order). A delegate who is there carries their own rights; each
    substitute who is there takes the first right left without its delegate, one only: nobody is counted twice.
    """
    carried: set[Hashable] = set()
    waiting: list[tuple[Hashable, tuple[int, ...]]] = []
    taken: set[int] = set()
    for right, delegate, substitutes in holders:
        if delegate is not None and delegate in present:
            carried.add(right)
            taken.add(delegate)
        else:
            waiting.append((right, substitutes))
    for right, substitutes in waiting:
        free = next((one for one in substitutes if one in present and one not in taken), None)
        if free is not None:
            carried.add(right)
            taken.add(free)
    return carried
