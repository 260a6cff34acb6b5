"""What the counts by transfer share: the state of each candidate, the stages, the result."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from maillage.ballots.counting.papers import Papers, fixed
from maillage.ballots.counting.ties import Breaker
from maillage.ballots.counting.types import Candidate, Event, Outcome, Stage


class Count:
    """One count. Totals are whole units of 10⁻ᵖ, by place in `papers.numbers`.

    `open` are the continuing candidates; `history` the totals of the closed stages, by number.
    """

    def __init__(
        self, method: str, candidates: Sequence[Candidate], papers: Papers, seats: int, lot: Sequence[int], places: int
    ) -> None:
        self.method, self.candidates, self.papers, self.seats, self.places = method, candidates, papers, seats, places
        self.unit = 10**places
        self.open = set(range(len(papers.numbers)))
        self.totals = [0] * len(papers.numbers)
        self.elected: list[int] = []
        self.excluded: list[int] = []
        self.stages: list[Stage] = []
        self.history: list[dict[int, int]] = []
        self.events: list[Event] = []
        self.breaker = Breaker(candidates, lot)

    @property
    def stage(self) -> int:
        """The number of the stage being decided."""
        return len(self.stages) + 1

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    def by_number(self) -> dict[int, int]:
        return dict(zip(self.papers.numbers, self.totals, strict=True))

    def pick(self, places: Iterable[int], what: str, *, low: bool = False, earlier: bool = True) -> int:
        """Choose one place among equals."""
        numbers = self.papers.numbers
        at = {numbers[place]: place for place in places}
        history = self.history if earlier else ()
        return at[self.breaker.pick(at, stage=self.stage, what=what, earlier=history, low=low)]

    def elect(self, places: Iterable[int], *, earlier: bool = True) -> list[int]:
        """Deem elected, the highest first; more than the vacancies cannot reach a quota."""
        numbers = self.papers.numbers
        at = {numbers[place]: place for place in places}
        history = self.history if earlier else ()
        order = self.breaker.ordered(at, self.by_number(), stage=self.stage, earlier=history)
        for number in order:
            self.elected.append(at[number])
            self.open.discard(at[number])
            self.events.append(Event(number, "elected"))
        return [at[number] for number in order]

    def lowest(self, slack: int = 0) -> list[int]:
        """The continuing candidates that have the lowest total (or as near as `slack`)."""
        least = min(self.totals[place] for place in self.open)
        return sorted(place for place in self.open if self.totals[place] <= least + slack)

    def exclude(self, place: int) -> None:
        self.open.discard(place)
        self.excluded.append(place)
        self.events.append(Event(self.papers.numbers[place], "excluded"))

    def close(self, quota: str | None = None) -> None:
        """Write the stage down."""
        totals = self.by_number()
        held = sum(self.totals)
        exhausted = fixed(self.papers.valid * self.unit - held, self.places)
        shown = {one.number: fixed(totals.get(one.number, 0), self.places) for one in self.candidates}
        self.stages.append(Stage(self.stage, shown, exhausted, tuple(self.events), quota))
        self.history.append(totals)
        self.events = []

    def outcome(self, quota: str | None, invalid: int) -> Outcome:
        numbers = self.papers.numbers
        elected = tuple(numbers[place] for place in self.elected)
        rest = sorted(self.open, key=lambda place: (-self.totals[place], self.breaker.place[numbers[place]]))
        ranking = elected + tuple(numbers[place] for place in [*rest, *reversed(self.excluded)])
        return Outcome(
            self.method, tuple(self.candidates), self.seats, self.papers.valid, invalid, quota, elected,
            tuple(self.stages), tuple(self.breaker.ties), ranking, notes=tuple(self.notes()),
        )  # fmt: skip

    def notes(self) -> list[tuple[str, Mapping[str, Any]]]:
        said: list[tuple[str, Mapping[str, Any]]] = []
        if not self.papers.valid:
            said.append(("empty", {}))
        elif self.vacancies > 0:
            said.append(("vacant", {"count": self.vacancies}))
        gone = tuple(one.number for one in self.candidates if one.withdrawn)
        if gone:
            said.append(("withdrawn", {"names": gone}))
        if self.papers.stopped:
            said.append(("tied_rank", {"count": self.papers.stopped}))
        if self.papers.gaps:
            said.append(("empty_rank", {"count": self.papers.gaps}))
        return said
