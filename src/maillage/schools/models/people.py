"""Facilitators: what they know, where they go, what they are owed, and until when their background check holds."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.personal import Purpose, Until
from maillage.organisations.models import Person
from maillage.schools.models.schools import Animation

WORK = Purpose(_("Confier des animations à qui sait les faire, et les payer."), Until.ERASURE)
CHECK = Purpose(_("Ne confier des élèves qu’à qui a sa vérification d’antécédents."), Until.ERASURE)
SOON = 60  # days before the end of a check at which it is told


class FacilitatorQuerySet(models.QuerySet["Facilitator"]):
    def visible_to(self, user: Any) -> "FacilitatorQuerySet":
        """The team, as it sees people; a facilitator, themselves."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ACTIVITIES_VIEW):
            return self.filter(person__in=Person.objects.visible_to(user).values("pk"))
        return self.filter(person__user=user)

    def working(self) -> "FacilitatorQuerySet":
        return self.filter(is_active=True, person__erased_at=None, person__merged_into=None)

    def hidden(self) -> "FacilitatorQuerySet":
        return self.filter(person__withheld=True)

    def checks_ending(self, days: int = SOON) -> "FacilitatorQuerySet":
        """Working, and without a check that holds so many days more."""
        until = localdate() + timedelta(days=days)
        return self.working().filter(Q(check_on=None) | Q(check_until__lte=until))


class Facilitator(models.Model):
    """A person who gives animations; amounts in minor units of a currency, mileage for a hundred kilometres."""

    PERSONAL = {"person": WORK, "themes": WORK, "animations": WORK, "languages": WORK, "regions": WORK, "fee": WORK,
                "per_100_km": WORK, "note": WORK, "check_on": CHECK, "check_until": CHECK, "travel_minutes": WORK}  # fmt: skip
    NOT_PERSONAL = ("id", "currency", "is_active", "version", "created_at")

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="facilitator", verbose_name=_("personne")
    )
    themes = models.JSONField(_("thèmes"), default=list, blank=True)  # codes of the profile
    animations = models.ManyToManyField(
        Animation, blank=True, related_name="facilitators", verbose_name=_("animations")
    )
    languages = models.JSONField(_("langues"), default=list, blank=True)
    regions = models.JSONField(_("régions ou départements"), default=list, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(_("minutes de trajet gardées avant et après"), default=45)
    fee = models.BigIntegerField(_("cachet par séance"), default=0)
    per_100_km = models.BigIntegerField(_("indemnité pour cent kilomètres"), default=0)
    currency = models.CharField(_("monnaie"), max_length=3)
    check_on = models.DateField(_("antécédents vérifiés le"), null=True, blank=True)
    check_until = models.DateField(_("vérification valable jusqu’au"), null=True, blank=True)
    is_active = models.BooleanField(_("anime en ce moment"), default=True)
    note = models.CharField(_("note d’équipe"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("animatrice ou animateur")
        verbose_name_plural = _("animatrices et animateurs")
        ordering = ["person__sort_name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fee__gte=0, per_100_km__gte=0), name="facilitator_amounts"),
            models.CheckConstraint(condition=Q(check_until=None) | Q(check_on__isnull=False, check_until__gte=F("check_on")),
                                   name="facilitator_check_dates"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("schools:facilitator", args=[self.pk])

    def check_holds(self, on: date) -> bool:
        """Is the background check there and valid that day?"""
        return (
            self.check_on is not None and self.check_on <= on and (self.check_until is None or on <= self.check_until)
        )
