"""What changed in people's lives: transformations, the structural cause they touch, and what is seen of them later."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose, Until
from maillage.organisations.models import Organisation
from maillage.projects.models import Project
from maillage.results.enums import Direction, TransformationState, Verdict
from maillage.results.models.chain import Result, open_projects, sees_values

TELLER = Purpose(_("Dire qui affirme qu’un changement a eu lieu."), Until.ERASURE)
WRITER = Purpose(_("Savoir qui a écrit, et qui a validé."), Until.ACCOUNT)
USER = {"on_delete": models.SET_NULL, "null": True, "blank": True, "related_name": "+"}


class Cause(models.Model):
    """A structural cause of injustice that several changes touch: a law, a custom, a price, a lack of power."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    names = models.JSONField(_("cause"), default=list)  # narratives
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    why = models.TextField(_("en quoi elle est structurelle"), max_length=2_000, blank=True)

    class Meta:
        verbose_name = _("cause structurelle")
        verbose_name_plural = _("causes structurelles")
        ordering = ["pk"]

    def __str__(self) -> str:
        return said(self.names, get_language() or "fr")

    def get_absolute_url(self) -> str:
        return reverse("results:causes")


class TransformationQuerySet(models.QuerySet["Transformation"]):
    def public(self, project: Project | None = None) -> "TransformationQuerySet":
        """Validated by the partner, told to everyone, of a project that everyone sees (one that is seen already, or any)."""
        seen: Any = [project.pk] if project else Project.objects.public().values("pk")
        return self.filter(Q(organisation=None) | Organisation.seen_by_anyone("organisation"),
                           state=TransformationState.VALIDATED, is_public=True,
                           project__in=seen)  # fmt: skip

    def visible_to(self, user: Any) -> "TransformationQuerySet":
        if sees_values(user):
            return self.filter(project__in=open_projects(user))
        own = self.filter(project__in=open_projects(user)).values("pk")
        return self.filter(Q(pk__in=own) | Q(pk__in=self.model.objects.public().values("pk")))


class Transformation(models.Model):
    """What changed, for whom, where, since when, which way, and who says so. It may go backwards."""

    PERSONAL = {"said_by": TELLER, "written_by": WRITER, "answered_by": WRITER, "stories": TELLER}
    NOT_PERSONAL = ("id", "project", "result", "titles", "for_whom", "country", "place", "theme", "since", "direction",
                    "cause", "contributions", "organisation", "state", "answered_on", "answer", "is_public",
                    "version", "created_at", "updated_at")  # fmt: skip

    project = models.ForeignKey(Project, models.CASCADE, related_name="transformations", verbose_name=_("projet"))
    result = models.ForeignKey(Result, models.SET_NULL, null=True, blank=True, related_name="transformations",
                               verbose_name=_("résultat visé"))  # fmt: skip
    titles = models.JSONField(_("ce qui a changé"), default=list)  # narratives
    stories = models.JSONField(_("le récit"), default=list, blank=True)  # narratives
    for_whom = models.CharField(_("pour qui"), max_length=300)
    country = models.CharField(_("pays"), max_length=2, blank=True)
    place = models.CharField(_("où, plus précisément"), max_length=200, blank=True)
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    since = models.DateField(_("depuis"))
    direction = models.CharField(_("dans quel sens"), max_length=10, choices=Direction.choices,
                                 default=Direction.FORWARD)  # fmt: skip
    cause = models.ForeignKey(Cause, models.PROTECT, null=True, blank=True, related_name="transformations",
                              verbose_name=_("cause structurelle touchée"))  # fmt: skip
    contributions = models.JSONField(_("notre part"), default=list, blank=True)  # narratives
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+",
                                     verbose_name=_("partenaire qui le dit"))  # fmt: skip
    said_by = models.CharField(_("qui le dit, en mots"), max_length=200, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=TransformationState.choices,
                             default=TransformationState.DRAFT)  # fmt: skip
    answered_on = models.DateField(_("réponse du partenaire le"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("réponse donnée par"), **USER)
    answer = models.CharField(_("ce que dit le partenaire"), max_length=1_000, blank=True)
    is_public = models.BooleanField(_("visible par tout le monde une fois validée"), default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("écrite par"), **USER)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TransformationQuerySet.as_manager()

    class Meta:
        verbose_name = _("transformation")
        verbose_name_plural = _("transformations")
        ordering = ["-since", "-pk"]
        indexes = [models.Index(fields=["state", "is_public", "since"], name="transformation_public")]
        constraints = [
            models.CheckConstraint(condition=~Q(state__in=["validated", "refused"]) | Q(answered_on__isnull=False),
                                   name="transformation_answered_on"),
            models.CheckConstraint(condition=~Q(for_whom=""), name="transformation_for_someone"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return said(self.titles, get_language() or "fr")

    def get_absolute_url(self) -> str:
        return reverse("results:transformation", args=[self.pk])

    @property
    def stage(self) -> TransformationState:
        return TransformationState(self.state)

    @property
    def slug(self) -> str:
        return slugify(said(self.titles, "fr"))[:60].strip("-") or "changement"

    @property
    def public_url(self) -> str:
        return reverse("site:transformation", args=[self.pk, self.slug])


class Observation(models.Model):
    """One comes back to see: does the change hold? That it lasts is worked out from these, never ticked."""

    PERSONAL = {"seen_by": TELLER, "written_by": WRITER, "words": TELLER}
    NOT_PERSONAL = ("id", "transformation", "on", "verdict", "created_at")

    transformation = models.ForeignKey(Transformation, models.CASCADE, related_name="observations")
    on = models.DateField(_("le"))
    verdict = models.CharField(_("ce changement"), max_length=6, choices=Verdict.choices)
    words = models.JSONField(_("ce que l’on voit"), default=list, blank=True)  # narratives
    seen_by = models.CharField(_("vu par"), max_length=200, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("notée par"), **USER)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("observation d’une transformation")
        verbose_name_plural = _("observations des transformations")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["transformation", "on"], name="observation_once_a_day")]

    def __str__(self) -> str:
        return f"{date_format(self.on, 'SHORT_DATE_FORMAT')} : {self.get_verdict_display()}"

    def get_absolute_url(self) -> str:
        return reverse("results:transformation", args=[self.transformation_id])
