"""Probable duplicates as they were found: written by the nightly job, read by the page."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import ALL, Purpose


class DuplicateGroup(models.Model):
    """Records that are probably one. All groups are written again each time they are looked for."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    ids = models.JSONField(default=list)
    reasons = models.JSONField(_("raisons"), default=list)
    score = models.FloatField(_("vraisemblance"))
    found_at = models.DateTimeField(_("cherchés le"), default=now)

    class Meta:
        verbose_name = _("doublon probable")
        verbose_name_plural = _("doublons probables")
        ordering = ["-score", "pk"]
        indexes = [models.Index(fields=["-score", "id"], name="duplicate_score")]

    def __str__(self) -> str:
        return ", ".join(map(str, self.ids))
