"""States and kinds of enrolments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnrolmentState(TextChoices):
    """Where an enrolment stands. Those that hold places count in the quotas."""

    PENDING = "pending", _("À approuver")
    CONFIRMED = "confirmed", _("Confirmée")
    WAITING = "waiting", _("En liste d’attente")
    OFFERED = "offered", _("Place proposée")
    CANCELLED = "cancelled", _("Annulée")
    REFUSED = "refused", _("Refusée")
    LAPSED = "lapsed", _("Proposition sans réponse")

    def can_become(self, other: "EnrolmentState") -> bool:
        E = EnrolmentState
        return (
            other
            in {
                E.PENDING: {E.CONFIRMED, E.REFUSED, E.CANCELLED},
                E.CONFIRMED: {E.CANCELLED},
                E.WAITING: {E.OFFERED, E.CONFIRMED, E.CANCELLED, E.REFUSED},
                E.OFFERED: {E.CONFIRMED, E.PENDING, E.LAPSED, E.CANCELLED},
                E.CANCELLED: {E.WAITING, E.CONFIRMED, E.PENDING},
                E.REFUSED: {E.CONFIRMED, E.WAITING},
                E.LAPSED: {E.WAITING, E.CANCELLED},
            }[self]
        )

    @property
    def holds(self) -> bool:
        """Does it hold its places?"""
        return self in (EnrolmentState.PENDING, EnrolmentState.CONFIRMED, EnrolmentState.OFFERED)

    @property
    def tone(self) -> str:
        return {"confirmed": "ok", "pending": "al", "waiting": "al", "offered": "al"}.get(self.value, "nu")


class Origin(TextChoices):
    """How it came in."""

    ONLINE = "online", _("En ligne")
    STAFF = "staff", _("Par l’équipe")
    DOOR = "door", _("À l’accueil")
    PAPER = "paper", _("Feuille saisie après")


class QuestionKind(TextChoices):
    LINE = "line", _("Une ligne")
    TEXT = "text", _("Un texte")
    NUMBER = "number", _("Un nombre")
    YES_NO = "yes_no", _("Oui ou non")
    ONE = "one", _("Un choix")
    SEVERAL = "several", _("Plusieurs choix")


class CountedFrom(TextChoices):
    """How people without a place were counted."""

    DOOR = "door", _("À l’accueil")
    PAPER = "paper", _("Sur la feuille")
