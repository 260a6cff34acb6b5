"""The register: what was decided, numbered without a gap, and what became of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.ballots.models import Question
from maillage.bodies.models import Body
from maillage.core.personal import ALL, Purpose, Until
from maillage.core.text import fold
from maillage.minutes.enums import FollowState, LinkKind, Standing

MOST_WORDS = 8  # of a search
FOLLOWING = Purpose(_("Savoir qui suit l’exécution d’une décision."), Until.ACCOUNT)


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def visible_to(self, user: Any) -> "ResolutionQuerySet":
        """Staff by their rights; members what the register shows them; everyone what is public."""
        if not user.is_authenticated:
            return self.public()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        facts = user.facts
        if facts.get("delegate") or facts.get("individual_member") or facts.get("seated"):
            return self.filter(Q(public=True) | Q(members_read=True))
        return self.public()

    def public(self) -> "ResolutionQuerySet":
        return self.filter(public=True)

    def to_do(self) -> "ResolutionQuerySet":
        """In force, and not carried out yet."""
        over = [FollowState.DONE, FollowState.DROPPED]
        return self.exclude(follow_state__in=over).filter(standing__in=[Standing.IN_FORCE, Standing.AMENDED])

    def late(self, on: Any = None) -> "ResolutionQuerySet":
        """To be done before a day that is past."""
        return self.to_do().filter(due_on__lt=on or localdate())

    def found(self, words: str) -> "ResolutionQuerySet":
        """Those where all these words stand, without accents or capitals: number, title, text, vote."""
        rows = self
        for word in fold(words).split()[:MOST_WORDS]:
            rows = rows.filter(searched__contains=word)
        return rows


class Resolution(models.Model):
    """A decision of a body, entered once it is declared. The number, the date, the text and the vote never change."""

    PERSONAL = {"owner": FOLLOWING}
    NOT_PERSONAL = (
        "id", "year", "number", "adopted_on", "body", "assembly", "item", "question", "title", "text", "vote", "standing",
        "public", "members_read", "due_on", "follow_state", "owner_words", "searched", "link", "version", "created_at",
    )  # fmt: skip

    year = models.PositiveSmallIntegerField(_("année"))
    number = models.PositiveIntegerField(_("numéro"))
    adopted_on = models.DateField(_("date de la décision"))
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="resolutions", verbose_name=_("instance"))
    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions")
    question = models.OneToOneField(
        Question, on_delete=models.PROTECT, null=True, blank=True, related_name="resolution"
    )
    title = models.CharField(_("titre"), max_length=300)
    text = models.TextField(_("texte"), max_length=50_000)
    vote = models.CharField(_("vote"), max_length=500, blank=True)  # in words, as it was declared
    standing = models.CharField(_("valeur"), max_length=10, choices=Standing.choices, default=Standing.IN_FORCE)
    public = models.BooleanField(_("lisible par tout le monde"), default=False)
    members_read = models.BooleanField(_("lisible par les membres"), default=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True,
                              related_name="+", verbose_name=_("responsable (compte)"))  # fmt: skip
    owner_words = models.CharField(_("qui s’en charge"), max_length=200, blank=True)  # an office, a table
    due_on = models.DateField(_("à faire avant le"), null=True, blank=True)
    follow_state = models.CharField(_("suite"), max_length=10, choices=FollowState.choices, default=FollowState.TO_DO)
    searched = models.TextField(editable=False, blank=True)  # number, title, text and vote, folded: they never change
    link = models.CharField(max_length=64, blank=True)  # digest in the chain of records
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("résolution")
        verbose_name_plural = _("résolutions")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="resolution_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="resolution_counts_from_one"),
            models.CheckConstraint(condition=~Q(title=""), name="resolution_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("minutes:resolution", args=[self.pk])

    @property
    def code(self) -> str:
        """« 2026-014 »"""
        return f"{self.year}-{self.number:03d}"


class ResolutionLink(models.Model):
    """A later resolution amends or repeals an earlier one."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    later = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="does")
    earlier = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="undergoes")
    kind = models.CharField(_("effet"), max_length=10, choices=LinkKind.choices)

    class Meta:
        verbose_name = _("effet d’une résolution")
        verbose_name_plural = _("effets des résolutions")
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="one_effect_of_one_on_another"),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="no_effect_on_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.later.code} {self.get_kind_display()} {self.earlier.code}"


class FollowUpQuerySet(models.QuerySet["ResolutionFollowUp"]):
    def visible_to(self, user: Any) -> "FollowUpQuerySet":
        """Staff all; others what is shown with a resolution that they see."""
        rows = self.filter(resolution__in=Resolution.objects.visible_to(user).order_by().values("pk"))
        return rows if user.is_authenticated and user.can(Permission.ASSEMBLIES_VIEW) else rows.filter(public=True)


class ResolutionFollowUp(models.Model):
    """What was done since, in the order of days."""

    PERSONAL = {"by": FOLLOWING}
    NOT_PERSONAL = ("id", "resolution", "on", "state", "text", "public", "created_at")

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="follow_ups")
    on = models.DateField(_("date"), default=localdate)
    state = models.CharField(_("où en est-on"), max_length=10, choices=FollowState.choices)
    text = models.TextField(_("ce qui a été fait"), max_length=3000)
    public = models.BooleanField(_("à montrer avec la résolution"), default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("suite donnée")
        verbose_name_plural = _("suites données")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_state_display()}"
