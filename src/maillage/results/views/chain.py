"""The chain of a project in Gestion: results, indicators, who shares them."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.projects.models import Project
from maillage.results import actions, reading, words
from maillage.results.forms.chain import IndicatorForm, ResultForm, UseForm
from maillage.results.models import Indicator, Result, ResultUse
from maillage.results.views.common import P, ProjectEdit, ProjectVerb, chain_url, projects_of


class ChainPage(DetailPage):
    """Everything a project aims at and reaches, on one page."""

    access = P.RESULTS_VIEW
    template = "results/chain.html"

    def rows(self) -> QuerySet[Project]:
        return projects_of(self.request.user)

    def title(self, obj: Project) -> str:
        return _("Résultats de « %(title)s »") % {"title": obj}

    def extra(self, obj: Project) -> dict[str, Any]:
        user = self.request.user
        return {"lines": reading.chain_of(obj), "may_edit": user.can(P.RESULTS_EDIT),
                "may_approve": user.can(P.RESULTS_APPROVE)}  # fmt: skip


class ResultPage(DetailPage):
    access = P.RESULTS_VIEW
    page = "result"
    template = "results/result.html"

    def rows(self) -> QuerySet[Result]:
        return Result.objects.visible_to(self.request.user).select_related("project", "parent")

    def extra(self, obj: Result) -> dict[str, Any]:
        user = self.request.user
        seen = projects_of(user).values("pk")
        return {
            "uses": obj.uses.filter(project__in=seen).select_related("project"), "may_edit": user.can(P.RESULTS_EDIT),
            "scores": [(one, words.grade(one.grade)) for one in obj.scores.filter(project__in=seen).select_related("project")],
            "facts": [(_("Rang dans la chaîne"), obj.get_type_display()), (_("Ce qu’il apporte"), obj.get_gain_display()),
                      (_("Défini par"), obj.project), (_("Références"), references(obj.references))],
            "narratives": [(words.LANGUAGES.get(code, code), text) for code, text in [*obj.titles, *obj.descriptions]],
            "changes": obj.transformations.visible_to(user), "children": obj.children.visible_to(user),
        }  # fmt: skip


def references(rows: Any) -> str:
    return ", ".join(f"{vocabulary}-{code}" for vocabulary, code, _uri in rows)


class ResultNew(ProjectEdit):
    submit = lazy("Ajouter ce résultat")

    def title(self, obj: Project) -> str:
        return _("Nouveau résultat de « %(title)s »") % {"title": obj}

    def form(self, obj: Project, data: Any = None, files: Any = None) -> ResultForm:
        return ResultForm(data, project=obj)

    def save(self, form: Any, obj: Project) -> Result:
        return actions.create_result(project=obj, values=form.cleaned_data, by=self.request.user)

    def done_url(self, saved: Any) -> str:
        return chain_url(saved.project_id)


class ResultEdit(EditPage):
    access = P.RESULTS_EDIT
    template = "results/result_edit.html"

    def rows(self) -> QuerySet[Result]:
        return Result.objects.visible_to(self.request.user)

    def title(self, obj: Result) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Result, data: Any = None, files: Any = None) -> ResultForm:
        return ResultForm(data, project=obj.project, result=obj)

    def extra(self, obj: Result) -> dict[str, Any]:
        return {"others": obj.uses.exclude(project=obj.project_id).count()}

    def save(self, form: Any, obj: Result) -> Result:
        return actions.change_result(result=obj, values=form.cleaned_data, by=self.request.user)

    form_class = ResultForm


class ResultRemove(VerbPage):
    access = P.RESULTS_EDIT
    submit = lazy("Retirer de la chaîne")
    dangerous = True

    def rows(self) -> QuerySet[Result]:
        return Result.objects.visible_to(self.request.user).select_related("project")

    def title(self, obj: Result) -> str:
        return _("Retirer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Result) -> Iterable[str]:
        return [_("Ses indicateurs, leurs périodes et leurs cibles disparaissent."), _("Cela ne se défait pas.")]

    def run(self, obj: Result, form: Any) -> str:
        self.back = chain_url(obj.project_id)
        actions.remove_result(result=obj, by=self.request.user)
        return _("Le résultat est retiré.")

    def done_url(self, obj: Any) -> str:
        return self.back


class UseResult(ProjectVerb):
    """Share a result that another project defined."""

    submit = lazy("Utiliser ce résultat")
    form_class = UseForm

    def title(self, obj: Project) -> str:
        return _("Utiliser un résultat défini ailleurs")

    def consequences(self, obj: Project) -> Iterable[str]:
        return [_("La définition et les indicateurs sont partagés ; les valeurs de ce projet restent les siennes."),
                _("Si la définition change, elle change pour tous les projets qui l’utilisent.")]  # fmt: skip

    def form(self, obj: Project, data: Any = None, files: Any = None) -> UseForm:
        return UseForm(data, project=obj, user=self.request.user)

    def run(self, obj: Project, form: Any) -> str:
        actions.use_result(result=form.cleaned_data["result"], project=obj, by=self.request.user)
        return _("Le résultat est dans la chaîne du projet.")


class StopUsing(VerbPage):
    access = P.RESULTS_EDIT
    submit = lazy("Ne plus l’utiliser")
    dangerous = True

    def rows(self) -> QuerySet[ResultUse]:
        seen = projects_of(self.request.user).values("pk")
        return ResultUse.objects.filter(project__in=seen).select_related("project", "result")

    def title(self, obj: ResultUse) -> str:
        return _("Ne plus utiliser « %(title)s »") % {"title": obj.result}

    def consequences(self, obj: ResultUse) -> Iterable[str]:
        return [
            _("Les périodes, les cibles et la situation de départ de ce projet disparaissent ; la définition reste.")
        ]

    def page(self, request: HttpRequest, obj: Any, form: Any, status: int = 200) -> HttpResponse:
        obj.get_absolute_url = lambda: chain_url(obj.project_id)
        return super().page(request, obj, form, status)

    def run(self, obj: ResultUse, form: Any) -> str:
        actions.stop_using(result=obj.result, project=obj.project, by=self.request.user)
        return _("Ce projet n’utilise plus ce résultat.")

    def done_url(self, obj: ResultUse) -> str:
        return chain_url(obj.project_id)


@access(P.RESULTS_EDIT)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Up or down in the chain, without a script."""
    seen = projects_of(request.user).values("pk")
    use = get_object_or_404(ResultUse.objects.filter(project__in=seen), pk=pk)
    if request.method == "POST":
        actions.move_result(use=use, up=request.POST.get("sens") == "haut", by=request.user)
        messages.success(request, _("L’ordre est changé."))
    return redirect(chain_url(use.project_id))


