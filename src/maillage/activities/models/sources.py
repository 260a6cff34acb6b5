"""Others' agendas, read by the network: their events become proposals or announcements, never doubles."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.personal import ALL, Purpose
from maillage.organisations.models import Organisation


class CalendarSourceQuerySet(models.QuerySet["CalendarSource"]):
    def visible_to(self, user: Any) -> "CalendarSourceQuerySet":
        return self if user.is_authenticated and user.can(Permission.ACTIVITIES_VIEW) else self.none()


class CalendarSource(models.Model):
    """An iCalendar address (or a file sent once) whose events come in; each event is known by its UID."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    name = models.CharField(_("nom"), max_length=120)
    url = models.URLField(_("adresse du calendrier"), max_length=500, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True,
                                     related_name="calendar_sources", verbose_name=_("organisation"))  # fmt: skip
    form = models.CharField(_("forme donnée à ses activités"), max_length=48, blank=True)  # code of the profile
    announce = models.BooleanField(_("annoncer sans relecture"), default=False)
    is_active = models.BooleanField(_("lue chaque nuit"), default=True)
    read_at = models.DateTimeField(_("lue le"), null=True, blank=True)
    outcome = models.JSONField(_("dernier compte"), default=dict, blank=True)
    # What was last read of each event, as fingerprints: what changed there is told from what was changed here.
    seen = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = CalendarSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda suivi")
        verbose_name_plural = _("agendas suivis")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~models.Q(url=""), name="calendar_source_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("activities:source", args=[self.pk])
