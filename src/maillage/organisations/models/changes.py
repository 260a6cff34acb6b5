"""Changes that wait, can be looked at, and undone: proposals of members, imports, merges."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.core.personal import ALL, Purpose, Until
from maillage.organisations.enums import EditState, ImportState, Outcome
from maillage.organisations.models.organisation import Organisation

AUTHOR = Purpose(_("Savoir qui a proposé ou décidé un changement."), Until.ACCOUNT)


class ProposedEditQuerySet(models.QuerySet["ProposedEdit"]):
    def visible_to(self, user: Any) -> "ProposedEditQuerySet":
        if user.can(Permission.ORGANISATIONS_VIEW):
            return self.filter(organisation__in=Organisation.objects.visible_to(user).values("pk"))
        return self.filter(organisation__in=Organisation.objects.own_ids(user))

    def pending(self) -> "ProposedEditQuerySet":
        return self.filter(state=EditState.PENDING)


class ProposedEdit(models.Model):
    """What a member's delegate wrote on their page: shown to the network as a difference, public once accepted."""

    PERSONAL = {"proposed_by": AUTHOR, "decided_by": AUTHOR, "data": AUTHOR}
    NOT_PERSONAL = ("id", "organisation", "base_version", "version", "state", "reason", "proposed_at", "decided_at")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="proposed_edits")
    data = models.JSONField(_("texte proposé"))  # {field: [before, after]}
    base_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(_("état"), max_length=10, choices=EditState.choices, default=EditState.PENDING)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("proposé le"), default=now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("décidé le"), null=True)

    objects = ProposedEditQuerySet.as_manager()

    class Meta:
        verbose_name = _("modification proposée")
        verbose_name_plural = _("modifications proposées")
        ordering = ["-proposed_at"]
        indexes = [models.Index(fields=["state", "-proposed_at"], name="edit_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(state="pending"), name="one_pending_edit"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("organisations:edit_review", args=[self.pk])


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: Any) -> "ImportQuerySet":
        return self if user.can(Permission.ORGANISATIONS_IMPORT) else self.none()


class Import(models.Model):
    """A file that was brought in: its mapping, its counts, the way back."""

    PERSONAL = {"by": AUTHOR}
    NOT_PERSONAL = ("id", "kind", "filename", "path", "sha256", "state", "mapping", "options", "counts", "problems",
                    "progress", "version", "created_at", "finished_at", "undone_at")  # fmt: skip

    kind = models.CharField(_("ce qui est importé"), max_length=20, default="organisations")
    filename = models.CharField(_("fichier"), max_length=200)
    path = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(_("état"), max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    mapping = models.JSONField(_("colonnes"), default=dict)
    options = models.JSONField(_("choix"), default=dict)
    counts = models.JSONField(pgettext_lazy("import", "comptes"), default=dict)
    problems = models.JSONField(_("refus d’ensemble"), default=list)
    progress = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("reçu le"), default=now)
    finished_at = models.DateTimeField(_("écrit le"), null=True)
    undone_at = models.DateTimeField(pgettext_lazy("import", "annulé le"), null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("organisations:import", args=[self.pk])


class ImportRow(models.Model):
    """A row of an import: what was read, what became of it, what stood before (for the way back)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)  # see below
    number = models.PositiveIntegerField(_("ligne"))
    values = models.JSONField(_("valeurs"), default=dict)
    problems = models.JSONField(_("remarques"), default=list)
    outcome = models.CharField(_("sort"), max_length=10, choices=Outcome.choices)
    organisation_id = models.BigIntegerField(null=True)  # no foreign key: the row outlives what it made
    before = models.JSONField(null=True)
    after_version = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("ligne d’import")
        verbose_name_plural = _("lignes d’import")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_outcome")]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"


class MergeQuerySet(models.QuerySet["Merge"]):
    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at=None)


class Merge(models.Model):
    """Two records that were one thing: what was moved, so that it can be undone."""

    PERSONAL = {"by": AUTHOR, "snapshot": AUTHOR}
    NOT_PERSONAL = ("id", "kept", "absorbed", "merged_at", "undone_at")

    kept = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    snapshot = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    merged_at = models.DateTimeField(_("fusionné le"), default=now)
    undone_at = models.DateTimeField(_("défait le"), null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("fusion")
        verbose_name_plural = _("fusions")
        ordering = ["-merged_at"]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"

    def get_absolute_url(self) -> str:
        return self.kept.get_absolute_url()


class NotDuplicate(models.Model):
    """Two records that look alike and that someone said are different."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    low = models.BigIntegerField()
    high = models.BigIntegerField()
    said_at = models.DateTimeField(_("dit le"), default=now)

    class Meta:
        verbose_name = _("faux doublon")
        verbose_name_plural = _("faux doublons")
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="not_duplicate_once")]

    def __str__(self) -> str:
        return f"{self.low} ≠ {self.high}"
