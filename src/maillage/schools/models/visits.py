"""What answers a request: visits to a class, each with its hours, who gives it, which groups are there."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.activities.models import Session
from maillage.bookings.models import Bookable
from maillage.core.personal import Purpose, Until
from maillage.schools.enums import Answer
from maillage.schools.models.people import Facilitator
from maillage.schools.models.requests import PupilGroup, SchoolRequest

GIVEN = Purpose(_("Savoir qui a donné chaque animation, et la payer."), Until.ACCOUNTS)


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: Any) -> "VisitQuerySet":
        """Those of the requests that one may see."""
        return self.filter(request__in=SchoolRequest.objects.visible_to(user).values("pk"))

    def standing(self) -> "VisitQuerySet":
        """Of requests that are neither declined nor cancelled."""
        return self.exclude(request__state__in=("declined", "cancelled"))


class Visit(models.Model):
    """One moment in a school; it becomes a date of the activity once the teacher accepts."""

    PERSONAL = {"override_reason": GIVEN, "count_note": GIVEN}
    NOT_PERSONAL = ("id", "request", "starts_at", "ends_at", "kit", "session", "teachers", "counted_at", "reminded_at")

    request = models.ForeignKey(SchoolRequest, models.CASCADE, related_name="visits")
    starts_at = models.DateTimeField(_("de"), db_index=True)
    ends_at = models.DateTimeField(_("à"))
    kit = models.ForeignKey(Bookable, on_delete=models.PROTECT, null=True, blank=True, related_name="visits",
                            verbose_name=_("trousse"))  # fmt: skip
    # Why someone was chosen although a check or another grave thing was missing.
    override_reason = models.CharField(_("motif de passer outre"), max_length=500, blank=True)
    session = models.OneToOneField(
        Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="school_visit"
    )
    teachers = models.PositiveSmallIntegerField(_("personnes enseignantes présentes"), null=True, blank=True)
    count_note = models.CharField(_("remarques"), max_length=500, blank=True)
    counted_at = models.DateTimeField(_("comptée le"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visite en classe")
        verbose_name_plural = _("visites en classe")
        ordering = ["starts_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="visit_times")]

    def __str__(self) -> str:
        return f"{self.request}"

    def get_absolute_url(self) -> str:
        return self.request.get_absolute_url()

    @property
    def source(self) -> str:
        """What its reservations say they are for."""
        return f"schools.visit:{self.pk}"


class VisitGroup(models.Model):
    """A group at a visit, and how many pupils of it were there."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "visit", "group", "present")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="groups", db_index=False)
    group = models.ForeignKey(PupilGroup, models.CASCADE, related_name="visits")
    present = models.PositiveSmallIntegerField(_("élèves présents"), null=True, blank=True)

    class Meta:
        verbose_name = _("groupe à une visite")
        verbose_name_plural = _("groupes aux visites")
        ordering = ["group"]
        constraints = [models.UniqueConstraint(fields=["visit", "group"], name="visit_group_once")]

    def __str__(self) -> str:
        return str(self.group)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        return self.filter(facilitator__in=Facilitator.objects.visible_to(user).values("pk"))


class Assignment(models.Model):
    """Who gives a visit, what they answered, how far they went. Rates are kept as they were: a change is not retroactive."""

    PERSONAL = {"facilitator": GIVEN, "answer": GIVEN, "word": GIVEN, "km": GIVEN, "fee": GIVEN, "per_100_km": GIVEN}
    NOT_PERSONAL = ("id", "visit", "currency", "answered_at", "created_at")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="assignments", db_index=False)
    facilitator = models.ForeignKey(Facilitator, on_delete=models.PROTECT, related_name="assignments")
    answer = models.CharField(_("réponse"), max_length=8, choices=Answer.choices, default=Answer.WAITING)
    word = models.CharField(_("mot"), max_length=300, blank=True)
    km = models.PositiveIntegerField(_("kilomètres parcourus"), null=True, blank=True)
    fee = models.BigIntegerField(_("cachet"), default=0)
    per_100_km = models.BigIntegerField(_("indemnité pour cent kilomètres"), default=0)
    currency = models.CharField(_("monnaie"), max_length=3)
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("animation confiée")
        verbose_name_plural = _("animations confiées")
        ordering = ["visit__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "facilitator"], name="assignment_once"),
            models.CheckConstraint(condition=Q(km=None) | Q(km__lte=5000), name="assignment_km"),
        ]

    def __str__(self) -> str:
        return str(self.facilitator)

    def get_absolute_url(self) -> str:
        return self.visit.request.get_absolute_url()
