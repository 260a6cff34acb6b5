"""What is asked of institutions: the clauses a text should hold, model texts, what is counted."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.advocacy.enums import PUBLISHED, AskState, Stage
from maillage.campaigns.models import Campaign
from maillage.core.personal import ALL, Purpose
from maillage.files.models import Document


def published() -> list[str]:
    return [stage.value for stage in PUBLISHED]


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, user: Any) -> "AskQuerySet":
        return self if user.is_authenticated and user.can(Permission.ADVOCACY_VIEW) else self.public()

    def public(self) -> "AskQuerySet":
        """Those that anyone may read."""
        return self.exclude(state=AskState.DRAFT)


class Ask(models.Model):
    """Something asked of institutions: a purchasing policy, a title of fair-trade town, a welcoming motion."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    text = models.TextField(_("ce qui est demandé"), max_length=20_000, blank=True)
    language = models.CharField(_("langue du texte"), max_length=5, default="fr")
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    kinds = models.JSONField(_("à quels genres d’institutions"), default=list, blank=True)  # codes of kinds
    campaign = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="asks", verbose_name=_("campagne")
    )
    state = models.CharField(_("état"), max_length=10, choices=AskState.choices, default=AskState.DRAFT)
    shown_stages = models.JSONField(_("étapes montrées au public"), default=published, blank=True)
    renewal_months = models.PositiveSmallIntegerField(_("à renouveler tous les (mois)"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande aux institutions")
        verbose_name_plural = _("demandes aux institutions")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="ask_has_a_title"),
            models.CheckConstraint(
                condition=Q(renewal_months=None) | Q(renewal_months__range=(1, 120)), name="ask_renewal"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:ask", args=[self.pk])

    @property
    def shown(self) -> list[Stage]:
        """The stages that the public reads, in order; what is unknown is not shown."""
        return [stage for stage in Stage if stage.value in self.shown_stages]


class Part(models.Model):
    """Something that belongs to an ask."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("advocacy:ask", args=[self.ask_id])  # type: ignore[attr-defined]


class Clause(Part):
    """Something that an adopted text should say."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="clauses", db_index=False)
    number = models.PositiveSmallIntegerField(_("numéro"))
    text = models.CharField(_("ce que le texte doit dire"), max_length=1000)
    essential = models.BooleanField(_("essentielle"), default=True)

    class Meta:
        verbose_name = _("clause demandée")
        verbose_name_plural = _("clauses demandées")
        ordering = ["ask", "number"]
        constraints = [models.UniqueConstraint(fields=["ask", "number"], name="clause_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class ModelText(Part):
    """A model to start from, in a language and a version; a new version replaces the former on the public page."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="model_texts", db_index=False)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("titre"), max_length=200)
    text = models.TextField(_("texte"), max_length=50_000, blank=True)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("texte type")
        verbose_name_plural = _("textes types")
        ordering = ["ask", "language", "-number"]
        constraints = [models.UniqueConstraint(fields=["ask", "language", "number"], name="model_text_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, {self.number})"


class Criterion(Part):
    """Something that is counted, such as the shops of a fair-trade town: a number, or one for so many inhabitants."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="criteria", db_index=False)
    number = models.PositiveSmallIntegerField(_("numéro"))
    label = models.CharField(_("ce qui est compté"), max_length=200)
    needed = models.PositiveIntegerField(_("combien au moins"), default=1)
    per_inhabitants = models.PositiveIntegerField(
        _("ou un pour tant d’habitantes et d’habitants"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("critère compté")
        verbose_name_plural = _("critères comptés")
        ordering = ["ask", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ask", "number"], name="criterion_once"),
            models.CheckConstraint(
                condition=Q(per_inhabitants=None) | Q(per_inhabitants__gt=0), name="criterion_per_someone"
            ),
        ]

    def __str__(self) -> str:
        return self.label
