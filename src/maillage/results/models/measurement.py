"""What a partner or the staff measured: a value, its breakdown, its evidence; from draft to locked."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import Purpose, Until
from maillage.files.models import Document
from maillage.organisations.models import Organisation
from maillage.results.enums import Age, MeasurementState, Sex
from maillage.results.models.chain import open_projects
from maillage.results.models.values import NUMBER, Period

WRITER = Purpose(_("Savoir qui a mesuré, et qu’une autre personne a approuvé."), Until.ACCOUNT)
SHOWN = Purpose(
    _("Montrer ce qui prouve une mesure ; une photo ou sa légende peut montrer des personnes."), Until.ERASURE
)
USER = {"on_delete": models.SET_NULL, "null": True, "blank": True, "related_name": "+"}


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def visible_to(self, user: Any) -> "MeasurementQuerySet":
        """Staff who follow results; a contributor, those of the projects that their organisation carries."""
        return self.filter(period__project__in=open_projects(user))

    def counting(self) -> "MeasurementQuerySet":
        return self.filter(state__in=[MeasurementState.APPROVED, MeasurementState.LOCKED])


class Measurement(models.Model):
    """One value measured for a period. Consolidated values (`Actual`) follow from those that are approved."""

    PERSONAL = {"written_by": WRITER, "submitted_by": WRITER, "approved_by": WRITER, "words": SHOWN}
    NOT_PERSONAL = ("id", "period", "organisation", "measured_on", "value", "numerator", "denominator", "level",
                    "state", "return_note", "submitted_at", "approved_at", "source_key", "version", "created_at",
                    "updated_at")  # fmt: skip

    period = models.ForeignKey(Period, models.PROTECT, related_name="measurements", verbose_name=_("période"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+",
                                     verbose_name=_("mesurée par"))  # fmt: skip
    measured_on = models.DateField(_("relevée le"))
    value = models.DecimalField(_("valeur"), **NUMBER)
    numerator = models.DecimalField(_("numérateur"), **NUMBER)
    denominator = models.DecimalField(_("dénominateur"), **NUMBER)
    level = models.CharField(_("degré ou modalité"), max_length=60, blank=True)  # a value of the indicator's scale
    words = models.JSONField(
        _("en mots"), default=list, blank=True
    )  # narratives: the partner's own, translations beside
    state = models.CharField(_("état"), max_length=10, choices=MeasurementState.choices, default=MeasurementState.DRAFT)
    return_note = models.CharField(_("ce qui est à corriger"), max_length=1_000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("écrite par"), **USER)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("envoyée par"), **USER)
    submitted_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("approuvée par"), **USER)
    approved_at = models.DateTimeField(_("approuvée le"), null=True, blank=True)
    source_key = models.CharField(max_length=64, null=True, blank=True, unique=True)  # sent twice, kept once
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("mesure")
        verbose_name_plural = _("mesures")
        ordering = ["-measured_on", "-pk"]
        indexes = [models.Index(fields=["state", "submitted_at"], name="measurement_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (Q(written_by=None) | ~Q(approved_by=F("written_by")))
                & (Q(submitted_by=None) | ~Q(approved_by=F("submitted_by"))),
                name="measurement_approved_by_another",
            ),
            models.CheckConstraint(condition=Q(numerator=None, denominator=None)
                                   | Q(numerator__isnull=False, denominator__gt=0), name="measurement_fraction"),
            models.CheckConstraint(condition=~Q(state__in=["approved", "locked"]) | Q(approved_at__isnull=False),
                                   name="measurement_approved_at"),
            models.CheckConstraint(condition=~Q(source_key=""), name="measurement_key_said_or_absent"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.period.indicator} – {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("results:measurement", args=[self.pk])

    @property
    def stage(self) -> MeasurementState:
        return MeasurementState(self.state)


class MeasurementCell(models.Model):
    """A cell of a breakdown: so many of whom this is known. Empty is « unknown ». See ADR 18 and `crossing.py`."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = (
        "id", "measurement", "owns", "sex", "age", "place", "value", "denominator",
    )  # fmt: skip

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="cells", db_index=False)
    owns = models.PositiveSmallIntegerField()  # bits of the dimensions of its table
    sex = models.CharField(_("sexe"), max_length=1, choices=Sex.choices, blank=True)
    age = models.CharField(_("âge"), max_length=5, choices=Age.choices, blank=True)
    place = models.CharField(_("lieu"), max_length=120, blank=True)
    value = models.DecimalField(_("valeur"), max_digits=30, decimal_places=10)  # of a percentage, the numerator
    denominator = models.DecimalField(_("dénominateur"), **NUMBER)

    class Meta:
        verbose_name = _("répartition d’une mesure")
        verbose_name_plural = _("répartitions des mesures")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "owns", "sex", "age", "place"], name="measurement_cell_once"
            ),
            models.CheckConstraint(condition=Q(owns__range=(1, 7)), name="measurement_cell_of_a_table"),
            models.CheckConstraint(condition=Q(value__gte=0), name="measurement_cell_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.value} : {self.sex} {self.age} {self.place}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: Any) -> "EvidenceQuerySet":
        return self.filter(measurement__in=Measurement.objects.visible_to(user).values("pk"))


class Evidence(models.Model):
    """What shows that a measurement is true: a file, or a photo that was reduced."""

    PERSONAL = {"caption": SHOWN}
    NOT_PERSONAL = ("id", "measurement", "document", "created_at")

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="evidence")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("document"))
    caption = models.CharField(_("ce que l’on y voit"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("preuve d’une mesure")
        verbose_name_plural = _("preuves des mesures")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["measurement", "document"], name="evidence_once")]

    def __str__(self) -> str:
        return self.caption or str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("results:measurement", args=[self.measurement_id])
