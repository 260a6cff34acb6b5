"""Who enrolled, and the places that an enrolment holds or waits for."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.activities.models import Activity, DinnerTable, Session
from maillage.core.personal import Purpose, Until
from maillage.enrolments.enums import EnrolmentState, Origin
from maillage.enrolments.models.opening import PlaceKind

COME = Purpose(_("Vous accueillir à une activité, et vous prévenir si elle change."), Until.DECLARED)
NEEDS = Purpose(_("Préparer garde d’enfants, interprétation, repas et accès pour vous."), Until.DECLARED, special=True)

STANDING = ("pending", "confirmed", "waiting", "offered")  # neither given up nor refused


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, user: Any) -> "EnrolmentQuerySet":
        """Those who hold the desk; anyone signed in, what they enrolled in with their own address."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ENROLMENTS_VIEW):
            return self
        return self.filter(email__iexact=user.email, purged_at=None)

    def holding(self) -> "EnrolmentQuerySet":
        """Those that hold places."""
        return self.filter(state__in=[one for one in EnrolmentState if one.holds])

    def standing(self) -> "EnrolmentQuerySet":
        """Those that hold places or wait for some."""
        return self.filter(state__in=STANDING)

    def waiting(self) -> "EnrolmentQuerySet":
        """The waiting list, in its order."""
        return self.filter(state=EnrolmentState.WAITING).order_by("waiting_since", "pk")


class Enrolment(models.Model):
    """One sending of the form: someone, and the places they take for themselves and those with them. Reached by its
    owner through a signed link; once purged, the figures stay and nobody is named."""

    PERSONAL = {"name": COME, "email": COME, "phone": COME, "organisation_name": COME, "answers": NEEDS, "needs": NEEDS,
                "childcare": NEEDS, "interpretation": NEEDS, "diet": NEEDS, "note": COME, "reason": COME,
                "fingerprint": COME}  # fmt: skip
    NOT_PERSONAL = ("id", "activity", "key", "state", "origin", "language", "postal_area", "first_time",
                    "contribution", "currency", "waiting_since", "offered_until", "created_at", "decided_at",
                    "cancelled_at", "purged_at", "version")  # fmt: skip

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="enrolments")
    key = models.CharField(max_length=40, unique=True)  # of the form: a double click is one enrolment
    # Of who and where: the same person enrols once in an activity, from however many tabs.
    fingerprint = models.CharField(max_length=32, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=EnrolmentState.choices)
    origin = models.CharField(_("venue par"), max_length=8, choices=Origin.choices, default=Origin.ONLINE)
    name = models.CharField(_("nom"), max_length=200, blank=True)
    email = models.EmailField(_("courriel"), blank=True, db_index=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    postal_area = models.CharField(_("région ou début du code postal"), max_length=12, blank=True)
    first_time = models.BooleanField(_("vient pour la première fois"), null=True, blank=True)
    answers = models.JSONField(_("réponses"), default=dict, blank=True)  # {Question.key: value}
    needs = models.CharField(_("besoins pour participer"), max_length=500, blank=True)
    childcare = models.CharField(_("enfants à garder, leurs âges"), max_length=200, blank=True)
    interpretation = models.CharField(_("langue d’interprétation"), max_length=80, blank=True)
    diet = models.CharField(_("régime alimentaire, allergies"), max_length=200, blank=True)
    contribution = models.BigIntegerField(_("contribution annoncée"), null=True, blank=True)  # minor units
    currency = models.CharField(max_length=3, blank=True)
    note = models.CharField(_("note d’équipe"), max_length=500, blank=True)
    waiting_since = models.DateTimeField(_("en attente depuis"), null=True, blank=True)
    offered_until = models.DateTimeField(_("place proposée jusqu’au"), null=True, blank=True)
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("inscrite le"), default=now)
    decided_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["activity", "state"], name="enrolment_activity_state"),
            models.Index(fields=["offered_until"], condition=Q(state="offered"), name="enrolment_offers"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["activity", "fingerprint"], name="enrolment_once",
                                    condition=~Q(fingerprint="") & Q(state__in=STANDING)),
            models.CheckConstraint(condition=~Q(state="waiting") | Q(waiting_since__isnull=False),
                                   name="enrolment_waits_since"),
            models.CheckConstraint(condition=~Q(state="offered") | Q(offered_until__isnull=False),
                                   name="enrolment_offered_until"),
            models.CheckConstraint(condition=Q(contribution=None) | Q(contribution__gte=0),
                                   name="enrolment_contribution"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or str(_("Inscription effacée"))

    def get_absolute_url(self) -> str:
        return reverse("enrolments:detail", args=[self.pk])

    @property
    def standing(self) -> EnrolmentState:
        """Its state, with what can be asked of a state."""
        return EnrolmentState(self.state)


class Place(models.Model):
    """One person at one date (or at the whole, when it is followed as a whole). `holds` says whether it counts in the
    quotas. Who came is in the check-ins: a place of a whole cycle has one for each date."""

    PERSONAL = {"name": COME}
    NOT_PERSONAL = ("id", "enrolment", "kind", "session", "holds", "table")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="places")
    kind = models.ForeignKey(PlaceKind, on_delete=models.PROTECT, related_name="places", verbose_name=_("sorte"))
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="places",
                                verbose_name=_("date"))  # fmt: skip
    name = models.CharField(_("nom"), max_length=200, blank=True)
    holds = models.BooleanField(default=False)
    table = models.ForeignKey(DinnerTable, on_delete=models.SET_NULL, null=True, blank=True, related_name="places",
                              verbose_name=_("table"))  # fmt: skip

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["pk"]
        indexes = [models.Index(fields=["session", "holds"], name="place_session_holds")]

    def __str__(self) -> str:
        return self.name or str(self.enrolment)


class CheckIn(models.Model):
    """Someone came: a place at a date. Written once, whatever is sent again; taken back with its reason."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "place", "session", "nonce", "came_at", "received_at", "undone_at", "undo_reason")

    place = models.ForeignKey(Place, models.CASCADE, related_name="check_ins", db_index=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="check_ins")
    nonce = models.CharField(max_length=40, unique=True)  # made by the device at the door
    came_at = models.DateTimeField(_("arrivée"))
    received_at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_reason = models.CharField(_("raison"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("pointage")
        verbose_name_plural = _("pointages")
        constraints = [
            models.UniqueConstraint(fields=["place", "session"], condition=Q(undone_at=None), name="checked_in_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.came_at:%Y-%m-%d %H:%M}"
