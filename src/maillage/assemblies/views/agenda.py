"""The agenda in Gestion: the tree, its items, its papers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from maillage.accounts.access import access
from maillage.accounts.roles import Permission as P
from maillage.assemblies import agenda as trees
from maillage.assemblies import serving
from maillage.assemblies.actions import agenda, papers
from maillage.assemblies.forms.calling import ItemForm, PaperForm, UploadForm
from maillage.assemblies.models import AgendaItem, Assembly, Paper
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage


def assembly_of(request: HttpRequest, pk: int) -> Assembly:
    return get_object_or_404(Assembly.objects.visible_to(request.user).select_related("body", "roll"), pk=pk)


def papers_of(assembly: Assembly) -> list[Paper]:
    """The papers of an assembly with their versions, in three queries."""
    rows = Paper.objects.current().filter(assembly=assembly).select_related("document", "item")
    return list(rows.prefetch_related("document__versions"))


@access(P.ASSEMBLIES_VIEW)
def tree(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole agenda: order, hours, what is taken together, papers."""
    assembly = assembly_of(request, pk)
    lines, joined = trees.tree(assembly), papers_of(assembly)
    by_item: dict[int | None, list[Paper]] = {}
    for paper in joined:
        by_item.setdefault(paper.item_id, []).append(paper)
    return render(request, "assemblies/agenda.html", {
        "title": _("Ordre du jour"), "assembly": assembly, "total": trees.lasting(trees.total(lines)),
        "lines": [(line, trees.lasting(line.minutes), by_item.get(line.item.pk, [])) for line in lines],
        "whole": by_item.get(None, []), "lot": [line.code for line in trees.lot(lines)],
        "edit": request.user.can(P.ASSEMBLIES_EDIT) and not assembly.is_over,  # type: ignore[union-attr]
    })  # fmt: skip


