"""The budget of a project: lines once, amounts by version × year × grant × carrier, each told in the budget's currency."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.core.money import Money
from maillage.core.personal import ALL, Purpose
from maillage.funding.enums import BudgetType, Category, Nature, VersionState
from maillage.funding.models.common import RATE_IS_WHOLE, LockedRate, OfProject
from maillage.funding.models.grants import Funder, Grant, Heading
from maillage.organisations.models import Organisation
from maillage.projects.models import Project


class BudgetVersion(models.Model):
    """The budget as adopted one day: the original, then the revised ones; the earlier stay beside."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="budgets", verbose_name=_("projet"))
    number = models.PositiveSmallIntegerField(_("numéro"))
    kind = models.CharField(_("sorte"), max_length=2, choices=BudgetType.choices, default=BudgetType.ORIGINAL)
    state = models.CharField(_("état"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    currency = models.CharField(_("monnaie"), max_length=3)
    rates_on = models.DateField(_("taux du"))  # the day whose rates its other currencies take
    adopted_on = models.DateField(_("adopté le"), null=True, blank=True)
    note = models.CharField(_("pourquoi"), max_length=500, blank=True)

    objects = OfProject.as_manager()

    class Meta:
        verbose_name = _("version d’un budget")
        verbose_name_plural = _("versions d’un budget")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="budget_version_once"),
            models.UniqueConstraint(fields=["project"], condition=Q(state="adopted"), name="budget_one_in_force"),
            models.UniqueConstraint(fields=["project"], condition=Q(state="draft"), name="budget_one_draft"),
            models.UniqueConstraint(fields=["project"], condition=Q(kind="1"), name="budget_one_original"),
            models.CheckConstraint(
                condition=Q(state="draft", adopted_on=None) | ~Q(state="draft") & Q(adopted_on__isnull=False),
                name="budget_adopted_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("funding:money", args=[self.project_id])


class BudgetLine(models.Model):
    """A line of a project's budget: the same through its versions."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="budget_lines")
    code = models.CharField(_("code"), max_length=30)
    title = models.CharField(_("ligne"), max_length=200)
    category = models.CharField(_("dépense"), max_length=12, choices=Category.choices, default=Category.OTHER)
    nature = models.CharField(_("sorte de coût"), max_length=12, choices=Nature.choices, default=Nature.OPERATIONAL)
    rank = models.PositiveSmallIntegerField(default=0)
    closed = models.BooleanField(_("fermée aux nouvelles dépenses"), default=False)

    objects = OfProject.as_manager()

    class Meta:
        verbose_name = _("ligne d’un budget")
        verbose_name_plural = _("lignes d’un budget")
        ordering = ["rank", "code", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "code"], name="budget_line_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("funding:money", args=[self.project_id])


class LineHeading(models.Model):
    """Under which heading of a funder's table a line is told; one for each funder."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="headings")
    funder = models.ForeignKey(Funder, models.CASCADE, related_name="+")
    heading = models.ForeignKey(Heading, models.CASCADE, related_name="lines")

    class Meta:
        verbose_name = _("ligne dite dans la table d’un bailleur")
        verbose_name_plural = _("lignes dites dans la table d’un bailleur")
        constraints = [models.UniqueConstraint(fields=["line", "funder"], name="line_heading_once")]

    def __str__(self) -> str:
        return f"{self.line} → {self.heading}"


class BudgetAmountQuerySet(OfProject):
    PROJECT = "version__project"
    ORGANISATION = "carrier"


class BudgetAmount(LockedRate):
    """One cell: a line, a year, who pays (no grant: own funds), who carries it (nobody named: the network)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    version = models.ForeignKey(BudgetVersion, models.CASCADE, related_name="amounts")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="amounts", verbose_name=_("ligne"))
    year = models.PositiveSmallIntegerField(_("année"))
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="+",
                              verbose_name=_("subvention"))  # fmt: skip
    carrier = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+",
                                verbose_name=_("qui porte"))  # fmt: skip
    amount = models.BigIntegerField(_("montant"))
    currency = models.CharField(_("monnaie"), max_length=3)
    value = models.BigIntegerField(_("montant dans la monnaie du budget"))

    objects = BudgetAmountQuerySet.as_manager()

    class Meta:
        verbose_name = _("montant d’un budget")
        verbose_name_plural = _("montants d’un budget")
        ordering = ["line__rank", "line__code", "year", "pk"]
        constraints = [
            models.UniqueConstraint("version", "line", "year", Coalesce("grant", Value(0)),
                                    Coalesce("carrier", Value(0)), name="budget_amount_once"),
            models.CheckConstraint(condition=Q(amount__gte=0, value__gte=0), name="budget_amount_positive"),
            models.CheckConstraint(condition=Q(year__range=(1950, 2150)), name="budget_amount_year"),
            models.CheckConstraint(condition=RATE_IS_WHOLE, name="budget_amount_rate_whole"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.line} {self.year}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)
