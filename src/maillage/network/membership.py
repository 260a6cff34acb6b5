"""Who may be a member, by which path, and what each kind of member may do."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal, get_args

from pydantic import Field

from maillage.network.base import Code, Coded, Count, Flag, Flaw, Frozen, Text, Words, repeated_codes
from maillage.network.quantities import Step, broken_scale

Measure = Literal["budget", "staff", "represented_members", "inhabitants"]
MEASURES: tuple[str, ...] = get_args(Measure)


class Rights(Frozen):
    """The democratic doors that a category opens."""

    vote: Flag
    stand: Flag
    quorum: Flag
    propose: Flag

    @property
    def is_democratic(self) -> bool:
        """True when at least one door is open."""
        return self.vote or self.stand or self.quorum or self.propose


class OneVote(Frozen):
    """One member, one vote."""

    kind: Literal["one"] = "one"

    def votes_for(self, size: int | Fraction = 0) -> int:
        """Return the number of votes of a member, whatever its size."""
        return 1


class DelegationStep(Step):
    """How many delegates a member of this size sends."""

    delegates: Annotated[Count, Field(ge=1, le=500)]


class DelegationVotes(Frozen):
    """Each delegate has a vote; how many delegates depends on the size of the member."""

    kind: Literal["delegation"]
    measure: Measure
    steps: Annotated[tuple[DelegationStep, ...], Field(min_length=1)]

    def flaws(self) -> Iterator[Flaw]:
        yield from broken_scale("steps", self.steps)

    def votes_for(self, size: int | Fraction = 0) -> int:
        """Return the number of votes of a member of this size."""
        return next(step.delegates for step in self.steps if step.holds(size))


class Threshold(Frozen):
    """The size that a member of this category has."""

    measure: Measure
    at_least: Count | None = None
    below: Count | None = None

    def flaws(self) -> Iterator[Flaw]:
        if self.at_least is None and self.below is None:
            yield (), "un seuil donne « at_least », « below » ou les deux"
        elif self.below is not None and self.below <= (self.at_least or 0):
            yield ("below",), "seuil impossible à atteindre : « below » doit dépasser « at_least »"

    def is_met(self, size: int | Fraction) -> bool:
        """Tell whether a member of this size belongs here."""
        return size >= (self.at_least or 0) and (self.below is None or size < self.below)


class Admission(Frozen):
    """The path from a request to a membership."""

    completeness_check: Flag = True
    sponsors: Annotated[Count, Field(le=20)] = 0
    sign_charter: Flag = False
    board_decision: Flag = True
    ratified_by_assembly: Flag = False
    documents: tuple[Coded, ...] = ()

    def flaws(self) -> Iterator[Flaw]:
        yield from repeated_codes("documents", self.documents)

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of this path, in order."""
        path = {
            "completeness": self.completeness_check,
            "charter": self.sign_charter,
            "sponsors": self.sponsors > 0,
            "board": self.board_decision,
            "ratification": self.ratified_by_assembly,
        }
        return tuple(step for step, taken in path.items() if taken)


class Category(Coded):
    """A kind of member."""

    who: Literal["organisation", "individual", "both"]
    group: Words | None = None
    family: Code | None = None
    description: Text
    rights: Rights
    votes: Annotated[OneVote | DelegationVotes, Field(discriminator="kind")] = OneVote()
    min_delegates: Annotated[Count, Field(le=500)] = 1
    max_delegates: Annotated[Count, Field(le=500)] = 1
    max_substitutes: Annotated[Count, Field(le=500)] = 0
    threshold: Threshold | None = None
    admission: Admission = Admission()
    probation_months: Annotated[Count, Field(le=60)] = 0
    public: Flag = True

    def flaws(self) -> Iterator[Flaw]:
        if self.min_delegates > self.max_delegates:
            yield ("min_delegates",), "le minimum de délégués dépasse le maximum"
        if self.votes.kind == "delegation":
            if not self.rights.vote:
                yield ("votes",), "une délégation votante demande le droit de vote"
            most = max(step.delegates for step in self.votes.steps)
            if most > self.max_delegates:
                yield (
                    ("max_delegates",),
                    f"le barème envoie {most} délégués, plus que le maximum ({self.max_delegates})",
                )
        if self.who == "individual" and self.family is not None:
            yield ("family",), "une catégorie de personnes n'appartient à aucune famille d'acteurs"
        if self.rights.vote and not self.admission.steps:
            yield ("admission",), "catégorie votante sans chemin d'admission : prévoir une étape"


class Membership(Frozen):
    """The kinds of members of the network."""

    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    arrears_suspend_rights: Flag = True  # dues unpaid beyond the grace days suspend vote, candidacy, quorum and motions

    def flaws(self) -> Iterator[Flaw]:
        yield from repeated_codes("categories", self.categories)
        if not any(category.rights.vote for category in self.categories):
            yield ("categories",), "aucune catégorie ne vote : au moins une doit pouvoir décider"
