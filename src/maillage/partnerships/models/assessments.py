"""The yearly assessment, both ways, with the same questions over the years; what a partner can, as it sees it."""

import secrets
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose, Until
from maillage.partnerships.enums import AskedState, Direction, Score, Source
from maillage.partnerships.models.part import PartQuerySet
from maillage.partnerships.models.partnership import Partnership

ANSWERED = Purpose(_("Savoir qui a répondu pour son organisation."), Until.ACCOUNTS)
WITHIN = {"validators": [MinValueValidator(1), MaxValueValidator(5)]}


def nonce() -> str:
    """What makes a link the last one that was sent."""
    return secrets.token_urlsafe(12)


class QuestionSet(models.Model):
    """The questions as they were asked from some day on. A question keeps its code from one version to the next."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    number = models.PositiveIntegerField(_("version"), unique=True)
    title = models.CharField(_("titre"), max_length=200)
    adopted_on = models.DateField(_("en usage depuis le"), null=True, blank=True)  # None: being prepared
    note = models.CharField(_("ce qui change"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("grille d’évaluation")
        verbose_name_plural = _("grilles d’évaluation")
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(_("%(title)s, version %(number)s") % {"title": self.title, "number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("partnerships:question_set", args=[self.pk])


class AssessmentQuestion(models.Model):
    """A question, told once for each side: one is asked of the partner, the other of the network."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="questions", db_index=False)
    code = models.CharField(_("code"), max_length=40)
    rank = models.PositiveSmallIntegerField(default=0)
    for_partner = models.JSONField(_("posée au partenaire"), default=list)  # narratives
    for_network = models.JSONField(_("posée au réseau"), default=list)  # narratives

    class Meta:
        verbose_name = _("question d’une grille")
        verbose_name_plural = _("questions d’une grille")
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["question_set", "code"], name="grid_question_once")]

    def __str__(self) -> str:
        return said(self.for_network, "fr")[:120]

    def words(self, direction: str, language: str) -> str:
        return said(self.for_partner if direction == Direction.BY_PARTNER else self.for_network, language)


class AskedQuerySet(PartQuerySet):
    def waiting(self) -> "AskedQuerySet":
        return self.filter(state=AskedState.ASKED)


class Asked(models.Model):
    """Something asked of a partner: by a signed link, in its space, or noted by the team from paper."""

    state = models.CharField(_("état"), max_length=8, choices=AskedState.choices, default=AskedState.ASKED)
    nonce = models.CharField(max_length=24, default=nonce, editable=False)
    asked_on = models.DateField(_("demandée le"), null=True, blank=True)
    due_on = models.DateField(_("à rendre pour le"), null=True, blank=True)
    answered_at = models.DateTimeField(_("reçue le"), null=True, blank=True)
    source = models.CharField(_("comment"), max_length=8, choices=Source.choices, blank=True, default=Source.NONE)
    answered_by = models.CharField(_("qui a répondu"), max_length=200, blank=True)
    words = models.TextField(_("ce que vous voulez ajouter"), max_length=5_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    class Meta:
        abstract = True

    @property
    def is_late(self) -> bool:
        return self.state == AskedState.ASKED and self.due_on is not None and self.due_on < localdate()


class AssessmentQuerySet(AskedQuerySet):
    def visible_to(self, user: Any) -> "AssessmentQuerySet":
        return self.filter(partnership__in=Partnership.objects.visible_to(user).values("pk"))


class Assessment(Asked):
    """The assessment of one year, in one direction."""

    PERSONAL = {"answered_by": ANSWERED, "words": ANSWERED}
    NOT_PERSONAL = ("id", "partnership", "year", "direction", "question_set", "state", "nonce", "asked_on", "due_on",
                    "answered_at", "source", "version", "created_at")  # fmt: skip

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="assessments", db_index=False)
    year = models.PositiveSmallIntegerField(_("année"))
    direction = models.CharField(_("qui évalue"), max_length=12, choices=Direction.choices)
    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="assessments", verbose_name=_("grille"))

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("évaluation d’un partenariat")
        verbose_name_plural = _("évaluations des partenariats")
        ordering = ["-year", "direction", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="assessment_due")]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year", "direction"], name="assessment_once"),
            models.CheckConstraint(condition=Q(year__range=(1950, 2200)), name="assessment_year"),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False) & ~Q(source=""),
                name="assessment_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:assessment", args=[self.pk])


class AssessmentAnswer(models.Model):
    """One score and its words; a question may be left."""

    PERSONAL = {"words": ANSWERED}
    NOT_PERSONAL = ("id", "assessment", "question", "score")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers", db_index=False)
    question = models.ForeignKey(AssessmentQuestion, models.PROTECT, related_name="answers")
    score = models.PositiveSmallIntegerField(_("note"), choices=Score.choices, null=True, blank=True, **WITHIN)
    words = models.CharField(_("en mots"), max_length=1_000, blank=True)

    class Meta:
        verbose_name = _("réponse à une évaluation")
        verbose_name_plural = _("réponses à une évaluation")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="assessment_answer_once"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__range=(1, 5)), name="assessment_score"),
        ]

    def __str__(self) -> str:
        return str(self.score or "–")


class CapacityAssessment(Asked):
    """What a partner says it can do, one day."""

    PERSONAL = {"answered_by": ANSWERED, "words": ANSWERED}
    NOT_PERSONAL = ("id", "partnership", "on", "state", "nonce", "asked_on", "due_on", "answered_at", "source",
                    "version", "created_at")  # fmt: skip

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="capacities")
    on = models.DateField(_("évaluée le"), null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("auto-évaluation des capacités")
        verbose_name_plural = _("auto-évaluations des capacités")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership"], condition=Q(state="asked"), name="capacity_asked_once"),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False, on__isnull=False) & ~Q(source=""),
                name="capacity_answered",
            ),
        ]

    def __str__(self) -> str:
        return str(self.partnership)

    def get_absolute_url(self) -> str:
        return self.partnership.get_absolute_url()


class CapacityLevel(models.Model):
    """The level in one domain (`capacity.DOMAINS`), and what shows it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    assessment = models.ForeignKey(CapacityAssessment, models.CASCADE, related_name="levels", db_index=False)
    domain = models.CharField(_("domaine"), max_length=40)
    level = models.PositiveSmallIntegerField(_("niveau"), **WITHIN)
    shows = models.CharField(_("ce qui le montre"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("niveau d’une capacité")
        verbose_name_plural = _("niveaux des capacités")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "domain"], name="capacity_level_once"),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="capacity_level_range"),
        ]

    def __str__(self) -> str:
        return f"{self.domain} {self.level}"
