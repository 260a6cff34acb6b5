"""What goes with a project: calendar, risks, the part of local authorities, its journal, documents; bonds here and there."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import ALL, Purpose, Until
from maillage.files.models import Document
from maillage.organisations.models import Organisation
from maillage.projects.enums import BondKind, Grade, RiskState, Stage
from maillage.projects.models.project import Project

OWNER = Purpose(_("Savoir à qui s’adresser."), Until.ACCOUNT)
WRITER = Purpose(_("Savoir qui a écrit une note."), Until.ACCOUNT)
USER = {"on_delete": models.SET_NULL, "null": True, "blank": True, "related_name": "+"}


class PartQuerySet(models.QuerySet[Any]):
    """Rows of a project: seen by whom sees the project."""

    def visible_to(self, user: Any) -> "PartQuerySet":
        return self.filter(project__in=Project.objects.visible_to(user).values("pk"))


class Milestone(models.Model):
    """A date of the project's calendar, and when it was reached."""

    PERSONAL = {"owner": OWNER}
    NOT_PERSONAL = ("id", "project", "title", "due_on", "reached_on", "is_public")

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    title = models.CharField(_("étape du calendrier"), max_length=200)
    due_on = models.DateField(_("prévue le"))
    reached_on = models.DateField(_("atteinte le"), null=True, blank=True)
    is_public = models.BooleanField(_("visible par tout le monde"), default=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("suivie par"), **USER)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("étape d’un projet")
        verbose_name_plural = _("étapes d’un projet")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.project.get_absolute_url()}#calendrier"


class Risk(models.Model):
    """What may go wrong, how much, what is done about it, and who watches."""

    PERSONAL = {"owner": OWNER}
    NOT_PERSONAL = ("id", "project", "title", "likelihood", "impact", "measure", "state", "review_on", "closed_on",
                    "updated_at")  # fmt: skip

    project = models.ForeignKey(Project, models.CASCADE, related_name="risks")
    title = models.CharField(_("risque"), max_length=300)
    likelihood = models.PositiveSmallIntegerField(_("probabilité"), choices=Grade.choices, default=Grade.MIDDLE)
    impact = models.PositiveSmallIntegerField(_("gravité"), choices=Grade.choices, default=Grade.MIDDLE)
    measure = models.TextField(_("ce que nous faisons"), max_length=2_000, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=RiskState.choices, default=RiskState.OPEN)
    review_on = models.DateField(_("à revoir le"), null=True, blank=True)
    closed_on = models.DateField(_("écarté le"), null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("suivi par"), **USER)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("risque d’un projet")
        verbose_name_plural = _("risques d’un projet")
        ordering = ["-state", "-impact", "-likelihood", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(likelihood__range=(1, 3), impact__range=(1, 3)), name="risk_on_the_grid"),
            models.CheckConstraint(condition=Q(state=RiskState.CLOSED, closed_on__isnull=False)
                                   | ~Q(state=RiskState.CLOSED) & Q(closed_on=None), name="risk_closed_on_a_day"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.project.get_absolute_url()}#risques"

    @property
    def weight(self) -> int:
        """1 (watch from afar) to 9 (act now)."""
        return self.likelihood * self.impact


class AuthorityPartQuerySet(PartQuerySet):
    def public(self) -> "AuthorityPartQuerySet":
        return self.filter(
            Organisation.seen_by_anyone("organisation"), project__in=Project.objects.public().values("pk")
        )

    def visible_to(self, user: Any) -> "AuthorityPartQuerySet":
        return super().visible_to(user).filter(organisation__in=Organisation.objects.visible_to(user).values("pk"))


class AuthorityPart(models.Model):
    """The part that a local authority took at one stage (OCC-6: at all stages)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="authority_parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("collectivité"))
    stage = models.CharField(_("moment du projet"), max_length=10, choices=Stage.choices)
    what = models.CharField(_("ce qu’elle a fait"), max_length=400)
    on = models.DateField(_("le"), null=True, blank=True)

    objects = AuthorityPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part d’une collectivité")
        verbose_name_plural = _("parts des collectivités")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation} : {self.get_stage_display()}"

    def get_absolute_url(self) -> str:
        return f"{self.project.get_absolute_url()}#collectivites"


class ProjectNote(models.Model):
    """A line of the project's journal, written by someone."""

    PERSONAL = {"written_by": WRITER}
    NOT_PERSONAL = ("id", "project", "on", "text", "created_at")

    project = models.ForeignKey(Project, models.CASCADE, related_name="notes")
    on = models.DateField(_("le"))
    text = models.TextField(_("note"), max_length=5_000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("écrite par"), **USER)
    created_at = models.DateTimeField(default=now)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("note d’un projet")
        verbose_name_plural = _("notes d’un projet")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{self.project.get_absolute_url()}#notes"


class ProjectDocument(models.Model):
    """A document of the house or an address elsewhere (`document-link`)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents")
    rank = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+",
                                 verbose_name=_("document"))  # fmt: skip
    url = models.CharField(_("adresse"), max_length=1000, blank=True)
    format = models.CharField(_("format"), max_length=120, blank=True)
    titles = models.JSONField(_("titre"), default=list, blank=True)  # narratives
    descriptions = models.JSONField(_("description"), default=list, blank=True)
    categories = models.JSONField(_("catégories"), default=list, blank=True)  # codes of DocumentCategory
    languages = models.JSONField(_("langues"), default=list, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("document d’un projet")
        verbose_name_plural = _("documents d’un projet")
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(document=None) & ~Q(url="") | Q(document__isnull=False, url=""),
                                   name="project_document_is_one"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.url or str(self.document)

    def get_absolute_url(self) -> str:
        return f"{self.project.get_absolute_url()}#documents"


class BondQuerySet(models.QuerySet["Bond"]):
    def public(self) -> "BondQuerySet":
        return self.filter(Organisation.seen_by_anyone("here"), Organisation.seen_by_anyone("there"), is_public=True)

    def visible_to(self, user: Any) -> "BondQuerySet":
        shown = Organisation.objects.visible_to(user).values("pk")
        return self.filter(here__in=shown, there__in=shown)


class Bond(models.Model):
    """A tie « d’ici et d’ailleurs »: an organisation here, an organisation there (CIS-7)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    here = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("ici"))
    there = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("là-bas"))
    kind = models.CharField(_("lien"), max_length=10, choices=BondKind.choices)
    what = models.CharField(_("ce qui les lie"), max_length=400, blank=True)
    country = models.CharField(
        _("pays montré sur la carte"), max_length=2, blank=True
    )  # else the organisation's, if shown
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="bonds",
                                verbose_name=_("projet"))  # fmt: skip
    since = models.DateField(_("depuis"), null=True, blank=True)
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    is_public = models.BooleanField(_("visible par tout le monde"), default=True)

    objects = BondQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien d’ici et d’ailleurs")
        verbose_name_plural = _("liens d’ici et d’ailleurs")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(here=F("there")), name="bond_of_two"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")), name="bond_days"
            ),
            models.UniqueConstraint(fields=["here", "there", "kind"], name="bond_once"),
        ]

    def __str__(self) -> str:
        return f"{self.here} – {self.there}"

    def get_absolute_url(self) -> str:
        return reverse("projects:bond", args=[self.pk])
