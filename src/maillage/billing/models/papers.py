"""Numbered papers: invoices, credit notes, receipts. Numbers leave no gap; a paper is never changed."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.billing.enums import InvoiceKind
from maillage.billing.models.ledger import ACCOUNTS, ONE_PAYER, PayerQuerySet, Payment, WithPayer
from maillage.core.money import Money
from maillage.core.personal import ALL, Purpose


class Counter(models.Model):
    """The last number given in a series; locked while one is given, so that numbers leave no gap."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    series = models.CharField(max_length=30, unique=True)  # kind and fiscal year
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("compteur")
        verbose_name_plural = _("compteurs")

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


class Invoice(WithPayer):
    """An invoice or a credit note as it was sent: who, what, how much, frozen."""

    PERSONAL = {"person": ACCOUNTS, "addressee": ACCOUNTS, "lines": ACCOUNTS}
    NOT_PERSONAL = ("id", "organisation", "kind", "number", "fiscal_year", "issued_on", "due_on", "total", "currency",
                    "reference", "language", "corrects", "created_at")  # fmt: skip

    kind = models.CharField(_("sorte"), max_length=12, choices=InvoiceKind.choices, default=InvoiceKind.INVOICE)
    number = models.CharField(_("numéro"), max_length=30, unique=True)
    fiscal_year = models.CharField(_("exercice"), max_length=9)
    issued_on = models.DateField(_("émise le"))
    due_on = models.DateField(_("échéance"))
    addressee = models.JSONField(_("destinataire"))  # {name, lines: […]} on the day it was issued
    lines = models.JSONField(_("lignes"))  # [{label, amount}]
    total = models.BigIntegerField(_("total"))
    currency = models.CharField(_("monnaie"), max_length=3)
    reference = models.CharField(_("communication structurée"), max_length=40, blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    created_at = models.DateTimeField(default=now)

    objects = PayerQuerySet.as_manager()

    class Meta:
        verbose_name = _("facture")
        verbose_name_plural = _("factures")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_PAYER, name="invoice_one_payer"),
            models.CheckConstraint(
                condition=Q(kind="invoice", corrects=None) | Q(kind="credit_note", corrects__isnull=False),
                name="credit_note_corrects",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("billing:invoice", args=[self.pk])

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user: Any) -> "ReceiptQuerySet":
        """Those of the payments that this person may see."""
        return self.filter(payment__in=Payment.objects.visible_to(user).values("pk"))


class Receipt(models.Model):
    """A numbered receipt of a payment."""

    PERSONAL = {"addressee": ACCOUNTS}
    NOT_PERSONAL = ("id", "number", "payment", "fiscal_year", "issued_on", "language", "cancelled_on", "replaces",
                    "created_at")  # fmt: skip

    number = models.CharField(_("numéro"), max_length=30, unique=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="receipts")
    fiscal_year = models.CharField(_("exercice"), max_length=9)
    issued_on = models.DateField(_("émis le"))
    addressee = models.JSONField(_("destinataire"))
    language = models.CharField(_("langue"), max_length=5, default="fr")
    cancelled_on = models.DateField(_("annulé le"), null=True, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    created_at = models.DateTimeField(default=now)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("reçu")
        verbose_name_plural = _("reçus")
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return self.number
