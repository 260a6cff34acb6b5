"""Who gives, under which rules; what is granted, on which conditions, in which instalments, with which reports due."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.money import Money
from maillage.core.personal import ALL, Purpose
from maillage.funding.enums import GrantState, InstalmentState, ReportKind
from maillage.funding.models.common import DONE_BY, RATE_IS_WHOLE, USER, USER_MODEL, LockedRate, OfProject, WithAmount
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

PERCENT: dict[str, Any] = {"max_digits": 5, "decimal_places": 2, "null": True, "blank": True,
                           "validators": [MinValueValidator(0), MaxValueValidator(100)]}  # fmt: skip


def percent(field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{field: None}) | Q(**{f"{field}__range": (0, 100)}), name=name)


class FunderQuerySet(models.QuerySet["Funder"]):
    def visible_to(self, user: Any) -> "FunderQuerySet":
        if not (user.is_authenticated and user.can(Permission.FUNDING_VIEW)):
            return self.none()
        return self.filter(organisation__in=Organisation.objects.visible_to(user).values("pk"))


class Funder(models.Model):
    """An organisation that gives money, and its rules."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="funder",
                                        verbose_name=_("organisation"))  # fmt: skip
    currency = models.CharField(_("monnaie"), max_length=3)
    categories = models.JSONField(_("dépenses admises"), default=list, blank=True)  # codes of Category; none: all
    ceilings = models.JSONField(_("plafonds"), default=dict, blank=True)  # {category or nature: percent of the grant}
    own_share = models.DecimalField(_("part propre demandée (%)"), **PERCENT)
    variance = models.DecimalField(_("écart admis par ligne (%)"), **PERCENT)
    report_months = models.PositiveSmallIntegerField(_("un rapport tous les … mois"), null=True, blank=True,
                                                     validators=[MinValueValidator(1), MaxValueValidator(60)])  # fmt: skip
    report_days = models.PositiveSmallIntegerField(_("à rendre dans les … jours"), default=60)
    rules = models.TextField(_("ses règles, en mots"), max_length=4_000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FunderQuerySet.as_manager()

    class Meta:
        verbose_name = _("bailleur")
        verbose_name_plural = _("bailleurs")
        ordering = ["organisation__sort_name", "pk"]
        constraints = [percent("own_share", "funder_own_share"), percent("variance", "funder_variance")]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("funding:funder", args=[self.pk])


class Heading(models.Model):
    """A heading of the funder's own table, to which our budget lines are mapped."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    funder = models.ForeignKey(Funder, models.CASCADE, related_name="headings")
    code = models.CharField(_("code"), max_length=30)
    title = models.CharField(_("rubrique"), max_length=200)
    ceiling = models.DecimalField(_("plafond (part de la subvention, en %)"), **PERCENT)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("rubrique d’un bailleur")
        verbose_name_plural = _("rubriques d’un bailleur")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["funder", "code"], name="heading_once"),
            percent("ceiling", "heading_ceiling"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class GrantQuerySet(OfProject):
    ORGANISATION = "funder__organisation"

    def visible_to(self, user: Any) -> Any:
        """A partner does not see the grants themselves: its own money is in the transfers."""
        if not (user.is_authenticated and user.can(Permission.FUNDING_VIEW)):
            return self.none()
        return super().visible_to(user)


class Grant(WithAmount):
    """What a funder gives to a project (or a programme)."""

    PERSONAL = {"decided_by": DONE_BY}
    NOT_PERSONAL = ("id", "amount", "currency", "funder", "project", "title", "reference", "activity", "state", "asked_on",
                    "signed_on", "starts_on", "ends_on", "own_share", "variance", "note", "version", "created_at")  # fmt: skip

    funder = models.ForeignKey(Funder, models.PROTECT, related_name="grants", verbose_name=_("bailleur"))
    project = models.ForeignKey(Project, models.PROTECT, related_name="grants", verbose_name=_("projet"))
    title = models.CharField(_("titre"), max_length=200)
    reference = models.CharField(_("référence du bailleur"), max_length=80, blank=True)
    activity = models.CharField(_("activité IATI du bailleur"), max_length=200, blank=True)  # provider-activity-id
    state = models.CharField(_("état"), max_length=10, choices=GrantState.choices, default=GrantState.ASKED)
    asked_on = models.DateField(_("demandée le"), null=True, blank=True)
    signed_on = models.DateField(_("signée le"), null=True, blank=True)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    own_share = models.DecimalField(_("part propre demandée (%)"), **PERCENT)  # else the funder's
    variance = models.DecimalField(_("écart admis par ligne (%)"), **PERCENT)
    note = models.TextField(_("note"), max_length=2_000, blank=True)
    decided_by = models.ForeignKey(USER_MODEL, verbose_name=_("notée par"), **USER)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("subvention")
        verbose_name_plural = _("subventions")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_positive"),
            models.CheckConstraint(condition=~Q(currency=""), name="grant_currency"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="grant_days"),
            percent("own_share", "grant_own_share"),
            percent("variance", "grant_variance"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funding:grant", args=[self.pk])


class OfGrantQuerySet(GrantQuerySet):
    PROJECT = "grant__project"
    ORGANISATION = "grant__funder__organisation"


class GrantCondition(models.Model):
    """What must be true before money comes, or while it lasts; and when it was met."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="conditions")
    text = models.CharField(_("condition"), max_length=500)
    due_on = models.DateField(_("avant le"), null=True, blank=True)
    met_on = models.DateField(_("remplie le"), null=True, blank=True)

    objects = OfGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition d’une subvention")
        verbose_name_plural = _("conditions d’une subvention")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text


class Instalment(LockedRate):
    """A part of a grant, due on a day, perhaps under a condition. All of them never pass the grant (migration 0002)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField(_("numéro"))
    due_on = models.DateField(_("attendu le"))
    amount = models.BigIntegerField(_("montant"))  # in the grant's currency
    condition = models.ForeignKey(GrantCondition, models.SET_NULL, null=True, blank=True, related_name="instalments",
                                  verbose_name=_("condition"))  # fmt: skip
    state = models.CharField(_("état"), max_length=10, choices=InstalmentState.choices, default=InstalmentState.PLANNED)
    claimed_on = models.DateField(_("demandé le"), null=True, blank=True)
    received_on = models.DateField(_("reçu le"), null=True, blank=True)
    received = models.BigIntegerField(_("montant reçu"), null=True, blank=True)  # in received_currency
    received_currency = models.CharField(_("monnaie reçue"), max_length=3, blank=True)

    objects = OfGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("tranche d’une subvention")
        verbose_name_plural = _("tranches d’une subvention")
        ordering = ["due_on", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_positive"),
            models.CheckConstraint(
                condition=Q(state="received", received_on__isnull=False, received__gt=0) & ~Q(received_currency="")
                | ~Q(state="received") & Q(received=None, received_on=None, received_currency=""),
                name="instalment_received_whole",
            ),
            models.UniqueConstraint(fields=["grant", "number"], name="instalment_once"),
            models.CheckConstraint(condition=RATE_IS_WHOLE, name="instalment_rate_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.grant.currency)

    @property
    def received_money(self) -> Money | None:
        return Money(self.received, self.received_currency) if self.received is not None else None

    def counted(self, currency: str) -> int:
        """What came of it, in the grant's currency: as received, or as planned where it came in another one."""
        if self.state != InstalmentState.RECEIVED:
            return 0
        return self.received or 0 if self.received_currency == currency else self.amount

    @property
    def is_late(self) -> bool:
        return self.state != InstalmentState.RECEIVED and self.due_on < localdate()


class GrantReport(models.Model):
    """A report owed to a funder, and when it left."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="reports")
    kind = models.CharField(_("genre"), max_length=10, choices=ReportKind.choices, default=ReportKind.BOTH)
    covers_from = models.DateField(_("du"))
    covers_until = models.DateField(_("au"))
    due_on = models.DateField(_("à rendre le"))
    sent_on = models.DateField(_("envoyé le"), null=True, blank=True)
    accepted_on = models.DateField(_("accepté le"), null=True, blank=True)

    objects = OfGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapport dû à un bailleur")
        verbose_name_plural = _("rapports dus à un bailleur")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(covers_until__gte=F("covers_from")), name="grant_report_days"),
            models.UniqueConstraint(fields=["grant", "kind", "covers_until"], name="grant_report_once"),
            models.CheckConstraint(condition=Q(accepted_on=None) | Q(sent_on__isnull=False), name="grant_report_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.covers_from} – {self.covers_until}"

    @property
    def is_late(self) -> bool:
        return self.sent_on is None and self.due_on < localdate()
