"""Meek's method, by the reference rule of the Proportional Representation Foundation
(prfound.org, « Reference Meek Rule »): nine decimals, omega 0.000001.

Each candidate keeps a part of every vote that reaches them (the keep factor: 1 while hopeful, 0 once excluded, lowered
round after round once elected) and the rest goes on to the next preference. Shares kept are rounded up; the quota is
the votes held divided by seats plus one, truncated, plus 10⁻⁹. A round ends when someone is elected, or when the
surplus is under omega or falls no more: then the lowest is excluded. Ties are broken by the lot.

A stage of the table is a round. Within a round only elected candidates pass votes on, so papers are grouped by what
they say up to the first hopeful candidate: the arithmetic is that of the rule, paper by paper, made once a group.
"""

from collections.abc import Sequence

from maillage.ballots.counting.papers import Papers, fixed
from maillage.ballots.counting.stv import Count
from maillage.ballots.counting.types import Candidate, Outcome

PLACES = 9
UNIT = 10**PLACES
OMEGA = UNIT // 10**6


def count(candidates: Sequence[Candidate], papers: Papers, seats: int, lot: Sequence[int] = ()) -> Outcome:
    """Count `papers` for `seats` by Meek's reference rule."""
    work = Meek(Count("meek", candidates, papers, seats, lot, PLACES))
    work.run()
    return work.count.outcome(fixed(work.quota, PLACES), papers.invalid)


class Meek:
    def __init__(self, count: Count) -> None:
        self.count = count
        self.keep = [UNIT] * len(count.papers.numbers)
        self.quota = count.papers.valid * UNIT // (count.seats + 1) + 1
        self.surplus = 0

    def run(self) -> None:
        count = self.count
        if not count.papers.valid or len(count.open) <= count.seats:
            self.distribute(self.groups())
            self.finish()
            return
        while True:
            self.round()
            if not count.vacancies or len(count.open) <= count.vacancies:
                self.finish()
                return
            count.close(fixed(self.quota, PLACES))

    def finish(self) -> None:
        """The hopeful who remain fill the seats that remain."""
        if self.count.papers.valid and self.count.vacancies:
            self.count.elect(set(self.count.open), earlier=False)
        self.count.close(fixed(self.quota, PLACES))

    def round(self) -> None:
        """Iterate until someone is elected or excluded."""
        count, groups = self.count, self.groups()
        before = None
        while True:
            self.distribute(groups)
            reached = [place for place in count.open if count.totals[place] >= self.quota]
            if reached:
                count.elect(reached, earlier=False)
                return
            self.surplus = max(0, sum(count.totals[place] - self.quota for place in count.elected))
            if self.surplus < OMEGA or (before is not None and self.surplus >= before):
                lowest = count.lowest(self.surplus)
                chosen = count.pick(lowest, "excluded", low=True, earlier=False)
                count.exclude(chosen)
                self.keep[chosen] = 0
                return
            before = self.surplus
            for place in count.elected:
                kept = -(-self.keep[place] * self.quota // UNIT)
                self.keep[place] = -(-kept * UNIT // count.totals[place])

    def groups(self) -> list[tuple[tuple[int, ...], int]]:
        """Papers by what counts in them now: the elected in order, up to and with the first hopeful."""
        open_, keep = self.count.open, self.keep
        found: dict[tuple[int, ...], int] = {}
        for line, weight in zip(self.count.papers.lines, self.count.papers.weights, strict=True):
            if line[0] in open_:
                key: tuple[int, ...] = line[:1]
            else:
                passed = []
                for place in line:
                    if keep[place]:
                        passed.append(place)
                        if place in open_:
                            break
                key = tuple(passed)
            found[key] = found.get(key, 0) + weight
        return list(found.items())

    def distribute(self, groups: list[tuple[tuple[int, ...], int]]) -> None:
        """Give each paper's vote along its preferences, and set the quota on what is held."""
        keep, totals = self.keep, [0] * len(self.keep)
        for line, weight in groups:
            left = UNIT
            for place in line:
                kept = -(-left * keep[place] // UNIT)
                totals[place] += kept * weight
                left -= kept
                if left <= 0:
                    break
        self.count.totals = totals
        self.quota = sum(totals) // (self.count.seats + 1) + 1
