"""An amendment: what it does to which paragraphs of which version, who asks for it, where it stands."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.members.models import Member
from maillage.motions.enums import AmendmentKind, AmendmentState, Origin
from maillage.motions.models.motion import PROPOSAL, Motion
from maillage.motions.texts import Change, Kind
from maillage.organisations.models import Person


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def visible_to(self, user: Any) -> "AmendmentQuerySet":
        return self.filter(motion__in=Motion.objects.visible_to(user).values("pk"))

    def pending(self) -> "AmendmentQuerySet":
        return self.filter(state=AmendmentState.SUBMITTED)


class Amendment(models.Model):
    """`first` and `last` are keys of paragraphs (both included); an addition stands after `last` ("0": at the top)."""

    PERSONAL = dict.fromkeys(("created_by", "member", "person", "reason"), PROPOSAL)
    NOT_PERSONAL = ("id", "motion", "number", "kind", "first", "last", "texts", "base", "origin", "state", "refusal",
                    "overtaken_by", "decided_at", "key", "created_at")  # fmt: skip

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField(_("numéro"))
    kind = models.CharField(_("ce qu’il fait"), max_length=7, choices=AmendmentKind.choices)
    first = models.CharField(_("du paragraphe"), max_length=400)
    last = models.CharField(_("au paragraphe"), max_length=400)
    texts = models.JSONField(_("nouveau texte"), default=list, blank=True)
    base = models.PositiveSmallIntegerField(_("écrit sur la version"), default=1)
    reason = models.TextField(_("pourquoi"), max_length=4000, blank=True)
    origin = models.CharField(pgettext_lazy("amendement", "vient de"), max_length=6, choices=Origin.choices,
                              default=Origin.MEMBER)  # fmt: skip
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("état"), max_length=9, choices=AmendmentState.choices, default=AmendmentState.SUBMITTED)
    refusal = models.CharField(_("motif"), max_length=1000, blank=True)
    overtaken_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(pgettext_lazy("amendement", "décidé le"), null=True, blank=True)
    key = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True,
                                   related_name="+")  # fmt: skip
    created_at = models.DateTimeField(pgettext_lazy("amendement", "déposé le"), default=now)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendement")
        verbose_name_plural = _("amendements")
        ordering = ["motion", "number"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "number"], name="amendment_number_once"),
            models.CheckConstraint(condition=Q(state__in=AmendmentState.values), name="amendment_known_state"),
            models.CheckConstraint(condition=Q(kind__in=AmendmentKind.values), name="amendment_known_kind"),
            models.CheckConstraint(condition=Q(origin="board") | Q(member__isnull=False) | Q(person__isnull=False),
                                   name="amendment_is_of_someone"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="amendment_refused_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("amendement %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return f"{reverse('motions:motion', args=[self.motion_id])}#a{self.number}"

    @property
    def member_url(self) -> str:
        return f"{reverse('motions:own', args=[self.motion_id])}#a{self.number}"

    @property
    def source(self) -> str:
        """How a vote names this amendment."""
        return f"amendment:{self.pk}"

    @property
    def friendly(self) -> bool:
        """Taken into the text by those who propose it, without a vote."""
        return self.state == AmendmentState.ACCEPTED

    @property
    def tone(self) -> str:
        return AmendmentState(self.state).tone

    @property
    def change(self) -> Change:
        """What it does, for the arithmetic."""
        return Change(self.pk, Kind(self.kind), self.first, self.last, tuple(self.texts), self.number, self.base)
