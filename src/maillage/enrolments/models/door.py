"""The door, and what is given after: links for volunteers, people counted without a place, certificates."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.activities.models import Activity, Session
from maillage.core.personal import ALL, Purpose, Until
from maillage.enrolments.enums import CountedFrom
from maillage.enrolments.models.enrolment import Place

HELD_BY = Purpose(_("Savoir à qui l’accueil d’une date a été confié, et le lui retirer."), Until.DECLARED)


class DeskLinkQuerySet(models.QuerySet["DeskLink"]):
    def visible_to(self, user: Any) -> "DeskLinkQuerySet":
        """Those who hold the desk."""
        return self if user.is_authenticated and user.can(Permission.ENROLMENTS_EDIT) else self.none()

    def usable(self) -> "DeskLinkQuerySet":
        """Neither taken back nor past its end."""
        return self.filter(revoked_at=None, ends_at__gt=now())


class DeskLink(models.Model):
    """A signed link by which someone without an account holds the door of one date: names alone, until the day after."""

    PERSONAL = {"label": HELD_BY, "made_by": HELD_BY}
    NOT_PERSONAL = ("id", "session", "ends_at", "created_at", "revoked_at")

    session = models.ForeignKey(Session, models.CASCADE, related_name="desk_links")
    label = models.CharField(_("pour qui"), max_length=80, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ends_at = models.DateTimeField(_("sert jusqu’au"))
    created_at = models.DateTimeField(default=now)
    revoked_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = DeskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien d’accueil")
        verbose_name_plural = _("liens d’accueil")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.label or str(_("Lien d’accueil"))

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.ends_at > now()


class Headcount(models.Model):
    """People who were there and hold no place: those who came when all was taken, or without a form to fill; those
    whom a paper sheet counts without naming. Nobody is told apart."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="headcounts")
    nonce = models.CharField(max_length=40, unique=True)  # made by the device at the door
    number = models.PositiveIntegerField(_("personnes"))
    first_time = models.BooleanField(_("viennent pour la première fois"), null=True, blank=True)
    counted_from = models.CharField(_("compté"), max_length=5, choices=CountedFrom.choices, default=CountedFrom.DOOR)
    counted_at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_reason = models.CharField(_("raison"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("compte sans place")
        verbose_name_plural = _("comptes sans place")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(number__range=(1, 100_000)), name="headcount_number"),
            models.UniqueConstraint(fields=["session"], condition=Q(counted_from="paper", undone_at=None),
                                    name="headcount_of_one_sheet"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.number)


class CertificateRule(models.Model):
    """What an activity certifies: from which part of its dates, in which words, signed by whom."""

    PERSONAL = {"signer": Purpose(_("Dire qui signe une attestation."), Until.ERASURE)}
    NOT_PERSONAL = ("id", "activity", "least_share", "statement", "signer_role", "self_service", "version")

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="certificate_rule")
    least_share = models.PositiveSmallIntegerField(_("part des dates suivies, au moins (en %)"), default=100)
    statement = models.TextField(_("ce qui a été suivi, en mots"), max_length=1000, blank=True)
    signer = models.CharField(_("signée par"), max_length=150, blank=True)
    signer_role = models.CharField(_("à quel titre"), max_length=150, blank=True)
    self_service = models.BooleanField(_("chaque personne la prend depuis son lien"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("règle d’attestation")
        verbose_name_plural = _("règles d’attestation")
        constraints = [
            models.CheckConstraint(condition=Q(least_share__range=(1, 100)), name="certificate_share"),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def get_absolute_url(self) -> str:
        return self.activity.get_absolute_url()


class Certificate(models.Model):
    """That someone came, for so long, between two days; bears a number that anyone may check. Once the names are
    purged the number stays and nobody is named. Withdrawn when what it says is no longer so."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    number = models.CharField(_("numéro"), max_length=20, unique=True)
    place = models.ForeignKey(Place, models.CASCADE, related_name="certificates")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="certificates")
    minutes = models.PositiveIntegerField(_("minutes suivies"))
    dates = models.PositiveSmallIntegerField(_("dates suivies"))
    first_on = models.DateField(_("du"))
    last_on = models.DateField(_("au"))
    issued_at = models.DateTimeField(_("délivrée le"), default=now)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    withdraw_reason = models.CharField(_("raison"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(withdrawn_at=None), name="certificate_once"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="certificate_days"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("enrolments:certificates", args=[self.activity_id])
