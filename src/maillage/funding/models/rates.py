"""Rates by day, with where they come from. What was converted with one keeps its own copy, locked."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import ALL, Purpose
from maillage.funding.enums import Feed


class RateSource(models.Model):
    """A bank, a notice, a contract: who says the rates."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    name = models.CharField(_("source"), max_length=100, unique=True)
    feed = models.CharField(_("arrivée"), max_length=5, choices=Feed.choices, default=Feed.TYPED)
    is_fixed = models.BooleanField(_("parité fixe, bonne pour tout jour qui suit"), default=False)

    class Meta:
        verbose_name = _("source de taux")
        verbose_name_plural = _("sources de taux")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Rate(models.Model):
    """On one day, one unit of `base` is `value` units of `quote`."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    source = models.ForeignKey(RateSource, models.PROTECT, related_name="rates")
    base = models.CharField(_("une unité de"), max_length=3)
    quote = models.CharField(_("vaut, en"), max_length=3)
    on = models.DateField(_("le"))
    value = models.DecimalField(_("taux"), max_digits=24, decimal_places=10)
    noted_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("taux de change")
        verbose_name_plural = _("taux de change")
        ordering = ["-on", "base", "quote"]
        indexes = [
            models.Index(fields=["base", "quote", "-on"], name="rate_pair_day"),
            models.Index(fields=["-on"], name="rate_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="rate_positive"),
            models.CheckConstraint(condition=~Q(base=F("quote")), name="rate_of_two"),
            models.UniqueConstraint(fields=["source", "base", "quote", "on"], name="rate_once"),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.value.normalize():f} {self.quote}"
