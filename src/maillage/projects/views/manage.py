"""Projects in Gestion: the list, one project with the panels of the rooms above, the tree of a programme."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.desk.columns import Column
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.projects import listing, sheet, tree, words
from maillage.projects.enums import Level, PlaceKind, ProjectState
from maillage.projects.models import Place, Project

P = Permission
LISTED = ("title", "titles", "language", "level", "state", "reference", "iati_identifier", "planned_start", "actual_start",
          "planned_end", "actual_end", "withheld", "is_public", "parent__title", "keeper__name")  # fmt: skip


class Projects(ListPage):
    access = P.PROJECTS_VIEW
    title = lazy("Projets")
    page_name = "projects:list"
    row_route = "projects:detail"
    default_sort = "title"
    all_journalled = True
    links = (Link(lazy("Nouveau projet"), "projects:new", P.PROJECTS_EDIT, primary=True),)
    columns = (
        Column("title", lazy("Titre"), value=words.title, sort=("sort_title",), link=True,
               note=lambda p: p.parent.title if p.parent else ""),
        Column("level", lazy("Niveau"), value=lambda p: p.get_level_display(), sort=("level",)),
        Column("state", lazy("État"), value=lambda p: p.get_state_display(), cell=listing.state_cell, sort=("state",)),
        Column("where", lazy("Pays"), value=listing.countries),
        Column("starts", lazy("Du"), value=lambda p: p.starts_on, sort=("planned_start",)),
        Column("ends", lazy("Au"), value=lambda p: p.ends_on, sort=("planned_end",)),
        Column("keeper", lazy("Suivi par"), value=lambda p: p.keeper.name if p.keeper else "", sort=("keeper__name",)),
        Column("reference", lazy("Référence"), sort=("reference",), default=False),
        Column("iati", lazy("Identifiant IATI"), value=lambda p: p.iati_identifier or "", sort=("iati_identifier",), default=False),
        Column("public", lazy("Visible"), value=lambda p: _("oui") if p.is_public else _("non"), default=False),
    )  # fmt: skip
    filters = listing.FILTERS
    empty = Empty(lazy("Aucun projet"), lazy("Un projet dit avec qui, où et pour quoi le réseau agit ; un programme en réunit plusieurs."),
                  Link(lazy("Écrire le premier"), "projects:new", P.PROJECTS_EDIT))  # fmt: skip

    def rows(self) -> QuerySet[Project]:
        places = Place.objects.filter(kind=PlaceKind.COUNTRY).only("project", "code", "kind")
        rows = Project.objects.visible_to(self.request.user).select_related("parent", "keeper").only(*LISTED)
        return rows.prefetch_related(Prefetch("places", places, to_attr="countries"))


class ProjectPage(DetailPage):
    access = P.PROJECTS_VIEW
    page = "project"
    template = "projects/detail.html"

    def rows(self) -> QuerySet[Project]:
        return Project.objects.visible_to(self.request.user).select_related("keeper", "copied_from", "parent")

    def title(self, obj: Project) -> str:
        return words.title(obj)

    def extra(self, obj: Project) -> dict[str, Any]:
        user = self.request.user
        return {**sheet.of_team(obj, user), "verbs": verbs(obj, user), "more": more(obj, user),
                "may_edit": user.can(P.PROJECTS_EDIT)}  # fmt: skip


def verbs(obj: Project, user: Any) -> list[tuple[str, str]]:
    """The gestures of each day."""
    if not user.can(P.PROJECTS_EDIT):
        return []
    state = ProjectState(obj.state)
    possible = [
        ("edit", _("Modifier"), True), ("state", _("Changer l’état"), any(state.can_become(one) for one in ProjectState)),
        ("publish", _("Montrer à tout le monde"), not obj.is_public),
    ]  # fmt: skip
    return [(f"projects:{name}", label) for name, label, now in possible if now]


def more(obj: Project, user: Any) -> list[tuple[str, str]]:
    """The rarer ones, folded."""
    if not user.can(P.PROJECTS_EDIT):
        return []
    withheld, draft = user.can(P.WITHHELD_VIEW), obj.state == ProjectState.IDENTIFIED
    possible = [
        ("move", _("Déplacer dans l’arbre"), True), ("copy", _("Reprendre"), True), ("image", _("Image"), True),
        ("unpublish", _("Garder à l’équipe"), obj.is_public), ("withhold", _("Retenir"), withheld and not obj.withheld),
        ("give_back", _("Ne plus retenir"), withheld and obj.withheld), ("delete", _("Effacer"), draft),
    ]  # fmt: skip
    return [(f"projects:{name}", label) for name, label, now in possible if now]


@access(P.PROJECTS_VIEW)
def branch(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole tree of a programme: one line for each node, a query for each level."""
    top = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    ids = tree.ids_under([top.pk])
    rows = Project.objects.visible_to(request.user).filter(pk__in=ids).select_related("keeper")
    late = Count("milestones", filter=Q(milestones__reached_on=None, milestones__due_on__lt=listing.today()))
    rows = rows.only(*[name for name in LISTED if not name.startswith("parent__")], "parent").annotate(late=late)
    places = Place.objects.filter(kind=PlaceKind.COUNTRY).only("project", "code", "kind")
    found = list(rows.prefetch_related(Prefetch("places", places, to_attr="countries")))
    return render(request, "projects/tree.html", {
        "title": words.title(top), "top": top, "lines": listing.tree_lines(top, found), "count": len(found),
        "may_edit": request.user.can(P.PROJECTS_EDIT), "can_hold": top.level != Level.LINE,
    })  # fmt: skip
