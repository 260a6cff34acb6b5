"""Calendar, risks, parts of authorities, notes, documents: add, change, take out; the register of risks."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.projects import actions, listing, sheet
from maillage.projects.enums import RiskState
from maillage.projects.forms.around import AuthorityForm, DocumentForm, MilestoneForm, NoteForm, ReachedForm, RiskForm
from maillage.projects.models import AuthorityPart, Milestone, Project, ProjectDocument, ProjectNote, Risk

P = Permission
TONES = {"open": "al", "happened": "er", "closed": "nu"}


class Add(VerbPage):
    """Add a row to a project."""

    access = P.PROJECTS_EDIT
    submit = lazy("Ajouter")
    heading: str | Promise = ""
    done: str | Promise = ""
    anchor = ""

    def rows(self) -> QuerySet[Any]:
        return Project.objects.visible_to(self.request.user)

    def title(self, obj: Project) -> str:
        return f"{self.heading} – {obj}"

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return self.form_class(data, user=self.request.user)  # type: ignore[call-arg]

    def done_url(self, obj: Any) -> str:
        return f"{obj.get_absolute_url()}#{self.anchor}"

    def add(self, obj: Project, form: Any) -> Any:
        raise NotImplementedError

    def run(self, obj: Project, form: Any) -> str:
        self.add(obj, form)
        return str(self.done)


class Change(VerbPage):
    """Change a row of a project: those of the projects that this person sees."""

    access = P.PROJECTS_EDIT
    submit = lazy("Enregistrer")
    model: Any = None

    def rows(self) -> QuerySet[Any]:
        return self.model.objects.visible_to(self.request.user).select_related("project")

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return self.form_class(data, user=self.request.user, row=obj)  # type: ignore[call-arg]

    def change(self, obj: Any, form: Any) -> Any:
        raise NotImplementedError

    def run(self, obj: Any, form: Any) -> str:
        self.change(obj, form)
        return _("Enregistré.")


class Remove(Change):
    """Take a row out."""

    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Any) -> str:
        return _("Retirer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Any) -> Iterable[str]:
        return [_("Cette ligne disparaît du projet ; l’historique garde qu’elle y était.")]

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return self.form_class(data)

    def run(self, obj: Any, form: Any) -> str:
        self.change(obj, form)
        return _("C’est retiré.")


class AddMilestone(Add):
    form_class, heading, anchor = MilestoneForm, lazy("Nouvelle étape du calendrier"), "calendrier"
    done = lazy("L’étape est dans le calendrier.")

    def add(self, obj: Project, form: Any) -> Any:
        return actions.add_milestone(project=obj, values=form.cleaned_data, by=self.request.user)


class ChangeMilestone(Change):
    form_class, model = MilestoneForm, Milestone

    def change(self, obj: Any, form: Any) -> Any:
        return actions.change_milestone(milestone=obj, values=form.cleaned_data, by=self.request.user)


class ReachMilestone(Change):
    form_class, model, submit = ReachedForm, Milestone, lazy("Noter qu’elle est atteinte")

    def title(self, obj: Any) -> str:
        return _("« %(title)s » est atteinte") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return ReachedForm(data)

    def change(self, obj: Any, form: Any) -> Any:
        return actions.reach_milestone(milestone=obj, by=self.request.user, **form.cleaned_data)


class RemoveMilestone(Remove):
    model = Milestone

    def change(self, obj: Any, form: Any) -> Any:
        return actions.remove_milestone(milestone=obj, by=self.request.user)


class AddRisk(Add):
    form_class, heading, anchor, done = RiskForm, lazy("Nouveau risque"), "risques", lazy("Le risque est au registre.")

    def add(self, obj: Project, form: Any) -> Any:
        return actions.add_risk(project=obj, values=form.cleaned_data, by=self.request.user)


class ChangeRisk(Change):
    form_class, model = RiskForm, Risk

    def change(self, obj: Any, form: Any) -> Any:
        return actions.change_risk(risk=obj, values=form.cleaned_data, by=self.request.user)


class RemoveRisk(Remove):
    model = Risk

    def change(self, obj: Any, form: Any) -> Any:
        return actions.remove_risk(risk=obj, by=self.request.user)


class AddAuthority(Add):
    form_class, heading, anchor = AuthorityForm, lazy("Part d’une collectivité"), "collectivites"
    done = lazy("La part de la collectivité est notée.")

    def add(self, obj: Project, form: Any) -> Any:
        return actions.add_authority_part(project=obj, values=form.cleaned_data, by=self.request.user)


class ChangeAuthority(Change):
    form_class, model = AuthorityForm, AuthorityPart

    def change(self, obj: Any, form: Any) -> Any:
        return actions.change_authority_part(part=obj, values=form.cleaned_data, by=self.request.user)


class RemoveAuthority(Remove):
    model = AuthorityPart

    def change(self, obj: Any, form: Any) -> Any:
        return actions.remove_authority_part(part=obj, by=self.request.user)


class AddNote(Add):
    form_class, heading, anchor, done = NoteForm, lazy("Nouvelle note"), "notes", lazy("La note est écrite.")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return NoteForm(data)

    def add(self, obj: Project, form: Any) -> Any:
        return actions.add_note(project=obj, by=self.request.user, **form.cleaned_data)


class RemoveNote(Remove):
    model = ProjectNote

    def change(self, obj: Any, form: Any) -> Any:
        return actions.remove_note(note=obj, by=self.request.user)


class AddDocument(Add):
    form_class, heading, anchor, done = (
        DocumentForm,
        lazy("Nouveau document"),
        "documents",
        lazy("Le document est ajouté."),
    )

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return DocumentForm(data, files)

    def add(self, obj: Project, form: Any) -> Any:
        return actions.add_document(project=obj, by=self.request.user, **form.values())


class RemoveDocument(Remove):
    model = ProjectDocument

    def change(self, obj: Any, form: Any) -> Any:
        return actions.remove_document(row=obj, by=self.request.user)


class Risks(ListPage):
    """The register of all risks, with its grid."""

    access = P.PROJECTS_VIEW
    title = lazy("Risques des projets")
    page_name = "projects:risks"
    template = "projects/risks.html"
    default_sort = "-weight"
    columns = (
        Column("title", lazy("Risque"), sort=("title",), link=True, note=lambda r: r.project.title),
        Column("weight", lazy("Poids"), value=lambda r: r.weight, numeric=True, sort=("impact", "likelihood")),
        Column("state", lazy("État"), value=lambda r: r.get_state_display(),
               cell=lambda r: tag(r.get_state_display(), TONES[r.state]), sort=("state",)),
        Column("measure", lazy("Ce que nous faisons"), default=True),
        Column("owner", lazy("Qui veille"), value=lambda r: r.owner.name if r.owner else ""),
        Column("review", lazy("À revoir le"), value=lambda r: r.review_on, sort=("review_on",)),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Risque"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=RiskState.choices, lookup="state"),
        Filter("programme", lazy("Programme"), choices=listing.programmes,
               apply=lambda rows, value: rows.filter(project__in=listing.tree.ids_under([int(value)]))),
        Filter("revoir", lazy("À revoir"), choices=(("1", lazy("Aujourd’hui ou avant")),),
               apply=lambda rows, value: rows.filter(review_on__lte=listing.today()).exclude(state=RiskState.CLOSED)),
    )  # fmt: skip
    empty = Empty(
        lazy("Aucun risque écrit"),
        lazy("Les risques s’écrivent sur la page d’un projet : ce qui peut arriver, et ce qu’on fait."),
    )

    def rows(self) -> QuerySet[Risk]:
        return Risk.objects.visible_to(self.request.user).select_related("project", "owner")

    def row_url(self, row: Risk) -> str:
        return row.get_absolute_url()

    def extra(self) -> dict[str, Any]:
        rows = list(self.narrowed().select_related(None).only("title", "likelihood", "impact", "state")[:2000])
        return {"grid": sheet.grid(rows)}
