"""States of applications and exclusions; why a membership ends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationState(TextChoices):
    """Where an application stands. Each step is dated, decided by someone, journalled."""

    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Reçue")
    INCOMPLETE = "incomplete", _("À compléter")
    COMPLETE = "complete", _("Complète, attend le conseil")
    ACCEPTED = "accepted", _("Acceptée, attend l’assemblée")
    ADMITTED = "admitted", _("Admise")
    REFUSED = "refused", _("Refusée")
    WITHDRAWN = "withdrawn", _("Retirée")

    def can_become(self, other: "ApplicationState") -> bool:
        return other in _APPLICATION[self]

    @property
    def is_open(self) -> bool:
        return bool(_APPLICATION[self])


_S = ApplicationState
_APPLICATION: dict[ApplicationState, tuple[ApplicationState, ...]] = {
    _S.DRAFT: (_S.SUBMITTED, _S.WITHDRAWN),
    _S.SUBMITTED: (_S.INCOMPLETE, _S.COMPLETE, _S.REFUSED, _S.WITHDRAWN),
    _S.INCOMPLETE: (_S.SUBMITTED, _S.COMPLETE, _S.REFUSED, _S.WITHDRAWN),
    _S.COMPLETE: (_S.ACCEPTED, _S.ADMITTED, _S.REFUSED, _S.INCOMPLETE, _S.WITHDRAWN),
    _S.ACCEPTED: (_S.ADMITTED, _S.REFUSED, _S.WITHDRAWN),
    _S.ADMITTED: (),
    _S.REFUSED: (),
    _S.WITHDRAWN: (),
}


class EndReason(TextChoices):
    """Why a period of membership ended. A change of category or group is not a departure."""

    CHANGED = "changed", _("Changement de catégorie ou de groupe")
    RESIGNED = "resigned", _("Démission")
    EXCLUDED = "excluded", _("Exclusion")
    LAPSED = "lapsed", _("Radiation pour cotisation impayée")
    CLOSED = "closed", _("Dissolution de l’organisation")
    DECEASED = "deceased", _("Décès")
    OTHER = "other", _("Autre")


class ExclusionState(TextChoices):
    """Notice, right to be heard, decision, appeal."""

    NOTIFIED = "notified", _("Avis envoyé")
    HEARD = "heard", _("Entendue, ou entente déclinée")
    EXCLUDED = "excluded", _("Exclusion décidée")
    APPEALED = "appealed", _("En appel")
    UPHELD = "upheld", _("Exclusion confirmée en appel")
    DROPPED = "dropped", _("Abandonnée ou annulée")

    def can_become(self, other: "ExclusionState") -> bool:
        return other in _EXCLUSION[self]


_E = ExclusionState
_EXCLUSION: dict[ExclusionState, tuple[ExclusionState, ...]] = {
    _E.NOTIFIED: (_E.HEARD, _E.DROPPED),
    _E.HEARD: (_E.EXCLUDED, _E.DROPPED),
    _E.EXCLUDED: (_E.APPEALED,),
    _E.APPEALED: (_E.UPHELD, _E.DROPPED),
    _E.UPHELD: (),
    _E.DROPPED: (),
}


class DelegateKind(TextChoices):
    DELEGATE = "delegate", _("Personne déléguée")
    SUBSTITUTE = "substitute", _("Personne suppléante")
