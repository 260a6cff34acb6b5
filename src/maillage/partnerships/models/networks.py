"""Continental and thematic networks of partners: who, from when to when, on which shared plan."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose
from maillage.files.models import Document
from maillage.organisations.models import Organisation
from maillage.partnerships.enums import ActionState, NetworkKind
from maillage.partnerships.models.partnership import hidden_at


class PartnerNetworkQuerySet(models.QuerySet["PartnerNetwork"]):
    def visible_to(self, user: Any) -> "PartnerNetworkQuerySet":
        """The team; partners see those they sit in; anyone, those that are public."""
        if user.is_authenticated and user.can(Permission.PARTNERSHIPS_VIEW):
            return self
        own = Organisation.objects.own_ids(user)
        seats = NetworkSeat.objects.filter(organisation__in=own).values("network")
        return self.filter(Q(is_public=True) | Q(pk__in=seats)) if own else self.public()

    def public(self) -> "PartnerNetworkQuerySet":
        return self.filter(is_public=True)

    def living(self) -> "PartnerNetworkQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=localdate()))


class PartnerNetwork(models.Model):
    """Partners of one continent, or on one theme, with a plan they share."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("genre"), max_length=12, choices=NetworkKind.choices)
    continent = models.CharField(_("continent"), max_length=20, blank=True)  # a group of core.territories
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    summaries = models.JSONField(_("en quelques phrases"), default=list, blank=True)  # narratives
    plan = models.TextField(_("plan partagé"), max_length=20_000, blank=True)
    plan_document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+",
                                      verbose_name=_("texte du plan"))  # fmt: skip
    starts_on = models.DateField(_("du"), null=True, blank=True)
    ends_on = models.DateField(_("au"), null=True, blank=True)
    is_public = models.BooleanField(_("visible par tout le monde"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PartnerNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("réseau de partenaires")
        verbose_name_plural = _("réseaux de partenaires")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="partner_network_has_a_name"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="partner_network_days",
            ),
            models.CheckConstraint(
                condition=Q(kind="continental") & ~Q(continent="") | Q(kind="thematic") & ~Q(theme=""),
                name="partner_network_of_something",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnerships:network", args=[self.pk])

    @property
    def slug(self) -> str:
        return slugify(self.name)[:60].strip("-") or "reseau"

    @property
    def public_url(self) -> str:
        return reverse("site:partner_network", args=[self.pk, self.slug])

    def summary(self, language: str) -> str:
        return said(self.summaries, language)


class SeatQuerySet(models.QuerySet["NetworkSeat"]):
    def public(self) -> "SeatQuerySet":
        return self.filter(Organisation.seen_by_anyone("organisation"))

    def visible_to(self, user: Any) -> "SeatQuerySet":
        shown = Organisation.objects.visible_to(user).values("pk")
        return self.filter(organisation__in=shown)

    def hidden(self) -> "SeatQuerySet":
        return self.filter(hidden_at("organisation"))

    def current(self) -> "SeatQuerySet":
        return self.filter(Q(until=None) | Q(until__gte=localdate()))


class NetworkSeat(models.Model):
    """An organisation in a network of partners, from when to when."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    network = models.ForeignKey(PartnerNetwork, models.CASCADE, related_name="seats", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partner_seats",
                                     verbose_name=_("organisation"))  # fmt: skip
    role = models.CharField(_("rôle"), max_length=120, blank=True)
    since = models.DateField(_("depuis le"), null=True, blank=True)
    until = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("place dans un réseau de partenaires")
        verbose_name_plural = _("places dans un réseau de partenaires")
        ordering = ["organisation__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "organisation"], name="network_seat_once"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="network_seat_days"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    def visible_to(self, user: Any) -> "PlanActionQuerySet":
        return self.filter(network__in=PartnerNetwork.objects.visible_to(user).values("pk"))


class PlanAction(models.Model):
    """Something that a network of partners planned together."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    network = models.ForeignKey(PartnerNetwork, models.CASCADE, related_name="actions")
    rank = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("action"), max_length=300)
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=8, choices=ActionState.choices, default=ActionState.PLANNED)
    done_on = models.DateField(_("faite le"), null=True, blank=True)
    lead = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+",
                             verbose_name=_("menée par"))  # fmt: skip
    note = models.CharField(_("constat"), max_length=500, blank=True)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action d’un plan partagé")
        verbose_name_plural = _("actions d’un plan partagé")
        ordering = ["rank", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="plan_action_has_words"),
            models.CheckConstraint(condition=Q(done_on=None) | Q(state="done"), name="plan_action_done"),
        ]

    def __str__(self) -> str:
        return self.title[:80]

    def get_absolute_url(self) -> str:
        return self.network.get_absolute_url()

    @property
    def is_late(self) -> bool:
        return self.state in ("planned", "running") and self.due_on is not None and self.due_on < localdate()
