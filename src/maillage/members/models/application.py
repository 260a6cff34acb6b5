"""An application for membership, from the first page to the decision."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.personal import ALL, Purpose, Until
from maillage.files.models import Document
from maillage.members.enums import ApplicationState
from maillage.members.models.member import Member
from maillage.organisations.models import Organisation, Person

APPLICATION = Purpose(_("Examiner une demande d’adhésion et y répondre."), Until.MEMBERSHIP)


def follow_token() -> str:
    return secrets.token_urlsafe(24)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.MEMBERS_VIEW):
            rows = self.exclude(state=ApplicationState.DRAFT)
            return rows if user.can(Permission.WITHHELD_VIEW) else rows.open_to_all()
        return self.filter(contact_email__iexact=user.email)

    def open_to_all(self) -> "ApplicationQuerySet":
        """Without those of whom is withheld."""
        return self.exclude(self.hidden_rule())

    def hidden(self) -> "ApplicationQuerySet":
        return self.filter(self.hidden_rule())

    @staticmethod
    def hidden_rule() -> Q:
        """Of whom is withheld."""
        of_member = Q(member__organisation__withheld=True) | Q(member__person__withheld=True)
        return Q(organisation__withheld=True) | of_member

    def waiting(self) -> "ApplicationQuerySet":
        return self.filter(state__in=[s for s in ApplicationState if s.is_open and s != ApplicationState.DRAFT])


class Application(models.Model):
    """Who asks to join, in which category; `token` is the private link by which the applicant follows it."""

    PERSONAL = {
        "contact_name": APPLICATION, "contact_email": APPLICATION, "contact_phone": APPLICATION,
        "motivation": APPLICATION, "answers": APPLICATION, "person": APPLICATION, "name": APPLICATION,
    }  # fmt: skip
    NOT_PERSONAL = ("id", "token", "key", "category", "state", "organisation", "language", "charter_version",
                    "charter_signed_at", "submitted_at", "closed_at", "member", "version", "created_at")  # fmt: skip

    token = models.CharField(max_length=40, unique=True, default=follow_token)
    key = models.CharField(max_length=40, unique=True, default=follow_token)  # a form sent twice is one application
    category = models.CharField(_("catégorie demandée"), max_length=48)
    state = models.CharField(_("état"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    name = models.CharField(_("nom de l’organisation ou de la personne"), max_length=300)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    contact_name = models.CharField(_("votre nom"), max_length=200)
    contact_email = models.EmailField(_("votre courriel"), db_index=True)
    contact_phone = models.CharField(_("votre téléphone"), max_length=40, blank=True)
    motivation = models.TextField(_("pourquoi vous souhaitez adhérer"), max_length=5000, blank=True)
    answers = models.JSONField(_("renseignements"), default=dict)  # identifiers, place, sizes, themes… as given
    language = models.CharField(_("langue"), max_length=5, default="fr")
    charter_version = models.CharField(_("version de la charte"), max_length=20, blank=True)
    charter_signed_at = models.DateTimeField(_("charte signée le"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("reçue le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="applications")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’adhésion")
        verbose_name_plural = _("demandes d’adhésion")
        ordering = ["-submitted_at", "-pk"]
        indexes = [models.Index(fields=["state", "-submitted_at"], name="application_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="application_submitted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:application", args=[self.pk])


class ApplicationStep(models.Model):
    """One dated step: what was decided, by whom, and the word sent to the applicant."""

    PERSONAL = {"by": APPLICATION, "word": APPLICATION, "note": APPLICATION}
    NOT_PERSONAL = ("id", "application", "state", "on", "body", "created_at")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("devient"), max_length=10, choices=ApplicationState.choices)
    on = models.DateField(_("le"))
    body = models.CharField(_("instance"), max_length=40, blank=True)  # board, assembly
    word = models.TextField(_("mot à la personne qui demande"), max_length=2000, blank=True)
    note = models.TextField(_("note interne"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("étape d’une demande")
        verbose_name_plural = _("étapes des demandes")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.application} {self.state}"


class Piece(models.Model):
    """A document that the category asks, given with an application."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="pieces")
    code = models.CharField(_("pièce"), max_length=48)  # code of the category's admission
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("pièce d’une demande")
        verbose_name_plural = _("pièces des demandes")
        constraints = [models.UniqueConstraint(fields=["application", "code"], name="piece_once")]

    def __str__(self) -> str:
        return self.code


class Sponsor(models.Model):
    """A member that supports an application; confirmed by one of its delegates."""

    PERSONAL = {"confirmed_by": APPLICATION}
    NOT_PERSONAL = ("id", "application", "member", "confirmed_at", "declined_at")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sponsors")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)
    declined_at = models.DateTimeField(_("décliné le"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("parrainage")
        verbose_name_plural = _("parrainages")
        constraints = [models.UniqueConstraint(fields=["application", "member"], name="sponsor_once")]

    def __str__(self) -> str:
        return str(self.member)
