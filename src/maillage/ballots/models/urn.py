"""Who used which right, and what was voted: together when the vote is nominal, without any tie when it is confidential.

See ADR 21: no time, no order and no key is shared between a use and a ballot of a confidential vote.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.ballots.enums_votes import UseRoute
from maillage.ballots.models.question import Question
from maillage.ballots.models.roll import DEMOCRACY, Right
from maillage.core.personal import ALL, Purpose
from maillage.organisations.models import Person


class RightUseQuerySet(models.QuerySet["RightUse"]):
    def visible_to(self, user: Any) -> "RightUseQuerySet":
        """The roll of those who voted: for whoever sees the right."""
        return self.filter(right__in=Right.objects.visible_to(user).order_by().values("pk"))


class RightUse(models.Model):
    """A right was used for a question: at most once, by one route; the database refuses a second. Neither when nor in
    which order."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="uses", db_index=False)
    right = models.ForeignKey(Right, on_delete=models.PROTECT, related_name="uses")
    route = models.CharField(_("voie"), max_length=6, choices=UseRoute.choices)

    objects = RightUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("droit exercé")
        verbose_name_plural = _("droits exercés")
        constraints = [models.UniqueConstraint(fields=["question", "right"], name="right_used_once")]

    def __str__(self) -> str:
        return f"{self.right} · {self.get_route_display()}"


class NominalVoteQuerySet(models.QuerySet["NominalVote"]):
    def visible_to(self, user: Any) -> "NominalVoteQuerySet":
        """One's own at any time; all of them by members of the roll once the result is declared."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        shown = Question.objects.visible_to(user).filter(state="declared").order_by().values("pk")
        mine = Right.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(use__question__in=shown) | Q(use__right__in=mine))


class NominalVote(models.Model):
    """What was voted by name; the same person may change it until the vote closes."""

    PERSONAL = {"choice": DEMOCRACY, "by": DEMOCRACY, "at": DEMOCRACY}
    NOT_PERSONAL = ("use",)

    use = models.OneToOneField(RightUse, on_delete=models.CASCADE, primary_key=True, related_name="vote")
    choice = models.JSONField(_("choix"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(_("le"), default=now)

    objects = NominalVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote nominal")
        verbose_name_plural = _("votes nominaux")

    def __str__(self) -> str:
        return f"{self.use.right} : {self.choice}"


class Urn(models.Model):
    """The sealed ballots of one class (college and weight) of a confidential vote: one value, written anew whole at each
    ballot, where boxes of one length stand in no order but that of their bytes, under the install's key."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="urns", db_index=False)
    college = models.CharField(max_length=60, blank=True)
    weight = models.PositiveIntegerField(default=1)
    boxes = models.BinaryField(default=bytes)

    class Meta:
        verbose_name = _("urne scellée")
        verbose_name_plural = _("urnes scellées")
        constraints = [models.UniqueConstraint(fields=["question", "college", "weight"], name="urn_of_class")]

    def __str__(self) -> str:
        return f"{self.question} · {self.college} · {self.weight}"


class OpenedBallot(models.Model):
    """So many votes for one content, once the urn is opened: equal ballots are one row, rows are shuffled, and nothing ties
    them to the sealed boxes, which are gone."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="ballots", db_index=False)
    position = models.PositiveIntegerField()
    content = models.JSONField(_("bulletin"))
    weight = models.PositiveIntegerField(_("voix"))  # of all the equal ballots
    college = models.CharField(_("collège"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("bulletin ouvert")
        verbose_name_plural = _("bulletins ouverts")
        ordering = ["question", "position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="ballot_position")]

    def __str__(self) -> str:
        return f"{self.content} × {self.weight}"
