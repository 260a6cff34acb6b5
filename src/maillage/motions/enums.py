"""States of motions and amendments, what an amendment does, who backs a motion."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MotionState(TextChoices):
    """Where a motion stands. What was voted stays voted: the assembly alone undoes it, by another motion."""

    DRAFT = "draft", pgettext_lazy("proposition", "Brouillon")
    SUBMITTED = "submitted", pgettext_lazy("proposition", "Déposée")
    REFUSED = "refused", pgettext_lazy("proposition", "Irrecevable")
    ADMISSIBLE = "admissible", pgettext_lazy("proposition", "Recevable")
    DEBATED = "debated", pgettext_lazy("proposition", "En débat")
    CARRIED = "carried", pgettext_lazy("proposition", "Adoptée")
    LOST = "lost", pgettext_lazy("proposition", "Rejetée")
    REFERRED = "referred", pgettext_lazy("proposition", "Renvoyée à une instance")
    TABLED = "tabled", pgettext_lazy("proposition", "Ajournée")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposition", "Retirée")

    def can_become(self, other: "MotionState") -> bool:
        return other in _MOTION[self]

    @property
    def is_told(self) -> bool:
        """May the members of its assembly read it?"""
        return self not in (MotionState.DRAFT, MotionState.SUBMITTED, MotionState.REFUSED)

    @property
    def can_be_amended(self) -> bool:
        return self in (MotionState.ADMISSIBLE, MotionState.DEBATED)


_S = MotionState
_MOTION: dict[MotionState, tuple[MotionState, ...]] = {
    _S.DRAFT: (_S.SUBMITTED, _S.WITHDRAWN),
    _S.SUBMITTED: (_S.ADMISSIBLE, _S.REFUSED, _S.WITHDRAWN),
    _S.REFUSED: (_S.ADMISSIBLE, _S.WITHDRAWN),
    _S.ADMISSIBLE: (_S.DEBATED, _S.CARRIED, _S.LOST, _S.REFERRED, _S.TABLED, _S.WITHDRAWN),
    _S.DEBATED: (_S.CARRIED, _S.LOST, _S.REFERRED, _S.TABLED, _S.WITHDRAWN),
    _S.CARRIED: (),
    _S.LOST: (),
    _S.REFERRED: (_S.ADMISSIBLE, _S.WITHDRAWN),
    _S.TABLED: (_S.ADMISSIBLE, _S.WITHDRAWN),
    _S.WITHDRAWN: (),
}
TOLD = tuple(state.value for state in MotionState if state.is_told)
LIVE = (_S.SUBMITTED.value, _S.ADMISSIBLE.value, _S.DEBATED.value)


class AmendmentState(TextChoices):
    """Where an amendment stands."""

    SUBMITTED = "submitted", pgettext_lazy("amendement", "Déposé")
    REFUSED = "refused", pgettext_lazy("amendement", "Irrecevable")
    ACCEPTED = "accepted", pgettext_lazy("amendement", "Repris dans le texte par qui propose")
    CARRIED = "carried", pgettext_lazy("amendement", "Adopté")
    LOST = "lost", pgettext_lazy("amendement", "Rejeté")
    OVERTAKEN = "overtaken", pgettext_lazy("amendement", "Sans objet")
    WITHDRAWN = "withdrawn", pgettext_lazy("amendement", "Retiré")

    def can_become(self, other: "AmendmentState") -> bool:
        """Only what is still to be voted moves; one said beside the point may be taken up again."""
        if self in (AmendmentState.OVERTAKEN, AmendmentState.REFUSED):
            return other == AmendmentState.SUBMITTED
        return self == AmendmentState.SUBMITTED and other != self

    @property
    def tone(self) -> str:
        return {"carried": "ok", "accepted": "ok", "lost": "er", "refused": "er", "submitted": "al"}.get(
            self.value, "nu"
        )


class AmendmentKind(TextChoices):
    REPLACE = "replace", _("Remplacer")
    ADD = "add", _("Ajouter après")
    STRIKE = "strike", _("Supprimer")


class Origin(TextChoices):
    MEMBER = "member", _("Membre")
    BOARD = "board", _("Conseil d’administration")
    SEAT = "seat", _("Personne qui siège")


class BackerRole(TextChoices):
    MOVER = "mover", _("Propose")
    SECONDER = "seconder", _("Appuie")


class Opinion(TextChoices):
    """What the board advises."""

    NONE = "", _("Pas d’avis")
    FOR = "for", _("Favorable")
    AGAINST = "against", _("Défavorable")
    NEUTRAL = "neutral", _("S’en remet à l’assemblée")


class Cause(TextChoices):
    """Why a text has a new version."""

    WRITTEN = "written", _("Texte déposé")
    REWRITTEN = "rewritten", _("Réécrit")
    FRIENDLY = "friendly", _("Amendement repris par qui propose")
    CARRIED = "carried", _("Amendement adopté")
