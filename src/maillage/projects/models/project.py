"""A programme, an outcome, a project or a line of activity: one node of a tree, one IATI activity where a funder asks."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.generation import remembered
from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose, Until
from maillage.core.text import fold
from maillage.organisations.models import Organisation
from maillage.projects.enums import Level, ProjectState, Role

KEEPER = Purpose(_("Savoir qui suit un projet."), Until.ACCOUNT)


# Nodes that only those who read what is withheld may know of: withheld themselves, or carried there by an organisation
# that is withheld (or merged into one that is), and whatever stands under such a node. Asked once for a whole list.
HIDDEN = """
WITH RECURSIVE unseen_organisation(id) AS (
    SELECT id FROM organisations_organisation WHERE withheld
    UNION SELECT o.id FROM organisations_organisation o JOIN unseen_organisation u ON o.merged_into_id = u.id
), unseen_project(id) AS (
    SELECT id FROM projects_project WHERE withheld
    UNION SELECT project_id FROM projects_participant WHERE organisation_id IN (SELECT id FROM unseen_organisation)
    UNION SELECT p.id FROM projects_project p JOIN unseen_project u ON p.parent_id = u.id
) SELECT id FROM unseen_project
"""


MOST_UNSEEN = 500


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> "ProjectQuerySet":
        """What anyone may see: told to the public, not withheld, nor carried there by someone who is, nor under such a node."""
        # In a transaction what is seen may still change: the rule itself is asked.
        unseen = None if connection.in_atomic_block else remembered("projects.unseen", unseen_ids)
        rows = self.filter(is_public=True)
        if unseen is None:
            return rows.filter(~Project.hidden_rule())
        return rows.exclude(pk__in=unseen) if unseen else rows

    def visible_to(self, user: Any) -> "ProjectQuerySet":
        """Staff by their rights; a contributor sees the projects that their organisation carries; everyone, what is public."""
        own = self.own_ids(user)
        if user.is_authenticated and user.can(Permission.PROJECTS_VIEW):
            if user.can(Permission.WITHHELD_VIEW):
                return self
            return self.filter(~Project.hidden_rule() | Q(pk__in=own)) if own else self.filter(~Project.hidden_rule())
        return self.filter(Q(pk__in=own) | Q(~Project.hidden_rule(), is_public=True)) if own else self.public()

    def hidden(self) -> "ProjectQuerySet":
        """What only those who read what is withheld may know of."""
        return self.filter(Project.hidden_rule())

    @staticmethod
    def own_ids(user: Any) -> list[int]:
        """Projects carried by the organisations that this person keeps."""
        ids = Organisation.objects.own_ids(user)
        if not ids:
            return []
        rows = Project.participants.rel.related_model.objects.filter(organisation__in=ids)
        return list(rows.exclude(role=Role.REPORTING).values_list("project", flat=True).distinct())

    def own(self, user: Any) -> "ProjectQuerySet":
        return self.filter(pk__in=self.own_ids(user))


def unseen_ids() -> list[int] | None:
    """The nodes that must not be seen, when they are few enough to be kept in mind: found again at each journalled change."""
    found = list(Project.objects.hidden().order_by().values_list("pk", flat=True)[: MOST_UNSEEN + 1])
    return found if len(found) <= MOST_UNSEEN else None


class Project(models.Model):
    """One node of the work done with others: IATI 2.03 `iati-activity` where it is published at this level."""

    PERSONAL = {"keeper": KEEPER}
    NOT_PERSONAL = (
        "id", "level", "parent", "title", "sort_title", "titles", "language", "reference", "iati_identifier",
        "publishes_iati", "hierarchy", "state", "planned_start", "actual_start", "planned_end", "actual_end",
        "date_words", "is_public", "withheld", "withheld_reason", "scope", "collaboration_type", "flow_type",
        "finance_type", "aid_types", "tied_status", "currency", "humanitarian", "budget_not_provided", "capital_spend",
        "linked_data_uri", "secondary_reporter", "conditions_attached", "conditions", "image", "image_alt", "source_key",
        "copied_from", "last_updated_at", "version", "created_at", "updated_at",
    )  # fmt: skip

    level = models.CharField(_("niveau"), max_length=10, choices=Level.choices, default=Level.PROJECT)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children",
                               verbose_name=_("fait partie de"))  # fmt: skip
    title = models.CharField(_("titre"), max_length=500)  # in `language`
    sort_title = models.CharField(max_length=500, editable=False, db_index=True)
    titles = models.JSONField(_("titre en d’autres langues"), default=list, blank=True)  # narratives
    language = models.CharField(_("langue"), max_length=5, default="fr")
    reference = models.CharField(_("référence"), max_length=60, blank=True)  # the network's own
    iati_identifier = models.CharField(_("identifiant IATI"), max_length=200, null=True, blank=True, unique=True)
    publishes_iati = models.BooleanField(_("publié selon l’IATI à ce niveau"), default=False)
    hierarchy = models.PositiveSmallIntegerField(_("rang IATI"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=1, choices=ProjectState.choices, default=ProjectState.IDENTIFIED)
    planned_start = models.DateField(_("début prévu"), null=True, blank=True)
    actual_start = models.DateField(_("début réel"), null=True, blank=True)
    planned_end = models.DateField(_("fin prévue"), null=True, blank=True)
    actual_end = models.DateField(_("fin réelle"), null=True, blank=True)
    date_words = models.JSONField(_("mots sur les dates"), default=dict, blank=True)  # {type: narratives}
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
                               verbose_name=_("suivi par"))  # fmt: skip
    is_public = models.BooleanField(_("visible par tout le monde"), default=False)
    withheld = models.BooleanField(_("retenu"), default=False)
    withheld_reason = models.CharField(_("pourquoi il est retenu"), max_length=300, blank=True)
    # What IATI asks once for the whole activity; codes of its lists.
    scope = models.CharField(_("portée"), max_length=20, blank=True)
    collaboration_type = models.CharField(_("type de collaboration"), max_length=20, blank=True)
    flow_type = models.CharField(_("type de flux"), max_length=20, blank=True)
    finance_type = models.CharField(_("type de financement"), max_length=20, blank=True)
    aid_types = models.JSONField(_("types d’aide"), default=list, blank=True)  # [[vocabulary, code]]
    tied_status = models.CharField(_("aide liée"), max_length=20, blank=True)
    currency = models.CharField(_("monnaie"), max_length=3, blank=True)
    humanitarian = models.BooleanField(_("humanitaire"), null=True, blank=True)
    budget_not_provided = models.CharField(_("pourquoi sans budget"), max_length=20, blank=True)
    capital_spend = models.DecimalField(
        _("part d’investissement (%)"), max_digits=12, decimal_places=9, null=True, blank=True
    )
    linked_data_uri = models.CharField(_("adresse de données liées"), max_length=500, blank=True)
    secondary_reporter = models.BooleanField(_("publié pour un autre"), null=True, blank=True)
    conditions_attached = models.BooleanField(_("soumis à des conditions"), null=True, blank=True)
    conditions = models.JSONField(_("conditions"), default=list, blank=True)  # [{"type": code, "texts": narratives}]
    image = models.CharField(_("image"), max_length=64, blank=True)  # public id of an image of the room files
    image_alt = models.CharField(_("l’image, en mots"), max_length=200, blank=True)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies",
                                    verbose_name=_("repris de"))  # fmt: skip
    source_key = models.CharField(_("clé dans la source importée"), max_length=64, blank=True, db_index=True)
    last_updated_at = models.DateTimeField(_("mis à jour à la source le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("créé le"), default=now)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("projet")
        verbose_name_plural = _("projets")
        ordering = ["sort_title", "pk"]
        indexes = [
            models.Index(fields=["state", "sort_title"], name="project_state_title"),
            models.Index(fields=["is_public", "sort_title"], name="project_public_title"),
            models.Index(fields=["level", "sort_title"], name="project_level_title"),
            models.Index(fields=["id"], name="project_withheld", condition=Q(withheld=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="project_has_a_title"),
            models.CheckConstraint(condition=~Q(iati_identifier=""), name="project_iati_said_or_absent"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="project_not_its_own_parent"),
            models.CheckConstraint(condition=Q(capital_spend=None) | Q(capital_spend__range=(0, 100)),
                                   name="project_capital_spend"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_title = fold(self.title)[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("projects:detail", args=[self.pk])

    def clean(self) -> None:
        """Dates in their order: what a person writes; a source that says otherwise is kept as it is."""
        for start, end in ((self.planned_start, self.planned_end), (self.actual_start, self.actual_end)):
            if start and end and end < start:
                raise ValidationError(_("La fin ne peut pas venir avant le début."))

    @staticmethod
    def hidden_rule(path: str = "pk") -> Q:
        """Withheld, at the end of a path of relations (`project`): never tell it to those without the right."""
        return Q(**{f"{path}__in": RawSQL(HIDDEN, ())})  # noqa: S611 (nothing of anyone in it)

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "projet"

    @property
    def public_url(self) -> str:
        return reverse("site:project", args=[self.pk, self.slug])

    @property
    def starts_on(self) -> Any:
        """When it began, else when it should."""
        return self.actual_start or self.planned_start

    @property
    def ends_on(self) -> Any:
        return self.actual_end or self.planned_end

    def title_in(self, language: str) -> str:
        """Its title for a reader."""
        return said([[self.language, self.title], *self.titles], language, self.title)


class Transition(models.Model):
    """A change of state and the day on which it became true."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="transitions")
    state = models.CharField(_("état"), max_length=1, choices=ProjectState.choices)
    on = models.DateField(_("le"))
    note = models.CharField(_("pourquoi"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("changement d’état d’un projet")
        verbose_name_plural = _("changements d’état d’un projet")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()} : {self.on}"
