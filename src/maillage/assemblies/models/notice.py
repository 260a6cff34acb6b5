"""The notice of an assembly, and the proof of each sending."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies.enums import DeliveryRoute, DeliveryState, NoticeKind, Standing
from maillage.assemblies.models.assembly import MEETING, Assembly
from maillage.core.personal import Purpose, Until
from maillage.files.models import Document
from maillage.members.models import Member
from maillage.messages.models import Message
from maillage.organisations.models import Person

PROOF = Purpose(_("Prouver que vous avez été convoqué à temps."), Until.MEMBERSHIP)


def delivery_token() -> str:
    """A word that says nothing of anyone and that nobody guesses."""
    return secrets.token_urlsafe(24)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        return self.filter(assembly__in=Assembly.objects.visible_to(user).values("pk"))


class Notice(models.Model):
    """What was sent to call an assembly, as it was that day: agenda, papers, delay."""

    PERSONAL: dict[str, Purpose] = {"text": MEETING}
    NOT_PERSONAL = ("id", "assembly", "kind", "number", "agenda", "papers", "facts", "due_on", "days_given", "days_asked",
                    "law", "short_reason", "letters", "proxy_form", "sent_by", "created_at", "sent_at")  # fmt: skip

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(_("sorte d’avis"), max_length=12, choices=NoticeKind.choices, default=NoticeKind.NOTICE)
    number = models.PositiveSmallIntegerField(_("numéro"), default=1)
    text = models.TextField(_("mot d’accompagnement"), max_length=3000, blank=True)
    agenda = models.JSONField(_("ordre du jour joint"), default=list)
    papers = models.JSONField(_("documents joints"), default=list)
    facts = models.JSONField(_("date et lieu annoncés"), default=dict)
    due_on = models.DateField(_("dernier jour pour convoquer"), null=True, blank=True)
    days_given = models.SmallIntegerField(_("jours francs donnés"), default=0)
    days_asked = models.PositiveSmallIntegerField(_("jours demandés"), default=0)
    law = models.CharField(_("source du délai"), max_length=400, blank=True)
    short_reason = models.CharField(_("pourquoi le délai est plus court"), max_length=500, blank=True)
    letters = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
                                verbose_name=_("lettres à poster"))  # fmt: skip
    proxy_form = models.BooleanField(_("formulaire de procuration joint"), default=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("convocation")
        verbose_name_plural = _("convocations")
        ordering = ["assembly", "number"]
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="notice_number")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.assembly}"

    def get_absolute_url(self) -> str:
        return reverse("assemblies:notice", args=[self.assembly_id])


class NoticeDeliveryQuerySet(models.QuerySet["NoticeDelivery"]):
    def visible_to(self, user: Any) -> "NoticeDeliveryQuerySet":
        """Staff see all; anyone else, what was sent to them."""
        if not user.is_authenticated:
            return self.none()
        return self if user.can(Permission.ASSEMBLIES_VIEW) else self.filter(person__user=user)


class NoticeDelivery(models.Model):
    """One notice to one person (or to a member that nobody speaks for): sent, come back, opened."""

    PERSONAL = {"person": PROOF, "name": PROOF, "email": PROOF, "postal": PROOF, "error": PROOF, "opened_at": PROOF}
    NOT_PERSONAL = ("id", "notice", "member", "standing", "language", "route", "state", "token", "message", "sent_at",
                    "bounced_at")  # fmt: skip

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nom"), max_length=300)
    standing = models.CharField(_("à quel titre"), max_length=10, choices=Standing.choices, default=Standing.VOTER)
    email = models.CharField(_("courriel"), max_length=254, blank=True)
    postal = models.CharField(_("adresse postale"), max_length=600, blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    route = models.CharField(_("par"), max_length=6, choices=DeliveryRoute.choices)
    state = models.CharField(_("état"), max_length=7, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    token = models.CharField(max_length=40, unique=True, default=delivery_token)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    error = models.CharField(_("raison du retour"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("parti le"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("revenu le"), null=True, blank=True)
    opened_at = models.DateTimeField(_("lien ouvert le"), null=True, blank=True)

    objects = NoticeDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("envoi de convocation")
        verbose_name_plural = _("envois de convocation")
        ordering = ["notice", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "person"], condition=Q(person__isnull=False),
                                    name="delivery_once_a_person"),
            models.UniqueConstraint(fields=["notice", "member"], condition=Q(person=None),
                                    name="delivery_once_a_member"),
            models.CheckConstraint(condition=Q(person__isnull=False) | Q(member__isnull=False), name="delivery_to"),
            models.CheckConstraint(condition=~Q(route="mail") | ~Q(email=""), name="delivery_mail_address"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.notice} ({self.pk})"  # never the name: the journal keeps this

    def get_absolute_url(self) -> str:
        return self.notice.get_absolute_url()

    @property
    def tone(self) -> str:
        return DeliveryState(self.state).tone
