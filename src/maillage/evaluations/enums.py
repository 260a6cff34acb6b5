"""Kinds of questions, whom a questionnaire is for, when it is filled."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    SCALE = "scale", _("De 1 à 5")
    FACES = "faces", _("Trois visages")
    YES_NO = "yes_no", _("Oui ou non")
    ONE = "one", _("Un choix")
    SEVERAL = "several", _("Plusieurs choix")
    NUMBER = "number", _("Un nombre")
    TEXT = "text", _("Un texte libre")

    @property
    def is_closed(self) -> bool:
        """Are its answers known beforehand, so that they can be counted one by one?"""
        return self not in (ItemKind.TEXT, ItemKind.NUMBER)

    @property
    def is_measured(self) -> bool:
        """Has it a mean that says something?"""
        return self in (ItemKind.SCALE, ItemKind.FACES, ItemKind.NUMBER)


class For(TextChoices):
    PARTICIPANT = "participant", _("Participantes et participants")
    TEACHER = "teacher", _("Personnel enseignant")
    PUPIL = "pupil", _("Élèves")


class Moment(TextChoices):
    BEFORE = "before", _("Avant l’activité")
    AFTER = "after", _("Après l’activité")


class Source(TextChoices):
    ONLINE = "online", _("En ligne")
    PAPER = "paper", _("Sur papier")
