"""What goes into a count and what comes out of it: frozen values, no Django, no float, no clock.

Units: a weight is a whole number of votes; totals are decimal strings, as the rule of the method rounds them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from maillage.ballots.counting import render
from maillage.ballots.counting.words import FRENCH

Ranks = tuple[tuple[int, ...], ...]
How = Literal["rule", "lot", "order"]


class CountError(ValueError):
    """A count that cannot be made: one French sentence, with the line of the file when it comes from one."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message if line is None else f"Ligne {line} : {message}")
        self.line = line


@dataclass(frozen=True)
class Candidate:
    """A person, a list or an option. `number` is that of the file and of the result."""

    number: int
    name: str
    college: str = ""
    gender: str = ""
    withdrawn: bool = False


@dataclass(frozen=True)
class RankedBallots:
    """Orders of preference: (weight, ranks), best rank first; a rank of several candidates is a tie."""

    candidates: tuple[Candidate, ...]
    ballots: tuple[tuple[int, Ranks], ...]
    seats: int = 1
    title: str = ""
    lot: tuple[int, ...] = ()


@dataclass(frozen=True)
class GradedBallots:
    """Grades: (weight, {candidate: grade}); `grades` is the scale, best first. A candidate left out has no grade."""

    candidates: tuple[Candidate, ...]
    ballots: tuple[tuple[int, Mapping[int, str]], ...]
    grades: tuple[str, ...] = ()
    seats: int = 1


@dataclass(frozen=True)
class ChoiceBallots:
    """Choices: (weight, set of candidates)."""

    candidates: tuple[Candidate, ...]
    ballots: tuple[tuple[int, frozenset[int]], ...]
    seats: int = 1


@dataclass(frozen=True)
class Event:
    """What the totals of a stage decided. `event` is `elected`, `excluded` or, in two rounds, `second-round`."""

    candidate: int
    event: str


@dataclass(frozen=True)
class Stage:
    """The totals at one stage and what they decided.

    `exhausted` is what no candidate holds any more (papers without a further preference, and fractions that the rule
    drops), so that totals and exhausted together are always the valid votes. `quota` is given where it moves.
    """

    number: int
    totals: Mapping[int, str]
    exhausted: str
    events: tuple[Event, ...] = ()
    quota: str | None = None


@dataclass(frozen=True)
class Tie:
    """A tie and how it was broken, honestly: by the rule, by the lot drawn before the count, or by the order of the file.

    `what` says what was at stake (`elected`, `excluded`, `surplus`, `order`, `seat`); `chosen` is who was picked for it.
    """

    stage: int
    candidates: tuple[int, ...]
    how: How
    chosen: int
    what: str = "elected"


@dataclass(frozen=True)
class Table:
    """A further table of a method (duels, grades): headers then rows, all strings; `title` is a key of the words."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Outcome:
    """A result. `elected` is in order of election; `ranking` is everybody, the elected first (for substitutes and
    constraints); counts of choices leave out whoever has no vote.

    `notes` are (key of the words, parameters). `advancing` are those who go to a second round.
    """

    method: str
    candidates: tuple[Candidate, ...]
    seats: int
    valid: int
    invalid: int
    quota: str | None
    elected: tuple[int, ...]
    stages: tuple[Stage, ...]
    ties: tuple[Tie, ...] = ()
    ranking: tuple[int, ...] = ()
    advancing: tuple[int, ...] = ()
    notes: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    tables: tuple[Table, ...] = field(default=())

    @property
    def vacant(self) -> int:
        """Seats that nobody fills."""
        return max(0, self.seats - len(self.elected))

    def as_dict(self) -> dict[str, Any]:
        """The JSON of the command: numbers as in the file, totals as decimal strings."""
        return render.as_dict(self)

    def as_text(self, words: Mapping[str, Any] = FRENCH) -> str:
        """The whole count for reading, names beside numbers."""
        return render.as_text(self, words)

    def as_csv(self, words: Mapping[str, Any] = FRENCH) -> str:
        """The stage table as CSV (commas, a line per candidate, a column per stage)."""
        return render.as_csv(self, words)

    def as_table(self, words: Mapping[str, Any] = FRENCH) -> tuple[list[str], list[list[str]]]:
        """The stage table: headers, then a row per candidate and one for what is exhausted."""
        return render.as_table(self, words)

    def sentences(self, words: Mapping[str, Any] = FRENCH) -> list[str]:
        """The notes and the ties, each as a sentence."""
        return render.sentences(self, words)


def names(candidates: Sequence[Candidate]) -> dict[int, str]:
    """The names by number."""
    return {one.number: one.name for one in candidates}
