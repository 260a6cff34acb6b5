"""Gestion: what would be published, who publishes, publishing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View

from maillage.accounts.roles import Permission
from maillage.desk.views.edits import EditPage
from maillage.iati import actions, own
from maillage.iati.actions.publishing import compare
from maillage.iati.exports.files import imported
from maillage.iati.forms.manage import NoteForm, PublisherForm
from maillage.iati.models import Publisher, Snapshot, Upload

P = Permission
SHOWN = 200


class Home(View):
    """What a publication of today would be: activities, faults, what changed since the last one."""

    access = P.IATI_PUBLISH

    def get(self, request: HttpRequest) -> HttpResponse:
        report, written = own.checked()
        last = Snapshot.last()
        return render(request, "iati/home.html", {
            "title": _("IATI"), "publisher": Publisher.objects.first(), "last": last,
            "report": report, "faults": own.grouped(report), "left_out": written.left_out,
            "figures": figures(written.index, report, last), "snapshots": Snapshot.objects.select_related("published_by")[:5],
            "inside": imported().count(),
            "uploads": Upload.objects.select_related("by")[:5], "changes": last is None or last.index != written.index,
        })  # fmt: skip


def figures(index: dict[str, str], report: Any, last: Snapshot | None) -> list[tuple[int, str]]:
    since = compare(index, last)
    return [
        (len(index), _("activités à publier")), (since["added"], _("nouvelles")), (since["changed"], _("changées")),
        (since["removed"], _("enlevées")), (report.counts["error"] + report.counts["critical"], _("erreurs")),
        (report.counts["warning"], _("remarques")),
    ]  # fmt: skip


class Identity(EditPage):
    access = P.IATI_PUBLISH
    form_class = PublisherForm
    submit = lazy("Enregistrer")

    def object(self, pk: int | None) -> Publisher | None:
        return Publisher.objects.first()

    def title(self, obj: Any) -> str:
        return _("Identité IATI du réseau")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> PublisherForm:
        return PublisherForm(data, files, publisher=obj)

    def save(self, form: PublisherForm, obj: Any) -> Publisher:
        return actions.identify(**form.values(), by=self.request.user)

    def done_url(self, saved: Any) -> str:
        return reverse("iati:home")


class Publish(View):
    """Confirm, then freeze."""

    access = P.IATI_PUBLISH

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, NoteForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NoteForm(request.POST)
        if form.is_valid():
            try:
                row = actions.publish(note=form.cleaned_data["note"], by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Publication n° %(number)s : %(count)s activités.") % {
                    "number": row.number, "count": row.activities})  # fmt: skip
                return redirect(row.get_absolute_url())
        return self.page(request, form, 422)

    def page(self, request: HttpRequest, form: NoteForm, status: int = 200) -> HttpResponse:
        report, written = own.checked()
        last = Snapshot.last()
        return render(request, "iati/publish.html", {
            "title": _("Publier"), "form": form, "report": report, "left_out": written.left_out, "last": last,
            "figures": figures(written.index, report, last), "publisher": Publisher.objects.first(),
        }, status=status)  # fmt: skip


class Show(View):
    """Confirm, then show what files brought to everyone."""

    access = P.IATI_PUBLISH

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = imported().order_by("iati_identifier")
        return render(request, "iati/show.html", {
            "title": _("Montrer les projets importés"), "rows": rows[:SHOWN], "count": rows.count(), "most": SHOWN})  # fmt: skip

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            count = actions.show_imported(by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Projets montrés à tout le monde : %(count)s.") % {"count": count})
        return redirect("iati:home")


class SnapshotPage(View):
    access = P.IATI_PUBLISH

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(Snapshot.objects.select_related("published_by"), pk=pk)
        before = Snapshot.objects.filter(number__lt=row.number).first()
        old, new = (before.index if before else {}), row.index
        numbers = own.known()
        groups = (
            (_("Nouvelles"), sorted(new.keys() - old.keys())),
            (_("Changées"), sorted(one for one in new.keys() & old.keys() if new[one] != old[one])),
            (_("Enlevées"), sorted(old.keys() - new.keys())),
        )
        return render(request, "iati/snapshot.html", {
            "title": _("Publication n° %(number)s") % {"number": row.number}, "object": row, "before": before,
            "facts": [(_("Publiée le"), row.published_at), (_("Par"), row.published_by or "Maillage"),
                      (_("Activités"), row.activities), (_("Empreinte SHA-256"), row.digest)],
            "groups": [(label, linked(found, numbers), len(found)) for label, found in groups if found],
        })  # fmt: skip


def linked(identifiers: list[str], numbers: dict[str, int]) -> list[tuple[str, str]]:
    return [
        (one, own.address("projects:detail", numbers[one]) if one in numbers else "") for one in identifiers[:SHOWN]
    ]
