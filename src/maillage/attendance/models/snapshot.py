"""The figures of a year as they were said one day: frozen, named, never altered."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.personal import ALL, Purpose


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, user: Any) -> "SnapshotQuerySet":
        return self if user.is_authenticated and user.can(Permission.FIGURES_VIEW) else self.none()

    def update(self, **values: Any) -> int:
        raise TypeError("a snapshot is never altered")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("a snapshot is never deleted")


class Snapshot(models.Model):
    """A year's figures kept whole, with the definitions and the names of that day. The database refuses to change or
    remove one (0002), and `digest` says so: `maillage check` reads it again. Who froze it is in the journal."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    name = models.CharField(_("nom"), max_length=120, unique=True)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    note = models.CharField(_("à quoi il sert"), max_length=300, blank=True)
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField(_("figé le"), default=now)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("bilan figé")
        verbose_name_plural = _("bilans figés")
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="snapshot_has_a_name"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="snapshot_days"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a snapshot is never altered")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("attendance:snapshot", args=[self.pk])
