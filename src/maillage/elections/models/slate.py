"""A list of candidates: in an election of lists, one votes for it, and its seats go down its order."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.bodies.models import SeatGroup
from maillage.core.personal import ALL, Purpose
from maillage.elections.models.election import Election


class SlateQuerySet(models.QuerySet["Slate"]):
    def visible_to(self, user: Any) -> "SlateQuerySet":
        """The team; others read lists with their candidates."""
        return self if user.is_authenticated and user.can(Permission.ASSEMBLIES_VIEW) else self.none()

    def standing(self) -> "SlateQuerySet":
        """Those that still hold a candidate found receivable, in order of title."""
        return self.filter(candidates__state="accepted").distinct().order_by("group__order", "title")


class Slate(models.Model):
    """A list for the seats of one group, under the name that its candidates gave it. Their places are theirs."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="slates", verbose_name=_("élection"))
    group = models.ForeignKey(SeatGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                              verbose_name=_("groupe de sièges"))  # fmt: skip
    title = models.CharField(_("nom de la liste"), max_length=120)
    created_at = models.DateTimeField(default=now)

    objects = SlateQuerySet.as_manager()

    class Meta:
        verbose_name = _("liste de candidatures")
        verbose_name_plural = _("listes de candidatures")
        ordering = ["election", "title"]
        constraints = [
            models.UniqueConstraint(fields=["election", "group", "title"], name="slate_once"),
            models.CheckConstraint(condition=~Q(title=""), name="slate_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("elections:detail", args=[self.election_id])

    @property
    def source(self) -> str:
        """How votes name this list."""
        return f"slate:{self.pk}"

    def in_order(self) -> Any:
        """Its candidates found receivable, the head first."""
        return self.candidates.standing().select_related("person", "organisation", "group", "photo").order_by("place")
