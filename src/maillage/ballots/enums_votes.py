"""States and kinds of questions, of their use and of their sheets."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionState(TextChoices):
    """A draft may be changed; open, one votes; closed, nobody votes any more; declared, its result is known."""

    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("Vote ouvert")
    CLOSED = "closed", _("Vote clos")
    DECLARED = "declared", _("Résultat proclamé")
    CANCELLED = "cancelled", _("Vote annulé")

    def can_become(self, other: "QuestionState") -> bool:
        return other in _NEXT[self]

    @property
    def tone(self) -> str:
        return {"open": "ok", "closed": "al", "declared": "ok"}.get(self.value, "nu")


_NEXT: dict[QuestionState, tuple[QuestionState, ...]] = {
    QuestionState.DRAFT: (QuestionState.OPEN, QuestionState.CANCELLED),
    QuestionState.OPEN: (QuestionState.CLOSED, QuestionState.CANCELLED),
    QuestionState.CLOSED: (QuestionState.DECLARED, QuestionState.CANCELLED),
    QuestionState.DECLARED: (),
    QuestionState.CANCELLED: (),
}


class Secrecy(TextChoices):
    """How one votes, and what it promises (see ADR 21)."""

    NOMINAL = "nominal", _("Vote nominal")
    CONFIDENTIAL = "confidential", _("Vote confidentiel")
    HANDS = "hands", _("À main levée")
    PAPER = "paper", _("Sur papier")

    @property
    def online(self) -> bool:
        return self in (Secrecy.NOMINAL, Secrecy.CONFIDENTIAL)

    @property
    def secret(self) -> bool:
        return self in (Secrecy.CONFIDENTIAL, Secrecy.PAPER)


class Method(TextChoices):
    """How it is counted; beyond yes and no, the codes of `counting`."""

    YESNO = "yesno", _("Pour, contre, abstention")
    PLURALITY = "plurality", _("Majorité relative")
    TWO_ROUND = "two-round", _("Deux tours")
    APPROVAL = "approval", _("Approbation")
    SCOTTISH_STV = "scottish-stv", _("Vote unique transférable (règle écossaise)")
    MEEK = "meek", _("Vote unique transférable (Meek)")
    IRV = "irv", _("Vote alternatif")
    SCHULZE = "schulze", _("Schulze (Condorcet)")
    MAJORITY_JUDGEMENT = "majority-judgement", _("Jugement majoritaire")
    DHONDT = "dhondt", _("Listes, d’Hondt")
    SAINTE_LAGUE = "sainte-lague", _("Listes, Sainte-Laguë")
    LARGEST_REMAINDER = "largest-remainder", _("Listes, plus fort reste")

    @property
    def shape(self) -> str:
        """What a ballot holds: "yesno", "ranked", "graded", "several" options or "one"."""
        return _SHAPES.get(self.value, "one")


_SHAPES = {
    "yesno": "yesno", "scottish-stv": "ranked", "meek": "ranked", "irv": "ranked", "schulze": "ranked",
    "majority-judgement": "graded", "approval": "several", "plurality": "several", "two-round": "several",
}  # fmt: skip


class UseRoute(TextChoices):
    """By which way a right was used: one, and one alone."""

    ONLINE = "online", _("En ligne")
    PROXY = "proxy", _("Par procuration")
    ROOM = "room", _("Dans la salle")
    PAPER = "paper", _("Sur papier")


class SheetKind(TextChoices):
    HANDS = "hands", _("Main levée")
    PAPER = "paper", _("Papier")
