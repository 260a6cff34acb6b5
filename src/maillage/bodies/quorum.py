"""How many must be there for a body to decide: its own rule, or the law's for the assembly of the members."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.bodies.enums import BodyKind, QuorumKind
from maillage.bodies.models import Body
from maillage.network import current


@dataclass(frozen=True, slots=True)
class Rule:
    """`of` says of whom the share is: voting members, members, delegates, or the seats filled ("seats")."""

    kind: str
    share: Fraction | None = None
    number: int = 0
    strict: bool = False  # more than the share, not at least
    of: str = "seats"
    source: str = ""
    by_default: bool = False  # nobody chose it here

    def needed(self, entitled: int) -> int:
        """How many must be there among those entitled."""
        if self.kind == QuorumKind.NUMBER:
            return self.number
        if self.kind == QuorumKind.NONE or self.share is None:
            return 0
        part = self.share * entitled
        return int(part) + 1 if self.strict else -(-part.numerator // part.denominator)

    @property
    def sentence(self) -> str:
        if self.kind == QuorumKind.NUMBER:
            return ngettext("%(n)s personne", "%(n)s personnes", self.number) % {"n": self.number}
        if self.kind == QuorumKind.NONE or self.share is None:
            return _("Aucun quorum n’est demandé.")
        whose = _("des sièges pourvus") if self.of == "seats" else _("des voix de la liste électorale")
        share = {"share": f"{self.share.numerator}/{self.share.denominator}", "whose": whose}
        if self.strict and self.share == Fraction(1, 2):
            return _("Plus de la moitié %(whose)s") % share
        return (_("Plus de %(share)s %(whose)s") if self.strict else _("Au moins %(share)s %(whose)s")) % share


def rule_of(body: Body) -> Rule:
    """The rule in force. An assembly for which nobody chose one follows the legal profile of the network."""
    own = bool(body.quorum_source)
    if body.kind == BodyKind.ASSEMBLY and body.quorum_kind == QuorumKind.NONE and not own and current.exists():
        law = current.profile().legal.quorum
        return Rule(law.value.kind, law.value.share, law.value.number or 0, of=law.value.of, source=law.source,
                    by_default=True)  # fmt: skip
    of = "voting_members" if body.kind == BodyKind.ASSEMBLY else "seats"
    share = Fraction(body.quorum_share) if body.quorum_share else None
    return Rule(body.quorum_kind, share, body.quorum_number or 0, body.quorum_strict, of, body.quorum_source, not own)
