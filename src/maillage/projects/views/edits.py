"""The forms of a project, each a page: what it is, its words, who, where, codes, IATI, contacts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.core.codelists import codelist
from maillage.core.text import clean, fold
from maillage.desk.views.edits import EditPage
from maillage.projects import actions, sheet, words
from maillage.projects.enums import CodeKind
from maillage.projects.forms.codes import CodesForm
from maillage.projects.forms.iati import ContactsForm, IatiForm
from maillage.projects.forms.parts import WhereForm, WhoForm, kept
from maillage.projects.forms.projects import ProjectForm, WordsForm
from maillage.projects.models import Project

P = Permission
# The lists one searches by words: parameter → (kind, vocabulary, codelist, what it is called).
SEARCHED = {
    "secteurs": (CodeKind.SECTOR, "1", "Sector", lazy("Secteurs (OCDE, 5 chiffres)")),
    "domaines": (CodeKind.SECTOR, "2", "SectorCategory", lazy("Domaines (OCDE, 3 chiffres)")),
    "cibles": (CodeKind.GOAL, "3", "UNSDG-Targets", lazy("Cibles des objectifs de développement durable")),
}
MOST = 60


class ProjectEdit(EditPage):
    """What it is; a new one has its place at once."""

    access = P.PROJECTS_EDIT
    form_class = ProjectForm
    template = "projects/edit.html"

    def rows(self) -> QuerySet[Project]:
        return Project.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj} if obj else _("Nouveau projet")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return ProjectForm(data, user=self.request.user, project=obj, under=self.request.GET.get("sous", "")[:12])

    def save(self, form: Any, obj: Any) -> Project:
        if obj:
            return actions.change_project(project=obj, values=form.values(), by=self.request.user)
        return actions.create_project(values=form.values(), by=self.request.user)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"tabs": tabs(obj, "edit") if obj else []}


def tabs(project: Project, here: str) -> list[tuple[str, Any, bool]]:
    """The pages of the form: (address, label, current)."""
    pages = (("edit", _("Identité")), ("words", _("Textes")), ("who", _("Qui")), ("where", _("Où")), ("codes", _("Secteurs et thèmes")),
             ("contacts", _("Contacts")), ("iati", _("IATI")))  # fmt: skip
    return [(reverse(f"projects:{name}", args=[project.pk]), label, name == here) for name, label in pages]


class PartEdit(ProjectEdit):
    """One page of the form: `name` is its address, `heading` what it writes."""

    name = ""
    heading: str | Promise = ""

    def title(self, obj: Any) -> str:
        return f"{self.heading} – {obj}"

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return self.form_class(data, project=obj)

    def save(self, form: Any, obj: Any) -> Project:
        return actions.change_project(project=obj, values=form.values(), by=self.request.user)

    def done_url(self, saved: Any) -> str:
        return reverse("projects:detail", args=[saved.pk])

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"tabs": tabs(obj, self.name), "searched": SEARCHED.items() if self.name == "codes" else ()}


class Words(PartEdit):
    form_class, name, heading = WordsForm, "words", lazy("Textes")


class Who(PartEdit):
    form_class, name, heading = WhoForm, "who", lazy("Qui y participe")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return WhoForm(data, project=obj, user=self.request.user)

    def done(self, saved: Any) -> str:
        told = sheet.warnings(saved.participants.all(), (), ())
        return " ".join([_("Enregistré."), *told])


class Where(PartEdit):
    form_class, name, heading = WhereForm, "where", lazy("Où")


class Codes(PartEdit):
    form_class, name, heading = CodesForm, "codes", lazy("Secteurs, objectifs et thèmes")


class Iati(PartEdit):
    form_class, name, heading = IatiForm, "iati", lazy("Données de l’IATI")


class Contacts(PartEdit):
    form_class, name, heading = ContactsForm, "contacts", lazy("Contacts")


@access(P.PROJECTS_EDIT)
def choose_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Search a long list by words or by the beginning of a code, and add what one found: without a script."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    name = request.GET.get("liste", "")
    name = name if name in SEARCHED else "secteurs"
    kind, vocabulary, listed, label = SEARCHED[name]
    mine = {(row.kind, row.vocabulary or "1", row.code): row for row in project.codes.all()}
    if request.method == "POST":
        code = request.POST.get("code", "")
        if code not in codelist(listed).codes:
            messages.warning(request, _("Ce code n’est pas dans la liste."))
        elif (kind, vocabulary, code) not in mine:
            rows = [*(kept(row) for row in mine.values()), {"kind": kind, "vocabulary": vocabulary, "code": code}]
            try:
                actions.change_project(project=project, values={"codes": rows}, by=request.user)
            except ValidationError as error:
                messages.warning(request, " ".join(error.messages))
            else:
                messages.success(request, _("« %(name)s » est ajouté.") % {"name": words.code_name(listed, code)})
        return redirect(request.get_full_path())
    asked = clean(request.GET.get("q", ""))[:80]
    found = [(code, text, (kind, vocabulary, code) in mine) for code, text in words.choices_of(listed)
             if matches(asked, code, text)]  # fmt: skip
    return render(request, "projects/choose.html", {
        "title": _("Chercher un code – %(title)s") % {"title": project}, "project": project, "q": asked, "liste": name,
        "lists": [(key, one[3]) for key, one in SEARCHED.items()], "label": label, "found": found[:MOST], "total": len(found),
        "most": MOST,
    })  # fmt: skip


def matches(asked: str, code: str, text: str) -> bool:
    """Every word of the question stands in the name, or the code begins so."""
    told = fold(text)
    return code.startswith(asked) or all(word in told for word in fold(asked).split())
