"""How a partner lives, in Gestion: the curve of its resources, its supports and the day they end, what to talk about (OCC-4)."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.funding import actions, autonomy
from maillage.funding.forms.common import plain
from maillage.funding.forms.others import SupportForm, YearForm
from maillage.funding.models import Support, YearResource
from maillage.funding.views.common import EDIT, VIEW, MoneyVerb
from maillage.network import current
from maillage.organisations.models import Organisation


def page_of(organisation: Any) -> str:
    return reverse("funding:autonomy", args=[getattr(organisation, "pk", organisation)])


class AutonomyPage(DetailPage):
    access = VIEW
    page = "autonomy"
    template = "funding/autonomy.html"

    def rows(self) -> Any:
        return Organisation.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Autonomie de « %(name)s »") % {"name": obj}

    def extra(self, obj: Organisation) -> dict[str, Any]:
        return {"may_edit": self.request.user.can(EDIT), **autonomy.told(obj, self.request.user, localdate())}


class YearEdit(EditPage):
    """The resources of one year, typed together; `?annee=` takes a year up again."""

    access = EDIT
    form_class = YearForm
    template = "funding/on_project.html"

    def rows(self) -> Any:
        return Organisation.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("De quoi « %(name)s » a vécu") % {"name": obj}

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False  # the organisation's version is not this form's

    def form(self, obj: Organisation, data: Any = None, files: Any = None) -> YearForm:
        asked = self.request.GET.get("annee", "")
        rows = YearResource.objects.visible_to(self.request.user).filter(organisation=obj)
        year = int(asked) if asked.isdecimal() and len(asked) == 4 else localdate().year - 1
        last = rows.order_by("-year").first()
        known = list(rows.filter(year=year)) or list(rows.filter(year=last.year) if last and not asked else [])
        initial = {
            "year": year, "currency": known[0].currency if known else last.currency if last else current.profile().currency,
            "resources": [["own" if r.own else "other", r.what, plain(r.amount, r.currency) if r.year == year else ""] for r in known],
        }  # fmt: skip
        return YearForm(data, user=self.request.user, initial=initial)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": page_of(obj)}

    def save(self, form: Any, obj: Organisation) -> Any:
        actions.write_year(organisation=obj, year=form.cleaned_data["year"], resources=form.cleaned_data["resources"],
                           by=self.request.user)  # fmt: skip
        return obj

    def done_url(self, saved: Any) -> str:
        return page_of(saved)


class SupportNew(EditPage):
    access = EDIT
    form_class = SupportForm
    template = "funding/on_project.html"

    def rows(self) -> Any:
        return Organisation.objects.visible_to(self.request.user)

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False

    def title(self, obj: Any) -> str:
        return _("Noter un soutien à « %(name)s »") % {"name": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> SupportForm:
        return SupportForm(data)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": page_of(obj)}

    def save(self, form: Any, obj: Organisation) -> Any:
        return actions.write_support(organisation=obj, values=form.cleaned_data, by=self.request.user)

    def done_url(self, saved: Any) -> str:
        return page_of(saved.organisation_id)


class SupportEdit(EditPage):
    access = EDIT
    form_class = SupportForm
    template = "funding/on_project.html"

    def rows(self) -> Any:
        return Support.objects.visible_to(self.request.user).select_related("organisation")

    def title(self, obj: Any) -> str:
        return _("Soutien de « %(name)s »") % {"name": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> SupportForm:
        return SupportForm(data, support=obj)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": page_of(obj.organisation_id), "remove": reverse("funding:support_remove", args=[obj.pk]),
                "remove_label": _("Retirer")}  # fmt: skip

    def save(self, form: Any, obj: Support) -> Any:
        return actions.write_support(
            organisation=obj.organisation, values=form.cleaned_data, support=obj, by=self.request.user
        )

    def done_url(self, saved: Any) -> str:
        return page_of(saved.organisation_id)


class SupportRemove(MoneyVerb):
    model = Support
    template = "funding/of_grant.html"
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Any) -> str:
        return _("Retirer le soutien de « %(name)s »") % {"name": obj}

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": page_of(obj.organisation_id)}

    def done_url(self, obj: Any) -> str:
        return page_of(obj.organisation_id)

    def run(self, obj: Support, form: Any) -> str:
        actions.remove_support(support=obj, by=self.request.user)
        return _("Le soutien est retiré.")
