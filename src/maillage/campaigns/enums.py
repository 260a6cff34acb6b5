"""States and kinds of campaigns, petitions and calls for help."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignState(TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("En cours")
    CLOSED = "closed", _("Terminée")

    def can_become(self, other: "CampaignState") -> bool:
        """A campaign that people have seen is closed, never hidden again; a closed one may open again."""
        return (
            other
            in {
                CampaignState.DRAFT: {CampaignState.OPEN},
                CampaignState.OPEN: {CampaignState.CLOSED},
                CampaignState.CLOSED: {CampaignState.OPEN},
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"draft": "al", "open": "ok"}.get(self.value, "nu")


class PetitionState(TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Close")
    DELIVERED = "delivered", _("Remise")

    def can_become(self, other: "PetitionState") -> bool:
        """What was delivered is never signed again."""
        P = PetitionState
        return (
            other
            in {
                P.DRAFT: {P.OPEN},
                P.OPEN: {P.CLOSED, P.DELIVERED},
                P.CLOSED: {P.OPEN, P.DELIVERED},
                P.DELIVERED: set(),
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"draft": "al", "open": "ok", "delivered": ""}.get(self.value, "nu")


class SignatureState(TextChoices):
    """Only `confirmed` is counted."""

    PENDING = "pending", _("À confirmer")
    CONFIRMED = "confirmed", _("Confirmée")
    ASIDE = "aside", _("Mise de côté")
    BOUNCED = "bounced", _("Courriel revenu")
    WITHDRAWN = "withdrawn", _("Retirée")
    DISOWNED = "disowned", _("Désavouée")  # « it wasn't me »: this address is not written to again

    @property
    def tone(self) -> str:
        return {"pending": "al", "confirmed": "ok", "bounced": "er", "disowned": "er"}.get(self.value, "nu")


class BlockState(TextChoices):
    """Many signatures from one corner of the internet: a school, a union hall, or a machine."""

    QUIET = "quiet", _("Rien à signaler")
    FLAGGED = "flagged", _("À examiner")
    ASIDE = "aside", _("Mis de côté")
    ADMITTED = "admitted", _("Admis")


class BatchState(TextChoices):
    ENTERED = "entered", _("À vérifier")
    CHECKED = "checked", _("Comptée")
    REFUSED = "refused", _("Écartée")

    @property
    def tone(self) -> str:
        return {"entered": "al", "checked": "ok"}.get(self.value, "nu")


class NamesGiven(TextChoices):
    """Which names the recipient receives; said on the page where people sign."""

    NONE = "none", _("aucun nom, le nombre seul")
    PUBLIC = "public", _("les noms que les signataires rendent publics")
    ALL = "all", _("tous les noms, avec le code postal")

    @property
    def width(self) -> int:
        return ["none", "public", "all"].index(self.value)


class CallKind(TextChoices):
    HELP = "help", _("Aider")
    HOST = "host", _("Accueillir")


class CallState(TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("Ouvert")
    CLOSED = "closed", _("Clos")

    @property
    def tone(self) -> str:
        return {"draft": "al", "open": "ok"}.get(self.value, "nu")
