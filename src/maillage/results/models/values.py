"""Values of an indicator in one project: baselines, periods with their targets and what was reached; documents.

A value is a number (`value`) whenever it is one. `written` keeps what the source wrote, only when the number alone does
not give it back (« 1,200 », « 0.50 », « Oui », empty): `numbers.py` reads and writes the pair. Both null: no value.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose, Until
from maillage.files.models import Document
from maillage.projects.models import Project
from maillage.results import numbers
from maillage.results.models.chain import Indicator, Result, open_projects

LOCKER = Purpose(_("Savoir qui a verrouillé une période."), Until.ACCOUNT)
NUMBER = {"max_digits": 30, "decimal_places": 10, "null": True, "blank": True}


class Value(models.Model):
    """What baselines, targets and actuals share."""

    rank = models.PositiveIntegerField(default=0)
    value = models.DecimalField(_("valeur"), **NUMBER)
    written = models.CharField(_("telle qu’écrite"), max_length=2_000, null=True, blank=True)
    locations = models.JSONField(_("lieux"), default=list, blank=True)  # [ref or null]
    dimensions = models.JSONField(_("réparti par"), default=list, blank=True)  # [[name or null, value or null]]
    comments = models.JSONField(_("commentaire"), default=list, blank=True)  # narratives

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text or "–"

    @property
    def text(self) -> str | None:
        """As IATI writes it; None when there is no value at all."""
        return numbers.write(self.value, self.written)


class Baseline(Value):
    """Where things stood before (`baseline`): several, by place or dimension."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="baselines")
    project = models.ForeignKey(Project, models.CASCADE, related_name="baselines", db_index=False)
    year = models.PositiveIntegerField(_("année"), null=True, blank=True)
    on = models.DateField(_("date"), null=True, blank=True)  # iso-date

    class Meta(Value.Meta):
        abstract = False
        verbose_name = _("situation de départ")
        verbose_name_plural = _("situations de départ")
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["project", "indicator", "rank"], name="baseline_project_indicator")]


class PeriodQuerySet(models.QuerySet["Period"]):
    def visible_to(self, user: Any) -> "PeriodQuerySet":
        """Where one may read what is being measured: staff, or one's own projects."""
        return self.filter(project__in=open_projects(user))


class Period(models.Model):
    """A stretch of time of an indicator in a project (`period`). Dates are kept as a source gives them, even upside down."""

    PERSONAL = {"locked_by": LOCKER}
    NOT_PERSONAL = ("id", "indicator", "project", "rank", "start", "end", "locked_at", "version")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="periods")
    project = models.ForeignKey(Project, models.CASCADE, related_name="periods", db_index=False)
    rank = models.PositiveIntegerField(default=0)
    start = models.DateField(_("du"))
    end = models.DateField(_("au"))
    locked_at = models.DateTimeField(_("verrouillée le"), null=True, blank=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
                                  verbose_name=_("verrouillée par"))  # fmt: skip
    version = models.PositiveIntegerField(default=1)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("période d’un indicateur")
        verbose_name_plural = _("périodes des indicateurs")
        ordering = ["rank", "start", "pk"]
        indexes = [
            models.Index(fields=["project", "indicator", "rank"], name="period_project_indicator"),
            models.Index(fields=["end"], name="period_end"),
        ]

    def __str__(self) -> str:
        """« 2026 » for a whole year; else its first and last days."""
        if (self.start.month, self.start.day, self.end.month, self.end.day) == (
            1,
            1,
            12,
            31,
        ) and self.start.year == self.end.year:
            return str(self.start.year)
        return f"{date_format(self.start, 'SHORT_DATE_FORMAT')} – {date_format(self.end, 'SHORT_DATE_FORMAT')}"

    def get_absolute_url(self) -> str:
        return reverse("results:period", args=[self.pk])

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Target(Value):
    """What is aimed at in a period (`target`): one without dimension, others by dimension or place."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    period = models.ForeignKey(Period, models.CASCADE, related_name="targets")

    class Meta(Value.Meta):
        abstract = False
        verbose_name = _("cible")
        verbose_name_plural = _("cibles")
        ordering = ["rank", "pk"]


class Actual(Value):
    """What was reached in a period (`actual`): derived from approved measurements, or noted as such (imported, typed)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    period = models.ForeignKey(Period, models.CASCADE, related_name="actuals")
    derived = models.BooleanField(_("tirée des mesures approuvées"), default=False)
    numerator = models.DecimalField(_("numérateur"), **NUMBER)
    denominator = models.DecimalField(_("dénominateur"), **NUMBER)

    class Meta(Value.Meta):
        abstract = False
        verbose_name = _("valeur atteinte")
        verbose_name_plural = _("valeurs atteintes")
        ordering = ["rank", "pk"]


class ResultDocument(models.Model):
    """A document (`document-link`) of a result, an indicator, a baseline, a target or an actual."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL
    OWNERS = ("result", "indicator", "baseline", "target", "actual")

    result = models.ForeignKey(Result, models.CASCADE, null=True, blank=True, related_name="documents")
    indicator = models.ForeignKey(Indicator, models.CASCADE, null=True, blank=True, related_name="documents")
    baseline = models.ForeignKey(Baseline, models.CASCADE, null=True, blank=True, related_name="documents")
    target = models.ForeignKey(Target, models.CASCADE, null=True, blank=True, related_name="documents")
    actual = models.ForeignKey(Actual, models.CASCADE, null=True, blank=True, related_name="documents")
    rank = models.PositiveIntegerField(default=0)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+",
                                 verbose_name=_("document"))  # fmt: skip
    url = models.CharField(_("adresse"), max_length=1000, blank=True)
    format = models.CharField(_("format"), max_length=120, blank=True)
    titles = models.JSONField(_("titre"), default=list, blank=True)  # narratives
    descriptions = models.JSONField(_("description"), default=list, blank=True)  # narratives
    categories = models.JSONField(_("catégories"), default=list, blank=True)  # codes of DocumentCategory
    languages = models.JSONField(_("langues"), default=list, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)

    class Meta:
        verbose_name = _("document d’un résultat")
        verbose_name_plural = _("documents des résultats")
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__isnull=False, indicator=None, baseline=None, target=None, actual=None)
                | Q(result=None, indicator__isnull=False, baseline=None, target=None, actual=None)
                | Q(result=None, indicator=None, baseline__isnull=False, target=None, actual=None)
                | Q(result=None, indicator=None, baseline=None, target__isnull=False, actual=None)
                | Q(result=None, indicator=None, baseline=None, target=None, actual__isnull=False),
                name="result_document_of_one",
            ),
            models.CheckConstraint(condition=Q(document=None) | Q(url=""), name="result_document_is_one"),
        ]

    def __str__(self) -> str:
        return said(self.titles, "fr") or self.url
