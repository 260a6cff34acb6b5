"""Who publishes, and what was published: frozen snapshots, numbered, never changed after."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose, Until

PUBLISHER = Purpose(_("Savoir qui a publié les données du réseau."), Until.ACCOUNT)


class ForPublishers(models.QuerySet[Any]):
    """Rows that those who publish read."""

    def visible_to(self, user: Any) -> "ForPublishers":
        return self if user.is_authenticated and user.can(Permission.IATI_PUBLISH) else self.none()


class Publisher(models.Model):
    """The network as IATI knows it: one row."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ref = models.CharField(_("identifiant IATI du réseau"), max_length=200)
    type = models.CharField(_("genre d’organisation"), max_length=20, default="22")
    names = models.JSONField(_("nom"), default=list)  # narratives
    language = models.CharField(_("langue des textes"), max_length=5, default="fr")
    currency = models.CharField(_("monnaie habituelle"), max_length=3, default="EUR")
    old_refs = models.JSONField(_("anciens identifiants"), default=list, blank=True)  # other-identifier B1
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("identité IATI du réseau")
        verbose_name_plural = _("identité IATI du réseau")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="iati_one_publisher"),
            models.CheckConstraint(condition=~Q(ref=""), name="iati_publisher_identified"),
        ]

    def __str__(self) -> str:
        return said(self.names, get_language() or "fr") or self.ref

    def get_absolute_url(self) -> str:
        return reverse("iati:home")


class Snapshot(models.Model):
    """What was published one day: the files stand in the data folder; what is withheld since is not told any more."""

    PERSONAL = {"published_by": PUBLISHER}
    NOT_PERSONAL = ("id", "number", "published_at", "folder", "digest", "activities", "added", "changed", "removed",
                    "index", "counts", "note")  # fmt: skip

    number = models.PositiveIntegerField(_("numéro"), unique=True)
    published_at = models.DateTimeField(_("publié le"), default=now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
                                     verbose_name=_("publié par"))  # fmt: skip
    folder = models.CharField(max_length=60)  # under the data folder's files
    digest = models.CharField(max_length=64)  # SHA-256 of the file of activities
    activities = models.PositiveIntegerField(_("activités"), default=0)
    added = models.PositiveIntegerField(_("nouvelles"), default=0)
    changed = models.PositiveIntegerField(_("changées"), default=0)
    removed = models.PositiveIntegerField(_("enlevées"), default=0)
    index = models.JSONField(default=dict)  # {identifier: digest of the activity}
    counts = models.JSONField(default=dict)  # faults found before, by severity
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = ForPublishers.as_manager()

    class Meta:
        verbose_name = _("publication IATI")
        verbose_name_plural = _("publications IATI")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("iati:snapshot", args=[self.pk])

    @classmethod
    def last(cls) -> Any:
        return cls.objects.order_by("-number").first()


class UploadState(models.TextChoices):
    RECEIVED = "received", _("en lecture")
    CHECKED = "checked", _("lu, rien n’est écrit")
    RUNNING = "running", _("en écriture")
    DONE = "done", _("importé")
    FAILED = "failed", _("refusé")


class Upload(models.Model):
    """A file of activities brought in Gestion: read first, written after someone agreed, then forgotten."""

    PERSONAL = {"by": PUBLISHER}
    NOT_PERSONAL = ("id", "filename", "digest", "state", "answer", "created_at", "finished_at")

    filename = models.CharField(_("fichier"), max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField(_("état"), max_length=10, choices=UploadState.choices, default=UploadState.RECEIVED)
    answer = models.JSONField(default=dict, blank=True)  # counts, what is not held, refusals
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
                           verbose_name=_("apporté par"))  # fmt: skip
    created_at = models.DateTimeField(_("reçu le"), default=now)
    finished_at = models.DateTimeField(_("écrit le"), null=True, blank=True)

    objects = ForPublishers.as_manager()

    class Meta:
        verbose_name = _("import IATI")
        verbose_name_plural = _("imports IATI")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("iati:upload", args=[self.pk])
