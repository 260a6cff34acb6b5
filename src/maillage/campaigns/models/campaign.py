"""A campaign: what it asks, from when to when, with whom."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.campaigns.enums import CampaignState
from maillage.core.personal import Purpose


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: Any) -> "CampaignQuerySet":
        if user.is_authenticated and user.can(Permission.CAMPAIGNS_VIEW):
            return self
        return self.public()

    def public(self) -> "CampaignQuerySet":
        """Those that anyone may see: open, or closed after they were open."""
        return self.exclude(state=CampaignState.DRAFT)


class Campaign(models.Model):
    """A campaign of the network, or one that it joins."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "title", "summary", "text", "language", "theme", "movement", "state", "starts_on", "ends_on",
                    "led_by_us", "version", "created_at", "updated_at")  # fmt: skip

    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    text = models.TextField(_("texte"), max_length=20_000, blank=True)
    language = models.CharField(_("langue du texte"), max_length=5, default="fr")
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    movement = models.CharField(_("mouvement"), max_length=48, blank=True)  # code of the profile
    state = models.CharField(_("état"), max_length=10, choices=CampaignState.choices, default=CampaignState.DRAFT)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"), null=True, blank=True)
    led_by_us = models.BooleanField(_("menée par le réseau"), default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campagne")
        verbose_name_plural = _("campagnes")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="campaign_has_a_title"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="campaign_days"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:detail", args=[self.pk])
