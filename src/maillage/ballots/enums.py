"""States of rolls, challenges and proxies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RollState(TextChoices):
    """A draft is a title and a date; frozen, its rights stand; closed, nothing of it changes any more."""

    DRAFT = "draft", _("En préparation")
    FROZEN = "frozen", _("Arrêtée")
    CLOSED = "closed", _("Close")

    def can_become(self, other: "RollState") -> bool:
        return other in _ROLL[self]


_ROLL: dict[RollState, tuple[RollState, ...]] = {
    RollState.DRAFT: (RollState.FROZEN,),
    RollState.FROZEN: (RollState.CLOSED,),
    RollState.CLOSED: (),
}


class ChallengeState(TextChoices):
    OPEN = "open", _("À trancher")
    UPHELD = "upheld", _("Retenue")
    DISMISSED = "dismissed", _("Rejetée")


class CorrectionKind(TextChoices):
    ADDED = "added", _("Droit ajouté")
    STRUCK = "struck", _("Droit radié")
    CHANGED = "changed", _("Droit modifié")


class ProxyState(TextChoices):
    """Given, it waits for its holder; accepted, it is worth a vote; revoked or refused, it is a line of the past."""

    PENDING = "pending", _("Attend l’accord")
    ACCEPTED = "accepted", _("En vigueur")
    REVOKED = "revoked", _("Retirée")
    REFUSED = "refused", _("Déclinée")

    @property
    def is_live(self) -> bool:
        return self in LIVE


LIVE = (ProxyState.PENDING, ProxyState.ACCEPTED)


class ProxyHow(TextChoices):
    ONLINE = "online", _("En ligne")
    FORM = "form", _("Sur un formulaire signé")
