"""What is learned: a score and a lesson for each outcome each year, and capitalisation notes."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import Purpose, Until
from maillage.projects.models import Project
from maillage.results.enums import Grade, NoteState
from maillage.results.models.chain import Result, open_projects, sees_values

WRITER = Purpose(_("Savoir qui a écrit, et qui a relu."), Until.ACCOUNT)
USER = {"on_delete": models.SET_NULL, "null": True, "blank": True, "related_name": "+"}


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to(self, user: Any) -> "ScoreQuerySet":
        return self.filter(project__in=open_projects(user))


class Score(models.Model):
    """How an outcome went in one year, and what it taught (the Belgian « score de performance »)."""

    PERSONAL = {"written_by": WRITER}
    NOT_PERSONAL = ("id", "project", "result", "year", "grade", "why", "lesson", "next_steps", "version", "updated_at")

    project = models.ForeignKey(Project, models.CASCADE, related_name="scores", db_index=False)
    result = models.ForeignKey(Result, models.CASCADE, related_name="scores", verbose_name=_("effet visé"))
    year = models.PositiveSmallIntegerField(_("année"))
    grade = models.PositiveSmallIntegerField(_("score"), choices=Grade.choices)
    why = models.TextField(_("pourquoi ce score"), max_length=3_000)
    lesson = models.TextField(_("leçon tirée"), max_length=3_000)
    next_steps = models.TextField(_("ce que nous changeons"), max_length=2_000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("écrit par"), **USER)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score et leçon")
        verbose_name_plural = _("scores et leçons")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "result", "year"], name="score_once_a_year"),
            models.CheckConstraint(condition=Q(grade__range=(1, 4)), name="score_grade"),
            models.CheckConstraint(condition=Q(year__range=(1950, 2200)), name="score_year"),
            models.CheckConstraint(condition=~Q(lesson=""), name="score_has_a_lesson"),
        ]

    def __str__(self) -> str:
        return f"{self.result} – {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("results:scores", args=[self.project_id])


class NoteQuerySet(models.QuerySet["CapitalisationNote"]):
    def public(self) -> "NoteQuerySet":
        return self.filter(state=NoteState.PUBLISHED)

    def visible_to(self, user: Any) -> "NoteQuerySet":
        return self if sees_values(user) else self.public()


class CapitalisationNote(models.Model):
    """What several projects taught on a theme, written, reviewed by another, published."""

    PERSONAL = {"written_by": WRITER, "reviewed_by": WRITER}
    NOT_PERSONAL = ("id", "title", "summary", "text", "language", "theme", "other_themes", "projects", "state",
                    "reviewed_at", "published_at", "version", "created_at", "updated_at")  # fmt: skip

    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    text = models.TextField(_("texte"), max_length=30_000, blank=True)
    language = models.CharField(_("langue du texte"), max_length=5, default="fr")
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    other_themes = models.JSONField(_("autres thèmes"), default=list, blank=True)
    projects = models.ManyToManyField(Project, blank=True, related_name="notes_of_learning",
                                      verbose_name=_("projets dont elle part"))  # fmt: skip
    state = models.CharField(_("état"), max_length=10, choices=NoteState.choices, default=NoteState.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("écrite par"), **USER)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("relue par"), **USER)
    reviewed_at = models.DateTimeField(_("relue le"), null=True, blank=True)
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note de capitalisation")
        verbose_name_plural = _("notes de capitalisation")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="note_has_a_title"),
            models.CheckConstraint(condition=~Q(state="published") | Q(published_at__isnull=False),
                                   name="note_published_at"),
            models.CheckConstraint(condition=Q(reviewed_by=None) | Q(written_by=None) | ~Q(reviewed_by=F("written_by")),
                                   name="note_reviewed_by_another"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("results:note", args=[self.pk])

    @property
    def stage(self) -> NoteState:
        return NoteState(self.state)

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "note"

    @property
    def public_url(self) -> str:
        return reverse("site:note", args=[self.pk, self.slug])
