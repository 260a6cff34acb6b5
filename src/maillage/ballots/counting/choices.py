"""Approval, plurality at large, and two rounds: counts of choices.

Plurality: each voter names at most as many as there are seats; a paper with more is void. Approval: any number. Two
rounds, the first: elected with more than half of the valid papers, up to the seats; otherwise the best placed go to a
second round, which is a plurality. A paper with no choice is blank. Blank and void papers are counted as invalid, and
told apart in the notes. Ties are broken by the lot, except for who goes to a second round, where equals go together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.ballots.counting.papers import standing
from maillage.ballots.counting.ties import Breaker
from maillage.ballots.counting.types import Candidate, CountError, Event, Outcome, Stage, names

Ballots = Iterable[tuple[int, frozenset[int]]]


@dataclass(frozen=True)
class Tally:
    """Votes by candidate; valid, blank and void papers."""

    votes: dict[int, int]
    valid: int
    blank: int
    void: int


def tally(candidates: Sequence[Candidate], ballots: Ballots, most: int | None) -> Tally:
    """Count the choices; `most` is how many a paper may hold. Raises CountError for an unknown candidate."""
    votes, known = dict.fromkeys(standing(candidates), 0), set(names(candidates))
    valid = blank = void = 0
    for weight, chosen in ballots:
        if weight < 1:
            raise CountError(f"Poids impossible : {weight}.")
        if not known.issuperset(chosen):
            raise CountError("Un bulletin nomme une candidature inconnue.")
        standing_ = [one for one in chosen if one in votes]
        if most is not None and len(chosen) > most:
            void += weight
        elif not standing_:
            blank += weight
        else:
            valid += weight
            for one in standing_:
                votes[one] += weight
    return Tally(votes, valid, blank, void)


def order(votes: Mapping[int, int], breaker: Breaker, seats: int) -> list[int]:
    """Everybody, most votes first. A tie is told when it decides a seat, or who of the elected is first."""
    left = sorted(votes, key=lambda one: -votes[one])
    found: list[int] = []
    while left:
        tied = [one for one in left if votes[one] == votes[left[0]]]
        told = len(breaker.ties)
        found.append(breaker.pick(tied, stage=1, what="elected" if len(found) + len(tied) > seats else "order"))
        if len(found) > seats or not votes[found[-1]]:
            del breaker.ties[told:]
        left.remove(found[-1])
    return found


def most_votes(
    method: str, candidates: Sequence[Candidate], ballots: Ballots, seats: int, lot: Sequence[int], most: int | None
) -> Outcome:
    """The `seats` candidates that most papers name. Nobody is elected without a vote."""
    counted = tally(candidates, ballots, most)
    breaker = Breaker(candidates, lot)
    ranking = order(counted.votes, breaker, seats)
    elected = tuple(one for one in ranking[:seats] if counted.votes[one])
    return outcome(method, candidates, seats, counted, breaker, ranking, elected, None)


def approval(candidates: Sequence[Candidate], ballots: Ballots, seats: int, lot: Sequence[int] = ()) -> Outcome:
    return most_votes("approval", candidates, ballots, seats, lot, None)


def plurality(candidates: Sequence[Candidate], ballots: Ballots, seats: int, lot: Sequence[int] = ()) -> Outcome:
    return most_votes("plurality", candidates, ballots, seats, lot, seats)


def first_round(
    candidates: Sequence[Candidate], ballots: Ballots, seats: int, lot: Sequence[int] = (), go_on: int | None = None
) -> Outcome:
    """The first of two rounds. `go_on` is how many candidates go to the second: two a seat left, unless told."""
    counted = tally(candidates, ballots, seats)
    breaker = Breaker(candidates, lot)
    ranking = order(counted.votes, breaker, seats)
    quota = counted.valid // 2 + 1
    elected = tuple(one for one in ranking if counted.valid and counted.votes[one] >= quota)[:seats]
    advancing: tuple[int, ...] = ()
    left = seats - len(elected)
    if left and counted.valid:
        rest = [one for one in ranking if one not in elected]
        many = min(len(rest), left * 2 if go_on is None else go_on)
        least = counted.votes[rest[many - 1]] if many else 0
        advancing = tuple(one for one in rest if counted.votes[one] >= max(least, 1)) if many else ()
    breaker.ties = [tie for tie in breaker.ties if tie.chosen in elected]
    return outcome("two-round", candidates, seats, counted, breaker, ranking, elected, str(quota), advancing)


def outcome(
    method: str, candidates: Sequence[Candidate], seats: int, counted: Tally, breaker: Breaker, ranking: list[int],
    elected: tuple[int, ...], quota: str | None, advancing: tuple[int, ...] = (),
) -> Outcome:  # fmt: skip
    events = [Event(one, "elected") for one in elected] + [Event(one, "second-round") for one in advancing]
    totals = {one.number: str(counted.votes.get(one.number, 0)) for one in candidates}
    notes: list[tuple[str, Mapping[str, Any]]] = []
    gone = tuple(one.number for one in candidates if one.withdrawn)
    if not counted.valid:
        notes.append(("empty", {}))
    elif len(elected) < seats and not advancing:
        notes.append(("vacant", {"count": seats - len(elected)}))
    if advancing:
        notes.append(("second_round", {"names": advancing}))
    if gone:
        notes.append(("withdrawn", {"names": gone}))
    if counted.blank:
        notes.append(("blank", {"count": counted.blank}))
    if counted.void:
        notes.append(("too_many", {"count": counted.void}))
    return Outcome(
        method, tuple(candidates), seats, counted.valid, counted.blank + counted.void, quota, elected,
        (Stage(1, totals, "0", tuple(events)),), tuple(breaker.ties) if counted.valid else (),
        tuple(one for one in ranking if counted.votes[one]),
        advancing, tuple(notes),
    )  # fmt: skip
