"""A campaign: what it asks, from when to when, with whom."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.campaigns.enums import CampaignState
from maillage.core.personal import ALL, Purpose
from maillage.organisations.models import Organisation


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
    NOT_PERSONAL = ("id", "title", "summary", "text", "language", "theme", "other_themes", "movement", "state",
                    "starts_on", "ends_on", "led_by_us", "image", "image_alt", "copied_from", "version", "created_at",
                    "updated_at")  # fmt: skip

    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    text = models.TextField(_("texte"), max_length=20_000, blank=True)
    language = models.CharField(_("langue du texte"), max_length=5, default="fr")
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    other_themes = models.JSONField(_("autres thèmes"), default=list, blank=True)  # codes of the profile
    movement = models.CharField(_("mouvement"), max_length=48, blank=True)  # code of the profile
    state = models.CharField(_("état"), max_length=10, choices=CampaignState.choices, default=CampaignState.DRAFT)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"), null=True, blank=True)
    led_by_us = models.BooleanField(_("menée par le réseau"), default=True)
    image = models.CharField(_("image"), max_length=64, blank=True)  # public id of an image of the room files
    image_alt = models.CharField(_("l’image, en mots"), max_length=200, blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies",
                                    verbose_name=_("reprise de"))  # fmt: skip
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

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "campagne"

    @property
    def public_url(self) -> str:
        """Its page, in the reader's language."""
        return reverse("site:campaign", args=[self.pk, self.slug])

    @property
    def themes(self) -> list[str]:
        """Codes of its themes, the first one first."""
        return [code for code in (self.theme, *self.other_themes) if code]


class CampaignTranslation(models.Model):
    """The same campaign told in another language of the network."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="translations", db_index=False)
    language = models.CharField(_("langue"), max_length=5)
    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    text = models.TextField(_("texte"), max_length=20_000, blank=True)

    class Meta:
        verbose_name = _("traduction d’une campagne")
        verbose_name_plural = _("traductions de campagnes")
        constraints = [models.UniqueConstraint(fields=["campaign", "language"], name="campaign_translation_once")]

    def __str__(self) -> str:
        return self.title


class CampaignPartnerQuerySet(models.QuerySet["CampaignPartner"]):
    def public(self) -> "CampaignPartnerQuerySet":
        """Those that anyone may read: a partner that is withheld is not even a name."""
        return self.filter(Q(organisation=None) | Organisation.seen_by_anyone("organisation"))

    def visible_to(self, user: Any) -> "CampaignPartnerQuerySet":
        shown = Organisation.objects.visible_to(user).values("pk")
        return self.filter(Q(organisation=None) | Q(organisation__in=shown))


class CampaignPartner(models.Model):
    """Who leads a campaign with the network: an organisation of the directory, or a name."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+",
                                     verbose_name=_("organisation de l’annuaire"))  # fmt: skip
    name = models.CharField(_("nom (hors annuaire)"), max_length=200, blank=True)
    role = models.CharField(_("à quel titre"), max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = CampaignPartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partenaire d’une campagne")
        verbose_name_plural = _("partenaires d’une campagne")
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(organisation=None) & ~Q(name="") | Q(organisation__isnull=False, name=""),
                                   name="campaign_partner_is_one"),
            models.UniqueConstraint(fields=["campaign", "organisation"], name="campaign_partner_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or str(self.organisation)


class RelayQuerySet(models.QuerySet["Relay"]):
    def public(self) -> "RelayQuerySet":
        return self.filter(Organisation.seen_by_anyone("organisation"))

    def visible_to(self, user: Any) -> "RelayQuerySet":
        return self.filter(organisation__in=Organisation.objects.visible_to(user).values("pk"))


class Relay(models.Model):
    """The organisation to turn to in a region, for one campaign."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="relays")
    region = models.CharField(_("région"), max_length=12)  # code of the profile's territory
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    note = models.CharField(_("ce qu’on y trouve"), max_length=200, blank=True)

    objects = RelayQuerySet.as_manager()

    class Meta:
        verbose_name = _("relais régional")
        verbose_name_plural = _("relais régionaux")
        ordering = ["region", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "region", "organisation"], name="relay_once"),
            models.CheckConstraint(condition=~Q(region=""), name="relay_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.region} : {self.organisation}"


class Demand(models.Model):
    """One thing that the campaign asks, and of whom."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="demands")
    rank = models.PositiveSmallIntegerField(_("ordre"), default=0)
    text = models.CharField(_("ce qui est demandé"), max_length=400)
    to = models.CharField(_("à qui"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("demande d’une campagne")
        verbose_name_plural = _("demandes d’une campagne")
        ordering = ["rank", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="demand_says_something")]

    def __str__(self) -> str:
        return self.text
