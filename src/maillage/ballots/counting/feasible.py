"""Is there a set of candidates that obeys? Answered without listing sets.

Only the college and the gender of a candidate matter, so a set is a table of numbers: how many of each college and
gender. The question is whether a flow exists from colleges (between two bounds each) to genders (between two bounds
each) through the candidates there are. With three genders, Hoffman's theorem on circulations needs eight sets of genders;
for each, every college takes the worst side by itself. One gender's number is tried at each value, the other's bounds
follow from the rule, so that the answer takes a few thousand additions whatever the number of candidates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from maillage.ballots.counting.types import Candidate

Bounds = tuple[int, int]
SUBSETS = tuple(tuple(bool(mask >> gender & 1) for gender in range(3)) for mask in range(8))


@dataclass(frozen=True)
class Need:
    """Exactly `seats`; by college at least and at most; parity as a gap or a share (less `lack` seats)."""

    seats: int
    least: Mapping[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    gap: int | None = None
    share: Fraction | None = None
    either: bool = False
    lack: int = 0


class Pool:
    """Candidates by college and gender: those taken, and those who may still be."""

    def __init__(self, colleges: Sequence[str], groups: tuple[str, str]) -> None:
        self.colleges = tuple(colleges)
        self.groups = groups
        self.taken = {college: [0, 0, 0] for college in colleges}
        self.free = {college: [0, 0, 0] for college in colleges}

    @classmethod
    def of(cls, candidates: Sequence[Candidate], groups: tuple[str, str]) -> "Pool":
        pool = cls(sorted({one.college for one in candidates}), groups)
        for one in candidates:
            pool.free[one.college][pool.gender(one)] += 1
        return pool

    def gender(self, one: Candidate) -> int:
        return self.groups.index(one.gender) if one.gender in self.groups else 2

    def size(self, college: str) -> int:
        """How many candidates a college has, taken or not."""
        return sum(self.free.get(college, ())) + sum(self.taken.get(college, ()))

    def take(self, one: Candidate) -> None:
        self.drop(one)
        self.taken[one.college][self.gender(one)] += 1

    def drop(self, one: Candidate) -> None:
        self.free[one.college][self.gender(one)] -= 1

    def allows_with(self, one: Candidate, need: Need) -> bool:
        """Would a set that obeys be left if this one were taken?"""
        college, gender = one.college, self.gender(one)
        self.free[college][gender] -= 1
        self.taken[college][gender] += 1
        try:
            return self.allows(need)
        finally:
            self.free[college][gender] += 1
            self.taken[college][gender] -= 1

    def allows(self, need: Need) -> bool:
        """Is there a set that obeys, with all those taken?"""
        colleges = []
        for college in self.colleges:
            taken, free = self.taken[college], self.free[college]
            have = sum(taken)
            low = max(0, need.least.get(college, 0) - have)
            high = min(need.most.get(college, have + sum(free)) - have, sum(free))
            if low > high:
                return False
            colleges.append((low, high, free))
        have_by = [sum(self.taken[college][gender] for college in self.colleges) for gender in range(3)]
        left = need.seats - sum(have_by)
        if left < 0:
            return False
        sets = sides(colleges)
        return any(flows(sets, left, bounds) for bounds in genders(need, have_by, left))


def genders(need: Need, have: Sequence[int], left: int) -> Iterator[tuple[Bounds, Bounds, Bounds]]:
    """The bounds on what each gender may still get, one first gender's number after the other."""
    free = (0, left)
    if need.gap is None and need.share is None:
        yield free, free, free
        return
    for first in range(need.seats + 1):
        bounds = either(need, first) if need.either else apart(need, first)
        if bounds is None:
            continue
        (low_f, high_f), (low_m, high_m) = bounds
        one = (max(0, low_f - have[0]), high_f - have[0])
        other = (max(0, low_m - have[1]), high_m - have[1])
        if one[0] <= one[1] and other[0] <= other[1]:
            yield one, other, free


def apart(need: Need, first: int) -> tuple[Bounds, Bounds] | None:
    """`first` of the first gender exactly; what the second may number. The others are counted in neither."""
    if need.gap is not None:
        return (first, first), (max(0, first - need.gap), min(need.seats, first + need.gap))
    share = need.share or Fraction(0)
    seconds = [
        second for second in range(need.seats - first + 1) if min(first, second) + need.lack >= share * (first + second)
    ]
    return ((first, first), (seconds[0], seconds[-1])) if seconds else None


def either(need: Need, first: int) -> tuple[Bounds, Bounds] | None:
    """`first` seats counted for the first gender and the others for the second, whoever has not declared filling in."""
    second = need.seats - first
    if need.gap is not None and abs(first - second) > need.gap:
        return None
    if need.share is not None and min(first, second) + need.lack < need.share * need.seats:
        return None
    return (0, first), (0, second)


def sides(colleges: Sequence[tuple[int, int, Sequence[int]]]) -> list[tuple[tuple[bool, ...], int, int]]:
    """For each set of genders: the most that colleges can send to it, and the least that they must send elsewhere."""
    found = []
    for inside in SUBSETS:
        can = must = 0
        for low, high, free in colleges:
            to = sum(many for keep, many in zip(inside, free, strict=True) if keep)
            can += min(high, to)
            must += max(0, low - to)
        found.append((inside, can, must))
    return found


def flows(sets: Sequence[tuple[tuple[bool, ...], int, int]], total: int, bounds: tuple[Bounds, Bounds, Bounds]) -> bool:
    """Is there a table of `total` with each college and each gender within its bounds? (Hoffman, 1960)

    For each set of genders: it must not need more than colleges can send it, the others must be able to take what
    colleges must send them, and the total must hold between the two.
    """
    for inside, can, must in sets:
        needs = room = 0
        for keep, (low, high) in zip(inside, bounds, strict=True):
            if keep:
                needs += low
            else:
                room += high
        if needs > can or must > room or total > can + room or must + needs > total:
            return False
    return True
