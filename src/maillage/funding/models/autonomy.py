"""How a partner lives: its resources year by year, and the supports it receives, with the day they end (OCC-4)."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.money import Money
from maillage.core.personal import ALL, Purpose
from maillage.organisations.models import Organisation


class OfPartner(models.QuerySet[Any]):
    """Rows on a partner: those who follow money, for whom they may see; the partner itself, its own."""

    def visible_to(self, user: Any) -> Any:
        shown = Organisation.objects.visible_to(user).values("pk")
        if user.is_authenticated and user.can(Permission.FUNDING_VIEW):
            return self.filter(organisation__in=shown).filter(Q(supporter=None) | Q(supporter__in=shown))
        own = Organisation.objects.own_ids(user) if user.is_authenticated else []
        return self.filter(organisation__in=own) if own else self.none()


class YearResource(models.Model):
    """What a partner lived on in one year: its own resources, or those of one supporter."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="year_resources")
    year = models.PositiveSmallIntegerField(_("année"))
    own = models.BooleanField(_("ressource propre"), default=False)
    what = models.CharField(_("laquelle"), max_length=200)  # dues, sales… or the supporter's name
    supporter = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+",
                                  verbose_name=_("soutien"))  # fmt: skip
    amount = models.BigIntegerField(_("montant"))
    currency = models.CharField(_("monnaie"), max_length=3)

    objects = OfPartner.as_manager()

    class Meta:
        verbose_name = _("ressource d’une année")
        verbose_name_plural = _("ressources d’une année")
        ordering = ["year", "-own", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="year_resource_positive"),
            models.CheckConstraint(condition=Q(own=False) | Q(supporter=None), name="year_resource_own"),
            models.CheckConstraint(condition=Q(supporter=None) | ~Q(supporter=F("organisation")),
                                   name="year_resource_of_another"),
            models.UniqueConstraint(fields=["organisation", "year", "own", "what"], name="year_resource_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("funding:autonomy", args=[self.organisation_id])

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class Support(models.Model):
    """A support that a partner receives, from when to when; without an end date, it is flagged."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="supports")
    supporter = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+",
                                  verbose_name=_("soutien"))  # fmt: skip
    name = models.CharField(_("qui soutient"), max_length=200)
    what = models.CharField(_("ce qui est soutenu"), max_length=300, blank=True)
    since = models.DateField(_("depuis"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    way_out = models.TextField(_("comment le partenaire s’en passera"), max_length=1_000, blank=True)

    objects = OfPartner.as_manager()

    class Meta:
        verbose_name = _("soutien à un partenaire")
        verbose_name_plural = _("soutiens à un partenaire")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="support_days"),
            models.CheckConstraint(condition=~Q(name=""), name="support_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("funding:autonomy", args=[self.organisation_id])
