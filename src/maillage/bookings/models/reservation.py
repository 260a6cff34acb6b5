"""Who or what is taken, from when to when, for whom; and in what condition it left and came back."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.bookings.enums import HOLDING, Condition, ReservationState
from maillage.bookings.models.bookable import Bookable
from maillage.core.personal import Purpose, Until
from maillage.organisations.models import Organisation

BORROWER = Purpose(_("Joindre qui emprunte, rappeler le retour."), Until.DAYS, days=400)


def secret() -> str:
    return secrets.token_urlsafe(24)


class ReservationQuerySet(models.QuerySet["Reservation"]):
    def visible_to(self, user: Any) -> "ReservationQuerySet":
        """The team, without those of whom is withheld for those who may not see them; a person, their own."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ACTIVITIES_VIEW):
            rows = self.filter(bookable__in=Bookable.objects.visible_to(user).values("pk"))
            return rows if user.can(Permission.WITHHELD_VIEW) else rows.exclude(self.hidden_rule())
        return self.filter(bookable__person__user=user)

    @staticmethod
    def hidden_rule() -> Q:
        return Q(organisation__withheld=True) | Q(bookable__person__withheld=True)

    def hidden(self) -> "ReservationQuerySet":
        return self.filter(self.hidden_rule())

    def holding(self) -> "ReservationQuerySet":
        """Those that keep their object or their person from any other."""
        return self.filter(state__in=HOLDING)

    def across(self, start: datetime, end: datetime) -> "ReservationQuerySet":
        """Those that share an instant with it."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def late(self) -> "ReservationQuerySet":
        return self.filter(state=ReservationState.OUT, due_on__lt=localdate())

    def late_first(self) -> "ReservationQuerySet":
        """What is late, then what waits for an answer, then what is out, then what comes."""
        rank = Case(
            When(state=ReservationState.OUT, due_on__lt=localdate(), then=Value(0)),
            When(state=ReservationState.ASKED, then=Value(1)),
            When(state=ReservationState.OUT, then=Value(2)),
            When(state=ReservationState.CONFIRMED, ends_at__gt=now(), then=Value(3)),
            default=Value(4),
        )
        return self.annotate(urgency=rank)


class Reservation(models.Model):
    """A person or an object kept from an instant to another, travel and return included."""

    PERSONAL = {"contact_name": BORROWER, "contact_email": BORROWER, "contact_phone": BORROWER, "note": BORROWER,
                "notes_out": BORROWER, "notes_in": BORROWER}  # fmt: skip
    NOT_PERSONAL = (
        "id", "token", "key", "bookable", "state", "starts_at", "ends_at", "margin_before", "margin_after",
        "organisation", "organisation_name", "purpose", "source", "language", "due_on", "condition_out",
        "condition_in", "photo_out", "photo_in", "deposit_taken", "deposit_given_back", "asked_at", "confirmed_at",
        "out_at", "returned_at", "cancelled_at", "cancel_reason", "purged_at", "version",
    )  # fmt: skip

    token = models.CharField(max_length=40, unique=True, default=secret)  # the borrower's own page
    key = models.CharField(max_length=80, unique=True, default=secret)  # a form sent twice is one reservation
    bookable = models.ForeignKey(Bookable, on_delete=models.PROTECT, related_name="reservations", db_index=False,
                                 verbose_name=_("objet ou personne"))  # fmt: skip
    state = models.CharField(_("état"), max_length=9, choices=ReservationState.choices, default=ReservationState.ASKED)
    starts_at = models.DateTimeField(_("prise de"))
    ends_at = models.DateTimeField(_("prise jusqu’à"))
    margin_before = models.PositiveIntegerField(_("minutes avant"), default=0)
    margin_after = models.PositiveIntegerField(_("minutes après"), default=0)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True,
                                     related_name="reservations", verbose_name=_("pour l’organisation"))  # fmt: skip
    organisation_name = models.CharField(_("organisation ou école"), max_length=200, blank=True)
    contact_name = models.CharField(_("personne à joindre"), max_length=150, blank=True)
    contact_email = models.EmailField(_("courriel"), blank=True)
    contact_phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    purpose = models.CharField(_("pour quoi"), max_length=300, blank=True)
    note = models.TextField(_("mot"), max_length=2000, blank=True)
    # « kind:id » of the thing above that asked for it (an animation), or nothing.
    source = models.CharField(max_length=80, blank=True, db_index=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    due_on = models.DateField(_("à rendre le"), null=True, blank=True)
    condition_out = models.CharField(_("état à la sortie"), max_length=10, choices=Condition.choices, blank=True)
    notes_out = models.CharField(_("remarques à la sortie"), max_length=1000, blank=True)
    photo_out = models.CharField(max_length=64, blank=True)  # public id of an image of the room files
    condition_in = models.CharField(_("état au retour"), max_length=10, choices=Condition.choices, blank=True)
    notes_in = models.CharField(_("remarques au retour"), max_length=1000, blank=True)
    photo_in = models.CharField(max_length=64, blank=True)
    deposit_taken = models.BooleanField(_("caution reçue"), default=False)
    deposit_given_back = models.BooleanField(_("caution rendue"), default=False)
    asked_at = models.DateTimeField(_("demandée le"), default=now)
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, blank=True)
    out_at = models.DateTimeField(_("sortie le"), null=True, blank=True)
    returned_at = models.DateTimeField(_("rendue le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    cancel_reason = models.CharField(_("raison"), max_length=300, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("réservation")
        verbose_name_plural = _("réservations")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["bookable", "starts_at"], name="reservation_when"),
            models.Index(fields=["state", "due_on"], name="reservation_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="reservation_times"),
            # That two never hold the same thing at once is held by the database too: migration 0002.
            models.UniqueConstraint(fields=["bookable"], condition=Q(state="out"), name="reservation_out_once"),
            models.UniqueConstraint(fields=["source", "bookable"],
                                    condition=~Q(source="") & Q(state__in=["asked", "confirmed", "out"]),
                                    name="reservation_source_once"),
            models.CheckConstraint(condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
                                   name="reservation_confirmed_when"),
            models.CheckConstraint(condition=~Q(state="out") | Q(out_at__isnull=False), name="reservation_out_when"),
            models.CheckConstraint(condition=~Q(state="returned") | Q(returned_at__isnull=False),
                                   name="reservation_returned_when"),
            models.CheckConstraint(condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False),
                                   name="reservation_cancelled_when"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.bookable}, {localtime(self.used_from):%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("bookings:reservation", args=[self.pk])

    @property
    def used_from(self) -> datetime:
        """When it is of use, the time to get there apart."""
        return self.starts_at + timedelta(minutes=self.margin_before)

    @property
    def used_until(self) -> datetime:
        return self.ends_at - timedelta(minutes=self.margin_after)

    @property
    def is_late(self) -> bool:
        return self.state == ReservationState.OUT and self.due_on is not None and self.due_on < localdate()

    @property
    def who(self) -> str:
        """For whom, in a word: the organisation, else its name as given."""
        return str(self.organisation) if self.organisation_id else self.organisation_name
