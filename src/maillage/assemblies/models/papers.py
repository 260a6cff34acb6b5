"""Papers of an assembly: each is a document of the room files, whose versions stay."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.assemblies.models.agenda import AgendaItem
from maillage.assemblies.models.assembly import Assembly
from maillage.core.personal import ALL, Purpose
from maillage.files.models import Document, DocumentVersion


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: Any) -> "PaperQuerySet":
        return self.current().filter(assembly__in=Assembly.objects.visible_to(user).values("pk"))

    def current(self) -> "PaperQuerySet":
        return self.filter(removed_at=None, document__removed_at=None)


class Paper(models.Model):
    """A paper joined to an assembly, or to one item: who sees the assembly opens it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="papers",
                             verbose_name=_("point de l’ordre du jour"))  # fmt: skip
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(_("titre"), max_length=200)
    position = models.PositiveSmallIntegerField(default=1)
    added_at = models.DateTimeField(_("joint le"), default=now)
    removed_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("document d’assemblée")
        verbose_name_plural = _("documents d’assemblée")
        ordering = ["assembly", "position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assemblies:paper", args=[self.pk])

    @property
    def latest(self) -> DocumentVersion | None:
        return self.document.latest

    @property
    def versions(self) -> list[DocumentVersion]:
        return sorted(self.document.versions.all(), key=lambda one: -one.number)
