"""What tellers counted by hand: two sheets by two people, and a third when they differ."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.ballots.enums_votes import SheetKind
from maillage.ballots.models.question import Question
from maillage.core.personal import Purpose, Until

ACCOUNT = Purpose(_("Savoir qui a dépouillé, pour que le compte puisse être vérifié."), Until.MEMBERSHIP)


class TellerSheetQuerySet(models.QuerySet["TellerSheet"]):
    def visible_to(self, user: Any) -> "TellerSheetQuerySet":
        """Staff who see votes: a sheet is told before the result."""
        allowed = user.is_authenticated and user.can(Permission.ASSEMBLIES_VIEW)
        return self if allowed else self.none()


class TellerSheet(models.Model):
    """One teller's count of the hands or of the paper ballots. Two different tellers must say the same."""

    PERSONAL = {"teller": ACCOUNT}
    NOT_PERSONAL = ("id", "question", "kind", "sheet", "content", "entered_at")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="sheets")
    kind = models.CharField(_("dépouillement"), max_length=5, choices=SheetKind.choices)
    sheet = models.PositiveSmallIntegerField(_("feuille"))
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    content = models.JSONField(_("compte"))
    entered_at = models.DateTimeField(default=now)

    objects = TellerSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("feuille de dépouillement")
        verbose_name_plural = _("feuilles de dépouillement")
        ordering = ["question", "kind", "sheet"]
        constraints = [
            models.UniqueConstraint(fields=["question", "kind", "sheet"], name="teller_sheet_once"),
            models.UniqueConstraint(fields=["question", "kind", "teller"], condition=Q(sheet__lte=2),
                                    name="two_different_tellers"),
            models.CheckConstraint(condition=Q(sheet__range=(1, 3)), name="teller_sheet_number"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.question} · {self.get_kind_display()} · {self.sheet}"
