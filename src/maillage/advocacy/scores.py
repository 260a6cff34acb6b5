"""What a text is worth, clause by clause; how many points of sale a town of this size needs. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage.advocacy.enums import Met

ESSENTIAL = 3  # an essential clause weighs as three others
_WORTH = {Met.MET.value: 2, Met.PARTLY.value: 1, Met.NOT.value: 0}


@dataclass(frozen=True)
class Score:
    """`percent` over all clauses; `missing` numbers of essential clauses not met in full."""

    percent: int
    met: int
    total: int
    answered: int
    missing: tuple[int, ...]


def score(clauses: Iterable[tuple[int, bool]], answers: Mapping[int, str]) -> Score | None:
    """`clauses` are (number, essential), `answers` {number: met}; None when nothing is asked."""
    rows = list(clauses)
    if not rows:
        return None
    weights = {number: ESSENTIAL if essential else 1 for number, essential in rows}
    got = sum(weights[number] * _WORTH.get(answers.get(number, ""), 0) for number, _essential in rows)
    percent = got * 100 // (2 * sum(weights.values()))
    met = sum(answers.get(number) == Met.MET for number, _essential in rows)
    missing = tuple(number for number, essential in rows if essential and answers.get(number) != Met.MET)
    return Score(percent, met, len(rows), sum(number in answers for number, _e in rows), missing)


def needed(base: int, per_inhabitants: int | None, population: int | None) -> int | None:
    """How many are needed: a fixed number at least, and one for each so many inhabitants. None: the population is unknown."""
    if not per_inhabitants:
        return base
    if population is None:
        return None
    return max(base, -(-population // per_inhabitants))
