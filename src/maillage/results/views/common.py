"""What the pages of Gestion on results share."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from maillage.accounts.roles import Permission
from maillage.core.asked import row_number
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.projects.models import Project
from maillage.results.models import Indicator

P = Permission


def chain_url(project: Any) -> str:
    """The chain of a project (the row or its number)."""
    return reverse("results:chain", args=[project.pk if isinstance(project, Project) else project])


def projects_of(user: Any) -> QuerySet[Project]:
    """Projects that this person sees with the team's eyes."""
    return Project.objects.visible_to(user)


class OnProject:
    """A page whose object is a project: it goes back to the chain."""

    request: Any

    def rows(self) -> QuerySet[Project]:
        return projects_of(self.request.user)

    def done_url(self, obj: Any) -> str:
        return chain_url(obj)

    def is_stale(self, obj: Any, version: str | None) -> bool:
        """What is edited here is not the project itself."""
        return False

    def indicator(self, project: Project) -> Indicator:
        """The one that the address names, of the chain of this project."""
        number = row_number(self.request.GET.get("indicateur", ""))
        if not number:
            raise Http404
        return get_object_or_404(
            Indicator.objects.filter(result__uses__project=project).select_related("result"), pk=number
        )


class ProjectEdit(OnProject, EditPage):
    access = P.RESULTS_EDIT


class ProjectVerb(OnProject, VerbPage):
    access = P.RESULTS_EDIT
