"""A member, and the ledger of its periods: « current », « since » and « arrears » are derived, never stored."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.billing.models import Charge
from maillage.core.personal import Purpose, Until
from maillage.members.enums import DelegateKind, EndReason, ExclusionState
from maillage.organisations.models import Organisation, Person

MEMBERSHIP = Purpose(_("Tenir le registre des membres et leurs droits."), Until.MEMBERSHIP)


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, user: Any) -> "MemberQuerySet":
        """Staff by their rights (withheld ones apart); a member sees itself."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.MEMBERS_VIEW):
            if user.can(Permission.WITHHELD_VIEW):
                return self
            return self.exclude(self.hidden_rule())
        return self.filter(Q(person__user=user) | Q(organisation__in=user.facts.get("delegate", frozenset())))

    def hidden(self) -> "MemberQuerySet":
        return self.filter(self.hidden_rule())

    @staticmethod
    def hidden_rule() -> Q:
        """Of whom is withheld."""
        return Q(organisation__withheld=True) | Q(person__withheld=True)

    def current(self, on: Any = None) -> "MemberQuerySet":
        """Members on a day: those with a period that holds it."""
        return self.filter(pk__in=MembershipPeriod.objects.on(on or localdate()).values("member"))


class Member(models.Model):
    """An organisation or a person that is, was, or will be a member. One row for life."""

    PERSONAL = {"person": MEMBERSHIP}
    NOT_PERSONAL = ("id", "organisation", "number", "created_at")

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, null=True, blank=True,
                                        related_name="member", verbose_name=_("organisation"))  # fmt: skip
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="member",
                                  verbose_name=_("personne"))  # fmt: skip
    number = models.PositiveIntegerField(_("numéro de membre"), unique=True)
    created_at = models.DateTimeField(default=now)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(organisation=None) ^ Q(person=None), name="member_one_holder"),
        ]

    def __str__(self) -> str:
        return str(self.holder)

    def get_absolute_url(self) -> str:
        return reverse("members:detail", args=[self.pk])

    @property
    def holder(self) -> Organisation | Person:
        holder = self.organisation or self.person
        assert holder is not None
        return holder


class MembershipPeriodQuerySet(models.QuerySet["MembershipPeriod"]):
    def on(self, day: Any) -> "MembershipPeriodQuerySet":
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day)

    def visible_to(self, user: Any) -> "MembershipPeriodQuerySet":
        return self.filter(member__in=Member.objects.visible_to(user).values("pk"))


