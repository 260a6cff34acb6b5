"""What the network says with others: positions, who signs them, what follows; and the studies they rest on."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.advocacy.enums import PositionState
from maillage.advocacy.models.asks import Ask
from maillage.campaigns.models import Campaign
from maillage.core.personal import ALL, Purpose, Until
from maillage.files.models import Document
from maillage.organisations.models import Organisation

SIGNING = Purpose(_("Savoir qui a signé au nom d’une organisation."), Until.ACCOUNT)


class PositionQuerySet(models.QuerySet["Position"]):
    def visible_to(self, user: Any) -> "PositionQuerySet":
        return self if user.is_authenticated and user.can(Permission.ADVOCACY_VIEW) else self.public()

    def public(self) -> "PositionQuerySet":
        return self.exclude(state=PositionState.DRAFT)

    def to_sign(self, on: date | None = None) -> "PositionQuerySet":
        """Open to the signatures of members that day."""
        day = on or localdate()
        return self.filter(Q(sign_until=None) | Q(sign_until__gte=day), state=PositionState.OPEN)


class Position(models.Model):
    """A public stand: begun by the network and signed by others, or the reverse."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    on = models.DateField(_("date"))
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    led_by_us = models.BooleanField(_("à l’initiative du réseau"), default=True)
    addressed_to = models.CharField(_("adressée à"), max_length=300, blank=True)
    decided_by = models.CharField(_("qui a décidé de signer"), max_length=200, blank=True)
    signed_on = models.DateField(_("signée par le réseau le"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=PositionState.choices, default=PositionState.DRAFT)
    sign_until = models.DateField(_("signatures jusqu’au"), null=True, blank=True)
    link = models.URLField(_("page d’origine"), max_length=500, blank=True)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="positions", verbose_name=_("campagne")
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position publique")
        verbose_name_plural = _("positions publiques")
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="position_has_a_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:position", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == PositionState.OPEN and (self.sign_until is None or self.sign_until >= localdate())


class Part(models.Model):
    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("advocacy:position", args=[self.position_id])  # type: ignore[attr-defined]


class PositionText(Part):
    """The text of a position in a language; a new version replaces the former, which stays."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="texts", db_index=False)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("texte"), max_length=100_000)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("texte d’une position")
        verbose_name_plural = _("textes des positions")
        ordering = ["position", "language", "-number"]
        constraints = [models.UniqueConstraint(fields=["position", "language", "number"], name="position_text_once")]

    def __str__(self) -> str:
        return f"{self.position} ({self.language}, {self.number})"


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def visible_to(self, user: Any) -> "SignatoryQuerySet":
        if not user.is_authenticated or not user.can(Permission.ADVOCACY_VIEW):
            return self.public()
        return self if user.can(Permission.WITHHELD_VIEW) else self.exclude(organisation__withheld=True)

    def public(self) -> "SignatoryQuerySet":
        """Names that are not in the directory, and organisations that anyone may see."""
        return self.filter(Q(organisation=None) | Organisation.seen_by_anyone("organisation"))


class Signatory(Part):
    """Who signs a position: an organisation of the directory, or a name."""

    PERSONAL = {"by": SIGNING}
    NOT_PERSONAL = ("id", "position", "organisation", "name", "signed_on", "decided_by")

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="signatories", db_index=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="signed_positions",
        verbose_name=_("organisation de l’annuaire"),
    )  # fmt: skip
    name = models.CharField(_("ou son nom"), max_length=200, blank=True)
    signed_on = models.DateField(pgettext_lazy("position", "signée le"))
    decided_by = models.CharField(_("décidé par"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signataire d’une position")
        verbose_name_plural = _("signataires des positions")
        ordering = ["signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["position", "organisation"], name="signatory_once"),
            models.CheckConstraint(condition=Q(organisation=None) ^ Q(name=""), name="signatory_is_someone"),
        ]

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation_id else self.name


class FollowUp(Part):
    """What became of a position: an answer, a vote, an article."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="follow_ups")
    on = models.DateField(_("le"))
    text = models.TextField(_("ce qui s’est passé"), max_length=2000)
    link = models.URLField(pgettext_lazy("adresse", "lien"), max_length=500, blank=True)
    is_public = models.BooleanField(_("montré au public"), default=True)

    class Meta:
        verbose_name = _("suite d’une position")
        verbose_name_plural = _("suites des positions")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]


class StudyQuerySet(models.QuerySet["Study"]):
    def visible_to(self, user: Any) -> "StudyQuerySet":
        return self if user.is_authenticated and user.can(Permission.ADVOCACY_VIEW) else self.public()

    def public(self) -> "StudyQuerySet":
        return self.filter(is_public=True)


class Study(models.Model):
    """A study that the network published or made with others; what asks and positions rest on it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    title = models.CharField(_("titre"), max_length=250)
    authors = models.CharField(_("autrices et auteurs"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("année"))
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    summary = models.TextField(_("résumé"), max_length=5000, blank=True)
    languages = models.JSONField(_("langues"), default=list, blank=True)
    link = models.URLField(_("adresse"), max_length=500, blank=True)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(_("montrée au public"), default=True)
    asks = models.ManyToManyField(Ask, blank=True, related_name="studies", verbose_name=_("demandes qui s’y appuient"))
    positions = models.ManyToManyField(
        Position, blank=True, related_name="studies", verbose_name=_("positions qui s’y appuient")
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = StudyQuerySet.as_manager()

    class Meta:
        verbose_name = _("étude")
        verbose_name_plural = _("études")
        ordering = ["-year", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="study_has_a_title"),
            models.CheckConstraint(condition=Q(year__range=(1900, 2200)), name="study_year"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:study", args=[self.pk])
