"""Money that leaves for a partner: planned, asked, approved by two people, sent, received; each step with who and when."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.core.money import Money
from maillage.funding.enums import StepKind, TransferState
from maillage.funding.models.common import DONE_BY, RATE_IS_WHOLE, USER, USER_MODEL, LockedRate, OfProject, WithAmount
from maillage.funding.models.grants import Grant, GrantCondition
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

APPROVALS = 2  # by different people, neither of them who asked


class TransferQuerySet(OfProject):
    ORGANISATION = "organisation"

    def awaiting(self) -> "TransferQuerySet":
        return self.filter(state=TransferState.ASKED)

    def gone(self) -> "TransferQuerySet":
        return self.filter(state__in=[TransferState.SENT, TransferState.RECEIVED])


class Transfer(WithAmount, LockedRate):
    """A transfer to a partner. `amount` leaves the account; `received` arrives, in the partner's currency.

    `rate` is the rate of the day on which it was sent, from `currency` to `received_currency`: locked then for ever.
    """

    PERSONAL = {"asked_by": DONE_BY}
    NOT_PERSONAL = ("id", "amount", "currency", "rate", "rate_source", "rate_on", "project", "organisation", "grant",
                    "condition", "purpose", "reference", "due_on", "state", "sent_on", "fees", "received_on", "received",
                    "received_currency", "received_fees", "version", "created_at")  # fmt: skip

    project = models.ForeignKey(Project, models.PROTECT, related_name="transfers", verbose_name=_("projet"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="transfers",
                                     verbose_name=_("partenaire"))  # fmt: skip
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="transfers",
                              verbose_name=_("subvention"))  # fmt: skip
    condition = models.ForeignKey(GrantCondition, models.SET_NULL, null=True, blank=True, related_name="+",
                                  verbose_name=_("condition"))  # fmt: skip
    purpose = models.CharField(_("pour quoi"), max_length=300)
    reference = models.CharField(_("référence bancaire"), max_length=80, blank=True)
    due_on = models.DateField(_("prévu le"))
    state = models.CharField(_("état"), max_length=10, choices=TransferState.choices, default=TransferState.PLANNED)
    asked_by = models.ForeignKey(USER_MODEL, verbose_name=_("demandé par"), **USER)
    sent_on = models.DateField(_("envoyé le"), null=True, blank=True)
    fees = models.BigIntegerField(_("frais à l’envoi"), default=0)  # in `currency`, beside the amount
    received_on = models.DateField(_("reçu le"), null=True, blank=True)
    received = models.BigIntegerField(_("montant reçu"), null=True, blank=True)
    received_currency = models.CharField(_("monnaie du partenaire"), max_length=3)
    received_fees = models.BigIntegerField(_("frais à la réception"), default=0)  # in received_currency, already taken
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("versement à un partenaire")
        verbose_name_plural = _("versements aux partenaires")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["project", "state", "due_on"], name="transfer_project_state"),
            models.Index(fields=["state", "due_on"], name="transfer_state_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_positive"),
            models.CheckConstraint(condition=Q(fees__gte=0, received_fees__gte=0), name="transfer_fees"),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "received"]) | Q(sent_on__isnull=False), name="transfer_sent_on"
            ),
            models.CheckConstraint(
                condition=Q(state="received", received__gt=0, received_on__isnull=False)
                | ~Q(state="received") & Q(received=None, received_on=None),
                name="transfer_received_whole",
            ),
            models.CheckConstraint(condition=Q(received_on=None) | Q(received_on__gte=F("sent_on")),
                                   name="transfer_days"),
            models.CheckConstraint(condition=RATE_IS_WHOLE, name="transfer_rate_whole"),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "received"]) | Q(currency=F("received_currency")) | ~Q(rate=""),
                name="transfer_rate_locked",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("funding:transfer", args=[self.pk])

    @property
    def received_money(self) -> Money | None:
        return Money(self.received, self.received_currency) if self.received is not None else None

    @property
    def is_late(self) -> bool:
        waits = self.state in (TransferState.PLANNED, TransferState.ASKED, TransferState.APPROVED)
        return waits and self.due_on < localdate()


class TransferStepQuerySet(OfProject):
    PROJECT = "transfer__project"
    ORGANISATION = "transfer__organisation"


class TransferStep(models.Model):
    """One step of a transfer. A person approves one round once; the databases hold it."""

    PERSONAL = {"by": DONE_BY}
    NOT_PERSONAL = ("id", "transfer", "kind", "round", "at", "note")

    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="steps")
    kind = models.CharField(_("étape"), max_length=10, choices=StepKind.choices)
    round = models.PositiveSmallIntegerField(default=1)  # a new one each time that it is asked again
    by = models.ForeignKey(USER_MODEL, verbose_name=_("par"), **USER)
    at = models.DateTimeField(_("le"), default=now)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = TransferStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("étape d’un versement")
        verbose_name_plural = _("étapes d’un versement")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "round", "by"], condition=Q(kind__in=["asked", "approved"]),
                                    name="transfer_step_by_different_people"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
