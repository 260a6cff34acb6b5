"""Money as IATI tells it, typed or imported: movements, budgets and payments announced; each one editable."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.desk.views.edits import EditPage
from maillage.funding import actions, rates
from maillage.funding.forms.others import MovementForm, PeriodBudgetForm, PlannedPaymentForm
from maillage.funding.models import Movement, PeriodBudget, PlannedPayment
from maillage.funding.views.common import EDIT, MoneyVerb, OnProject, money_url

KINDS: dict[str, tuple[Any, Any, Any]] = {
    "mouvement": (Movement, MovementForm, lazy("Mouvement d’argent")),
    "budget": (PeriodBudget, PeriodBudgetForm, lazy("Budget annoncé")),
    "paiement": (PlannedPayment, PlannedPaymentForm, lazy("Paiement prévu")),
}


class OfKind:
    """`kind` of the address says which of the three."""

    kind = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.kind = kwargs.pop("kind")
        if self.kind not in KINDS:
            raise Http404
        self.model, self.form_class, self.label = KINDS[self.kind]
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ToldNew(OfKind, OnProject):
    def title(self, obj: Any) -> str:
        return f"{self.label} – {self.project}"

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return self.form_class(data, books=rates.book_currency(self.project), user=self.request.user)

    def save(self, form: Any, obj: Any) -> Any:
        return actions.write_told(model=self.model, project=self.project, values=form.values, by=self.request.user)


class ToldEdit(OfKind, EditPage):
    access = EDIT
    template = "funding/on_project.html"

    def rows(self) -> Any:
        return self.model.objects.visible_to(self.request.user).select_related("project")

    def title(self, obj: Any) -> str:
        return f"{self.label} – {obj.project}"

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return self.form_class(data, row=obj, user=self.request.user)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": money_url(obj.project_id), "remove": reverse("funding:told_remove", args=[self.kind, obj.pk]),
                "remove_label": _("Retirer"), "exact": obj.exact}  # fmt: skip

    def save(self, form: Any, obj: Any) -> Any:
        return actions.write_told(
            model=self.model, project=obj.project, values=form.values, row=obj, by=self.request.user
        )

    def done_url(self, saved: Any) -> str:
        return money_url(saved.project_id)


class ToldRemove(OfKind, MoneyVerb):
    template = "funding/of_grant.html"
    submit = lazy("Retirer")
    dangerous = True

    def rows(self) -> Any:
        return self.model.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Retirer « %(what)s »") % {"what": obj}

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": money_url(obj.project_id)}

    def done_url(self, obj: Any) -> str:
        return money_url(obj.project_id)

    def run(self, obj: Any, form: Any) -> str:
        actions.remove_told(row=obj, by=self.request.user)
        return _("C’est retiré.")

    form_class = MoneyVerb.form_class

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return MoneyVerb.form_class(data, files)
