"""The speakers' list: who asked for the floor, for what, when they had it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies.models.agenda import AgendaItem
from maillage.assemblies.models.assembly import Assembly
from maillage.assemblies.session_enums import SpeechKind, SpeechState
from maillage.core.personal import Purpose, Until
from maillage.organisations.models import Person

FLOOR = Purpose(_("Donner la parole à son tour et dire au procès-verbal qui est intervenu."), Until.MEMBERSHIP)


class SpeechQuerySet(models.QuerySet["Speech"]):
    def visible_to(self, user: Any) -> "SpeechQuerySet":
        """Staff who see assemblies; everyone sees what they asked themselves."""
        if not user.is_authenticated:
            return self.none()
        return self if user.can(Permission.ASSEMBLIES_VIEW) else self.filter(person__user=user)

    def standing(self) -> "SpeechQuerySet":
        return self.filter(state__in=[SpeechState.WAITING, SpeechState.SPEAKING])


class Speech(models.Model):
    """The floor asked for once, on one item: a speech, a question, or a point of order. One speaks at a time."""

    PERSONAL = dict.fromkeys(("person", "name", "group"), FLOOR)
    NOT_PERSONAL = ("id", "assembly", "item", "kind", "state", "asked_at", "started_at", "ended_at", "first_time")

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="speeches")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="speeches")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nom"), max_length=200)
    # The college of the person, or what they declare themselves: what the turn alternates between.
    group = models.CharField(_("pour l’alternance"), max_length=60, blank=True)
    kind = models.CharField(_("pour"), max_length=14, choices=SpeechKind.choices, default=SpeechKind.SPEECH)
    state = models.CharField(_("état"), max_length=9, choices=SpeechState.choices, default=SpeechState.WAITING)
    first_time = models.BooleanField(_("première prise de parole"), default=True)
    asked_at = models.DateTimeField(_("demandée"), default=now)
    started_at = models.DateTimeField(_("commencée"), null=True, blank=True)
    ended_at = models.DateTimeField(_("finie"), null=True, blank=True)

    objects = SpeechQuerySet.as_manager()

    class Meta:
        verbose_name = _("prise de parole")
        verbose_name_plural = _("prises de parole")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assembly"], condition=Q(state="speaking"), name="speech_one_at_a_time"),
            models.UniqueConstraint(fields=["assembly", "person", "kind"], condition=Q(state="waiting", person__isnull=False),
                                    name="speech_asked_once"),
            models.CheckConstraint(condition=~Q(name=""), name="speech_name"),
            models.CheckConstraint(condition=Q(kind__in=SpeechKind.values), name="speech_kind"),
            models.CheckConstraint(condition=Q(state__in=SpeechState.values), name="speech_state"),
            models.CheckConstraint(condition=~Q(state="speaking") | Q(started_at__isnull=False, ended_at=None),
                                   name="speech_begun"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="speech_order"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def seconds(self) -> int:
        """How long they spoke, to the second; 0 before."""
        if self.started_at is None:
            return 0
        return max(int(((self.ended_at or now()) - self.started_at).total_seconds()), 0)
