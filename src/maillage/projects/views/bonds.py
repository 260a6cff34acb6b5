"""Ties « d’ici et d’ailleurs » in Gestion: their list, one tie, its form."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.projects import actions, words
from maillage.projects.enums import BondKind
from maillage.projects.forms.around import BondForm
from maillage.projects.models import Bond, Project

P = Permission
NEW = Link(lazy("Nouveau lien"), "projects:bond_new", P.PROJECTS_EDIT, primary=True)


class Bonds(ListPage):
    access = P.PROJECTS_VIEW
    title = lazy("Liens d’ici et d’ailleurs")
    intro = lazy("Jumelages, échanges et appuis entre une organisation d’ici et une de là-bas.")
    page_name = "projects:bonds"
    row_route = "projects:bond"
    links = (NEW,)
    columns = (
        Column("here", lazy("Ici"), value=lambda b: b.here.name, sort=("here__sort_name",), link=True),
        Column("there", lazy("Là-bas"), value=lambda b: b.there.name, sort=("there__sort_name",)),
        Column("kind", lazy("Lien"), value=lambda b: b.get_kind_display(), sort=("kind",)),
        Column("since", lazy("Depuis"), value=lambda b: b.since, sort=("since",)),
        Column("until", lazy("Jusqu’au"), value=lambda b: b.until, sort=("until",)),
    )
    filters = (Filter("q", lazy("Organisation"), kind="search",
                      apply=lambda rows, value: rows.filter(here__name__icontains=value) | rows.filter(there__name__icontains=value)),
               Filter("lien", lazy("Lien"), choices=BondKind.choices, lookup="kind"))  # fmt: skip
    empty = Empty(
        lazy("Aucun lien"),
        lazy("Un jumelage ou un échange entre un membre d’ici et un partenaire de là-bas paraît sur la carte."),
        NEW,
    )

    def rows(self) -> QuerySet[Bond]:
        return Bond.objects.visible_to(self.request.user).select_related("here", "there")


class BondPage(DetailPage):
    access = P.PROJECTS_VIEW
    page = "bond"
    template = "projects/bond_detail.html"
    links = (
        Link(lazy("Modifier"), "projects:bond_edit", P.PROJECTS_EDIT),
        Link(lazy("Effacer"), "projects:bond_delete", P.PROJECTS_EDIT),
    )

    def rows(self) -> QuerySet[Bond]:
        return Bond.objects.visible_to(self.request.user).select_related("here", "there", "project")

    def extra(self, obj: Bond) -> dict[str, Any]:
        shown = obj.project_id and Project.objects.visible_to(self.request.user).filter(pk=obj.project_id).first()
        return {"project": shown or None, "country": words.country_label(obj.country) if obj.country else ""}


class BondEdit(EditPage):
    access = P.PROJECTS_EDIT
    form_class = BondForm

    def rows(self) -> QuerySet[Bond]:
        return Bond.objects.visible_to(self.request.user).select_related("here", "there")

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj} if obj else _("Nouveau lien d’ici et d’ailleurs")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return BondForm(data, user=self.request.user, row=obj)

    def save(self, form: Any, obj: Any) -> Bond:
        if obj:
            return actions.change_bond(bond=obj, values=form.cleaned_data, by=self.request.user)
        return actions.create_bond(values=form.cleaned_data, by=self.request.user)


class BondDelete(VerbPage):
    access = P.PROJECTS_EDIT
    submit = lazy("Effacer")
    dangerous = True

    def rows(self) -> QuerySet[Bond]:
        return Bond.objects.visible_to(self.request.user).select_related("here", "there")

    def title(self, obj: Bond) -> str:
        return _("Effacer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Bond) -> Iterable[str]:
        return [_("Le lien disparaît des pages et de la carte. S’il est terminé, écrivez plutôt sa date de fin.")]

    def done_url(self, obj: Bond) -> str:
        return reverse("projects:bonds")

    def run(self, obj: Bond, form: Any) -> str:
        actions.delete_bond(bond=obj, by=self.request.user)
        return _("Le lien est effacé.")
