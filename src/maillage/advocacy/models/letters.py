"""Letters that anyone may send to those who represent them, from their own mail program: the network counts, and keeps nothing."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.advocacy.enums import LetterState
from maillage.advocacy.models.asks import Ask
from maillage.campaigns.models import Campaign
from maillage.core.personal import ALL, Purpose


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, user: Any) -> "LetterQuerySet":
        return self if user.is_authenticated and user.can(Permission.ADVOCACY_VIEW) else self.public()

    def public(self) -> "LetterQuerySet":
        return self.exclude(state=LetterState.DRAFT)

    def open(self, on: date | None = None) -> "LetterQuerySet":
        return self.filter(Q(until=None) | Q(until__gte=on or localdate()), state=LetterState.OPEN)


class Letter(models.Model):
    """A letter to propose: to which levels, until when."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    text = models.TextField(_("pourquoi écrire"), max_length=10_000, blank=True)
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    levels = models.JSONField(_("à quels échelons"), default=list, blank=True)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="letters", verbose_name=_("campagne")
    )
    ask = models.ForeignKey(
        Ask, on_delete=models.SET_NULL, null=True, blank=True, related_name="letters", verbose_name=_("demande")
    )
    state = models.CharField(_("état"), max_length=8, choices=LetterState.choices, default=LetterState.DRAFT)
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("lettre à envoyer")
        verbose_name_plural = _("lettres à envoyer")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="letter_has_a_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:letter", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == LetterState.OPEN and (self.until is None or self.until >= localdate())


class LetterText(models.Model):
    """The model of a letter in a language; a new version replaces the former."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="texts", db_index=False)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    number = models.PositiveSmallIntegerField(_("version"))
    subject = models.CharField(_("objet de la lettre"), max_length=150)
    text = models.TextField(_("texte de la lettre"), max_length=6000)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("modèle de lettre")
        verbose_name_plural = _("modèles de lettres")
        ordering = ["letter", "language", "-number"]
        constraints = [models.UniqueConstraint(fields=["letter", "language", "number"], name="letter_text_once")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("advocacy:letter", args=[self.letter_id])


class LetterCount(models.Model):
    """How many people said, on a day, that they wrote: a number, nobody's name."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="counts", db_index=False)
    level = models.CharField(_("échelon"), max_length=8, blank=True)
    on = models.DateField(_("le"))
    count = models.PositiveIntegerField(_("combien"), default=0)

    class Meta:
        verbose_name = _("compte de lettres")
        verbose_name_plural = _("comptes de lettres")
        ordering = ["letter", "on"]
        constraints = [models.UniqueConstraint(fields=["letter", "on", "level"], name="letter_count_once")]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.on} : {self.count}"
