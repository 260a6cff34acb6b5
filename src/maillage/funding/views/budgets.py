"""The budget of a project in Gestion: versions, lines, amounts."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.desk.views.edits import EditPage
from maillage.funding import actions, rates
from maillage.funding.enums import VersionState
from maillage.funding.forms.budgets import AdoptForm, AmountsForm, DraftForm, LineForm
from maillage.funding.models import BudgetLine, BudgetVersion
from maillage.funding.views.common import EDIT, MoneyVerb, OnProject, money_url


class Draft(OnProject):
    form_class = DraftForm
    submit = lazy("Préparer cette version")

    def title(self, obj: Any) -> str:
        return _("Préparer une version du budget de « %(title)s »") % {"title": self.project}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> DraftForm:
        return DraftForm(data, known=rates.book_currency(self.project))

    def save(self, form: Any, obj: Any) -> Any:
        return actions.draft_budget(project=self.project, by=self.request.user, **form.cleaned_data)

    def done(self, saved: Any) -> str:
        return _("La version est prête à être remplie : ajoutez des lignes et leurs montants, puis adoptez-la.")

    def done_url(self, saved: Any) -> str:
        return f"{money_url(self.project)}?version={saved.number}"


class VersionVerb(MoneyVerb):
    model = BudgetVersion
    template = "funding/of_grant.html"

    def refusal(self, obj: Any) -> str:
        return (
            ""
            if obj.state == VersionState.DRAFT
            else _("Cette version est adoptée : préparez-en une nouvelle pour la réviser.")
        )

    def done_url(self, obj: Any) -> str:
        return money_url(obj.project_id)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": money_url(obj.project_id)}


class Adopt(VersionVerb):
    form_class = AdoptForm
    submit = lazy("Adopter")

    def title(self, obj: Any) -> str:
        return _("Adopter ce budget")

    def consequences(self, obj: Any) -> list[str]:
        return [_("Il est en vigueur et ne se modifie plus ; une version révisée pourra prendre sa place."),
                _("La version d’avant reste lisible à côté.")]  # fmt: skip

    def run(self, obj: Any, form: Any) -> str:
        actions.adopt_budget(version=obj, on=form.cleaned_data["on"], by=self.request.user)
        return _("Le budget est en vigueur.")


class Drop(VersionVerb):
    submit = lazy("Effacer cette version")
    dangerous = True

    def title(self, obj: Any) -> str:
        return _("Effacer la version en préparation")

    def run(self, obj: Any, form: Any) -> str:
        actions.drop_budget(version=obj, by=self.request.user)
        return _("La version est effacée.")


class LineNew(OnProject):
    form_class = LineForm

    def title(self, obj: Any) -> str:
        return _("Nouvelle ligne du budget de « %(title)s »") % {"title": self.project}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> LineForm:
        return LineForm(data, project=self.project)

    def save(self, form: Any, obj: Any) -> BudgetLine:
        return actions.write_line(
            project=self.project, values=form.values, headings=form.headings, by=self.request.user
        )

    def done_url(self, saved: BudgetLine) -> str:
        """On to its amounts, when a version is in preparation."""
        draft = BudgetVersion.objects.filter(project=self.project, state=VersionState.DRAFT).exists()
        return reverse("funding:amounts", args=[saved.pk]) if draft else money_url(self.project)


class LineEdit(EditPage):
    access = EDIT
    form_class = LineForm
    template = "funding/on_project.html"

    def rows(self) -> Any:
        return BudgetLine.objects.visible_to(self.request.user).select_related("project")

    def title(self, obj: Any) -> str:
        return _("Modifier la ligne « %(line)s »") % {"line": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> LineForm:
        return LineForm(data, project=obj.project, line=obj)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": money_url(obj.project_id), "remove": reverse("funding:line_remove", args=[obj.pk]),
                "remove_label": _("Retirer cette ligne")}  # fmt: skip

    def save(self, form: Any, obj: Any) -> BudgetLine:
        return actions.write_line(project=obj.project, values=form.values, headings=form.headings, line=obj,
                                  by=self.request.user)  # fmt: skip

    def done_url(self, saved: BudgetLine) -> str:
        return money_url(saved.project_id)


class LineRemove(MoneyVerb):
    model = BudgetLine
    template = "funding/of_grant.html"
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Any) -> str:
        return _("Retirer la ligne « %(line)s »") % {"line": obj}

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": money_url(obj.project_id)}

    def done_url(self, obj: Any) -> str:
        return money_url(obj.project_id)

    def run(self, obj: BudgetLine, form: Any) -> str:
        actions.remove_line(line=obj, by=self.request.user)
        return _("La ligne est retirée.")


class Amounts(EditPage):
    """The amounts of a line, in the version in preparation."""

    access = EDIT
    form_class = AmountsForm
    template = "funding/on_project.html"

    def rows(self) -> Any:
        return BudgetLine.objects.visible_to(self.request.user).select_related("project")

    def object(self, pk: int | None) -> Any:
        line = get_object_or_404(self.rows(), pk=pk)
        self.draft = BudgetVersion.objects.filter(project=line.project, state=VersionState.DRAFT).first()
        if self.draft is None:
            raise Http404
        return line

    def title(self, obj: Any) -> str:
        return _("Montants de la ligne « %(line)s »") % {"line": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> AmountsForm:
        return AmountsForm(data, version=self.draft, line=obj, user=self.request.user)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": self.done_url(obj)}

    def save(self, form: Any, obj: Any) -> Any:
        actions.set_amounts(version=self.draft, line=obj, cells=form.cleaned_data["cells"], by=self.request.user)
        return obj

    def done_url(self, saved: Any) -> str:
        return f"{money_url(saved.project_id)}?version={self.draft.number}"
