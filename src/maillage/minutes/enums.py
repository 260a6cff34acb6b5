"""States of minutes and of resolutions, and how they move."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MinutesState(models.TextChoices):
    """From the draft to what is signed: what is signed never changes."""

    DRAFT = "draft", pgettext_lazy("procès-verbal", "Brouillon")
    REVIEW = "review", _("En relecture")
    ADOPTED = "adopted", pgettext_lazy("procès-verbal", "Adopté")
    SIGNED = "signed", pgettext_lazy("procès-verbal", "Signé")

    def can_become(self, other: "MinutesState") -> bool:
        return other in MOVES[self]

    @property
    def is_open(self) -> bool:
        """Its text may still change."""
        return self in (MinutesState.DRAFT, MinutesState.REVIEW)


MOVES: dict[MinutesState, tuple[MinutesState, ...]] = {
    MinutesState.DRAFT: (MinutesState.REVIEW,),
    MinutesState.REVIEW: (MinutesState.DRAFT, MinutesState.ADOPTED),
    MinutesState.ADOPTED: (MinutesState.SIGNED,),
    MinutesState.SIGNED: (),
}


class Standing(models.TextChoices):
    """What a resolution is worth today: derived from the links to later ones, kept for lists."""

    IN_FORCE = "in_force", _("En vigueur")
    AMENDED = "amended", pgettext_lazy("résolution", "Modifiée")
    REPEALED = "repealed", pgettext_lazy("résolution", "Abrogée")
    REJECTED = "rejected", pgettext_lazy("résolution", "Rejetée")


class LinkKind(models.TextChoices):
    """What a later resolution does to an earlier one."""

    AMENDS = "amends", _("modifie")
    REPEALS = "repeals", _("abroge")


class FollowState(models.TextChoices):
    """Where the doing of what was decided stands."""

    TO_DO = "to_do", pgettext_lazy("suite d’une résolution", "À faire")
    UNDER_WAY = "under_way", pgettext_lazy("suite d’une résolution", "En cours")
    DONE = "done", pgettext_lazy("suite d’une résolution", "Fait")
    DROPPED = "dropped", pgettext_lazy("suite d’une résolution", "Abandonné")

    @property
    def is_over(self) -> bool:
        return self in (FollowState.DONE, FollowState.DROPPED)


class Signing(models.TextChoices):
    """In which office one signs the minutes."""

    CHAIR = "chair", _("Présidence de séance")
    SECRETARY = "secretary", _("Secrétariat de séance")
