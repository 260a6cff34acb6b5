"""What the pages of money share."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.projects.models import Project

VIEW, EDIT, APPROVE = Permission.FUNDING_VIEW, Permission.FUNDING_EDIT, Permission.FUNDING_APPROVE
SAVE = lazy("Enregistrer")


def money_url(project: Any) -> str:
    return reverse("funding:money", args=[getattr(project, "pk", project)])


class OnProject(EditPage):
    """A form that makes a thing of a project, named in the address; back to the project's money."""

    access = EDIT
    template = "funding/on_project.html"
    project: Any = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.project = get_object_or_404(Project.objects.visible_to(request.user), pk=kwargs.pop("project"))
        return super().dispatch(request, *args, **kwargs)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": money_url(self.project), "project": self.project}

    def done_url(self, saved: Any) -> str:
        return money_url(self.project)


class MoneyVerb(VerbPage):
    """A verb on a row of money: the rows that this person may see; back to where it stands."""

    access = EDIT
    model: Any = None
    submit = SAVE

    def rows(self) -> Any:
        return self.model.objects.visible_to(self.request.user)