@access(P.ASSEMBLIES_EDIT)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an item in the tree; nothing is lost when it cannot."""
    item = get_object_or_404(AgendaItem.objects.visible_to(request.user), pk=pk)
    try:
        agenda.move(item=item, where=request.POST.get("ou", ""), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{_agenda_url(item.assembly_id)}#point-{item.pk}")


def _agenda_url(pk: int) -> str:
    return redirect("assemblies:agenda", pk).url


class ItemRows:
    request: Any

    def rows(self) -> QuerySet[AgendaItem]:
        return AgendaItem.objects.visible_to(self.request.user).select_related(
            "assembly__body", "assembly__roll", "parent"
        )


class ItemPage(ItemRows, DetailPage):
    """An item: what it is, its papers, and what the other rooms hang on it (motions, elections, votes)."""

    access = P.ASSEMBLIES_VIEW
    page = "agenda_item"
    template = "assemblies/item.html"

    def title(self, obj: AgendaItem) -> str:
        return f"{obj.code}. {obj.title}"

    def extra(self, obj: AgendaItem) -> dict[str, Any]:
        return {
            "edit": self.request.user.can(P.ASSEMBLIES_EDIT) and not obj.assembly.is_over,
            "papers": [one for one in papers_of(obj.assembly) if one.item_id == obj.pk],
            "lasts": trees.lasting(obj.minutes_planned),
        }  # fmt: skip


class ItemNew(EditPage):
    """A new item of an assembly."""

    access = P.ASSEMBLIES_EDIT
    form_class = ItemForm
    submit = lazy("Mettre à l’ordre du jour")

    def rows(self) -> QuerySet[Assembly]:
        return Assembly.objects.visible_to(self.request.user).select_related("body", "roll")

    def title(self, obj: Assembly) -> str:
        return _("Nouveau point de « %(title)s »") % {"title": obj.title}

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> ItemForm:
        return ItemForm(data, assembly=obj)

    def save(self, form: ItemForm, obj: Assembly) -> AgendaItem:
        values = dict(form.cleaned_data)
        return agenda.add(assembly=obj, parent=values.pop("parent"), values=values, by=self.request.user)

    def done_url(self, saved: AgendaItem) -> str:
        return _agenda_url(saved.assembly_id)


class ItemEdit(ItemRows, EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = ItemForm

    def title(self, obj: AgendaItem) -> str:
        return _("Modifier « %(title)s »") % {"title": obj.title}

    def form(self, obj: AgendaItem, data: Any = None, files: Any = None) -> ItemForm:
        return ItemForm(data, assembly=obj.assembly, item=obj)

    def save(self, form: ItemForm, obj: AgendaItem) -> AgendaItem:
        return agenda.edit(item=obj, values=form.cleaned_data, by=self.request.user)


class ItemVerb(ItemRows, VerbPage):
    access = P.ASSEMBLIES_EDIT

    def done_url(self, obj: AgendaItem) -> str:
        return _agenda_url(obj.assembly_id)


class ItemRemove(ItemVerb):
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: AgendaItem) -> str:
        return _("Retirer « %(title)s » de l’ordre du jour") % {"title": obj.title}

    def run(self, obj: AgendaItem, form: Any) -> str:
        agenda.remove(item=obj, by=self.request.user)
        return _("Le point est retiré.")


class ItemOutOfLot(ItemVerb):
    submit = lazy("Retirer du lot")

    def title(self, obj: AgendaItem) -> str:
        return _("Retirer « %(title)s » du lot") % {"title": obj.title}

    def consequences(self, obj: AgendaItem) -> list[str]:
        return [_("Ce point sera débattu et mis aux voix à sa place. Un seul membre suffit à le demander.")]

    def run(self, obj: AgendaItem, form: Any) -> str:
        agenda.take_out_of_lot(item=obj, by=self.request.user)
        return _("Le point est sorti du lot : il sera débattu.")


class PaperNew(EditPage):
    """Join a paper."""

    access = P.ASSEMBLIES_EDIT
    form_class = PaperForm
    submit = lazy("Joindre")

    def rows(self) -> QuerySet[Assembly]:
        return Assembly.objects.visible_to(self.request.user)

    def title(self, obj: Assembly) -> str:
        return _("Joindre un document à « %(title)s »") % {"title": obj.title}

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> PaperForm:
        return PaperForm(data, files, assembly=obj, initial={"item": self.request.GET.get("point", "")[:12]})

    def save(self, form: PaperForm, obj: Assembly) -> Paper:
        return papers.join(assembly=obj, by=self.request.user, **form.cleaned_data)

    def done_url(self, saved: Paper) -> str:
        return _agenda_url(saved.assembly_id)


class PaperVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[Paper]:
        return Paper.objects.visible_to(self.request.user).select_related("assembly", "document")

    def done_url(self, obj: Paper) -> str:
        return _agenda_url(obj.assembly_id)


class PaperReplace(PaperVerb):
    form_class = UploadForm
    submit = lazy("Remplacer")

    def title(self, obj: Paper) -> str:
        return _("Nouvelle version de « %(title)s »") % {"title": obj.title}

    def consequences(self, obj: Paper) -> list[str]:
        return [_("L’ancienne version reste lisible, avec son numéro et sa date.")]

    def run(self, obj: Paper, form: UploadForm) -> str:
        papers.replace(paper=obj, upload=form.cleaned_data["upload"], by=self.request.user)
        return _("La nouvelle version est jointe.")


class PaperRemove(PaperVerb):
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Paper) -> str:
        return _("Retirer « %(title)s »") % {"title": obj.title}

    def run(self, obj: Paper, form: Any) -> str:
        papers.remove(paper=obj, by=self.request.user)
        return _("Le document est retiré de l’assemblée.")


@access(P.ASSEMBLIES_VIEW)
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A paper, for the team; an earlier version with its number."""
    row = get_object_or_404(Paper.objects.visible_to(request.user).select_related("document"), pk=pk)
    return serving.served(row, request.GET.get("version", ""))
