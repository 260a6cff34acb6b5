"""Bank statements, line by line; each line once, whatever file it comes in again."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.billing.enums import LineState
from maillage.billing.models.ledger import ACCOUNTS, Payment


class StatementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self if user.can(Permission.BILLING_VIEW) else self.none()


class Statement(models.Model):
    """A statement file that was brought in."""

    PERSONAL = {"by": ACCOUNTS}
    NOT_PERSONAL = ("id", "filename", "account", "lines_new", "lines_known", "created_at")

    filename = models.CharField(_("fichier"), max_length=200)
    account = models.CharField(_("compte"), max_length=40, blank=True)
    lines_new = models.PositiveIntegerField(_("lignes nouvelles"), default=0)
    lines_known = models.PositiveIntegerField(_("lignes déjà connues"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("reçu le"), default=now)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("relevé bancaire")
        verbose_name_plural = _("relevés bancaires")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("billing:statement", args=[self.pk])


class StatementLine(models.Model):
    """A line of a statement, and what it was matched with."""

    PERSONAL = {"payer_name": ACCOUNTS, "payer_account": ACCOUNTS, "text": ACCOUNTS, "reference": ACCOUNTS}
    NOT_PERSONAL = ("id", "statement", "fingerprint", "booked_on", "amount", "currency", "state", "payment",
                    "decided_at")  # fmt: skip

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="lines")
    fingerprint = models.CharField(max_length=64, unique=True)
    booked_on = models.DateField(_("date"))
    amount = models.BigIntegerField(_("montant"))  # negative when money left
    currency = models.CharField(_("monnaie"), max_length=3)
    payer_name = models.CharField(_("de la part de"), max_length=200, blank=True)
    payer_account = models.CharField(_("compte"), max_length=40, blank=True)
    reference = models.CharField(_("communication structurée"), max_length=60, blank=True)
    text = models.CharField(_("communication"), max_length=500, blank=True)
    state = models.CharField(_("état"), max_length=8, choices=LineState.choices, default=LineState.NEW)
    payment = models.OneToOneField(Payment, on_delete=models.SET_NULL, null=True, related_name="statement_line")
    decided_at = models.DateTimeField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne de relevé")
        verbose_name_plural = _("lignes de relevé")
        ordering = ["-booked_on", "-pk"]
        indexes = [models.Index(fields=["state", "-booked_on"], name="statement_line_state")]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.payer_name}"
