"""Assessments compared over the years, both ways, question by question. Pure: plain values only.

A question is known by its code, which it keeps from one version of the questions to the next. What was not asked one
year is absent, never zero; what was asked and left is absent from the means as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

BY_PARTNER, BY_NETWORK = "by_partner", "by_network"
DIRECTIONS = (BY_PARTNER, BY_NETWORK)
FAR = 2  # from this gap on, the two sides do not see the same thing
Scores = Mapping[str, int | None]  # question code: score, None when it was left


@dataclass(frozen=True)
class Sheet:
    """What one side answered for one year."""

    year: int
    direction: str
    scores: Scores


@dataclass(frozen=True)
class Line:
    """One question: its scores by year and direction, the last move each way, the gap between the two sides."""

    code: str
    scores: Mapping[tuple[int, str], int]  # (year, direction): score
    moves: Mapping[str, int]  # direction: last score minus the one before it, where there are two
    gap: int | None  # in the last year in which both answered: partner minus network

    def at(self, year: int, direction: str) -> int | None:
        return self.scores.get((year, direction))

    @property
    def is_far(self) -> bool:
        return self.gap is not None and abs(self.gap) >= FAR


@dataclass(frozen=True)
class Comparison:
    """All years and questions together."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    means: Mapping[tuple[int, str], Fraction]

    def mean(self, year: int, direction: str) -> Fraction | None:
        return self.means.get((year, direction))

    def apart(self) -> list[Line]:
        """Where the two sides differ most, the widest gap first: what to talk about."""
        return sorted((line for line in self.lines if line.is_far), key=lambda line: -abs(line.gap or 0))

    def fallen(self, direction: str) -> list[Line]:
        """Questions whose last score is lower than the one before."""
        return [line for line in self.lines if line.moves.get(direction, 0) < 0]

    def series(self, direction: str) -> list[tuple[int, Fraction]]:
        """The mean of each year in which this side answered."""
        return [(year, self.means[year, direction]) for year in self.years if (year, direction) in self.means]


def answered(scores: Scores) -> list[int]:
    return [score for score in scores.values() if score is not None]


def mean(scores: Scores) -> Fraction | None:
    """The exact mean of what was answered; None when nothing was."""
    found = answered(scores)
    return Fraction(sum(found), len(found)) if found else None


def move(values: list[int]) -> int | None:
    """From the last but one to the last."""
    return values[-1] - values[-2] if len(values) > 1 else None


def line_of(code: str, sheets: list[Sheet], years: tuple[int, ...]) -> Line:
    scores: dict[tuple[int, str], int] = {}
    for sheet in sheets:
        score = sheet.scores.get(code)
        if score is not None:
            scores[sheet.year, sheet.direction] = score
    moves = {}
    for direction in DIRECTIONS:
        found = move([scores[year, direction] for year in years if (year, direction) in scores])
        if found is not None:
            moves[direction] = found
    both = [year for year in years if all((year, direction) in scores for direction in DIRECTIONS)]
    gap = scores[both[-1], BY_PARTNER] - scores[both[-1], BY_NETWORK] if both else None
    return Line(code, scores, moves, gap)


def compare(sheets: Iterable[Sheet], order: Iterable[str]) -> Comparison:
    """`order` gives the codes of the questions as they are asked today; those asked before come after, by code."""
    given = sorted(sheets, key=lambda sheet: (sheet.year, sheet.direction))
    years = tuple(sorted({sheet.year for sheet in given}))
    known = list(dict.fromkeys(order))
    former = sorted({code for sheet in given for code in sheet.scores} - set(known))
    means = {(sheet.year, sheet.direction): value for sheet in given if (value := mean(sheet.scores)) is not None}
    lines = tuple(line_of(code, given, years) for code in [*known, *former])
    return Comparison(years, lines, means)


def shown(value: Fraction | None, digits: int = 1) -> float | None:
    """A mean as people read it: rounded to a digit, halves away from zero."""
    if value is None:
        return None
    scaled = value * 10**digits
    return int(scaled + Fraction(1, 2)) / 10**digits