class MembershipPeriod(models.Model):
    """A line of the ledger: member in this category and group, from a day to a day (both included), and why it ended."""

    PERSONAL = {"note": MEMBERSHIP}
    NOT_PERSONAL = ("id", "member", "category", "group", "started_on", "ended_on", "reason", "created_at")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="periods")
    category = models.CharField(_("catégorie"), max_length=48)  # code of the profile
    group = models.CharField(_("groupe"), max_length=20, blank=True)
    started_on = models.DateField(_("depuis le"))
    ended_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    reason = models.CharField(_("fin"), max_length=10, choices=EndReason.choices, blank=True)
    note = models.CharField(_("précision"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = MembershipPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("période d’adhésion")
        verbose_name_plural = _("périodes d’adhésion")
        ordering = ["started_on"]
        indexes = [
            models.Index(fields=["member", "started_on"], name="period_member"),
            models.Index(fields=["started_on", "ended_on"], name="period_days"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="period_days"),
            models.CheckConstraint(condition=Q(ended_on=None) | ~Q(reason=""), name="period_end_has_reason"),
            models.UniqueConstraint(fields=["member"], condition=Q(ended_on=None), name="one_open_period"),
            models.UniqueConstraint(fields=["member", "started_on"], name="one_period_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.started_on}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def on(self, day: Any = None) -> "DelegationQuerySet":
        day = day or localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day)

    def visible_to(self, user: Any) -> "DelegationQuerySet":
        return self.filter(member__in=Member.objects.visible_to(user).values("pk"))


class Delegation(models.Model):
    """Who speaks for a member organisation, from when to when; substitutes in order."""

    PERSONAL = {"person": MEMBERSHIP}
    NOT_PERSONAL = ("id", "member", "kind", "rank", "started_on", "ended_on", "created_at")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    kind = models.CharField(_("sorte"), max_length=10, choices=DelegateKind.choices, default=DelegateKind.DELEGATE)
    rank = models.PositiveSmallIntegerField(_("ordre"), default=1)
    started_on = models.DateField(_("depuis le"))
    ended_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("délégation")
        verbose_name_plural = _("délégations")
        ordering = ["kind", "rank", "started_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="delegation_days"
            ),
            models.UniqueConstraint(
                fields=["member", "person"], condition=Q(ended_on=None), name="one_open_delegation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_kind_display()})"


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    def visible_to(self, user: Any) -> "ExclusionQuerySet":
        return self.filter(member__in=Member.objects.visible_to(user).values("pk"))


class Exclusion(models.Model):
    """A procedure of exclusion: notice, right to be heard, decision, appeal."""

    PERSONAL = {"grounds": MEMBERSHIP, "defence": MEMBERSHIP, "decision": MEMBERSHIP}
    NOT_PERSONAL = ("id", "member", "state", "notified_on", "hearing_on", "decided_on", "decided_by_body",
                    "appealed_on", "closed_on")  # fmt: skip

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="exclusions")
    state = models.CharField(_("état"), max_length=10, choices=ExclusionState.choices, default=ExclusionState.NOTIFIED)
    grounds = models.TextField(_("motifs"), max_length=5000)
    notified_on = models.DateField(_("avis envoyé le"))
    hearing_on = models.DateField(_("audition prévue le"))
    defence = models.TextField(_("ce que le membre a fait valoir"), max_length=5000, blank=True)
    decided_on = models.DateField(_("décidée le"), null=True, blank=True)
    decided_by_body = models.CharField(_("par"), max_length=40, blank=True)
    decision = models.TextField(_("décision"), max_length=5000, blank=True)
    appealed_on = models.DateField(_("appel le"), null=True, blank=True)
    closed_on = models.DateField(_("close le"), null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("procédure d’exclusion")
        verbose_name_plural = _("procédures d’exclusion")
        ordering = ["-notified_on"]
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(closed_on=None), name="one_open_exclusion"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.notified_on}"


class DuesQuerySet(models.QuerySet["Dues"]):
    def visible_to(self, user: Any) -> "DuesQuerySet":
        return self.filter(member__in=Member.objects.visible_to(user).values("pk"))


class Dues(models.Model):
    """What a member owes for a fiscal year, as assessed from the schedule then in force; its parts are charges."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "member", "fiscal_year", "category", "schedule", "amount", "currency", "lines", "waived",
                    "waive_reason", "assessed_by", "assessed_at")  # fmt: skip

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dues")
    fiscal_year = models.CharField(_("exercice"), max_length=9)
    category = models.CharField(_("catégorie"), max_length=48)
    schedule = models.CharField(_("barème"), max_length=80)
    amount = models.BigIntegerField(_("montant"))
    currency = models.CharField(_("monnaie"), max_length=3)
    lines = models.JSONField(_("calcul"), default=list)
    waived = models.BooleanField(_("exonéré"), default=False)
    waive_reason = models.CharField(_("motif"), max_length=300, blank=True)
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    assessed_at = models.DateTimeField(default=now)

    objects = DuesQuerySet.as_manager()

    class Meta:
        verbose_name = _("cotisation")
        verbose_name_plural = _("cotisations")
        ordering = ["-fiscal_year"]
        constraints = [
            models.UniqueConstraint(fields=["member", "fiscal_year"], name="dues_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="dues_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.fiscal_year}"

    @property
    def charges(self) -> Any:
        return Charge.objects.filter(source__startswith=f"dues:{self.pk}:")
