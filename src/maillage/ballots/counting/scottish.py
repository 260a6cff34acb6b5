"""Scottish STV: weighted inclusive Gregory, five decimals, as the Scottish Local Government Elections Order 2011
(SSI 2011/399, schedule 1, rules 46 to 52; the same words as SSI 2007/42).

- Quota: valid papers divided by seats plus one, the remainder ignored, plus one.
- Surplus: every paper of the candidate passes to the next continuing candidate, at the value (surplus × the value at
  which it was received) ÷ total of the candidate, to five decimals, the remainder ignored. Largest surplus first.
- Exclusion when no surplus waits: the lowest candidate, one at a time; papers pass at the value at which they were
  received.
- Ties: the last earlier stage at which the totals differed, then the lot.
- When as many candidates continue as seats remain, they are elected, whatever their total.
- The next preference is the one « in consecutive order »: a paper stops at a rank left empty, or shared.

Papers are kept by candidate and by value: a transfer touches only the papers of one candidate.
"""

from collections.abc import Sequence

from maillage.ballots.counting.papers import Papers
from maillage.ballots.counting.stv import Count
from maillage.ballots.counting.types import Candidate, Outcome

PLACES = 5


def count(candidates: Sequence[Candidate], papers: Papers, seats: int, lot: Sequence[int] = ()) -> Outcome:
    """Count `papers` for `seats` by the Scottish rule."""
    work = Transfers(Count("scottish-stv", candidates, papers, seats, lot, PLACES))
    work.run()
    return work.count.outcome(str(work.quota), papers.invalid)


class Transfers:
    """The parcels: for each candidate, value of transfer → papers."""

    def __init__(self, count: Count) -> None:
        self.count = count
        self.lines, self.weights = count.papers.lines, count.papers.weights
        self.at = [0] * len(self.lines)  # where each paper stands in its line
        self.parcels: list[dict[int, list[int]]] = [{} for _number in count.papers.numbers]
        self.waiting: list[int] = []  # elected with a surplus not yet transferred
        self.quota = count.papers.valid // (count.seats + 1) + 1

    def run(self) -> None:
        count = self.count
        for paper, line in enumerate(self.lines):
            self.parcels[line[0]].setdefault(count.unit, []).append(paper)
            count.totals[line[0]] += self.weights[paper] * count.unit
        while True:
            chosen = self.decide()
            count.close()
            if chosen is None:
                return
            self.transfer(chosen)

    def decide(self) -> int | None:
        """Decide on the totals of the stage: who is elected, then whose papers pass; None when the count is over."""
        count, quota = self.count, self.quota * self.count.unit
        if not count.papers.valid:
            return None
        reached = [place for place in count.open if count.totals[place] >= quota]
        self.waiting += [place for place in count.elect(reached) if count.totals[place] > quota]
        if len(count.open) <= count.vacancies:
            count.elect(set(count.open))
        if not count.vacancies or not count.open:
            return None
        if self.waiting:
            top = max(count.totals[place] for place in self.waiting)
            chosen = count.pick([place for place in self.waiting if count.totals[place] == top], "surplus")
            self.waiting.remove(chosen)
            return chosen
        chosen = count.pick(count.lowest(), "excluded", low=True)
        count.exclude(chosen)
        return chosen

    def transfer(self, giver: int) -> None:
        """Pass the papers of `giver`: at a reduced value when elected, at their own when excluded."""
        count, quota = self.count, self.quota * self.count.unit
        total = count.totals[giver]
        elected = giver in count.elected
        surplus = total - quota
        parcels, self.parcels[giver] = self.parcels[giver], {}
        for value, papers in parcels.items():
            self.send(papers, surplus * value // total if elected else value)
        count.totals[giver] = quota if elected else 0

    def send(self, papers: list[int], value: int) -> None:
        """Pass each paper to its next continuing candidate at `value`."""
        lines, weights, at, open_ = self.lines, self.weights, self.at, self.count.open
        sent: dict[int, list[int]] = {}
        votes: dict[int, int] = {}
        for paper in papers:
            line, place = lines[paper], at[paper] + 1
            end = len(line)
            while place < end and line[place] not in open_:
                place += 1
            at[paper] = place
            if place < end:
                taker = line[place]
                if taker in sent:
                    sent[taker].append(paper)
                    votes[taker] += weights[paper]
                else:
                    sent[taker], votes[taker] = [paper], weights[paper]
        for taker, received in sent.items():
            self.parcels[taker].setdefault(value, []).extend(received)
            self.count.totals[taker] += votes[taker] * value
