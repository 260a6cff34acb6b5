"""Bringing a file in, step by step: the file, its columns, what it would do, what it did."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django_q.tasks import async_task

from maillage.accounts.roles import Permission
from maillage.core.sheet_guards import MAX_FILE, SheetError
from maillage.desk.columns import Column, tag
from maillage.desk.exports import FORMATS, export
from maillage.desk.filters import Filter
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.organisations import exports, jobs
from maillage.organisations.enums import ImportState, Outcome
from maillage.organisations.forms.imports import ColumnsForm, UploadForm
from maillage.organisations.importing import files
from maillage.organisations.models import Import, Organisation
from maillage.organisations.views import import_pages as pages

P = Permission
REFRESHED_EVERY = 5  # seconds
CHECKED_AT_ONCE = 5_000  # rows; beyond, a job
STEPS = (
    gettext_lazy("Le fichier"),
    gettext_lazy("Les colonnes"),
    gettext_lazy("La vérification"),
    gettext_lazy("L’écriture"),
)
TONES = {ImportState.UPLOADED: "nu", ImportState.CHECKED: "al", ImportState.RUNNING: "al", ImportState.DONE: "ok",
         ImportState.UNDONE: "nu", ImportState.FAILED: "er"}  # fmt: skip


def counted(row: Import) -> str:
    """« 120 créées, 3 refusées »: what counts of an import, in a line."""
    parts = [
        (Outcome.CREATED, ngettext("%(n)s créée", "%(n)s créées", row.counts.get("created", 0))),
        (Outcome.UPDATED, ngettext("%(n)s mise à jour", "%(n)s mises à jour", row.counts.get("updated", 0))),
        (Outcome.REJECTED, ngettext("%(n)s refusée", "%(n)s refusées", row.counts.get("rejected", 0))),
    ]
    return ", ".join(text % {"n": row.counts[name]} for name, text in parts if row.counts.get(name))


class Imports(ListPage):
    access = P.ORGANISATIONS_IMPORT
    title = gettext_lazy("Imports")
    intro = gettext_lazy(
        "Un fichier est d’abord vérifié ; rien n’est écrit avant votre accord, et tout import s’annule d’un coup."
    )
    page_name = "organisations:imports"
    default_sort = "-created_at"
    columns = (
        Column("filename", gettext_lazy("Fichier"), link=True, sort=("filename",)),
        Column("state", gettext_lazy("État"), value=lambda row: ImportState(row.state).label, sort=("state",),
               cell=lambda row: tag(ImportState(row.state).label, TONES[ImportState(row.state)])),
        Column("rows", gettext_lazy("Lignes"), value=lambda row: row.counts.get("rows", ""), numeric=True),
        Column("counts", gettext_lazy("Ce qu’il fait"), value=counted),
        Column("by", gettext_lazy("Par"), value=lambda row: str(row.by or _("la ligne de commande"))),
        Column("created_at", gettext_lazy("Reçu le"), sort=("created_at",)),
    )  # fmt: skip
    filters = (Filter("etat", gettext_lazy("État"), ImportState.choices, lookup="state"),)
    links = (
        Link(gettext_lazy("Doublons probables"), "organisations:duplicates", P.ORGANISATIONS_MERGE),
        Link(gettext_lazy("Nouvel import"), "organisations:import_new", P.ORGANISATIONS_IMPORT, primary=True),
    )
    empty = Empty(
        gettext_lazy("Aucun import pour l’instant"),
        gettext_lazy(
            "Apportez votre tableau tel qu’il est : les colonnes se reconnaissent, les erreurs se disent ligne par ligne."
        ),
        links[1],
    )

    def rows(self) -> QuerySet[Any]:
        return Import.objects.visible_to(self.request.user).select_related("by")


@method_decorator(csrf_exempt, name="dispatch")  # the length is looked at before anything is read; then `csrf_protect`
class NewImport(View):
    """Step 1. A file that is too big is refused before it is read."""

    access = P.ORGANISATIONS_IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, UploadForm())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > MAX_FILE + 100_000:
            form = UploadForm()
            error = SheetError("too-big", size=int(length) // 1_000_000 if length.isdecimal() else "?",
                               limit=MAX_FILE // 1_000_000)  # fmt: skip
            return self.page(request, form, 413, str(error.message()))
        return self.take(request)

    @method_decorator(csrf_protect)
    def take(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                batch = files.receive(upload=form.cleaned_data["file"], by=request.user)
            except SheetError as error:
                form.add_error("file", str(error.message()))
            else:
                return redirect("organisations:import_columns", batch.pk)
        return self.page(request, form, 422)

    def page(self, request: HttpRequest, form: Any, status: int = 200, refusal: str = "") -> HttpResponse:
        return render(request, "organisations/import_new.html", {
            "title": _("Nouvel import"), "form": form, "steps": STEPS, "refusal": refusal,
        }, status=status)  # fmt: skip


def found(request: HttpRequest, pk: int) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.user), pk=pk)


class Columns(View):
    """Step 2: what each column holds."""

    access = P.ORGANISATIONS_IMPORT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(request, found(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(request, found(request, pk), request.POST)

    def page(self, request: HttpRequest, batch: Import, data: Any = None) -> HttpResponse:
        if batch.state not in (ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED):
            return redirect(batch.get_absolute_url())
        try:
            look = files.look(pages.path_of(batch))
        except SheetError as error:
            jobs.fail(batch, error)
            return redirect(batch.get_absolute_url())
        form = ColumnsForm(data, batch=batch, look=look)
        if data is not None and form.is_valid():
            chosen = files.choose(batch=batch, mapping=form.mapping(), **form.answers())
            check(chosen)
            return redirect(chosen.get_absolute_url())
        return render(request, "organisations/import_columns.html", {
            "title": batch.filename, "form": form, "steps": STEPS, "object": batch, "notes": look.notes,
            "before": files.same_file(batch), "lines": [
                (form[f"column_{n}"], look.samples[n], files.why(look.guesses.get(n), batch, n))
                for n in range(len(look.headers))
            ],
        }, status=422 if data is not None else 200)  # fmt: skip


def check(batch: Import) -> None:
    """At once when the file is small; else a job, and a page that says how far it is."""
    if batch.options.get("estimated", 0) <= CHECKED_AT_ONCE:
        jobs.check_import(batch.pk)
        return
    Import.objects.filter(pk=batch.pk).update(counts={"checking": 0})
    transaction.on_commit(lambda: async_task("maillage.organisations.jobs.check_import", batch.pk))


class ImportPage(View):
    """Step 3 and after: what the file would do, how far it is, what it did."""

    access = P.ORGANISATIONS_IMPORT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = found(request, pk)
        if batch.state == ImportState.RUNNING or "checking" in batch.counts or "undoing" in batch.counts:
            return self.progress(request, batch)
        if batch.state == ImportState.UPLOADED:
            return redirect("organisations:import_columns", batch.pk)
        context = {"steps": STEPS, "object": batch, "title": batch.filename, "state": TONES[ImportState(batch.state)]}
        if batch.state == ImportState.FAILED:
            return render(request, "organisations/import_failed.html", context | {"refusal": pages.refusal(batch)})
        if batch.state == ImportState.CHECKED:
            return render(request, "organisations/import_check.html", context | pages.checked(batch, request))
        return render(request, "organisations/import_done.html", context | pages.done(batch, request))

    @staticmethod
    def progress(request: HttpRequest, batch: Import) -> HttpResponse:
        """Read again every few seconds, without a script, until the person says to stop."""
        follows = request.GET.get("suivre") != "non"
        answer = render(
            request, "organisations/import_progress.html", pages.progress(batch, STEPS) | {"follows": follows}
        )
        if follows:
            answer["Refresh"] = str(REFRESHED_EVERY)
        return answer

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go on with what stopped: the worker that was killed, the machine that was switched off."""
        batch = found(request, pk)
        if batch.state == ImportState.RUNNING and "undoing" not in batch.counts:
            async_task("maillage.organisations.jobs.write_import", batch.pk, request.user.pk)
        elif "undoing" in batch.counts:
            async_task("maillage.organisations.jobs.undo_import", batch.pk, request.user.pk)
        elif "checking" in batch.counts:
            async_task("maillage.organisations.jobs.check_import", batch.pk)
        messages.info(request, _("Le travail reprend où il s’était arrêté."))
        return redirect(batch.get_absolute_url())


class RowsToCorrect(View):
    """Only the rows that were refused, as they came, with why: to be corrected and brought again."""

    access = P.ORGANISATIONS_IMPORT

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        batch = found(request, pk)
        kind = request.GET.get("format", "csv")
        headers = files.look(pages.path_of(batch)).headers
        columns = [*headers, "(" + _("Pourquoi cette ligne est refusée") + ")"]
        return export(kind if kind in FORMATS else "csv", _("lignes-a-corriger"), columns,
                      files.refused_rows(batch, headers))  # fmt: skip


class Export(View):
    """The whole directory, every field, as a table that the import reads back."""

    access = P.ORGANISATIONS_VIEW

    def get(self, request: HttpRequest) -> HttpResponseBase:
        kind = request.GET.get("format", "csv")
        if kind not in FORMATS:
            raise PermissionDenied(_("Ce format n’existe pas : CSV, XLSX ou ODS."))
        rows = Organisation.objects.visible_to(request.user).exclude(state="merged").order_by("pk")
        return export(
            kind, _("annuaire"), exports.headers(get_language() or "fr"), exports.rows(rows, pages.this_year())
        )
