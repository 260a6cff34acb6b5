"""Yes or no: which majority, of what, and was it reached. Exact whole numbers.

- `simple`: more yes than no.
- `absolute`: more than half of the base.
- a Fraction (2/3, 3/4, 4/5…): at least that share of the base.

Bases: `cast` (yes and no), `cast_with_abstentions` (yes, no, abstentions and blanks), `present`, `entitled`. A simple
majority compares yes with no whatever the base. When yes and no are equal where one more would decide, the motion
`falls`, or the `chair` decides if the by-laws give a casting vote.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from maillage.ballots.counting.types import CountError

Threshold = Fraction | Literal["simple", "absolute"]
Base = Literal["cast", "cast_with_abstentions", "present", "entitled"]


@dataclass(frozen=True)
class Decision:
    """A result: `yes` votes of a `base`, `needed` to carry. `tie` is None, `falls`, or who the chair's vote made win.

    `waiting`: equal votes, and the chair's casting vote is not known yet (`carried` is then False).
    """

    carried: bool
    yes: int
    no: int
    needed: int
    base: int
    threshold: str
    base_name: Base
    tie: Literal["falls", "chair_yes", "chair_no"] | None = None
    waiting: bool = False

    @property
    def missing(self) -> int:
        """How many more yes votes it would have taken."""
        return max(0, self.needed - self.yes)

    @property
    def reached(self) -> Fraction:
        """The share of the base that said yes (0 of an empty base)."""
        return Fraction(self.yes, self.base) if self.base else Fraction(0)


def decide(
    *, yes: int, no: int, abstain: int = 0, blank: int = 0, present: int | None = None, entitled: int | None = None,
    threshold: Threshold = "simple", base: Base = "cast", tie: Literal["falls", "chair"] = "falls",
    chair: bool | None = None,
) -> Decision:  # fmt: skip
    """Decide. `chair` is the chair's casting vote (True is yes), used only on a tie when `tie` is `chair`.

    Raises CountError for negative numbers, a base that is not given or is smaller than the votes, or a share that is
    not above 0 and at most 1.
    """
    votes = (yes, no, abstain, blank)
    if any(isinstance(one, bool) or not isinstance(one, int) or one < 0 for one in votes):
        raise CountError("Les voix sont des nombres entiers, sans négatif.")
    of = size(base, yes, no, abstain + blank, present, entitled)
    needed = need(threshold, of, no)
    said = threshold if isinstance(threshold, str) else f"{threshold.numerator}/{threshold.denominator}"
    carried, broken, waiting = yes >= needed and yes > 0, None, False
    equal = yes == no and yes > 0 and not carried and (threshold == "simple" or 2 * yes == of)
    if equal and not isinstance(threshold, Fraction):
        if tie == "falls":
            broken = "falls"
        elif chair is None:
            waiting = True
        else:
            carried, broken = chair, "chair_yes" if chair else "chair_no"
    return Decision(carried, yes, no, needed, of, said, base, broken, waiting)  # type: ignore[arg-type]


def size(base: Base, yes: int, no: int, neither: int, present: int | None, entitled: int | None) -> int:
    """The number that the share is of."""
    for limit in (present, entitled):
        if limit is not None and limit < yes + no + neither:
            raise CountError("Il y a plus de voix que de droits de vote présents ou inscrits.")
    match base:
        case "cast":
            return yes + no
        case "cast_with_abstentions":
            return yes + no + neither
        case "present" if present is not None:
            return present
        case "entitled" if entitled is not None:
            return entitled
    raise CountError(f"Il manque le nombre sur lequel la majorité se compte : {base}.")


def need(threshold: Threshold, base: int, no: int) -> int:
    """The smallest number of yes votes that carries."""
    if threshold == "simple":
        return no + 1
    if threshold == "absolute":
        return base // 2 + 1
    if not isinstance(threshold, Fraction) or not 0 < threshold <= 1:
        raise CountError("La majorité est simple, absolue, ou une part entre 0 et 1.")
    return max(1, -(-base * threshold.numerator // threshold.denominator))
