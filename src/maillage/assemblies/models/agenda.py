"""The agenda: a tree of items, in order, with how long each should take."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from maillage.assemblies.enums import DecisionKind, ItemKind, ItemState
from maillage.assemblies.models.assembly import MEETING, Assembly


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: Any) -> "AgendaItemQuerySet":
        return self.filter(assembly__in=Assembly.objects.visible_to(user).values("pk"))


class AgendaItem(models.Model):
    """An item of the agenda. `position` orders it among the items of its parent, from 1."""

    PERSONAL = {"presenter": MEETING, "requested_by": MEETING}
    NOT_PERSONAL = ("id", "assembly", "parent", "position", "title", "text", "kind", "minutes_planned", "consent",
                    "decision_kind", "state", "started_at", "done_at", "version")  # fmt: skip

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children",
                               verbose_name=_("fait partie de"))  # fmt: skip
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("titre du point"), max_length=200)
    text = models.TextField(_("ce qu’il faut savoir"), max_length=8000, blank=True)
    kind = models.CharField(_("sorte de point"), max_length=11, choices=ItemKind.choices, default=ItemKind.INFORMATION)
    minutes_planned = models.PositiveSmallIntegerField(_("durée prévue (minutes)"), default=0)
    presenter = models.CharField(_("qui présente"), max_length=200, blank=True)
    consent = models.BooleanField(_("dans le lot adopté sans débat"), default=False)
    decision_kind = models.CharField(_("sorte de décision"), max_length=11, choices=DecisionKind.choices,
                                     default=DecisionKind.ORDINARY)  # fmt: skip
    requested_by = models.CharField(_("à la demande de"), max_length=300, blank=True)
    state = models.CharField(_("état"), max_length=9, choices=ItemState.choices, default=ItemState.PLANNED)
    started_at = models.DateTimeField(_("commencé à"), null=True, blank=True)
    done_at = models.DateTimeField(_("fini à"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("point de l’ordre du jour")
        verbose_name_plural = _("points de l’ordre du jour")
        ordering = ["assembly", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("pk")), name="item_not_its_own_part"),
            models.CheckConstraint(condition=~Q(consent=True) | Q(kind="decision"), name="item_consent_decides"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(started_at=None) | Q(done_at__gte=F("started_at")), name="item_hours"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assemblies:item", args=[self.pk])

    @property
    def decides(self) -> bool:
        """Is something put to the vote on it, or is it talked of alone?"""
        return self.kind in (ItemKind.DECISION, ItemKind.ELECTION)

    @property
    def source(self) -> str:
        """How a vote names this item."""
        return f"item:{self.pk}"

    @cached_property
    def code(self) -> str:
        """« 3.2 »: its place in the tree. `agenda.tree` writes it for a whole agenda without asking again."""
        rank = AgendaItem.objects.filter(
            Q(position__lt=self.position) | Q(position=self.position, pk__lt=self.pk),
            assembly=self.assembly_id, parent=self.parent_id,
        ).count() + 1  # fmt: skip
        return f"{self.parent.code}.{rank}" if self.parent else str(rank)
