"""Agendas followed, in Gestion: add one, look at what it would bring, read it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django_q.tasks import async_task

from maillage.accounts.access import who
from maillage.accounts.roles import Permission as P
from maillage.activities import following
from maillage.activities.actions import sources as verbs
from maillage.activities.following import Fate
from maillage.activities.forms.sources import FileForm, SourceForm
from maillage.activities.models import CalendarSource
from maillage.core.errors import Refusal
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations.models import Organisation

AT_ONCE = 120  # events written while the page waits; beyond, a job
SHOWN = 300
ORDER = (Fate.NEW, Fate.CHANGED, Fate.EDITED, Fate.CANCELLED, Fate.GONE, Fate.DOUBLE, Fate.SAME)


def outcome(source: CalendarSource) -> str:
    if error := source.outcome.get("error"):
        return str(error)
    return verbs.told(source.outcome["counts"]) if "counts" in source.outcome else ""


def seen(request: HttpRequest) -> QuerySet[CalendarSource]:
    """The agendas that this person may see: never one of an organisation withheld from them."""
    organisations = Organisation.objects.visible_to(request.user).values("pk")
    rows = CalendarSource.objects.visible_to(request.user)
    return rows.filter(Q(organisation=None) | Q(organisation__in=organisations))


class Sources(ListPage):
    access = P.ACTIVITIES_VIEW
    title = gettext_lazy("Agendas suivis")
    intro = gettext_lazy(
        "Les agendas des membres, lus chaque nuit : leurs événements arrivent ici sans être retapés, et sans doublon."
    )
    page_name = "activities:sources"
    row_route = "activities:source"
    default_sort = "name"
    columns = (
        Column("name", gettext_lazy("Nom"), link=True, sort=("name",)),
        Column("organisation", gettext_lazy("Organisation"), value=lambda row: str(row.organisation or ""),
               sort=("organisation__sort_name",)),
        Column("active", gettext_lazy("Lecture"), value=lambda row: _("chaque nuit") if row.is_active and row.url else _("à la main"),
               sort=("is_active",)),
        Column("read_at", gettext_lazy("Lu le"), sort=("read_at",)),
        Column("outcome", gettext_lazy("Dernier compte"), value=outcome,
               cell=lambda row: tag(_("Échec"), "er") if row.outcome.get("error") else outcome(row)),
    )  # fmt: skip
    filters = (Filter("lecture", gettext_lazy("Lecture"), choices=[("True", gettext_lazy("chaque nuit")),
                                                                   ("False", gettext_lazy("à la main"))], lookup="is_active"),)  # fmt: skip
    links = (Link(gettext_lazy("Suivre un agenda"), "activities:source_new", P.ACTIVITIES_EDIT, primary=True),)
    empty = Empty(
        gettext_lazy("Aucun agenda suivi pour l’instant"),
        gettext_lazy(
            "Donnez l’adresse du calendrier d’un membre, ou son fichier .ics : rien n’est écrit avant votre accord."
        ),
        links[0],
    )

    def rows(self) -> QuerySet[Any]:
        return seen(self.request).select_related("organisation").defer("seen")


class SourceEdit(EditPage):
    """A new agenda (then looked at), or what changes of one."""

    access = P.ACTIVITIES_EDIT
    form_class = SourceForm

    def rows(self) -> QuerySet[CalendarSource]:
        return seen(self.request)

    def title(self, obj: Any) -> str:
        return _("Modifier %(name)s") % {"name": obj} if obj else _("Suivre un agenda")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> SourceForm:
        return SourceForm(data, files, user=self.request.user, source=obj)

    def save(self, form: SourceForm, obj: Any) -> CalendarSource:
        by = who(self.request)
        if obj is not None:
            return verbs.change_source(source=obj, values=form.values(), by=by)
        source = verbs.follow(values=form.values(), by=by)
        take(self.request, source, form.cleaned_data.get("file"))
        return source

    def done(self, saved: CalendarSource) -> str:
        return (
            _("Enregistré. Voici ce que cet agenda apporterait.")
            if following.file_of(saved).is_file()
            else _("Enregistré.")
        )


def take(request: HttpRequest, source: CalendarSource, upload: Any = None) -> bool:
    """Put the file at hand: what was given, else what its address gives; a refusal is said."""
    try:
        data = b"".join(upload.chunks()) if upload else following.fetch(source)
        following.understood(data, now())
    except Refusal as refusal:
        verbs.not_read(source=source, reason=refusal.message())
        messages.error(request, refusal.message())
        return False
    following.keep(source, data)
    return True


class SourcePage(DetailPage):
    """An agenda: what it last gave; when it was just looked at, what reading it would do."""

    access = P.ACTIVITIES_VIEW
    page = "calendar_source"
    template = "activities/source.html"
    links = (
        Link(gettext_lazy("Modifier"), "activities:source_edit", P.ACTIVITIES_EDIT),
        Link(gettext_lazy("Ne plus suivre"), "activities:source_remove", P.ACTIVITIES_EDIT),
    )

    def rows(self) -> QuerySet[CalendarSource]:
        return seen(self.request).select_related("organisation")

    def extra(self, obj: CalendarSource) -> dict[str, Any]:
        may = self.request.user.can(P.ACTIVITIES_EDIT)
        return {
            "may": may, "outcome": outcome(obj), "file_form": FileForm(), "preview": preview(obj) if may else None,
            "facts": [
                (_("Adresse"), obj.url or _("Aucune : des fichiers déposés")), (_("Organisation"), str(obj.organisation or "")),
                (_("Ses événements"), _("annoncés sans relecture") if obj.announce else _("proposés à l’équipe")),
                (_("Lecture"), _("chaque nuit") if obj.is_active and obj.url else _("à la main")),
            ],
        }  # fmt: skip


def preview(source: CalendarSource) -> dict[str, Any] | None:
    """What the file at hand would do, line by line."""
    path = following.file_of(source)
    if not path.is_file():
        return None
    moment = now()
    try:
        made = following.plan(source, following.understood(path.read_bytes(), moment), moment)
    except Refusal as refusal:
        return {"error": refusal.message(), "lines": []}
    lines = sorted((line for line in made.lines if line.fate != Fate.SAME), key=lambda line: ORDER.index(line.fate))
    counts = made.counts()
    return {
        "lines": lines[:SHOWN], "more": max(0, len(lines) - SHOWN), "problems": [one.sentence for one in made.problems],
        "figures": [(counts[fate.value], fate.label) for fate in ORDER if counts[fate.value] or fate == Fate.NEW],
        "past": made.past, "writes": counts["new"] + counts["changed"] + counts["cancelled"] + counts["edited"] + counts["gone"],
    }  # fmt: skip


class SourceLook(View):
    """Bring back what the agenda gives now, or take a file: then its page says what it would do."""

    access = P.ACTIVITIES_EDIT

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = get_object_or_404(seen(request), pk=pk)
        upload = None
        if request.FILES or not source.url:
            form = FileForm(request.POST, request.FILES)
            if not form.is_valid():
                messages.error(request, " ".join(one for errors in form.errors.values() for one in errors))
                return redirect(source.get_absolute_url())
            upload = form.cleaned_data["file"]
        take(request, source, upload)
        return redirect(source.get_absolute_url())


class SourceRead(View):
    """Write what was looked at: what was agreed to, and nothing else."""

    access = P.ACTIVITIES_EDIT

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = get_object_or_404(seen(request), pk=pk)
        path = following.file_of(source)
        if not path.is_file():
            messages.warning(request, _("Regardez d’abord ce que l’agenda apporte."))
            return redirect(source.get_absolute_url())
        if "forget" in request.POST:
            following.forget(source)
            messages.info(request, _("Rien n’a été écrit."))
            return redirect(source.get_absolute_url())
        chosen = request.POST.getlist("chosen")[:2000]
        self.read(request, source, chosen)
        return redirect(source.get_absolute_url())

    def read(self, request: HttpRequest, source: CalendarSource, chosen: list[str]) -> None:
        shown = preview(source)
        if shown and shown.get("writes", 0) > AT_ONCE:
            async_task("maillage.activities.nightly.read_kept", source.pk, chosen, request.user.pk)
            messages.success(request, _("La lecture se fait : cette page en donnera le compte dans un instant."))
            return
        try:
            data = following.file_of(source).read_bytes()
            counts = verbs.read_source(source=source, data=data, chosen=chosen, by=who(request))
        except (Refusal, ValidationError) as refusal:
            messages.error(request, refusal.message() if isinstance(refusal, Refusal) else " ".join(refusal.messages))
            return
        following.forget(source)
        messages.success(request, verbs.told(counts).capitalize() + ".")


class SourceRemove(VerbPage):
    access = P.ACTIVITIES_EDIT
    submit = gettext_lazy("Ne plus suivre")

    def rows(self) -> QuerySet[CalendarSource]:
        return seen(self.request)

    def title(self, obj: Any) -> str:
        return _("Ne plus suivre %(name)s") % {"name": obj}

    def consequences(self, obj: CalendarSource) -> list[str]:
        count = obj.activities.count()
        return [
            _("Il n’est plus lu."),
            ngettext("L’activité qui en vient reste.", "Les %(n)s activités qui en viennent restent.", count)
            % {"n": count},
        ]

    def run(self, obj: CalendarSource, form: Any) -> str:
        name = obj.name
        verbs.unfollow(source=obj, by=who(self.request))
        return _("%(name)s n’est plus suivi.") % {"name": name}

    def done_url(self, obj: Any) -> str:
        return reverse("activities:sources")
