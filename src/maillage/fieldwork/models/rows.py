"""What a report says besides its words: expenses with their piece, measurements, photos."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.core.money import Money, MoneyError
from maillage.core.personal import Purpose, Until
from maillage.fieldwork.models.report import OwnedQuerySet, PartnerReport
from maillage.files.models import Document
from maillage.funding import words as money
from maillage.funding.models import BudgetLine, Expense
from maillage.results.models import Measurement, Period

ACCOUNTS = Purpose(_("Justifier les dépenses d’un projet."), Until.ACCOUNTS)
SHOWN = Purpose(_("Montrer ce qui s’est fait ; une photo ou sa légende peut montrer des personnes."), Until.ERASURE)
NUMBER = {"max_digits": 30, "decimal_places": 10, "null": True, "blank": True}


class OfReportQuerySet(OwnedQuerySet):
    AT = "report__"


class ReportedExpense(models.Model):
    """An expense as the partner writes it. The report approved, it becomes an expense of the budget, typed once."""

    PERSONAL = {"label": ACCOUNTS}
    NOT_PERSONAL = ("id", "report", "key", "spent_on", "line", "amount", "currency", "piece", "piece_digest", "expense")

    report = models.ForeignKey(PartnerReport, models.CASCADE, related_name="expenses")
    key = models.CharField(max_length=40)  # made by the page or the phone: sent twice, kept once
    spent_on = models.DateField(_("dépensé le"), null=True, blank=True)
    label = models.CharField(_("pour quoi"), max_length=300, blank=True)
    line = models.ForeignKey(BudgetLine, models.SET_NULL, null=True, blank=True, related_name="+",
                             verbose_name=_("ligne du budget"))  # fmt: skip
    amount = models.BigIntegerField(_("montant"), null=True, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3, blank=True)
    piece = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+",
                              verbose_name=_("photo de la pièce"))  # fmt: skip
    piece_digest = models.CharField(max_length=64, blank=True)
    expense = models.OneToOneField(Expense, models.SET_NULL, null=True, blank=True, related_name="reported",
                                   verbose_name=_("dépense du budget"))  # fmt: skip

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("dépense d’un rapport")
        verbose_name_plural = _("dépenses d’un rapport")
        ordering = ["spent_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="reported_expense_once"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0) & ~Q(currency=""),
                                   name="reported_expense_amount"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label or str(_("Dépense sans nom"))

    @property
    def money(self) -> Money | None:
        try:
            return Money(self.amount, self.currency) if self.amount else None
        except MoneyError:
            return None

    @property
    def said(self) -> str:
        """The amount as people read it."""
        return money.show(self.amount, self.currency)


class ReportedMeasure(models.Model):
    """A value measured for a period of an indicator, as the partner writes it."""

    PERSONAL = {"words": SHOWN}
    NOT_PERSONAL = (
        "id",
        "report",
        "period",
        "value",
        "numerator",
        "denominator",
        "level",
        "women",
        "men",
        "measurement",
    )

    report = models.ForeignKey(PartnerReport, models.CASCADE, related_name="measures")
    period = models.ForeignKey(Period, models.CASCADE, related_name="+", verbose_name=_("période"))
    value = models.DecimalField(_("valeur"), **NUMBER)
    numerator = models.DecimalField(_("numérateur"), **NUMBER)
    denominator = models.DecimalField(_("dénominateur"), **NUMBER)
    level = models.CharField(_("degré ou modalité"), max_length=60, blank=True)
    words = models.TextField(_("en mots"), max_length=2_000, blank=True)
    women = models.DecimalField(_("dont femmes et filles"), **NUMBER)
    men = models.DecimalField(_("dont hommes et garçons"), **NUMBER)
    measurement = models.OneToOneField(Measurement, models.SET_NULL, null=True, blank=True, related_name="reported",
                                       verbose_name=_("mesure de la chaîne"))  # fmt: skip

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("mesure d’un rapport")
        verbose_name_plural = _("mesures d’un rapport")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "period"], name="reported_measure_once")]

    def __str__(self) -> str:
        return str(self.period.indicator)


class ReportPhoto(models.Model):
    """A photo of what was done: drawn again here, lighter, without what the camera hid."""

    PERSONAL = {"caption": SHOWN}
    NOT_PERSONAL = ("id", "report", "key", "document", "created_at")

    report = models.ForeignKey(PartnerReport, models.CASCADE, related_name="photos")
    key = models.CharField(max_length=64)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("document"))
    caption = models.CharField(_("ce que l’on y voit"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo d’un rapport")
        verbose_name_plural = _("photos d’un rapport")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_photo_once")]

    def __str__(self) -> str:
        return self.caption or str(_("Photo"))
