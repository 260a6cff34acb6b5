"""Schulze's method with winning votes (Markus Schulze, « A new monotonic, clone-independent, reversal symmetric, and
Condorcet-consistent single-winner election method », 2011; the rule of Debian's constitution, appendix A).

Every paper compares each pair: those ranked above those below, those ranked above those left out; equals and two left
out compare nothing. A duel that is won weighs the votes of its winner and, between equals, is the stronger the fewer
votes its loser has; the strength of a path is its weakest duel; A is before B when the strongest path from A to B is
stronger than the one back. With several seats, the first ones of the order: this ranks, it does not share seats in
proportion. Ties are broken by the lot. Debian's quorum and majority against « none of the above » are not applied.

The totals of the only stage are the number of candidates that each is before.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from maillage.ballots.counting.papers import check, standing
from maillage.ballots.counting.ties import Breaker
from maillage.ballots.counting.types import Candidate, CountError, Event, Outcome, Ranks, Stage, Table, names

MOST = 300
Matrix = list[list[int]]


def count(
    candidates: Sequence[Candidate], ballots: Iterable[tuple[int, Ranks]], seats: int, lot: Sequence[int] = ()
) -> Outcome:
    """Count orders of preference, ties allowed. Raises CountError for more than MOST candidates."""
    numbers = standing(candidates)
    if len(numbers) > MOST:
        raise CountError(f"La méthode de Schulze se compte ici jusqu’à {MOST} candidatures.")
    duels, valid, invalid = compare(candidates, numbers, ballots)
    strengths, paths = strongest(duels, valid)
    breaker = Breaker(candidates, lot)
    order = ranking(numbers, strengths, breaker, seats)
    elected = tuple(order[:seats]) if valid else ()
    wins = dict.fromkeys(names(candidates), 0)
    for i, number in enumerate(numbers):
        wins[number] = sum(strengths[i][j] > strengths[j][i] for j in range(len(numbers)))
    stage = Stage(
        1, {one: str(total) for one, total in wins.items()}, "0", tuple(Event(one, "elected") for one in elected)
    )
    return Outcome(
        "schulze", tuple(candidates), seats, valid, invalid, None, elected, (stage,),
        tuple(breaker.ties) if valid else (), tuple(order), notes=tuple(notes(numbers, duels, seats, valid, elected)),
        tables=(table("duels", candidates, numbers, duels), table("paths", candidates, numbers, paths)),
    )  # fmt: skip


def compare(
    candidates: Sequence[Candidate], numbers: tuple[int, ...], ballots: Iterable[tuple[int, Ranks]]
) -> tuple[Matrix, int, int]:
    """`duels[i][j]`: how many voters put i before j. A paper that compares nobody is not valid."""
    at, known, size = {number: place for place, number in enumerate(numbers)}, set(names(candidates)), len(numbers)
    duels: Matrix = [[0] * size for _row in numbers]
    valid = invalid = 0
    for weight, ranks in ballots:
        check(weight, ranks, known)
        groups = [[at[number] for number in rank if number in at] for rank in ranks]
        below = set(range(size))
        if not any(groups):
            invalid += weight
            continue
        valid += weight
        for group in groups:
            below.difference_update(group)
            for above in group:
                row = duels[above]
                for other in below:
                    row[other] += weight
    return duels, valid, invalid


def strongest(duels: Matrix, valid: int) -> tuple[Matrix, Matrix]:
    """The strongest path between each pair (Floyd and Warshall): its strength, then the votes of its weakest duel.

    A strength is one whole number: the winner's votes, then how many of the `valid` ones the loser does not have.
    """
    size, unit = range(len(duels)), valid + 1
    paths = [[duels[i][j] * unit + valid - duels[j][i] if duels[i][j] > duels[j][i] else 0 for j in size] for i in size]
    for middle in size:
        through = paths[middle]
        for i in size:
            first, row = paths[i][middle], paths[i]
            if i != middle and first:
                paths[i] = [
                    old if old >= (new := first if first < second else second) else new
                    for old, second in zip(row, through, strict=True)
                ]
                paths[i][i] = 0
    return paths, [[strength // unit for strength in row] for row in paths]


def ranking(numbers: tuple[int, ...], paths: Matrix, breaker: Breaker, seats: int) -> list[int]:
    """Everybody in order: again and again one whom nobody left is before. Ties that change no seat are not told."""
    left = set(range(len(numbers)))
    order: list[int] = []
    while left:
        first = [i for i in left if all(paths[j][i] <= paths[i][j] for j in left)]
        numbered = {numbers[i]: i for i in first}
        told = len(breaker.ties)
        what = "elected" if len(order) + len(first) > seats else "order"
        chosen = breaker.pick(numbered, stage=1, what=what)
        if len(order) >= seats:
            del breaker.ties[told:]
        order.append(chosen)
        left.discard(numbered[chosen])
    return order


def notes(
    numbers: tuple[int, ...], duels: Matrix, seats: int, valid: int, elected: tuple[int, ...]
) -> list[tuple[str, Mapping[str, Any]]]:
    if not valid:
        return [("empty", {})]
    size = range(len(numbers))
    winner = tuple(numbers[i] for i in size if all(duels[i][j] > duels[j][i] for j in size if j != i))
    said: list[tuple[str, Mapping[str, Any]]] = [("condorcet", {"names": winner}) if winner else ("no_condorcet", {})]
    if seats > 1:
        said.append(("not_proportional", {}))
    if len(elected) < seats:
        said.append(("vacant", {"count": seats - len(elected)}))
    return said


def table(title: str, candidates: Sequence[Candidate], numbers: tuple[int, ...], matrix: Matrix) -> Table:
    """The matrix, with names in the rows and numbers in the columns."""
    called = names(candidates)
    rows = tuple(
        (str(number), called[number], *("—" if i == j else str(value) for j, value in enumerate(matrix[i])))
        for i, number in enumerate(numbers)
    )
    return Table(title, ("", "", *(str(number) for number in numbers)), rows)
