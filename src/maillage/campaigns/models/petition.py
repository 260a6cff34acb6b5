"""A petition: its text in versions, to whom, until when; its exact count; how it was delivered."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.campaigns.enums import CampaignState, NamesGiven, PetitionState
from maillage.campaigns.models.campaign import Campaign
from maillage.core.personal import ALL, Purpose, Until

ADDRESSEE = Purpose(_("Adresser la pétition à qui décide, dans sa fonction publique."), Until.ERASURE)
BEARER = Purpose(_("Dire qui a remis la pétition."), Until.ERASURE)


class PetitionQuerySet(models.QuerySet["Petition"]):
    def visible_to(self, user: Any) -> "PetitionQuerySet":
        if user.is_authenticated and user.can(Permission.CAMPAIGNS_VIEW):
            return self
        return self.public()

    def public(self) -> "PetitionQuerySet":
        return self.exclude(state=PetitionState.DRAFT).exclude(campaign__state=CampaignState.DRAFT)

    def open_on(self, day: date) -> "PetitionQuerySet":
        """Those that can be signed this day."""
        return self.filter(state=PetitionState.OPEN, campaign__state=CampaignState.OPEN, opens_on__lte=day,
                           closes_on__gte=day)  # fmt: skip


class Petition(models.Model):
    """What people sign. `purge_on` is said where they sign, and is never put off once someone has signed."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "campaign", "title", "language", "state", "opens_on", "closes_on", "goal", "names_given",
                    "offers_news", "purge_on", "purged_at", "version", "created_at", "updated_at")  # fmt: skip

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="petitions", verbose_name=_("campagne"))
    title = models.CharField(_("titre"), max_length=200)
    language = models.CharField(_("langue d’origine"), max_length=5, default="fr")
    state = models.CharField(_("état"), max_length=10, choices=PetitionState.choices, default=PetitionState.DRAFT)
    opens_on = models.DateField(_("ouverte le"))
    closes_on = models.DateField(_("close le"))
    goal = models.PositiveIntegerField(_("objectif"), null=True, blank=True)
    names_given = models.CharField(_("noms remis"), max_length=8, choices=NamesGiven.choices, default=NamesGiven.ALL)
    offers_news = models.BooleanField(_("propose les nouvelles du réseau"), default=True)
    purge_on = models.DateField(_("noms et courriels effacés le"))
    purged_at = models.DateTimeField(_("effacés le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("pétition")
        verbose_name_plural = _("pétitions")
        ordering = ["-opens_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="petition_has_a_title"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="petition_days"),
            models.CheckConstraint(condition=Q(purge_on__gt=F("closes_on")), name="petition_purged_after"),
            models.CheckConstraint(condition=Q(goal=None) | Q(goal__gt=0), name="petition_goal"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:petition", args=[self.pk])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "petition"

    @property
    def public_url(self) -> str:
        return reverse("site:petition", args=[self.pk, self.slug])

    def is_open(self, day: date | None = None) -> bool:
        day = day or localdate()
        return (
            self.state == PetitionState.OPEN
            and self.campaign.state == CampaignState.OPEN
            and self.opens_on <= day <= self.closes_on
        )


class Tally(models.Model):
    """The count of a petition, moved with each signature in its transaction: a page reads it, and counts nothing.

    Its row is the lock under which whatever changes the count is done.
    """

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    petition = models.OneToOneField(Petition, models.CASCADE, related_name="tally", primary_key=True)
    online = models.PositiveIntegerField(_("signatures en ligne"), default=0)
    paper = models.PositiveIntegerField(_("signatures sur papier"), default=0)

    class Meta:
        verbose_name = _("compte d’une pétition")
        verbose_name_plural = _("comptes des pétitions")

    def __str__(self) -> str:
        return str(self.total)

    @property
    def total(self) -> int:
        return self.online + self.paper


class PetitionText(models.Model):
    """A version of the text: each signature says which one was signed."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="texts", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    written_at = models.DateTimeField(_("écrite le"), default=now)
    changed = models.CharField(_("ce qui a changé"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version d’une pétition")
        verbose_name_plural = _("versions d’une pétition")
        ordering = ["petition", "number"]
        constraints = [models.UniqueConstraint(fields=["petition", "number"], name="petition_text_once")]

    def __str__(self) -> str:
        return f"{self.petition} ({self.number})"


class Wording(models.Model):
    """A version of the text in one language."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    version = models.ForeignKey(PetitionText, models.CASCADE, related_name="wordings", db_index=False)
    language = models.CharField(_("langue"), max_length=5)
    title = models.CharField(_("titre"), max_length=200)
    body = models.TextField(_("texte"), max_length=10_000)

    class Meta:
        verbose_name = _("texte d’une pétition")
        verbose_name_plural = _("textes d’une pétition")
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="wording_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="wording_says_something"),
        ]

    def __str__(self) -> str:
        return self.title


class Addressee(models.Model):
    """To whom the petition speaks, in their public function."""

    PERSONAL = {"name": ADDRESSEE}
    NOT_PERSONAL = ("id", "petition", "role", "rank")

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="addressees")
    name = models.CharField(_("nom"), max_length=150)
    role = models.CharField(_("fonction"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("destinataire d’une pétition")
        verbose_name_plural = _("destinataires d’une pétition")
        ordering = ["rank", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="addressee_has_a_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


class Delivery(models.Model):
    """The petition given to whom it speaks to: the figures of that day, and what was answered."""

    PERSONAL = {"by_whom": BEARER}
    NOT_PERSONAL = ("petition", "on", "to", "names", "online", "paper", "figures", "answer", "answered_on",
                    "told_at", "created_at")  # fmt: skip

    petition = models.OneToOneField(Petition, models.CASCADE, related_name="delivery", primary_key=True)
    on = models.DateField(_("remise le"))
    to = models.CharField(_("remise à"), max_length=300)
    by_whom = models.CharField(_("remise par"), max_length=300, blank=True)
    names = models.CharField(_("noms remis"), max_length=8, choices=NamesGiven.choices)
    online = models.PositiveIntegerField(_("signatures en ligne"))
    paper = models.PositiveIntegerField(_("signatures sur papier"))
    figures = models.JSONField(_("chiffres"), default=dict)  # by region, by week, by version of the text
    answer = models.TextField(_("réponse reçue"), max_length=5000, blank=True)
    answered_on = models.DateField(_("répondu le"), null=True, blank=True)
    told_at = models.DateTimeField(_("réponse annoncée le"), null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("remise d’une pétition")
        verbose_name_plural = _("remises de pétitions")
        constraints = [
            models.CheckConstraint(condition=Q(answered_on=None) | ~Q(answer=""), name="delivery_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.petition} → {self.to}"

    @property
    def total(self) -> int:
        return self.online + self.paper
