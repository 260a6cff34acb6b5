"""Motions in Gestion: the list, one with its text and amendments, writing."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission
from maillage.assemblies.models import Assembly
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.motions import actions, verbs, words
from maillage.motions.calls import deadlines
from maillage.motions.enums import MotionState, Origin
from maillage.motions.forms.verbs import CallForm
from maillage.motions.forms.writing import AmendmentForm, MotionForm, TextForm, asked_of
from maillage.motions.models import Amendment, Motion, MotionCall
from maillage.motions.reading import fetched, read
from maillage.motions.standing import all_movers

lazy = gettext_lazy
P = Permission


class Motions(ListPage):
    access = P.ASSEMBLIES_VIEW
    title = lazy("Propositions")
    page_name = "motions:motions"
    row_route = "motions:motion"
    default_sort = "assembly"
    columns = (
        Column("title", lazy("Proposition"), value=str, sort=("number", "title"), link=True),
        Column("assembly", lazy("Assemblée"), value=lambda m: m.assembly.title, sort=("-assembly__starts_at", "number")),
        Column("item", lazy("Point"), value=lambda m: m.item.title if m.item else ""),
        Column("origin", lazy("Vient de"), value=lambda m: m.get_origin_display()),
        Column("amendments", lazy("Amendements à voter"), value=lambda m: m.waiting, sort=("waiting",), numeric=True),
        Column("submitted", lazy("Déposée le"), value=lambda m: m.submitted_at, sort=("submitted_at",)),
        Column("state", lazy("État"), value=lambda m: m.get_state_display(), cell=words.motion_state, sort=("state",)),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=MotionState.choices, lookup="state"),
        Filter("assemblee", lazy("Assemblée"), lookup="assembly", choices=lambda: [
            (row.pk, row.title) for row in Assembly.objects.exclude(motions=None).order_by("-starts_at")[:50]]),
        Filter("origine", lazy("Vient de"), choices=Origin.choices, lookup="origin"),
    )  # fmt: skip
    links = (Link(lazy("Nouvelle proposition"), "motions:choose", P.ASSEMBLIES_EDIT, primary=True),)
    empty = Empty(
        lazy("Aucune proposition pour l’instant"),
        lazy(
            "Les membres proposent dans leur espace dès qu’une assemblée est convoquée ; vous pouvez aussi écrire pour eux."
        ),
        links[0],
    )

    def rows(self) -> QuerySet[Motion]:
        seen = Motion.objects.visible_to(self.request.user).select_related("assembly", "item")
        return seen.annotate(waiting=Count("amendments", filter=Q(amendments__state="submitted"), distinct=True))


class MotionPage(DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "motion"
    template = "motions/motion.html"

    def rows(self) -> QuerySet[Motion]:
        return fetched(Motion.objects.visible_to(self.request.user))  # type: ignore[no-any-return]

    def extra(self, obj: Motion) -> dict[str, Any]:
        edit = who(self.request).can(P.ASSEMBLIES_EDIT)
        return {
            "reading": read(obj, self.request.user), "state": words.motion_state(obj), "edit": edit, "face": "manage",
            "verbs": verbs.of_motion(obj) if edit else [], "limit": deadlines(obj.assembly),
            "live": MotionState(obj.state).can_be_amended,
        }  # fmt: skip


@access(P.ASSEMBLIES_EDIT)
def choose(request: HttpRequest) -> HttpResponse:
    """For which assembly one writes."""
    rows = Assembly.objects.visible_to(who(request)).coming().order_by("starts_at", "pk")
    return render(request, "motions/choose.html", {"title": _("Nouvelle proposition"), "assemblies": rows})


class MotionNew(EditPage):
    """The board's own, or for a member who cannot write it here."""

    access = P.ASSEMBLIES_EDIT
    form_class = MotionForm
    submit = lazy("Garder le brouillon")

    def rows(self) -> QuerySet[Assembly]:
        return Assembly.objects.visible_to(self.request.user)

    def title(self, obj: Assembly) -> str:
        return _("Nouvelle proposition pour « %(assembly)s »") % {"assembly": obj}

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False  # the assembly may change meanwhile: this writes beside it

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> MotionForm:
        return MotionForm(data, movers=all_movers(obj, self.request.user))

    def save(self, form: MotionForm, obj: Assembly) -> Motion:
        data = form.cleaned_data
        return actions.draft(
            assembly=obj, mover=data["mover"], **form.words, by=self.request.user, key=data["key"] or None
        )

    def done(self, saved: Motion) -> str:
        return _("Le brouillon est gardé. Déposez-le quand il est prêt.")


class MotionEdit(EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = TextForm

    def rows(self) -> QuerySet[Motion]:
        return Motion.objects.visible_to(self.request.user).select_related("assembly")

    def title(self, obj: Motion) -> str:
        return _("Récrire « %(title)s »") % {"title": obj}

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> TextForm:
        return TextForm(data, motion=obj)

    def save(self, form: TextForm, obj: Motion) -> Motion:
        return actions.rewrite(motion=obj, **form.words, by=self.request.user)


class AmendmentNew(EditPage):
    """An amendment from the floor, or for someone."""

    access = P.ASSEMBLIES_EDIT
    form_class = AmendmentForm
    submit = lazy("Déposer l’amendement")

    def rows(self) -> QuerySet[Motion]:
        return Motion.objects.visible_to(self.request.user).select_related("assembly").prefetch_related("versions")

    def title(self, obj: Motion) -> str:
        return _("Amender « %(title)s »") % {"title": obj}

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False  # an amendment names its paragraphs: the verb says when one is gone

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> AmendmentForm:
        return AmendmentForm(
            data, motion=obj, movers=all_movers(obj.assembly, self.request.user), **asked_of(self.request, obj)
        )

    def save(self, form: AmendmentForm, obj: Motion) -> Amendment:
        return actions.amend(motion=obj, **form.words, by=self.request.user)

    def done(self, saved: Amendment) -> str:
        return _("L’amendement %(number)s est déposé.") % {"number": saved.number}


class Call(EditPage):
    """Until when an assembly receives motions."""

    access = P.ASSEMBLIES_EDIT
    form_class = CallForm

    def rows(self) -> QuerySet[Assembly]:
        return Assembly.objects.visible_to(self.request.user)

    def title(self, obj: Assembly) -> str:
        return _("Appel à propositions pour « %(assembly)s »") % {"assembly": obj}

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> CallForm:
        return CallForm(data, assembly=obj)

    def save(self, form: CallForm, obj: Assembly) -> MotionCall:
        return actions.call(assembly=obj, **form.cleaned_data, by=self.request.user)

    def done(self, saved: MotionCall) -> str:
        return _("L’appel à propositions est noté.")