# Indicators


class IndicatorPage(DetailPage):
    """Its definition, and what each project brings to it."""

    access = P.RESULTS_VIEW
    page = "indicator"
    template = "results/indicator.html"

    def rows(self) -> QuerySet[Indicator]:
        return Indicator.objects.visible_to(self.request.user).select_related("result__project")

    def extra(self, obj: Indicator) -> dict[str, Any]:
        lines, together = reading.across_projects(obj, self.request.user)
        return {
            "lines": lines, "together": together, "may_edit": self.request.user.can(P.RESULTS_EDIT),
            "adds_up": obj.aggregation is not False and obj.result.aggregation is not False,
            "facts": facts(obj), "description": words.told(obj.descriptions),
        }  # fmt: skip


def facts(row: Indicator) -> list[tuple[str, Any]]:
    split = ", ".join(str(words.dimensions().get(name, name)) for name in row.disaggregated_by)
    return [
        (_("Ce que l’on mesure"), row.get_measure_display()), (_("Unité"), row.unit),
        (_("Sens"), "" if row.ascending is None else _("s’améliore en montant") if row.ascending else _("s’améliore en baissant")),
        (_("D’une période à l’autre"), row.get_over_display()), (_("Réparti par"), split),
        (_("Numérateur"), row.numerator), (_("Dénominateur"), row.denominator),
        (_("Échelle"), ", ".join(f"{value} : {text}" for value, text in row.scale)),
        (_("Source de vérification"), row.source), (_("Quand on la relève"), row.frequency),
        (_("Références"), references(row.references)),
    ]  # fmt: skip


class IndicatorNew(EditPage):
    """A new indicator of a result (the page's object)."""

    access = P.RESULTS_EDIT
    form_class = IndicatorForm
    submit = lazy("Ajouter cet indicateur")

    def rows(self) -> QuerySet[Result]:
        return Result.objects.visible_to(self.request.user)

    def title(self, obj: Result) -> str:
        return _("Nouvel indicateur de « %(title)s »") % {"title": obj}

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False

    def form(self, obj: Result, data: Any = None, files: Any = None) -> IndicatorForm:
        return IndicatorForm(data)

    def save(self, form: Any, obj: Result) -> Indicator:
        return actions.create_indicator(result=obj, values=form.cleaned_data, by=self.request.user)

    def done_url(self, saved: Any) -> str:
        return reverse("results:result", args=[saved.result_id])


class IndicatorEdit(EditPage):
    access = P.RESULTS_EDIT
    form_class = IndicatorForm

    def rows(self) -> QuerySet[Indicator]:
        return Indicator.objects.visible_to(self.request.user)

    def title(self, obj: Indicator) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Indicator, data: Any = None, files: Any = None) -> IndicatorForm:
        return IndicatorForm(data, indicator=obj)

    def save(self, form: Any, obj: Indicator) -> Indicator:
        return actions.change_indicator(indicator=obj, values=form.cleaned_data, by=self.request.user)


class IndicatorRemove(VerbPage):
    access = P.RESULTS_EDIT
    submit = lazy("Retirer cet indicateur")
    dangerous = True

    def rows(self) -> QuerySet[Indicator]:
        return Indicator.objects.visible_to(self.request.user).select_related("result")

    def title(self, obj: Indicator) -> str:
        return _("Retirer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Indicator) -> Iterable[str]:
        return [_("Ses périodes, ses cibles et sa situation de départ disparaissent, pour tous les projets.")]

    def run(self, obj: Indicator, form: Any) -> str:
        self.back = reverse("results:result", args=[obj.result_id])
        actions.remove_indicator(indicator=obj, by=self.request.user)
        return _("L’indicateur est retiré.")

    def done_url(self, obj: Any) -> str:
        return self.back
