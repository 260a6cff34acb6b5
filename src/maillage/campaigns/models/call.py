"""A call for help or for a roof, and who answered."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.campaigns.enums import CallKind, CallState, CampaignState
from maillage.campaigns.models.campaign import Campaign
from maillage.core.personal import Purpose, Until

ANSWER = Purpose(_("Vous rappeler au sujet de l’aide que vous proposez."), Until.DECLARED)


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: Any) -> "CallQuerySet":
        if user.is_authenticated and user.can(Permission.CAMPAIGNS_VIEW):
            return self
        return self.public()

    def public(self) -> "CallQuerySet":
        return self.exclude(state=CallState.DRAFT).exclude(campaign__state=CampaignState.DRAFT)

    def open_on(self, day: date) -> "CallQuerySet":
        return self.filter(state=CallState.OPEN, campaign__state=CampaignState.OPEN, until__gte=day)


class Call(models.Model):
    """What a campaign needs: hands, or a roof for its guests. `purge_on` is said where people answer."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "campaign", "kind", "title", "text", "place", "wanted", "until", "purge_on", "state",
                    "purged_at", "version", "created_at", "updated_at")  # fmt: skip

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="calls", verbose_name=_("campagne"))
    kind = models.CharField(_("geste"), max_length=8, choices=CallKind.choices)
    title = models.CharField(_("titre"), max_length=150)
    text = models.TextField(_("ce qu’il faut, et quand"), max_length=3000)
    place = models.CharField(_("où"), max_length=150, blank=True)
    wanted = models.PositiveSmallIntegerField(_("personnes ou places cherchées"), null=True, blank=True)
    until = models.DateField(_("répondre jusqu’au"))
    purge_on = models.DateField(_("réponses effacées le"))
    state = models.CharField(_("état"), max_length=10, choices=CallState.choices, default=CallState.DRAFT)
    purged_at = models.DateTimeField(_("réponses effacées"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("appel à l’aide")
        verbose_name_plural = _("appels à l’aide")
        ordering = ["until", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="call_has_a_title"),
            models.CheckConstraint(condition=Q(purge_on__gt=F("until")), name="call_purged_after"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:call", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("site:call", args=[self.pk, slugify(self.title)[:60].strip("-") or "appel"])

    def is_open(self, day: date | None = None) -> bool:
        here = self.state == CallState.OPEN and self.campaign.state == CampaignState.OPEN
        return here and self.until >= (day or localdate())


class CallAnswerQuerySet(models.QuerySet["CallAnswer"]):
    def visible_to(self, user: Any) -> "CallAnswerQuerySet":
        if not user.is_authenticated or not user.can(Permission.SIGNATURES_VIEW):
            return self.none()
        return self


class CallAnswer(models.Model):
    """Someone offers help; erased on the day said where they answered."""

    PERSONAL = {"name": ANSWER, "email": ANSWER, "phone": ANSWER, "text": ANSWER}
    NOT_PERSONAL = ("id", "call", "key", "language", "places", "sent_at", "handled_at", "note")

    call = models.ForeignKey(Call, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=64, unique=True)  # what was sent twice is one answer
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("courriel"))
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    places = models.PositiveSmallIntegerField(_("places offertes"), null=True, blank=True)
    text = models.TextField(_("message"), max_length=2000, blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    sent_at = models.DateTimeField(_("reçue le"), default=now)
    handled_at = models.DateTimeField(_("traitée le"), null=True, blank=True)
    note = models.CharField(_("suite donnée"), max_length=300, blank=True)

    objects = CallAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("réponse à un appel")
        verbose_name_plural = _("réponses à un appel")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["call"], condition=Q(handled_at=None), name="call_answer_waiting")]

    def __str__(self) -> str:
        return str(_("Réponse %(number)s") % {"number": self.pk})

    def get_absolute_url(self) -> str:
        return self.call.get_absolute_url()
