"""What a tour has of its own: guests, the stops and who hosts them, what it costs."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.activities.enums import CostKind, Travel
from maillage.activities.models.activity import Activity
from maillage.activities.models.session import Session
from maillage.core.personal import Purpose, Until
from maillage.organisations.models import Organisation, Person

GUEST = Purpose(_("Accueillir les personnes invitées d’une tournée et les présenter."), Until.ERASURE)
HOST = Purpose(_("Joindre qui accueille une étape."), Until.ERASURE)


class Guest(models.Model):
    """Someone who travels with the tour, from a partner or not; a withheld one is not named outside the team."""

    PERSONAL = {"person": GUEST, "name": GUEST, "biography": GUEST, "practical": GUEST}
    NOT_PERSONAL = ("id", "activity", "organisation", "country", "languages", "is_named", "arrives_on", "leaves_on")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
                               verbose_name=_("personne de l’annuaire"))  # fmt: skip
    name = models.CharField(_("nom"), max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                                     verbose_name=_("organisation"))  # fmt: skip
    country = models.CharField(_("pays"), max_length=2, blank=True)
    languages = models.CharField(_("langues parlées"), max_length=120, blank=True)
    biography = models.TextField(_("présentation"), max_length=3000, blank=True)
    is_named = models.BooleanField(_("nommée sur le site"), default=False)
    practical = models.CharField(_("besoins pratiques (équipe seule)"), max_length=500, blank=True)
    arrives_on = models.DateField(_("arrive le"), null=True, blank=True)
    leaves_on = models.DateField(_("repart le"), null=True, blank=True)

    class Meta:
        verbose_name = _("personne invitée")
        verbose_name_plural = _("personnes invitées")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="guest_is_someone"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("activities:tour", args=[self.activity_id])


class Stop(models.Model):
    """What a date of a tour has besides: who hosts, how one comes from the stop before, where one sleeps."""

    PERSONAL = {"contact": HOST, "lodging": HOST}
    NOT_PERSONAL = ("id", "session", "host", "host_name", "travel", "distance_km", "travel_note", "note")

    session = models.OneToOneField(Session, models.CASCADE, related_name="stop")
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_stops",
                             verbose_name=_("accueillie par"))  # fmt: skip
    host_name = models.CharField(_("accueillie par (hors annuaire)"), max_length=200, blank=True)
    contact = models.CharField(_("qui joindre sur place (équipe seule)"), max_length=300, blank=True)
    lodging = models.CharField(_("hébergement (équipe seule)"), max_length=300, blank=True)
    travel = models.CharField(_("pour venir"), max_length=8, choices=Travel.choices, blank=True)
    distance_km = models.PositiveIntegerField(_("kilomètres"), null=True, blank=True)
    travel_note = models.CharField(_("trajet, horaires"), max_length=300, blank=True)
    note = models.CharField(_("note d’équipe"), max_length=500, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("tournée", "étape")
        verbose_name_plural = _("étapes")

    def __str__(self) -> str:
        return str(self.session)


class TourCost(models.Model):
    """What a tour (or any activity) is to cost and did cost, in minor units of a currency."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "activity", "session", "kind", "label", "planned", "actual", "currency")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="costs")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="costs",
                                verbose_name=_("date"))  # fmt: skip
    kind = models.CharField(_("sorte"), max_length=8, choices=CostKind.choices)
    label = models.CharField(_("libellé"), max_length=200, blank=True)
    planned = models.BigIntegerField(_("prévu"), null=True, blank=True)
    actual = models.BigIntegerField(_("dépensé"), null=True, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3)

    class Meta:
        verbose_name = _("coût")
        verbose_name_plural = _("coûts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=(Q(planned=None) | Q(planned__gte=0)) & (Q(actual=None) | Q(actual__gte=0)),
                                   name="tour_cost_not_negative"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())
