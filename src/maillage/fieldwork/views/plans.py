"""Who is asked for reports: from the page of a project."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.fieldwork import actions
from maillage.fieldwork.forms.team import PlanForm
from maillage.fieldwork.models import ReportPlan
from maillage.projects.models import Project

P = Permission


class PlanNew(EditPage):
    access = P.PROJECTS_EDIT
    form_class = PlanForm
    submit = lazy("Demander ces rapports")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.project = get_object_or_404(Project.objects.visible_to(request.user), pk=kwargs.pop("project"))
        return super().dispatch(request, *args, **kwargs)

    def title(self, obj: Any) -> str:
        return _("Demander des rapports : %(project)s") % {"project": self.project}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> PlanForm:
        return PlanForm(data, project=self.project, user=self.request.user)

    def save(self, form: Any, obj: Any) -> ReportPlan:
        told = dict(form.cleaned_data)
        return actions.plan_reports(
            project=self.project, organisation=told.pop("organisation"), values=told, by=self.request.user
        )

    def done(self, saved: Any) -> str:
        return _("C’est demandé : les rapports s’ouvrent à chaque période.")


class PlanEdit(EditPage):
    access = P.PROJECTS_EDIT
    form_class = PlanForm

    def rows(self) -> Any:
        return (
            ReportPlan.objects.visible_to(self.request.user)
            .filter(ended_on=None)
            .select_related("project", "organisation")
        )

    def title(self, obj: ReportPlan) -> str:
        return _("Rapports de %(who)s") % {"who": obj.organisation}

    def form(self, obj: ReportPlan, data: Any = None, files: Any = None) -> PlanForm:
        return PlanForm(data, instance=obj, project=obj.project, user=self.request.user)

    def save(self, form: Any, obj: ReportPlan) -> ReportPlan:
        return actions.change_plan(plan=obj, values=form.cleaned_data, by=self.request.user)


class PlanEnd(VerbPage):
    access = P.PROJECTS_EDIT
    submit = lazy("Ne plus demander")

    def rows(self) -> Any:
        return ReportPlan.objects.visible_to(self.request.user).select_related("project", "organisation")

    def title(self, obj: ReportPlan) -> str:
        return _("Ne plus demander de rapports à %(who)s") % {"who": obj.organisation}

    def consequences(self, obj: Any) -> list[str]:
        return [_("Les rapports commencés restent ; ceux que personne n’a commencés sont retirés.")]

    def run(self, obj: ReportPlan, form: Any) -> str:
        actions.end_plan(plan=obj, by=self.request.user)
        return _("Les rapports ne sont plus demandés.")
