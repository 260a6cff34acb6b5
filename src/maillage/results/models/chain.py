"""The chain of results: defined once by a project, used by several; its indicators and its assumptions.

IATI 2.03 names are in the comments. Narratives are [[language, words], …] (`core/narratives.py`).
"""

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose
from maillage.projects.models import Project
from maillage.results.enums import AssumptionState, Gain, Measure, Over, ResultType


def sees_values(user: Any) -> bool:
    """Staff who follow results; others see what is told, or what is their own."""
    return bool(user.is_authenticated and user.can(Permission.RESULTS_VIEW))


def open_projects(user: Any) -> Any:
    """Ids of the projects whose unpublished values this person may read: all that staff see, else one's own."""
    if sees_values(user):
        return Project.objects.visible_to(user).values("pk")
    return Project.objects.own(user).values("pk")


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: Any) -> "ResultQuerySet":
        """Those of the projects that one sees."""
        shown = Project.objects.visible_to(user).values("pk")
        return self.filter(Exists(ResultUse.objects.filter(result=OuterRef("pk"), project__in=shown)))

    def of(self, project: Project) -> "ResultQuerySet":
        """What a project uses, in its order."""
        return self.filter(uses__project=project).order_by("uses__rank", "pk")


class Result(models.Model):
    """A result that work leads to (`result`): an output, an outcome, an impact. Its owner defines it; others use it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="results", verbose_name=_("défini par"))
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children",
                               verbose_name=_("mène à"))  # fmt: skip
    type = models.CharField(_("rang dans la chaîne"), max_length=12, choices=ResultType.choices,
                            default=ResultType.OUTPUT)  # fmt: skip
    gain = models.CharField(_("ce qu’il apporte"), max_length=10, choices=Gain.choices, blank=True)
    aggregation = models.BooleanField(
        _("peut s’additionner avec d’autres"), null=True, blank=True
    )  # aggregation-status
    titles = models.JSONField(_("titre"), default=list)  # narratives
    descriptions = models.JSONField(_("description"), default=list, blank=True)  # narratives; no element when empty
    references = models.JSONField(
        _("références"), default=list, blank=True
    )  # [[vocabulary, code, vocabulary-uri or null]]
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("résultat")
        verbose_name_plural = _("résultats")
        ordering = ["project", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(type=""), name="result_has_a_type"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="result_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return said(self.titles, get_language() or "fr") or str(_("Résultat sans titre"))

    def get_absolute_url(self) -> str:
        return reverse("results:result", args=[self.pk])


class ResultUse(models.Model):
    """A project works towards a result: its own (the owner has its row too) or another's, by definition and not by copy."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    result = models.ForeignKey(Result, models.CASCADE, related_name="uses")
    project = models.ForeignKey(Project, models.CASCADE, related_name="result_uses", db_index=False)
    rank = models.PositiveIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("usage d’un résultat")
        verbose_name_plural = _("usages des résultats")
        ordering = ["project", "rank", "pk"]
        indexes = [models.Index(fields=["project", "rank"], name="result_use_project_rank")]
        constraints = [models.UniqueConstraint(fields=["result", "project"], name="result_use_once")]

    def __str__(self) -> str:
        return f"{self.project} : {self.result}"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: Any) -> "IndicatorQuerySet":
        return self.filter(result__in=Result.objects.visible_to(user).values("pk"))


class Indicator(models.Model):
    """How one sees that a result is reached (`indicator`)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    result = models.ForeignKey(Result, models.CASCADE, related_name="indicators", db_index=False)
    rank = models.PositiveIntegerField(_("ordre"), default=0)
    measure = models.CharField(_("ce que l’on mesure"), max_length=12, choices=Measure.choices, default=Measure.UNIT,
                               blank=True)  # fmt: skip
    ascending = models.BooleanField(_("s’améliore en montant"), null=True, blank=True)
    aggregation = models.BooleanField(
        _("peut s’additionner avec d’autres"), null=True, blank=True
    )  # aggregation-status
    titles = models.JSONField(_("titre"), default=list)  # narratives
    descriptions = models.JSONField(_("description"), default=list, blank=True)  # narratives
    references = models.JSONField(
        _("références"), default=list, blank=True
    )  # [[vocabulary, code, indicator-uri or null]]
    # What the house knows besides: IATI has no word for it.
    unit = models.CharField(_("unité"), max_length=60, blank=True)
    over = models.CharField(_("d’une période à l’autre"), max_length=4, choices=Over.choices, default=Over.SUM)
    may_be_negative = models.BooleanField(_("peut être inférieur à zéro"), default=False)
    numerator = models.CharField(_("ce que compte le numérateur"), max_length=200, blank=True)
    denominator = models.CharField(_("ce que compte le dénominateur"), max_length=200, blank=True)
    scale = models.JSONField(_("échelle"), default=list, blank=True)  # [[value, words]], from the lowest to the highest
    disaggregated_by = models.JSONField(_("réparti par"), default=list, blank=True)  # codes of Dimension
    source = models.CharField(_("source de vérification"), max_length=300, blank=True)
    frequency = models.CharField(_("quand on la relève"), max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicateur")
        verbose_name_plural = _("indicateurs")
        ordering = ["result", "rank", "pk"]
        indexes = [models.Index(fields=["result", "rank"], name="indicator_result_rank")]

    def __str__(self) -> str:
        return said(self.titles, get_language() or "fr") or str(_("Indicateur sans titre"))

    def get_absolute_url(self) -> str:
        return reverse("results:indicator", args=[self.pk])

    @property
    def rises(self) -> bool:
        """Better when it is larger; the standard says so when nothing is said."""
        return self.ascending is not False


class Assumption(models.Model):
    """What must hold for a result to lead to the next one: drawn in the theory of change."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    result = models.ForeignKey(Result, models.CASCADE, related_name="assumptions", verbose_name=_("résultat"))
    rank = models.PositiveIntegerField(_("ordre"), default=0)
    text = models.CharField(_("hypothèse"), max_length=300)
    state = models.CharField(_("ce que l’on constate"), max_length=8, choices=AssumptionState.choices,
                             default=AssumptionState.UNSEEN)  # fmt: skip
    checked_on = models.DateField(_("vérifiée le"), null=True, blank=True)
    note = models.CharField(_("ce qui le montre"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("hypothèse")
        verbose_name_plural = _("hypothèses")
        ordering = ["result", "rank", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="assumption_says_something")]

    def __str__(self) -> str:
        return self.text

    @property
    def tone(self) -> str:
        return AssumptionState(self.state).tone
