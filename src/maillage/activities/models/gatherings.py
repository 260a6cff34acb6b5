"""What a dinner and a placement have of their own: tables; people named by member organisations, and their release."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import NomineeState
from maillage.activities.models.activity import Activity
from maillage.activities.models.session import Session
from maillage.core.personal import ALL, Purpose, Until
from maillage.organisations.models import Organisation, Person

NOMINATION = Purpose(_("Choisir et préparer les personnes d’un stage ou d’une mission."), Until.ERASURE)


class DinnerTable(models.Model):
    """A table of a dinner, its seats, who presides over it; people are seated at it by the room of enrolments."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    session = models.ForeignKey(Session, models.CASCADE, related_name="tables", db_index=False)
    label = models.CharField(_("table"), max_length=80)
    seats = models.PositiveSmallIntegerField(_("couverts"))
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                             verbose_name=_("tenue par"))  # fmt: skip

    class Meta:
        verbose_name = _("table d’un repas")
        verbose_name_plural = _("tables d’un repas")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "label"], name="dinner_table_once"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="dinner_table_seats"),
        ]

    def __str__(self) -> str:
        return self.label


class Nominee(models.Model):
    """Someone named by a member organisation for a placement, and the time for which their employer releases them."""

    PERSONAL = {"person": NOMINATION, "name": NOMINATION, "email": NOMINATION, "motivation": NOMINATION,
                "note": NOMINATION}  # fmt: skip
    NOT_PERSONAL = ("id", "activity", "organisation", "state", "release_from", "release_until", "release_days",
                    "release_granted", "decided_at", "created_at")  # fmt: skip

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="nominees")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="nominees",
                                     verbose_name=_("désignée par"))  # fmt: skip
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="nominations",
                               verbose_name=_("personne de l’annuaire"))  # fmt: skip
    name = models.CharField(_("nom"), max_length=200, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    motivation = models.TextField(_("pourquoi cette personne"), max_length=3000, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=NomineeState.choices, default=NomineeState.PROPOSED)
    release_from = models.DateField(_("libérée du"), null=True, blank=True)
    release_until = models.DateField(_("au"), null=True, blank=True)
    release_days = models.PositiveSmallIntegerField(_("jours de libération"), null=True, blank=True)
    release_granted = models.BooleanField(_("libération accordée par l’employeur"), null=True, blank=True)
    note = models.CharField(_("note d’équipe"), max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("personne désignée")
        verbose_name_plural = _("personnes désignées")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="nominee_is_someone"),
            models.UniqueConstraint(fields=["activity", "person"], name="nominee_once"),
            models.CheckConstraint(
                condition=Q(release_from=None) | Q(release_until=None) | Q(release_until__gte=F("release_from")),
                name="nominee_release_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("activities:nominees", args=[self.activity_id])
