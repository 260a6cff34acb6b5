"""The one door: a method's code, the candidates, the ballots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from maillage.ballots.counting import choices, irv, judgement, meek, papers, schulze, scottish
from maillage.ballots.counting.types import Candidate, ChoiceBallots, CountError, GradedBallots, Outcome, RankedBallots

RANKED = ("scottish-stv", "meek", "irv", "schulze")
GRADED = ("majority-judgement",)
CHOICES = ("approval", "plurality", "two-round")
METHODS = (*RANKED, *GRADED, *CHOICES)
OPTIONS = {"grades", "round", "go_on", "seed"}


def count(
    method: str,
    *,
    candidates: Sequence[Candidate],
    ballots: Iterable[tuple[int, Any]] | RankedBallots | GradedBallots | ChoiceBallots,
    seats: int = 1,
    lot: Sequence[int] = (),
    options: Mapping[str, Any] | None = None,
) -> Outcome:
    """Count.

    `ballots` are (weight, content) pairs, or one of the frozen holders: ranks (a tuple of tuples of numbers) for the
    methods of RANKED, {number: grade} for majority judgement, a set of numbers for those of CHOICES.
    `lot` is an order of all the candidates drawn before the count, the favoured first (see `lots.draw`).
    `options`: `grades` (the scale, best first), `round` (1 or 2) and `go_on` (how many go to the second round) of
    `two-round`, `seed` (published with the lot, told in the notes).
    Raises CountError (a French sentence) for what cannot be counted.
    """
    given = dict(options or {})
    if unknown := set(given) - OPTIONS:
        raise CountError(f"Option inconnue : {', '.join(sorted(unknown))}.")
    if isinstance(seats, bool) or not isinstance(seats, int) or seats < 1:
        raise CountError("Il faut au moins un siège.")
    if not candidates:
        raise CountError("Il n’y a pas de candidature.")
    pairs = ballots.ballots if isinstance(ballots, RankedBallots | GradedBallots | ChoiceBallots) else ballots
    if method == "majority-judgement" and isinstance(ballots, GradedBallots):
        given.setdefault("grades", ballots.grades)
    outcome = counted(method, candidates, pairs, seats, tuple(lot), given)
    if lot and given.get("seed") and any(tie.how == "lot" for tie in outcome.ties):
        outcome = replace(outcome, notes=(*outcome.notes, ("seed", {"seed": given["seed"]})))
    return outcome


def counted(
    method: str, candidates: Sequence[Candidate], pairs: Iterable[tuple[int, Any]], seats: int, lot: tuple[int, ...],
    given: Mapping[str, Any],
) -> Outcome:  # fmt: skip
    match method:
        case "scottish-stv":
            return scottish.count(candidates, papers.gather(candidates, pairs, consecutive=True), seats, lot)
        case "meek":
            return meek.count(candidates, papers.gather(candidates, pairs), seats, lot)
        case "irv":
            return irv.count(candidates, papers.gather(candidates, pairs), seats, lot)
        case "schulze":
            return schulze.count(candidates, pairs, seats, lot)
        case "majority-judgement":
            return judgement.count(candidates, pairs, seats, lot, tuple(given.get("grades", ())))
        case "approval":
            return choices.approval(candidates, pairs, seats, lot)
        case "plurality":
            return choices.plurality(candidates, pairs, seats, lot)
        case "two-round" if given.get("round", 1) == 2:
            return replace(choices.plurality(candidates, pairs, seats, lot), method="two-round")
        case "two-round":
            return choices.first_round(candidates, pairs, seats, lot, given.get("go_on"))
    raise CountError(f"Méthode inconnue : « {method} ». Méthodes : {', '.join(METHODS)}.")
