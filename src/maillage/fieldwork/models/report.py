"""What a partner promised to tell, and the report of one period: words, figures, where it stands."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.personal import ALL, Purpose, Until
from maillage.fieldwork.enums import Every, ReportState
from maillage.fieldwork.quarters import title_of
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

WRITER = Purpose(_("Savoir qui a envoyé un rapport, et qu’une autre personne l’a approuvé."), Until.ACCOUNT)
WORDS = Purpose(_("Rendre compte d’un projet ; ces mots peuvent parler de personnes."), Until.ERASURE)
USER: dict[str, Any] = {"on_delete": models.SET_NULL, "null": True, "blank": True, "related_name": "+"}


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows of a partner in a project, at the end of `AT`."""

    AT = ""

    def visible_to(self, user: Any) -> Any:
        """Staff who follow projects, for those and the organisations that they may see; a partner, its own."""
        if not user.is_authenticated:
            return self.none()
        project, organisation = f"{self.AT}project__in", f"{self.AT}organisation__in"
        own = self.own_rule(user)
        if not user.can(Permission.PROJECTS_VIEW):
            return self.filter(own)
        if user.can(Permission.WITHHELD_VIEW):
            return self
        shown = Q(**{project: Project.objects.visible_to(user).values("pk"),
                     organisation: Organisation.objects.visible_to(user).values("pk")})  # fmt: skip
        return self.filter(shown | own)

    def own(self, user: Any) -> Any:
        """Those of the organisations that this person keeps: to read and to write."""
        return self.filter(self.own_rule(user))

    def own_rule(self, user: Any) -> Q:
        return Q(**{f"{self.AT}organisation__in": Organisation.objects.own_ids(user)})


class ReportPlan(models.Model):
    """Who reports on what, how often: the reports of the years to come follow from it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="report_plans", verbose_name=_("projet"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="report_plans",
                                     verbose_name=_("qui écrit"))  # fmt: skip
    every = models.PositiveSmallIntegerField(_("quand"), choices=Every.choices, default=Every.QUARTER)
    starts_on = models.DateField(_("à partir du"))
    days = models.PositiveSmallIntegerField(_("jours pour l’écrire, une fois la période finie"), default=30)
    language = models.CharField(_("langue des lettres"), max_length=2, choices=settings.LANGUAGES, default="fr")
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapports demandés")
        verbose_name_plural = _("rapports demandés")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation"], name="report_plan_once"),
            models.CheckConstraint(condition=Q(days__lte=365), name="report_plan_days"),
            models.CheckConstraint(condition=Q(every__in=[1, 3, 6, 12]), name="report_plan_every"),
        ]

    def __str__(self) -> str:
        return f"{self.project} – {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("projects:detail", args=[self.project_id])


class PartnerReportQuerySet(OwnedQuerySet):
    def to_write(self) -> "PartnerReportQuerySet":
        return self.filter(state__in=[ReportState.DRAFT, ReportState.RETURNED])

    def to_read(self) -> "PartnerReportQuerySet":
        return self.filter(state=ReportState.SUBMITTED)

    def hidden(self) -> "PartnerReportQuerySet":
        """What only those who read what is withheld may know of."""
        return self.filter(
            Project.hidden_rule("project") | Q(organisation__in=Organisation.objects.hidden().values("pk"))
        )

    def told(self, project: Project | None = None) -> "PartnerReportQuerySet":
        """Stories shown to everyone, of organisations and projects (one that is seen already, or any) that everyone may see."""
        seen: Any = [project.pk] if project else Project.objects.public().values("pk")
        return self.filter(Organisation.seen_by_anyone("organisation"), state=ReportState.APPROVED, story_public=True,
                           project__in=seen)  # fmt: skip


class PartnerReport(models.Model):
    """What a partner tells of a period of a project. Its words stay as they were written; translations stand beside.

    `marks` says of each thing that was written at which version and by which sending: two phones that wrote different
    things are put together, and what both changed is set aside (`ReportCopy`), never lost.
    """

    PERSONAL = {"done": WORDS, "needs": WORDS, "story": WORDS, "submitted_by": WRITER, "approved_by": WRITER,
                "returned_by": WRITER}  # fmt: skip
    NOT_PERSONAL = (
        "id", "project", "organisation", "starts_on", "ends_on", "due_on", "state", "language", "people", "women",
        "translations", "story_public", "return_note", "submitted_at", "returned_at", "approved_at", "marks", "version",
        "created_at", "updated_at",
    )  # fmt: skip

    project = models.ForeignKey(Project, models.PROTECT, related_name="partner_reports", verbose_name=_("projet"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partner_reports",
                                     verbose_name=_("partenaire"))  # fmt: skip
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    due_on = models.DateField(_("à remettre le"))
    state = models.CharField(_("état"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    language = models.CharField(_("langue de ces mots"), max_length=5, default="fr")
    done = models.TextField(_("ce qui a été fait"), max_length=5_000, blank=True)
    people = models.PositiveIntegerField(_("personnes participantes"), null=True, blank=True)
    women = models.PositiveIntegerField(_("dont femmes"), null=True, blank=True)
    needs = models.TextField(_("difficultés et besoins"), max_length=3_000, blank=True)
    story = models.TextField(_("récit"), max_length=5_000, blank=True)
    translations = models.JSONField(_("traductions"), default=dict, blank=True)  # {field: narratives}
    story_public = models.BooleanField(_("récit visible par tout le monde"), default=False)
    return_note = models.TextField(_("ce qui est à reprendre"), max_length=2_000, blank=True)
    submitted_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("envoyé par"), **USER)
    returned_at = models.DateTimeField(_("renvoyé le"), null=True, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("renvoyé par"), **USER)
    approved_at = models.DateTimeField(_("approuvé le"), null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("approuvé par"), **USER)
    marks = models.JSONField(default=dict, blank=True)  # {name: [version, key of the sending]}
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PartnerReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapport d’un partenaire")
        verbose_name_plural = _("rapports des partenaires")
        ordering = ["-ends_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="partner_report_state")]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation", "starts_on"], name="partner_report_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="partner_report_days"),
            models.CheckConstraint(condition=Q(women=None) | Q(people__isnull=False, women__lte=F("people")),
                                   name="partner_report_women"),
            models.CheckConstraint(
                condition=Q(submitted_by=None) | Q(approved_by=None) | ~Q(submitted_by=F("approved_by")),
                name="partner_report_approved_by_another",
            ),
            models.CheckConstraint(condition=~Q(state="approved") | Q(approved_at__isnull=False),
                                   name="partner_report_approved_at"),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(return_note=""), name="partner_report_note"),
            models.CheckConstraint(condition=Q(story_public=False) | Q(state="approved") & ~Q(story=""),
                                   name="partner_report_story_told"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return title_of(self.starts_on, self.ends_on)

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:report", args=[self.pk])

    @property
    def stage(self) -> ReportState:
        return ReportState(self.state)

    @property
    def is_late(self) -> bool:
        return self.stage.writable and self.due_on < localdate()
