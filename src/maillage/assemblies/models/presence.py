"""Who is at a meeting, in what capacity, from when to when; and each time the quorum was reached or lost."""

import secrets
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies.models.assembly import Assembly
from maillage.assemblies.session_enums import Alternation, Capacity, How
from maillage.core.personal import ALL, Purpose, Until
from maillage.members.models import Member
from maillage.organisations.models import Person

PROOF = Purpose(
    _(
        "Prouver qui était à une assemblée et si le quorum y était : la feuille de présence se garde avec le procès-verbal."
    ),
    Until.MEMBERSHIP,
)
ROOM_TOKEN = 16  # bytes


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: Any) -> "AttendanceQuerySet":
        """Staff who see assemblies; everyone sees their own presence."""
        if not user.is_authenticated:
            return self.none()
        return self if user.can(Permission.ASSEMBLIES_VIEW) else self.filter(person__user=user)

    def present(self) -> "AttendanceQuerySet":
        """In the room, or connected, now."""
        return self.filter(stays__left_at=None, stays__isnull=False)


class Attendance(models.Model):
    """A person at a meeting: for which organisation, in what capacity. Their comings and goings are its stays."""

    PERSONAL = dict.fromkeys(("person", "name", "organisation", "member", "capacity", "card"), PROOF)
    NOT_PERSONAL = ("id", "assembly", "created_at")

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nom"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=12, choices=Capacity.choices)
    card = models.CharField(_("carton de vote"), max_length=12, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("présence à une assemblée")
        verbose_name_plural = _("présences aux assemblées")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "person"], condition=Q(person__isnull=False),
                                    name="attendance_once"),
            models.UniqueConstraint(fields=["assembly", "card"], condition=~Q(card=""), name="attendance_card"),
            models.CheckConstraint(condition=~Q(name=""), name="attendance_name"),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="attendance_capacity"),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(capacity__in=["voter", "substitute", "proxy_holder"]),
                                   name="attendance_voter_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assemblies:presence", args=[self.assembly_id])


class Stay(models.Model):
    """One coming and its going: what counts for the quorum at any moment."""

    PERSONAL = dict.fromkeys(("came_at", "left_at", "how"), PROOF)
    NOT_PERSONAL = ("id", "attendance")

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="stays")
    came_at = models.DateTimeField(_("arrivée"), default=now)
    left_at = models.DateTimeField(_("départ"), null=True, blank=True)
    how = models.CharField(_("comment"), max_length=6, choices=How.choices, default=How.DESK)

    class Meta:
        verbose_name = _("temps de présence")
        verbose_name_plural = _("temps de présence")
        ordering = ["came_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attendance"], condition=Q(left_at=None), name="stay_one_open"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(left_at__gte=F("came_at")), name="stay_order"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="stay_how"),
        ]

    def __str__(self) -> str:
        return str(self.attendance)

    def get_absolute_url(self) -> str:
        return self.attendance.get_absolute_url()


class QuorumChange(models.Model):
    """The quorum was reached, or lost, at this moment."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="quorum_changes")
    at = models.DateTimeField(_("quand"), default=now)
    present = models.PositiveIntegerField(_("comptés"))
    needed = models.PositiveIntegerField(_("requis"))
    reached = models.BooleanField(_("atteint"))

    class Meta:
        verbose_name = _("changement du quorum")
        verbose_name_plural = _("changements du quorum")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.present}/{self.needed}"


def room_token() -> str:
    return secrets.token_urlsafe(ROOM_TOKEN)


class Screen(models.Model):
    """The room of one meeting: the address of its screen, which nobody guesses, and how the floor is given there."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    assembly = models.OneToOneField(Assembly, on_delete=models.CASCADE, related_name="screen")
    token = models.CharField(max_length=40, unique=True, default=room_token)
    alternation = models.CharField(_("ordre de parole"), max_length=8, choices=Alternation.choices,
                                   default=Alternation.NONE)  # fmt: skip
    speech_minutes = models.PositiveSmallIntegerField(_("minutes par prise de parole"), default=3)

    class Meta:
        verbose_name = _("écran de salle")
        verbose_name_plural = _("écrans de salle")
        constraints = [
            models.CheckConstraint(condition=Q(speech_minutes__range=(0, 60)), name="screen_minutes"),
            models.CheckConstraint(condition=Q(alternation__in=Alternation.values), name="screen_alternation"),
        ]

    def __str__(self) -> str:
        return str(self.assembly)

    def get_absolute_url(self) -> str:
        return reverse("assemblies:screen", args=[self.token])
