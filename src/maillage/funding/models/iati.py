"""Money as IATI 2.03 tells it: `budget`, `planned-disbursement`, `transaction`, each child and attribute in its column."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.core.codelists import label
from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose
from maillage.funding.enums import BudgetStatus, BudgetType
from maillage.funding.models.common import OfProject, WithAmount
from maillage.organisations.models import Organisation
from maillage.projects.models import Project


class TwoSidedQuerySet(OfProject):
    """Rows between a provider and a receiver: none shows who is withheld."""

    def public(self, project: Any = None) -> Any:
        rows = super().public(project)
        for side in ("provider", "receiver"):
            rows = rows.filter(Q(**{side: None}) | Organisation.seen_by_anyone(side))
        return rows

    def visible_to(self, user: Any) -> Any:
        rows, shown = super().visible_to(user), Organisation.objects.visible_to(user).values("pk")
        for side in ("provider", "receiver"):
            rows = rows.filter(Q(**{side: None}) | Q(**{f"{side}__in": shown}))
        return rows


class Told(WithAmount):
    """What the three have in common. `currency` is the one in force; `currency_said`, whether the source writes it on
    the amount or leaves it to the activity; `exact`, the number as written when it is finer than the currency's unit."""

    rank = models.PositiveIntegerField(default=0)
    exact = models.CharField(_("montant tel qu’écrit"), max_length=60, blank=True)
    currency_said = models.BooleanField(default=True)
    value_date = models.DateField(_("date de valeur"), null=True, blank=True)

    class Meta:
        abstract = True

    project_id: int

    def get_absolute_url(self) -> str:
        return reverse("funding:money", args=[self.project_id])


class Sides(models.Model):
    """`provider-org` and `receiver-org`: of the directory, or in the source's words."""

    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+",
                                 verbose_name=_("qui donne"))  # fmt: skip
    provider_ref = models.CharField(_("identifiant IATI de qui donne"), max_length=200, blank=True)
    provider_type = models.CharField(_("genre IATI de qui donne"), max_length=20, blank=True)
    provider_activity = models.CharField(_("activité IATI de qui donne"), max_length=200, blank=True)
    provider_names = models.JSONField(_("nom de qui donne"), default=list, blank=True)  # narratives
    receiver = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+",
                                 verbose_name=_("qui reçoit"))  # fmt: skip
    receiver_ref = models.CharField(_("identifiant IATI de qui reçoit"), max_length=200, blank=True)
    receiver_type = models.CharField(_("genre IATI de qui reçoit"), max_length=20, blank=True)
    receiver_activity = models.CharField(_("activité IATI de qui reçoit"), max_length=200, blank=True)
    receiver_names = models.JSONField(_("nom de qui reçoit"), default=list, blank=True)  # narratives

    class Meta:
        abstract = True

    def name_of(self, side: str, language: str = "fr") -> str:
        """The name of one side, "provider" or "receiver"."""
        organisation = getattr(self, side)
        return said(getattr(self, f"{side}_names"), language) or str(organisation or getattr(self, f"{side}_ref"))


class PeriodBudget(Told):
    """`budget`: what is foreseen for a period. `type` and `status` are empty where the source leaves them out."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="period_budgets")
    type = models.CharField(_("type"), max_length=20, choices=BudgetType.choices, blank=True)
    status = models.CharField(_("statut"), max_length=20, choices=BudgetStatus.choices, blank=True)
    period_start = models.DateField(_("du"))
    period_end = models.DateField(_("au"))

    objects = OfProject.as_manager()

    class Meta:
        verbose_name = _("budget annoncé d’un projet")
        verbose_name_plural = _("budgets annoncés d’un projet")
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["project", "rank"], name="period_budget_rank")]

    def __str__(self) -> str:
        return f"{self.period_start} – {self.period_end}"


class PlannedPayment(Sides, Told):
    """`planned-disbursement`: a payment foreseen, before it is a transaction."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="planned_payments")
    type = models.CharField(_("type"), max_length=20, choices=BudgetType.choices, blank=True)
    period_start = models.DateField(_("du"))
    period_end = models.DateField(_("au"), null=True, blank=True)

    objects = TwoSidedQuerySet.as_manager()

    class Meta:
        verbose_name = _("paiement prévu d’un projet")
        verbose_name_plural = _("paiements prévus d’un projet")
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["project", "rank"], name="planned_payment_rank")]

    def __str__(self) -> str:
        return str(self.period_start)


class Movement(Sides, Told):
    """`transaction`: a movement of money noted as such, imported or typed; never one that a fact already tells."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="movements")
    ref = models.CharField(_("référence"), max_length=500, blank=True)
    humanitarian = models.BooleanField(_("humanitaire"), null=True, blank=True)
    type = models.CharField(_("type"), max_length=20)  # TransactionType
    on = models.DateField(_("date"))
    descriptions = models.JSONField(_("description"), default=list, blank=True)  # narratives
    channel = models.CharField(_("circuit de versement"), max_length=20, blank=True)  # disbursement-channel
    sectors = models.JSONField(_("secteurs"), default=list, blank=True)  # [{code, vocabulary, uri, names}]
    country = models.CharField(_("pays"), max_length=3, blank=True)
    country_names = models.JSONField(default=list, blank=True)  # narratives
    region = models.CharField(_("région du monde"), max_length=60, blank=True)
    region_vocabulary = models.CharField(max_length=20, blank=True)
    region_uri = models.CharField(max_length=500, blank=True)
    region_names = models.JSONField(default=list, blank=True)  # narratives
    flow_type = models.CharField(_("type de flux"), max_length=20, blank=True)
    finance_type = models.CharField(_("type de financement"), max_length=20, blank=True)
    aid_types = models.JSONField(_("types d’aide"), default=list, blank=True)  # [[vocabulary, code]]
    tied_status = models.CharField(_("aide liée"), max_length=20, blank=True)

    objects = TwoSidedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mouvement d’argent")
        verbose_name_plural = _("mouvements d’argent")
        ordering = ["rank", "pk"]
        indexes = [
            models.Index(fields=["project", "rank"], name="movement_rank"),
            models.Index(fields=["project", "type", "on"], name="movement_type_on"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(type=""), name="movement_has_a_type")]

    def __str__(self) -> str:
        return self.ref or f"{label('TransactionType', self.type, 'fr')} {self.on}"
