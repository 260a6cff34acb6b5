"""What the pages of Gestion on results share."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from maillage.accounts.roles import Permission
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


class ProjectEdit(OnProject, EditPage):
    access = P.RESULTS_EDIT


class IndicatorOfProject(ProjectEdit):
    """What a project says of an indicator of its chain: the address names both."""

    def get(self, request: HttpRequest, pk: int | None = None, indicator: int = 0) -> HttpResponse:
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: int | None = None, indicator: int = 0) -> HttpResponse:
        return super().post(request, pk)

    def indicator(self, project: Project) -> Indicator:
        rows = Indicator.objects.filter(result__uses__project=project).select_related("result")
        return get_object_or_404(rows, pk=self.kwargs["indicator"])


class ProjectVerb(OnProject, VerbPage):
    access = P.RESULTS_EDIT
