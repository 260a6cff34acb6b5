"""What was spent, by whom, with its pieces; and how it is shared among grants and lines, never beyond its amount."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.core.money import Money
from maillage.core.personal import ALL, Purpose
from maillage.funding.enums import Category, ExpenseState
from maillage.funding.models.budgets import BudgetLine
from maillage.funding.models.common import (
    ACCOUNTS,
    DONE_BY,
    RATE_IS_WHOLE,
    USER,
    USER_MODEL,
    LockedRate,
    OfProject,
    WithAmount,
)
from maillage.funding.models.grants import Grant
from maillage.organisations.models import Organisation
from maillage.projects.models import Project


class ExpenseQuerySet(OfProject):
    ORGANISATION = "organisation"

    def hidden(self) -> "ExpenseQuerySet":
        """Of a withheld project, or by an organisation that is: their very pieces name it."""
        few = Q(project__in=Project.objects.hidden().values("pk")) | Q(
            organisation__in=Organisation.objects.hidden().values("pk")
        )
        return self.filter(few)


class Expense(WithAmount, LockedRate):
    """An expense as its piece says it. Once approved it counts, at a rate locked that day; then only cancelling it undoes it.

    Pieces are documents of the house about it. `key` makes a report sent twice one expense.
    """

    PERSONAL = {"label": ACCOUNTS, "supplier": ACCOUNTS, "note": ACCOUNTS, "author": DONE_BY, "approved_by": DONE_BY}
    NOT_PERSONAL = ("id", "amount", "currency", "rate", "rate_source", "rate_on", "project", "organisation", "spent_on",
                    "category", "piece", "state", "value", "value_currency", "submitted_at", "approved_at", "key",
                    "version", "created_at")  # fmt: skip

    project = models.ForeignKey(Project, models.PROTECT, related_name="expenses", verbose_name=_("projet"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="expenses", verbose_name=_("qui a dépensé")
    )  # fmt: skip  (nobody named: the network)
    spent_on = models.DateField(_("dépensé le"))
    category = models.CharField(_("dépense"), max_length=12, choices=Category.choices, default=Category.OTHER)
    label = models.CharField(_("pour quoi"), max_length=300)
    supplier = models.CharField(_("à qui"), max_length=200, blank=True)
    piece = models.CharField(_("numéro de la pièce"), max_length=60, blank=True)
    note = models.TextField(_("note"), max_length=2_000, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=ExpenseState.choices, default=ExpenseState.DRAFT)
    value = models.BigIntegerField(_("montant dans la monnaie du budget"), null=True, blank=True)
    value_currency = models.CharField(_("monnaie du budget"), max_length=3, blank=True)
    author = models.ForeignKey(USER_MODEL, verbose_name=_("saisie par"), **USER)
    submitted_at = models.DateTimeField(pgettext_lazy("dépense", "envoyée le"), null=True, blank=True)
    approved_by = models.ForeignKey(USER_MODEL, verbose_name=pgettext_lazy("dépense", "approuvée par"), **USER)
    approved_at = models.DateTimeField(pgettext_lazy("dépense", "approuvée le"), null=True, blank=True)
    key = models.CharField(max_length=80, unique=True, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = ExpenseQuerySet.as_manager()

    class Meta:
        verbose_name = _("dépense")
        verbose_name_plural = _("dépenses")
        ordering = ["-spent_on", "-pk"]
        indexes = [
            models.Index(fields=["project", "state", "spent_on"], name="expense_project_state"),
            models.Index(fields=["organisation", "project", "currency"], name="expense_organisation"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_positive"),
            models.CheckConstraint(condition=~Q(currency=""), name="expense_currency"),
            models.CheckConstraint(condition=~Q(key=""), name="expense_key"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(value__isnull=False, approved_at__isnull=False)
                & ~Q(value_currency=""),
                name="expense_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(author=None) | Q(approved_by=None) | ~Q(author=F("approved_by")),
                name="expense_approved_by_another",
            ),
            models.CheckConstraint(condition=RATE_IS_WHOLE, name="expense_rate_whole"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("funding:expense", args=[self.pk])

    @property
    def value_money(self) -> Money | None:
        return Money(self.value, self.value_currency) if self.value is not None else None


class ShareQuerySet(OfProject):
    ORGANISATION = "expense__organisation"


class ExpenseShare(models.Model):
    """What of an expense a grant (or own funds) pays, on which line. The sum never passes the expense (migration 0002).

    `value`, in the budget's currency, is written when the expense is approved: a share with a value counts.
    `project`, `carrier` and `year` are the expense's: the sums of a budget read one index.
    """

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    expense = models.ForeignKey(Expense, models.CASCADE, related_name="shares")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="shares", verbose_name=_("ligne"))
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="shares",
                              verbose_name=_("subvention"))  # fmt: skip
    carrier = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+",
                                verbose_name=_("qui porte"))  # fmt: skip
    year = models.PositiveSmallIntegerField(_("année"))
    amount = models.BigIntegerField(_("montant"))  # in the expense's currency
    value = models.BigIntegerField(_("montant dans la monnaie du budget"), null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("part d’une dépense")
        verbose_name_plural = _("parts d’une dépense")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["project", "line", "year", "grant", "carrier", "value"], name="expense_share_sums"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_share_positive"),
            models.UniqueConstraint("expense", "line", Coalesce("grant", Value(0)), name="expense_share_once"),
        ]

    def __str__(self) -> str:
        return f"{self.expense_id} {self.line_id}"
