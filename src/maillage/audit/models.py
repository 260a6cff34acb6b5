"""The journal's rows. No foreign key to live data: the journal outlives what it tells."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.audit.chain import GENESIS
from maillage.core.personal import ALL, Purpose, Until
from maillage.core.registry import house


class ChainHead(models.Model):
    """One row: the last entry's number and digest. Locked while an entry is added, so the chain never forks."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        verbose_name = "tête de chaîne"
        verbose_name_plural = "têtes de chaîne"

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:8]}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, kind: str, object_id: Any) -> "EntryQuerySet":
        return self.filter(kind=kind, object_id=str(object_id))

    def visible_to(self, user: Any) -> "EntryQuerySet":
        """The whole journal is for those who may read it; anyone reads what they did themselves."""
        if not user.is_authenticated:
            return self.none()
        if user.can("journal.view"):
            return self
        return self.filter(actor_id=user.pk or 0)


class Entry(models.Model):
    """Who did what to what, when, from what to what."""

    _trace = Purpose(
        _("Prouver qui a fait quoi ; les valeurs personnelles s’effacent, la preuve reste."), Until.ERASURE
    )
    PERSONAL = {"actor": _trace, "label": _trace, "changes": _trace, "actor_id": _trace}
    NOT_PERSONAL = ("id", "number", "at", "verb", "kind", "object_id", "salts", "digests", "previous", "digest")

    number = models.BigIntegerField("numéro", unique=True)
    at = models.DateTimeField("quand", default=now, db_index=True)
    actor_id = models.BigIntegerField("auteur (numéro)", null=True, db_index=True)
    actor = models.CharField("auteur", max_length=200)
    verb = models.CharField("verbe", max_length=80, db_index=True)
    kind = models.CharField("objet", max_length=60)
    object_id = models.CharField("numéro de l’objet", max_length=40)
    label = models.CharField("nom de l’objet", max_length=300, blank=True)
    changes = models.JSONField("changements", default=dict)
    salts = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "journal"
        ordering = ["-number"]
        indexes = [models.Index(fields=["kind", "object_id", "-number"], name="audit_object")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.kind} {self.object_id}"

    def get_absolute_url(self) -> str:
        return reverse("audit:entry", args=[self.pk])

    def head(self) -> tuple[Any, ...]:
        at: datetime = self.at
        return (self.number, at.isoformat(), self.actor_id, self.verb, self.kind, self.object_id)

    def sealed(self) -> dict[str, Any]:
        """Everything that a person reads here and that the chain protects, by name."""
        return {**self.changes, "@actor": self.actor, "@label": self.label}

    @property
    def verb_label(self) -> str:
        """« a créé l’organisation », as the room that owns the verb says it."""
        return str(house.verbs.get(self.verb) or self.verb)

    @property
    def kind_label(self) -> str:
        """The model's name, if it still exists."""
        try:
            return str(apps.get_model(self.kind)._meta.verbose_name)
        except (LookupError, ValueError):
            return self.kind
