"""The log: who was met, what was asked, what was answered, what comes next."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.advocacy import levels
from maillage.advocacy.enums import ExchangeKind, Level, Outcome
from maillage.advocacy.models.asks import Ask
from maillage.advocacy.models.commitments import OURS, Commitment
from maillage.advocacy.models.decision_makers import DecisionMaker
from maillage.campaigns.models import Campaign
from maillage.core.personal import Purpose, Until

NOTE_DAYS = 1825
TALK = Purpose(_("Se souvenir de ce qui fut dit, pour la rencontre suivante."), Until.DAYS, days=NOTE_DAYS)


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def visible_to(self, user: Any) -> "ExchangeQuerySet":
        """The team's alone; what is about a withheld institution or person, of those who read what is withheld."""
        if not user.is_authenticated or not user.can(Permission.ADVOCACY_VIEW):
            return self.none()
        if user.can(Permission.WITHHELD_VIEW):
            return self
        return self.exclude(pk__in=Exchange.objects.hidden().values("pk"))

    def hidden(self) -> "ExchangeQuerySet":
        of = Commitment.objects.hidden().values("pk")
        with_whom = Exchange.decision_makers.through.objects.filter(decisionmaker__person__withheld=True)
        return self.filter(Q(commitment__in=of) | Q(pk__in=with_whom.values("exchange")))

    def late(self, on: date | None = None) -> "ExchangeQuerySet":
        return self.filter(next_on__lt=on or localdate())


class Exchange(models.Model):
    """A meeting, a letter, a hearing: private to the team, whatever it leads to."""

    PERSONAL = {"by": OURS, "owner": OURS, "note": TALK, "present": TALK}
    NOT_PERSONAL = ("id", "on", "kind", "subject", "demand", "theme", "level", "campaign", "ask", "commitment",
                    "decision_makers", "outcome", "answer", "answered_on", "next_step", "next_on", "version",
                    "created_at", "updated_at")  # fmt: skip

    on = models.DateField(_("le"))
    kind = models.CharField(_("sorte"), max_length=10, choices=ExchangeKind.choices, default=ExchangeKind.MEETING)
    subject = models.CharField(_("objet"), max_length=200)
    demand = models.TextField(_("ce qui était demandé"), max_length=2000, blank=True)
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    level = models.CharField(_("échelon"), max_length=8, choices=Level.choices, default=Level.LOCAL)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="exchanges", verbose_name=_("campagne")
    )
    ask = models.ForeignKey(
        Ask, on_delete=models.SET_NULL, null=True, blank=True, related_name="exchanges", verbose_name=_("demande")
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="exchanges",
        verbose_name=_("institution suivie"),
    )  # fmt: skip
    decision_makers = models.ManyToManyField(
        DecisionMaker, blank=True, related_name="exchanges", verbose_name=_("avec qui")
    )
    present = models.CharField(_("aussi présentes ou présents"), max_length=300, blank=True)
    outcome = models.CharField(_("réponse"), max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    answer = models.TextField(_("ce qui fut répondu"), max_length=2000, blank=True)
    answered_on = models.DateField(_("répondu le"), null=True, blank=True)
    note = models.TextField(_("note privée"), max_length=5000, blank=True)
    next_step = models.CharField(_("prochain pas"), max_length=300, blank=True)
    next_on = models.DateField(_("pour le"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("par qui"),
    )  # fmt: skip
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("échange")
        verbose_name_plural = _("échanges")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["on"], name="exchange_on")]
        constraints = [models.CheckConstraint(condition=~Q(subject=""), name="exchange_has_a_subject")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("advocacy:exchange", args=[self.pk])

    def get_level_display(self) -> str:
        """In the words of the country."""
        return levels.label(self.level)
