"""A meeting of a body: its kind, its days, its place, its state."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies.delays import day_of
from maillage.assemblies.enums import AssemblyKind, AssemblyState, Mode
from maillage.ballots.models import Right, Roll
from maillage.bodies.models import Body, Mandate
from maillage.core.personal import Purpose, Until
from maillage.network import current
from maillage.organisations.facts import person_of
from maillage.organisations.models import Person

MEETING = Purpose(_("Tenir les assemblées et garder la preuve de ce qui s’y est fait."), Until.MEMBERSHIP)
LENGTH = timedelta(hours=3)  # when nobody said when it ends
OF_MEMBERS = ("delegate", "individual_member")


class AssemblyQuerySet(models.QuerySet["Assembly"]):
    def visible_to(self, user: Any) -> "AssemblyQuerySet":
        """Staff by their rights; members see the general assemblies once they are called; who sits in a body sees its
        meetings, who stands on a roll sees the meeting that it serves."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        told = self.exclude(called_at=None)
        person = person_of(user)
        if not person:
            return self.none()
        seats = Mandate.objects.on().filter(person=person)
        mine = Q(body__in=seats.values("body")) | Q(roll__in=Right.objects.carried_by(person).values("roll"))
        if any(user.holds(role) for role in OF_MEMBERS):
            mine |= Q(kind__in=[kind for kind in AssemblyKind if kind.is_general])
        return told.filter(mine)

    def public(self) -> "AssemblyQuerySet":
        """What the public page shows: called, and said to be public."""
        return self.filter(public=True).exclude(called_at=None)

    def coming(self, at: datetime | None = None) -> "AssemblyQuerySet":
        states = [state for state in AssemblyState if not state.is_over]
        return self.filter(state__in=states, starts_at__gte=(at or now()) - timedelta(hours=12))


class Assembly(models.Model):
    """An assembly or a meeting of a body, from the day it is fixed to the day it is over."""

    PERSONAL = {"chair": MEETING, "secretary": MEETING}
    NOT_PERSONAL = (
        "id", "body", "kind", "title", "starts_at", "ends_at", "mode", "place", "address", "remote_url", "languages",
        "childcare", "interpretation", "access_notes", "state", "roll", "second_of", "supporters_invited",
        "supporters_speak", "rights_on", "rights_source", "called_at", "opened_at", "closed_at", "cancelled_at",
        "cancel_reason", "current_item", "public", "quorum", "short_notice", "version", "created_at",
    )  # fmt: skip

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="assemblies", verbose_name=_("instance"))
    kind = models.CharField(_("sorte de réunion"), max_length=13, choices=AssemblyKind.choices)
    title = models.CharField(_("titre"), max_length=200)
    starts_at = models.DateTimeField(_("commence"), null=True, blank=True)
    ends_at = models.DateTimeField(_("finit"), null=True, blank=True)
    mode = models.CharField(_("façon de se réunir"), max_length=7, choices=Mode.choices, default=Mode.ON_SITE)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    address = models.CharField(_("adresse du lieu"), max_length=300, blank=True)
    remote_url = models.URLField(_("lien pour se joindre à distance"), max_length=500, blank=True)
    languages = models.CharField(_("langues de la réunion"), max_length=100, blank=True)
    childcare = models.CharField(_("garde d’enfants"), max_length=300, blank=True)
    interpretation = models.CharField(_("interprétation"), max_length=300, blank=True)
    access_notes = models.TextField(_("accès"), max_length=1000, blank=True)
    state = models.CharField(_("état"), max_length=9, choices=AssemblyState.choices, default=AssemblyState.DRAFT)
    roll = models.OneToOneField(Roll, on_delete=models.PROTECT, null=True, blank=True, related_name="assembly",
                                verbose_name=_("liste électorale"))  # fmt: skip
    second_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="seconds",
                                  verbose_name=_("seconde réunion de"))  # fmt: skip
    supporters_invited = models.BooleanField(_("les membres de soutien sont invités"), default=False)
    supporters_speak = models.BooleanField(_("les membres de soutien peuvent parler"), default=False)
    chair = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
                              verbose_name=_("présidence de séance"))  # fmt: skip
    secretary = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
                                  verbose_name=_("secrétariat de séance"))  # fmt: skip
    rights_on = models.DateField(_("droits de vote constatés le"), null=True, blank=True)
    rights_source = models.CharField(_("d’où vient ce jour"), max_length=300, blank=True)
    called_at = models.DateTimeField(_("convoquée le"), null=True, blank=True)
    opened_at = models.DateTimeField(_("ouverte à"), null=True, blank=True)
    closed_at = models.DateTimeField(_("levée à"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    cancel_reason = models.CharField(_("motif de l’annulation"), max_length=500, blank=True)
    current_item = models.ForeignKey("assemblies.AgendaItem", on_delete=models.SET_NULL, null=True, blank=True,
                                     related_name="+", verbose_name=_("point en cours"))  # fmt: skip
    public = models.BooleanField(_("annoncée sur le site public"), default=False)
    quorum = models.JSONField(_("quorum constaté"), default=dict, blank=True)
    short_notice = models.CharField(_("pourquoi le délai est plus court"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("écrite le"), default=now)

    objects = AssemblyQuerySet.as_manager()

    class Meta:
        verbose_name = _("assemblée")
        verbose_name_plural = _("assemblées")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["state", "starts_at"], name="assembly_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AssemblyState.values), name="assembly_known_state"),
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="assembly_hours"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(starts_at__isnull=False), name="assembly_dated"
            ),
            models.CheckConstraint(condition=~Q(state="called") | Q(called_at__isnull=False), name="assembly_called"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | (Q(cancelled_at__isnull=False) & ~Q(cancel_reason="")),
                name="assembly_cancelled_why",
            ),
            models.CheckConstraint(condition=~Q(state="closed") | Q(closed_at__isnull=False), name="assembly_closed"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assemblies:assembly", args=[self.pk])

    @property
    def member_url(self) -> str:
        return reverse("assemblies:own", args=[self.pk])

    @property
    def is_general(self) -> bool:
        return AssemblyKind(self.kind).is_general

    @property
    def is_over(self) -> bool:
        return AssemblyState(self.state).is_over

    @property
    def has_passed(self) -> bool:
        """Over, or its hour is behind us; a session that lasts into the night has not passed."""
        return self.is_over or bool(self.ends and self.ends < now() and not self.is_running)

    @property
    def has_begun(self) -> bool:
        """Open, or its hour has come."""
        return self.is_running or bool(self.starts_at and self.starts_at <= now())

    @property
    def is_running(self) -> bool:
        return self.state in (AssemblyState.OPEN, AssemblyState.SUSPENDED)

    @property
    def tone(self) -> str:
        return AssemblyState(self.state).tone

    @property
    def ends(self) -> datetime | None:
        """When it ends, or is thought to."""
        return self.ends_at or (self.starts_at + LENGTH if self.starts_at else None)

    @property
    def day(self) -> date | None:
        """The day of the meeting, where the network lives."""
        return day_of(self.starts_at, current.zone()) if self.starts_at else None
