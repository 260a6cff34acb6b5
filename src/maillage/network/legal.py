"""The law and the by-laws under which the network decides, each rule with its source."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from maillage.network.base import Count, Flag, Flaw, Frozen, Text, Words
from maillage.network.quantities import Share

T = TypeVar("T")

LegalCode = Literal["QC_PART_III", "CA_NFP", "FR_1901", "BE_ASBL"]
Electorate = Literal["members", "voting_members", "delegates"]


class Rule(Frozen, Generic[T]):
    """A rule, where it comes from, and whether a lawyer must still confirm it."""

    value: T
    source: Words
    to_confirm: Flag = True


class Quorum(Frozen):
    """How many must be there: nobody in particular, a share, or a number."""

    kind: Literal["none", "share", "number"]
    share: Share | None = None
    number: Count | None = None
    of: Electorate = "voting_members"

    def flaws(self) -> Iterator[Flaw]:
        if (self.share is not None) != (self.kind == "share"):
            yield ("share",), "une fraction va avec « share », et avec lui seul"
        if (self.number is not None) != (self.kind == "number"):
            yield ("number",), "un nombre va avec « number », et avec lui seul"

    def needed(self, entitled: int) -> int:
        """Return how many must be there among those entitled (the share is rounded up)."""
        if self.share is not None:
            return -(-self.share.numerator * entitled // self.share.denominator)
        return self.number or 0


class Majority(Frozen):
    """The share of the votes that carries a decision: more than, or at least."""

    more_than: Share | None = None
    at_least: Share | None = None
    of: Literal["cast", "present", "members"] = "cast"

    def flaws(self) -> Iterator[Flaw]:
        if (self.more_than is None) == (self.at_least is None):
            yield (), "donner « more_than » ou « at_least », l'un des deux"

    def is_reached(self, in_favour: int, base: int) -> bool:
        """Tell whether `in_favour` votes out of `base` carry the decision."""
        if base <= 0:
            return False
        if self.more_than is not None:
            return Fraction(in_favour, base) > self.more_than
        return self.at_least is not None and Fraction(in_favour, base) >= self.at_least


class Majorities(Frozen):
    """The majority for each kind of decision."""

    ordinary: Rule[Majority]
    bylaws: Rule[Majority]
    purpose: Rule[Majority] | None = None
    exclusion: Rule[Majority]
    dissolution: Rule[Majority]


class Proxies(Frozen):
    """Whether a member may vote for another, for how many, of which category, on which points."""

    allowed: Rule[Flag]
    max_per_person: Rule[Count] | None = None
    same_category: Rule[Flag] | None = None
    by_item: Rule[Flag] | None = None

    def flaws(self) -> Iterator[Flaw]:
        for name in ("same_category", "by_item"):
            if getattr(self, name) is not None and not self.allowed.value:
                yield (name,), "cette règle n'a de sens que si les procurations sont permises"
        if self.max_per_person is None:
            return
        if not self.allowed.value:
            yield (
                ("max_per_person",),
                "un maximum n'a de sens que si les procurations sont permises",
            )
        elif self.max_per_person.value == 0:
            yield ("max_per_person", "value"), "au moins 1 procuration, puisqu'elles sont permises"


class Agenda(Frozen):
    """What may be decided, and who may put a point on the agenda."""

    sent_with_notice: Rule[Flag]
    votes_off_agenda: Rule[Flag]
    item_share: Rule[Share] | None = None


class SecondMeeting(Frozen):
    """What happens when the quorum fails."""

    possible: Flag
    min_days: Count = 0
    needs_quorum: Flag = False


class Requisition(Frozen):
    """Members who ask for an assembly that the board does not call."""

    share: Rule[Share]
    board_has_days: Rule[Count] | None = None


class Retention(Frozen):
    """How many years each record is kept."""

    accounting_years: Rule[Count]
    donors_years: Rule[Count]
    journal_years: Rule[Count]


class Privacy(Frozen):
    """The law on personal data, and what its officer must do."""

    law: Rule[Literal["loi-25", "rgpd"]]
    officer: Text
    duties: tuple[Text, ...] = ()


class LegalProfile(Frozen):
    """Every statutory rule that the software applies."""

    code: LegalCode
    name: Text
    note: Text | None = None
    notice_days: Rule[Count]
    notice_by_law: Rule[Flag]  # is the delay the law's own, which nobody shortens, or that of by-laws and usage?
    annual_within_months: Rule[Count] | None = None
    agenda: Agenda
    proxies: Proxies
    quorum: Rule[Quorum]
    bylaws_quorum: Rule[Quorum] | None = None
    majorities: Majorities
    abstentions_counted: Rule[Flag]
    remote_assemblies: Rule[Flag]
    remote_secret_elections: Rule[Flag] | None = None
    written_resolutions: Rule[Literal["none", "board", "members", "both"]]
    requisition: Requisition | None = None
    second_meeting: Rule[SecondMeeting]
    exclusion_body: Rule[Literal["assembly", "board"]]
    retention: Retention
    privacy: Privacy

    def flaws(self) -> Iterator[Flaw]:
        allowed = self.proxies.allowed
        if self.code == "QC_PART_III" and allowed.value and allowed.to_confirm:
            yield (
                ("proxies", "allowed", "value"),
                "pas de procuration sous la partie III, sauf avis d'un juriste (to_confirm = false)",
            )
