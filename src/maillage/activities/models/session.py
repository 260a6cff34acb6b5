"""When and where: the dates of an activity, and the venues that come back."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.activities.enums import Mode
from maillage.activities.models.activity import Activity
from maillage.core.personal import ALL, Purpose
from maillage.organisations.models import Organisation


class VenueQuerySet(models.QuerySet["Venue"]):
    def visible_to(self, user: Any) -> "VenueQuerySet":
        """The team sees all; anyone, what is not private (an address at someone's home is told to those enrolled)."""
        if user.is_authenticated and user.can(Permission.ACTIVITIES_VIEW):
            return self
        return self.filter(is_private=False)


class Venue(models.Model):
    """A place where activities are held, with what makes it possible to come; entered once, chosen again."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    name = models.CharField(_("nom du lieu"), max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True,
                                     related_name="venues", verbose_name=_("chez"))  # fmt: skip
    street = models.CharField(_("adresse"), max_length=300, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=20, blank=True)
    city = models.CharField(_("ville"), max_length=120, blank=True)
    region = models.CharField(_("région ou département"), max_length=12, blank=True)  # code of the territory
    country = models.CharField(_("pays"), max_length=2, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    access = models.JSONField(_("accessibilité"), default=list, blank=True)  # codes of enums.Access
    access_note = models.CharField(_("comment entrer"), max_length=300, blank=True)
    capacity = models.PositiveIntegerField(_("personnes au plus"), null=True, blank=True)
    is_private = models.BooleanField(_("adresse donnée aux seules personnes inscrites"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = _("lieu d’activité")
        verbose_name_plural = _("lieux d’activité")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="venue_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name if self.city and self.city in self.name else ", ".join(filter(None, (self.name, self.city)))

    def get_absolute_url(self) -> str:
        return reverse("activities:venue", args=[self.pk])


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: Any) -> "SessionQuerySet":
        return self.filter(activity__in=Activity.objects.visible_to(user).values("pk"))

    def public(self) -> "SessionQuerySet":
        """The dates of what the calendar shows."""
        return self.filter(Activity.is_told("activity"))

    def standing(self) -> "SessionQuerySet":
        """Neither cancelled alone nor with the whole activity."""
        return self.filter(cancelled_at=None, activity__cancelled_at=None)


class Session(models.Model):
    """One date of an activity, from an instant to another (UTC); shown in the network's own time zone."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sessions")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the iCalendar event
    label = models.CharField(_("intitulé de cette date"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("début"), db_index=True)
    ends_at = models.DateTimeField(_("fin"))
    mode = models.CharField(_("comment"), max_length=6, choices=Mode.choices, default=Mode.ONSITE)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions",
                              verbose_name=_("lieu"))  # fmt: skip
    room = models.CharField(_("salle, repère"), max_length=120, blank=True)
    online_link = models.URLField(_("lien en ligne, donné aux seules personnes inscrites"), max_length=500, blank=True)
    online_note = models.CharField(_("code ou consigne de connexion"), max_length=300, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    cancel_reason = models.CharField(_("motif"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # of the iCalendar event: raised when its time or place changes
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["activity", "starts_at"], name="session_activity_start")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after"),
        ]

    def __str__(self) -> str:
        return self.label or str(self.activity)

    def get_absolute_url(self) -> str:
        return reverse("activities:dates", args=[self.activity_id])

    @property
    def version(self) -> str:
        """What a form was made from: two people who change the same date are told."""
        return self.updated_at.isoformat()
