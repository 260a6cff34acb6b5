"""Who may vote, stand, propose and be counted, on a day: pure rules over facts, with the reason of each refusal.

Sources: the categories of the network's profile (by-laws), its legal profile, the ledger of memberships.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.core.periods import add_months
from maillage.network.membership import Category


class Reason(StrEnum):
    """Why a door stays closed."""

    NOT_MEMBER = "not_member"
    CATEGORY = "category"
    PROBATION = "probation"
    ARREARS = "arrears"
    SIZE_UNKNOWN = "size_unknown"
    NO_DELEGATE = "no_delegate"
    UNKNOWN_CATEGORY = "unknown_category"

    @property
    def label(self) -> Promise:
        return LABELS[self]


LABELS: dict[Reason, Promise] = {
    Reason.NOT_MEMBER: _("N’est pas membre à cette date."),
    Reason.CATEGORY: _("Sa catégorie ne prend pas part à la vie démocratique sur ce point."),
    Reason.PROBATION: _("Sa période de probation n’est pas terminée."),
    Reason.ARREARS: _("Sa cotisation est en retard au-delà du délai de grâce."),
    Reason.SIZE_UNKNOWN: _("Sa taille n’est pas connue : le nombre de ses voix ne peut être établi."),
    Reason.NO_DELEGATE: _("Personne n’est délégué pour porter ses voix."),
    Reason.UNKNOWN_CATEGORY: _("Sa catégorie n’existe plus dans le profil du réseau."),
}
DOORS = ("vote", "stand", "quorum", "propose")


@dataclass(frozen=True, slots=True)
class Voice:
    """A person who speaks for a member: `rank` orders substitutes after delegates."""

    person: int
    name: str
    substitute: bool = False
    rank: int = 1


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What is known of a member on the day asked."""

    member: int
    name: str
    category: str | None  # None: no period holds that day
    group: str = ""
    since: date | None = None
    in_arrears: bool = False
    sizes: Mapping[str, int | Fraction] = field(default_factory=dict)
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """What a member may do on the day. A door that is closed has its reason in `refusals`."""

    member: int
    name: str
    category: str | None
    group: str
    vote: bool = False
    stand: bool = False
    quorum: bool = False
    propose: bool = False
    votes: int = 0  # that its delegates can cast
    seats: int = 0  # that its category and its size give
    delegates: tuple[Voice, ...] = ()
    refusals: Mapping[str, Reason] = field(default_factory=dict)

    def may(self, door: str) -> bool:
        return bool(getattr(self, door))


def probation_ends(since: date | None, months: int) -> date | None:
    return add_months(since, months) if since and months else None


def suspension(facts: MemberFacts, category: Category, on: date, *, arrears_suspend: bool) -> Reason | None:
    """What closes every door of a category that has some."""
    ends = probation_ends(facts.since, category.probation_months)
    if ends and on < ends:
        return Reason.PROBATION
    if arrears_suspend and facts.in_arrears:
        return Reason.ARREARS
    return None


def votes_of(facts: MemberFacts, category: Category) -> tuple[int, Reason | None]:
    """How many votes, by the category's rule; 0 with the reason when it cannot be told."""
    if category.votes.kind == "one":
        return category.votes.votes_for(0), None
    size = facts.sizes.get(category.votes.measure)
    if size is None:
        return 0, Reason.SIZE_UNKNOWN
    return category.votes.votes_for(Fraction(size)), None


def carriers(facts: MemberFacts, votes: int) -> tuple[Voice, ...]:
    """Who carries the votes: delegates in order, then substitutes for the seats left empty."""
    ordered = sorted(facts.voices, key=lambda voice: (voice.substitute, voice.rank, voice.person))
    return tuple(ordered[:votes])


def right_of(facts: MemberFacts, category: Category | None, on: date, *, arrears_suspend: bool = True) -> Right:
    """The rights of one member on a day. Supporting members open no door: their category says so."""
    closed = Right(facts.member, facts.name, facts.category, facts.group)
    if facts.category is None:
        return _closed(closed, Reason.NOT_MEMBER)
    if category is None:
        return _closed(closed, Reason.UNKNOWN_CATEGORY)
    refusals = {door: Reason.CATEGORY for door in DOORS if not getattr(category.rights, door)}
    if len(refusals) < len(DOORS) and (stop := suspension(facts, category, on, arrears_suspend=arrears_suspend)):
        refusals = {door: refusals.get(door, stop) for door in DOORS}
    votes, seats = 0, 0
    delegates: tuple[Voice, ...] = ()
    if "vote" not in refusals:
        votes, unknown = votes_of(facts, category)
        delegates, seats = carriers(facts, votes), votes
        votes = min(votes, len(delegates))  # each vote of a delegation is cast by one person
        if unknown:
            refusals["vote"] = unknown
        elif not delegates:
            refusals["vote"] = Reason.NO_DELEGATE
    open_doors = {door: door not in refusals for door in DOORS}
    return Right(
        facts.member, facts.name, facts.category, facts.group, votes=votes, seats=seats, delegates=delegates, refusals=refusals,
        **open_doors,
    )  # fmt: skip


def _closed(right: Right, reason: Reason) -> Right:
    return Right(right.member, right.name, right.category, right.group, refusals=dict.fromkeys(DOORS, reason))


def rights_table(
    members: Iterable[MemberFacts], categories: Mapping[str, Category], on: date, *, arrears_suspend: bool = True
) -> list[Right]:
    """The rights of all, in order of name."""
    return sorted(
        (
            right_of(facts, categories.get(facts.category or ""), on, arrears_suspend=arrears_suspend)
            for facts in members
        ),
        key=lambda right: (right.name.casefold(), right.member),
    )


def counts(rights: Iterable[Right]) -> dict[str, int]:
    """Totals that an assembly starts from: members entitled by door, and votes in all."""
    table = list(rights)
    return {**{door: sum(right.may(door) for right in table) for door in DOORS}, "votes": sum(r.votes for r in table)}
