"""A questionnaire: its questions, for whom, in which language. Written once, opened for many activities."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.core.personal import ALL, Purpose
from maillage.evaluations.enums import For, ItemKind


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def visible_to(self, user: Any) -> "QuestionnaireQuerySet":
        return self if user.is_authenticated and user.can(Permission.ACTIVITIES_VIEW) else self.none()


class Questionnaire(models.Model):
    """Questions asked in the same words from one activity to the next, so that their answers add up."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    name = models.CharField(_("nom"), max_length=120)
    audience = models.CharField(_("pour"), max_length=12, choices=For.choices, default=For.PARTICIPANT)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    intro = models.CharField(_("mot d’accueil"), max_length=500, blank=True)
    is_active = models.BooleanField(_("proposé aux prochaines activités"), default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="questionnaire_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("evaluations:questionnaire", args=[self.pk])


class Item(models.Model):
    """One question. Once answered, its kind and its choices stay; it may be withdrawn from the next polls."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="items")
    rank = models.PositiveSmallIntegerField(_("ordre"), default=1)
    kind = models.CharField(_("réponse"), max_length=8, choices=ItemKind.choices, default=ItemKind.SCALE)
    label = models.CharField(_("question"), max_length=300)
    options = models.JSONField(_("choix"), default=list, blank=True)
    required = models.BooleanField(_("obligatoire"), default=False)
    withdrawn = models.BooleanField(pgettext_lazy("question", "retirée"), default=False)

    class Meta:
        verbose_name = _("question d’évaluation")
        verbose_name_plural = _("questions d’évaluation")
        ordering = ["rank", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(label=""), name="evaluation_item_label")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return self.questionnaire.get_absolute_url()
