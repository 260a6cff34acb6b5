"""What answers say, counted: pure arithmetic, exact, without a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

FEWEST = 3  # below, someone could be recognised: nothing is shown but how many answered


@dataclass(frozen=True)
class Distribution:
    """How many gave each answer: {answer: count}, answers in their own order."""

    counts: Mapping[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> Fraction | None:
        """The mean of the answers, exact; None when nobody answered."""
        return Fraction(sum(n * count for n, count in self.counts.items()), self.total) if self.total else None

    def share(self, answer: int) -> Fraction:
        """The part of those who answered that gave this answer."""
        return Fraction(self.counts.get(answer, 0), self.total) if self.total else Fraction(0)

    def over(self, answers: Iterable[int]) -> "Distribution":
        """The same over all possible answers, those that nobody gave included."""
        return Distribution({answer: self.counts.get(answer, 0) for answer in answers})


def added(*parts: Distribution) -> Distribution:
    """Several polls, or paper and on line, as one."""
    counts: dict[int, int] = {}
    for part in parts:
        for answer, count in part.counts.items():
            counts[answer] = counts.get(answer, 0) + count
    return Distribution(dict(sorted(counts.items())))


@dataclass(frozen=True)
class Change:
    """Before and after: two groups without names, so means are compared and not persons."""

    before: Distribution
    after: Distribution

    @property
    def difference(self) -> Fraction | None:
        """How much the mean moved; None when one of the two is missing."""
        one, other = self.before.mean, self.after.mean
        return None if one is None or other is None else other - one


def shown(respondents: int, *, one_is_known: bool = False) -> bool:
    """May results be shown? A teacher answers alone and knows it (`one_is_known`)."""
    return respondents >= (1 if one_is_known else FEWEST)
