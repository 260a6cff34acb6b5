"""Breaking ties: by an earlier stage where the rule says so, then by the lot, or else by the order of the file."""

from collections.abc import Iterable, Mapping, Sequence

from maillage.ballots.counting.types import Candidate, CountError, Tie


class Breaker:
    """Breaks the ties of one count and remembers each (`ties`).

    `lot` is an order of all the candidates drawn before the count, the favoured first; without it the order of the file
    decides, and the tie says so.
    """

    def __init__(self, candidates: Sequence[Candidate], lot: Sequence[int] = ()) -> None:
        numbers = [one.number for one in candidates]
        if lot and (len(set(lot)) != len(lot) or not set(numbers) <= set(lot)):
            raise CountError("Le tirage au sort doit nommer chaque candidature une fois.")
        self.how = "lot" if lot else "order"
        self.place = {number: place for place, number in enumerate(lot or numbers)}
        self.ties: list[Tie] = []

    def pick(
        self,
        tied: Iterable[int],
        *,
        stage: int,
        what: str,
        earlier: Sequence[Mapping[int, int]] = (),
        low: bool = False,
    ) -> int:
        """Choose one of `tied`: the highest (or with `low` the lowest) at the last earlier stage where they differ.

        `earlier` are the totals of the stages before, oldest first; a rule without that step gives none.
        """
        left = list(tied)
        if len(left) == 1:
            return left[0]
        everyone, how = tuple(sorted(left)), "rule"
        for totals in reversed(earlier):
            best = (min if low else max)(totals[one] for one in left)
            left = [one for one in left if totals[one] == best]
            if len(left) == 1:
                break
        if len(left) > 1:
            how = self.how
        chosen = (max if low else min)(left, key=self.place.__getitem__)
        self.ties.append(Tie(stage, everyone, how, chosen, what))  # type: ignore[arg-type]
        return chosen

    def ordered(
        self, group: Iterable[int], totals: Mapping[int, int], *, stage: int, earlier: Sequence[Mapping[int, int]] = ()
    ) -> list[int]:
        """Those elected at one stage, the highest first."""
        left, order = set(group), []
        while left:
            top = max(totals[one] for one in left)
            tied = [one for one in left if totals[one] == top]
            order.append(self.pick(tied, stage=stage, what="order", earlier=earlier))
            left.remove(order[-1])
        return order
