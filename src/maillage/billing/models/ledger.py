"""Three tables: what is owed, what came, and what of one settles the other. Amounts in minor units."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.billing.enums import Method
from maillage.core.money import Money
from maillage.core.personal import Purpose, Until
from maillage.organisations.models import Organisation, Person

ACCOUNTS = Purpose(_("Tenir les comptes et prouver ce qui fut payé."), Until.ACCOUNTS)
ONE_PAYER = Q(organisation=None) ^ Q(person=None)


def of_their_own(user: Any) -> Q:
    """What concerns this person: their own, and their organisations' when they are delegates."""
    return Q(person__user=user) | Q(organisation__in=user.facts.get("delegate", frozenset()))


class PayerQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """The treasurer sees all; a delegate sees their organisation's; a person sees their own."""
        if not user.is_authenticated:
            return self.none()
        return self if user.can(Permission.BILLING_VIEW) else self.filter(of_their_own(user))

    def of(self, payer: Organisation | Person) -> Any:
        field = "organisation" if isinstance(payer, Organisation) else "person"
        return self.filter(**{field: payer})


class WithPayer(models.Model):
    """A row about one payer: an organisation or a person."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                                     verbose_name=_("organisation"))  # fmt: skip
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                               verbose_name=_("personne"))  # fmt: skip

    class Meta:
        abstract = True

    @property
    def payer(self) -> Organisation | Person:
        payer = self.organisation or self.person
        assert payer is not None  # a constraint of every table that has one
        return payer


class ChargeQuerySet(PayerQuerySet):
    def with_balance(self) -> Any:
        """Adds `settled` and `balance` (minor units)."""
        settled = Coalesce(Sum("allocations__amount"), 0)
        return self.annotate(settled=settled).annotate(balance=F("amount") - F("settled"))

    def open(self) -> Any:
        return self.filter(cancelled_on=None).with_balance().filter(balance__gt=0)

    def overdue(self, on: Any = None) -> Any:
        return self.open().filter(due_on__lt=on or localdate())


class Charge(WithPayer):
    """Something owed. `source` names what made it (unique): made once, whatever restarts."""

    PERSONAL = {"person": ACCOUNTS, "label": ACCOUNTS}
    NOT_PERSONAL = ("id", "organisation", "amount", "currency", "issued_on", "due_on", "fiscal_year", "lines", "source",
                    "invoice", "cancelled_on", "cancel_reason", "created_at")  # fmt: skip

    label = models.CharField(pgettext_lazy("somme due", "objet"), max_length=200)
    amount = models.BigIntegerField(_("montant"))
    currency = models.CharField(_("monnaie"), max_length=3)
    issued_on = models.DateField(_("émise le"))
    due_on = models.DateField(_("échéance"), db_index=True)
    fiscal_year = models.CharField(_("exercice"), max_length=9, db_index=True)
    lines = models.JSONField(_("détail"), default=list)  # [{label, amount}] as assessed, frozen
    source = models.CharField(max_length=120, unique=True, null=True, blank=True)
    invoice = models.ForeignKey("billing.Invoice", on_delete=models.PROTECT, null=True, related_name="charges")
    cancelled_on = models.DateField(_("annulée le"), null=True, blank=True)
    cancel_reason = models.CharField(_("motif"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=now)

    settled: int  # by with_balance(), minor units
    balance: int

    objects = ChargeQuerySet.as_manager()

    class Meta:
        verbose_name = _("somme due")
        verbose_name_plural = _("sommes dues")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_PAYER, name="charge_one_payer"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="charge_not_negative"),
            models.CheckConstraint(condition=Q(due_on__gte=F("issued_on")), name="charge_due_after_issue"),
        ]
        indexes = [
            models.Index(fields=["organisation", "due_on"], name="charge_organisation"),
            models.Index(fields=["person", "due_on"], name="charge_person"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("billing:charge", args=[self.pk])

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class PaymentQuerySet(PayerQuerySet):
    def with_balance(self) -> Any:
        """Adds `used` (allocated), `refunded` and `balance` (what is still free), in minor units."""
        used = Allocation.objects.filter(payment=models.OuterRef("pk")).order_by().values("payment")
        back = Refund.objects.filter(payment=models.OuterRef("pk")).order_by().values("payment")
        return self.annotate(
            used=Coalesce(models.Subquery(used.annotate(total=Sum("amount")).values("total")), 0),
            refunded=Coalesce(models.Subquery(back.annotate(total=Sum("amount")).values("total")), 0),
        ).annotate(balance=F("amount") - F("used") - F("refunded"))

    def free(self) -> Any:
        return self.with_balance().filter(balance__gt=0)


class Payment(WithPayer):
    """Money that came. It settles nothing by itself: allocations do."""

    PERSONAL = {"person": ACCOUNTS, "payer_name": ACCOUNTS, "reference": ACCOUNTS, "note": ACCOUNTS}
    NOT_PERSONAL = ("id", "organisation", "amount", "currency", "received_on", "method", "key", "created_at",
                    "recorded_by")  # fmt: skip

    amount = models.BigIntegerField(_("montant"))
    currency = models.CharField(_("monnaie"), max_length=3)
    received_on = models.DateField(_("reçu le"), db_index=True)
    method = models.CharField(_("moyen"), max_length=12, choices=Method.choices, default=Method.TRANSFER)
    payer_name = models.CharField(_("nom écrit sur le paiement"), max_length=200, blank=True)
    reference = models.CharField(_("communication"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    key = models.CharField(max_length=120, unique=True, null=True, blank=True)  # a double sending is one payment
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    used: int  # by with_balance(), minor units
    refunded: int
    balance: int

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("paiement")
        verbose_name_plural = _("paiements")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_PAYER, name="payment_one_payer"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.payer} {self.received_on}"

    def get_absolute_url(self) -> str:
        return reverse("billing:payment", args=[self.pk])

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class Allocation(models.Model):
    """What of a payment settles what of a charge; taken back by deleting it, which is journalled."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "payment", "charge", "amount", "created_at")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="allocations")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="allocations")
    amount = models.BigIntegerField(_("montant"))
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("imputation")
        verbose_name_plural = _("imputations")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="allocation_positive"),
            models.UniqueConstraint(fields=["payment", "charge"], name="allocation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} → {self.charge_id}"

    def get_absolute_url(self) -> str:
        return self.payment.get_absolute_url()


class RefundQuerySet(models.QuerySet["Refund"]):
    def visible_to(self, user: Any) -> "RefundQuerySet":
        """Those of the payments that this person may see."""
        return self.filter(payment__in=Payment.objects.visible_to(user).values("pk"))


class Refund(models.Model):
    """Money given back from a payment."""

    PERSONAL = {"reason": ACCOUNTS}
    NOT_PERSONAL = ("id", "payment", "amount", "refunded_on", "recorded_by", "created_at")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField(_("montant"))
    refunded_on = models.DateField(_("remboursé le"))
    reason = models.CharField(_("motif"), max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("remboursement")
        verbose_name_plural = _("remboursements")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="refund_positive")]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.refunded_on}"
