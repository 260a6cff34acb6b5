"""States and kinds of the money of projects; values that IATI numbers keep its numbers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BudgetType(TextChoices):
    """IATI's BudgetType."""

    ORIGINAL = "1", _("d’origine")
    REVISED = "2", _("révisé")


class BudgetStatus(TextChoices):
    """IATI's BudgetStatus."""

    INDICATIVE = "1", _("indicatif")
    COMMITTED = "2", _("engagé")


class Category(TextChoices):
    """What money is spent on: few words, which every funder's table can be told in."""

    STAFF = "staff", _("Salaires et charges")
    TRAVEL = "travel", _("Déplacements et missions")
    TRAINING = "training", _("Formations et rencontres")
    EQUIPMENT = "equipment", _("Équipements")
    WORKS = "works", _("Travaux")
    SUPPLIES = "supplies", _("Fournitures et consommables")
    SERVICES = "services", _("Services et études")
    MESSAGES = "messages", _("Publications et visibilité")
    EVALUATION = "evaluation", _("Évaluation et audit")
    OFFICE = "office", _("Loyers et frais de bureau")
    FEES = "fees", _("Frais de banque")
    OTHER = "other", _("Autres dépenses")


class Nature(TextChoices):
    """The Belgian decree's two kinds of costs; other funders say « direct » and « administration »."""

    OPERATIONAL = "operational", _("coût opérationnel")
    MANAGEMENT = "management", _("coût de gestion")


class GrantState(TextChoices):
    ASKED = "asked", _("demandée")
    GRANTED = "granted", _("accordée")
    CLOSED = "closed", _("soldée")
    REFUSED = "refused", _("refusée")

    def can_become(self, other: "GrantState") -> bool:
        G = GrantState
        return other in {G.ASKED: {G.GRANTED, G.REFUSED}, G.GRANTED: {G.CLOSED}, G.CLOSED: {G.GRANTED},
                         G.REFUSED: {G.ASKED}}[self]  # fmt: skip

    @property
    def tone(self) -> str:
        return {"asked": "al", "granted": "ok", "refused": "er"}.get(self.value, "nu")


class InstalmentState(TextChoices):
    PLANNED = "planned", pgettext_lazy("tranche", "attendue")
    CLAIMED = "claimed", pgettext_lazy("tranche", "demandée")
    RECEIVED = "received", pgettext_lazy("tranche", "reçue")


class ReportKind(TextChoices):
    NARRATIVE = "narrative", _("narratif")
    FINANCIAL = "financial", _("financier")
    BOTH = "both", _("narratif et financier")


class VersionState(TextChoices):
    """A version of a budget is written, then adopted; a later one takes its place, and it stays readable."""

    DRAFT = "draft", _("en préparation")
    ADOPTED = "adopted", _("en vigueur")
    REPLACED = "replaced", _("remplacé")


class Feed(TextChoices):
    """How the rates of a source arrive."""

    ECB = "ecb", _("fichier de la Banque centrale européenne")
    BOC = "boc", _("fichier de la Banque du Canada")
    TYPED = "typed", _("saisie à la main")


class TransferState(TextChoices):
    PLANNED = "planned", _("prévu")
    ASKED = "asked", _("à approuver")
    APPROVED = "approved", _("approuvé")
    SENT = "sent", _("envoyé")
    RECEIVED = "received", _("reçu")
    CANCELLED = "cancelled", _("annulé")

    def can_become(self, other: "TransferState") -> bool:
        T = TransferState
        return (
            other
            in {
                T.PLANNED: {T.ASKED, T.CANCELLED},
                T.ASKED: {T.APPROVED, T.PLANNED, T.CANCELLED},
                T.APPROVED: {T.SENT, T.PLANNED, T.CANCELLED},
                T.SENT: {T.RECEIVED},
                T.RECEIVED: set(),
                T.CANCELLED: set(),
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"asked": "al", "approved": "al", "sent": "ok", "received": "ok", "cancelled": "er"}.get(
            self.value, "nu"
        )


class StepKind(TextChoices):
    """What happened to a transfer, by whom, when."""

    ASKED = "asked", _("demandé")
    APPROVED = "approved", _("approuvé")
    RETURNED = "returned", _("rendu à qui demandait")
    SENT = "sent", _("envoyé")
    RECEIVED = "received", _("reçu")
    CORRECTED = "corrected", _("arrivée corrigée")
    CANCELLED = "cancelled", _("annulé")


class ExpenseState(TextChoices):
    DRAFT = "draft", pgettext_lazy("dépense", "brouillon")
    SUBMITTED = "submitted", _("à approuver")
    RETURNED = "returned", _("à compléter")
    APPROVED = "approved", _("approuvée")
    CANCELLED = "cancelled", _("annulée")

    def can_become(self, other: "ExpenseState") -> bool:
        E = ExpenseState
        return (
            other
            in {
                E.DRAFT: {E.SUBMITTED, E.CANCELLED},
                E.SUBMITTED: {E.APPROVED, E.RETURNED, E.CANCELLED},
                E.RETURNED: {E.SUBMITTED, E.CANCELLED},
                E.APPROVED: {E.CANCELLED},
                E.CANCELLED: set(),
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"submitted": "al", "returned": "er", "approved": "ok"}.get(self.value, "nu")
