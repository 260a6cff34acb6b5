"""Instant runoff (alternative vote), one seat: the lowest is excluded and each paper passes whole to its next
preference, until one candidate holds more than half of the votes still in play.

One candidate is excluded at each stage. Ties for exclusion: the last earlier stage at which they differed, then the lot.
"""

from collections.abc import Sequence

from maillage.ballots.counting.papers import Papers
from maillage.ballots.counting.stv import Count
from maillage.ballots.counting.types import Candidate, CountError, Outcome


def count(candidates: Sequence[Candidate], papers: Papers, seats: int, lot: Sequence[int] = ()) -> Outcome:
    """Count `papers` for one seat. Raises CountError for several seats."""
    if seats != 1:
        raise CountError(
            "Le vote alternatif pourvoit un seul siège : demandez 1 siège, ou un vote unique transférable."
        )
    work = Count("irv", candidates, papers, seats, lot, 0)
    piles: list[list[int]] = [[] for _number in papers.numbers]
    at = [0] * len(papers.lines)
    for paper, line in enumerate(papers.lines):
        piles[line[0]].append(paper)
        work.totals[line[0]] += papers.weights[paper]
    while papers.valid:
        top = max(work.open, key=lambda place: (work.totals[place], -place))
        if 2 * work.totals[top] > sum(work.totals) or len(work.open) == 1:
            work.elect([top])
            break
        gone = work.pick(work.lowest(), "excluded", low=True)
        work.exclude(gone)
        work.close()
        move(work, piles, at, gone)
    work.close()
    return work.outcome(None, papers.invalid)


def move(work: Count, piles: list[list[int]], at: list[int], gone: int) -> None:
    """Pass the papers of `gone` to their next continuing candidate."""
    papers, work.totals[gone], piles[gone] = piles[gone], 0, []
    for paper in papers:
        line, place = work.papers.lines[paper], at[paper] + 1
        while place < len(line) and line[place] not in work.open:
            place += 1
        at[paper] = place
        if place < len(line):
            piles[line[place]].append(paper)
            work.totals[line[place]] += work.papers.weights[paper]
