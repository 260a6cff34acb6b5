"""An election of persons to the seats of a body, at an assembly."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.ballots.enums_votes import Method, Secrecy
from maillage.ballots.models import Question
from maillage.bodies.models import Body, SeatGroup
from maillage.core.personal import ALL, Purpose
from maillage.elections.enums import FORMS, METHODS, OF_LISTS, ElectionState, Stagger

OF_MEMBERS = ("delegate", "individual_member")


class ElectionQuerySet(models.QuerySet["Election"]):
    def visible_to(self, user: Any) -> "ElectionQuerySet":
        """Staff by their rights; members those to which one may stand or that were voted; others those of their meetings."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        told = self.exclude(state__in=[ElectionState.PREPARING, ElectionState.CANCELLED])
        mine = Q(assembly__in=Assembly.objects.visible_to(user).values("pk"))
        if any(user.holds(role) for role in OF_MEMBERS):
            mine |= Q(assembly__kind__in=["annual", "extraordinary", "founding"])
        return told.filter(mine | Q(candidacies__person__user=user)).distinct()

    def public(self) -> "ElectionQuerySet":
        """Candidates are public once they are closed, where the assembly is announced to the public."""
        shown = [ElectionState.READY, ElectionState.VOTING, ElectionState.DONE]
        return self.filter(assembly__in=Assembly.objects.public().values("pk"), state__in=shown)

    def open(self) -> "ElectionQuerySet":
        """One may stand today."""
        return self.filter(
            Q(candidatures_until=None) | Q(candidatures_until__gte=localdate()), state=ElectionState.CANDIDATURES
        )


class Election(models.Model):
    """Which seats are filled, how one votes, which rules bind the outcome. The vote itself is a question of `ballots`."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    assembly = models.ForeignKey(
        Assembly, on_delete=models.PROTECT, related_name="elections", verbose_name=_("assemblée")
    )
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="elections",
                             verbose_name=_("point de l’ordre du jour"))  # fmt: skip
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="elections", verbose_name=_("instance à pourvoir")
    )
    title = models.CharField(_("titre"), max_length=200)
    text = models.TextField(_("ce que les candidates et candidats doivent savoir"), max_length=3000, blank=True)
    seats = models.JSONField(_("sièges à pourvoir"), default=dict)  # {college of the group: how many}
    method = models.CharField(_("mode de scrutin"), max_length=20, choices=METHODS, default=Method.PLURALITY)
    secrecy = models.CharField(_("forme du vote"), max_length=12, choices=FORMS, default=Secrecy.CONFIDENTIAL)
    by_group = models.BooleanField(_("un vote séparé pour chaque groupe de sièges"), default=False)
    remote = models.BooleanField(_("vote possible hors de la salle"), default=False)
    paper_too = models.BooleanField(_("bulletins de papier à côté"), default=False)
    parity = models.JSONField(
        _("parité"), default=dict, blank=True
    )  # {"gap": 1} or {"share": "1/2"}, undeclared, short
    go_on = models.PositiveSmallIntegerField(
        _("candidatures gardées au second tour"), null=True, blank=True
    )  # None: two for each seat left
    bar = models.PositiveSmallIntegerField(_("voix qu’il faut à une liste, en pour cent"), default=0)
    stagger = models.CharField(_("mandats échelonnés"), max_length=5, choices=Stagger.choices, blank=True)
    substitutes = models.BooleanField(_("les personnes suivantes deviennent suppléantes"), default=True)
    candidatures_until = models.DateField(_("candidatures jusqu’au"), null=True, blank=True)
    starts_on = models.DateField(_("début des mandats"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=12, choices=ElectionState.choices, default=ElectionState.PREPARING)
    installed_at = models.DateTimeField(_("mandats commencés le"), null=True, blank=True)
    cancel_reason = models.CharField(_("raison de l’annulation"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("élection")
        verbose_name_plural = _("élections")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ElectionState.values), name="election_known_state"),
            models.CheckConstraint(
                condition=Q(installed_at=None) | Q(state="done"), name="election_installed_once_done"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="election_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("elections:detail", args=[self.pk])

    @property
    def source(self) -> str:
        """How votes and mandates name this election."""
        return f"election:{self.pk}"

    @property
    def standing(self) -> ElectionState:
        return ElectionState(self.state)

    @property
    def of_lists(self) -> bool:
        """Does one vote for lists?"""
        return self.method in OF_LISTS

    @property
    def total(self) -> int:
        """Seats in all."""
        return sum(self.seats.values())

    @property
    def is_open(self) -> bool:
        """May one stand today?"""
        past = self.candidatures_until is not None and self.candidatures_until < localdate()
        return self.state == ElectionState.CANDIDATURES and not past

    @cached_property
    def groups(self) -> list[SeatGroup]:
        """The groups of seats that are filled here, in their order."""
        return list(self.body.groups.filter(college__in=self.seats))

    def seats_of(self, group: SeatGroup) -> int:
        return int(self.seats.get(group.college, 0))

    @property
    def begins(self) -> date:
        """The first day of the mandates: said, or the day of the assembly."""
        return self.starts_on or self.assembly.day or localdate()

    @property
    def rights_day(self) -> date:
        """The day on which one must have the right to stand."""
        return self.assembly.rights_on or localdate()

    def questions(self) -> Any:
        """The votes of this election as they were prepared, cancelled ones apart."""
        return Question.objects.filter(source=self.source).exclude(state="cancelled").order_by("pk")
