"""Gestion: bringing a file in, step by step: the file, what it would do, what it did."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from maillage.accounts.roles import Permission
from maillage.iati import actions
from maillage.iati.actions.uploads import LARGEST
from maillage.iati.forms.manage import UploadForm
from maillage.iati.models import Upload, UploadState

STEPS = (gettext_lazy("Le fichier"), gettext_lazy("La vérification"), gettext_lazy("L’écriture"))
AT = {
    UploadState.RECEIVED: 2,
    UploadState.CHECKED: 2,
    UploadState.FAILED: 2,
    UploadState.RUNNING: 3,
    UploadState.DONE: 3,
}
AGAIN = 4  # seconds


@method_decorator(csrf_exempt, name="dispatch")  # the length is looked at before anything is read; then `csrf_protect`
class NewImport(View):
    access = Permission.IATI_PUBLISH

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST + 100_000:
            return self.page(
                request, UploadForm(), 413, _("Ce fichier est trop lourd : passez par la ligne de commande.")
            )
        return self.take(request)

    @method_decorator(csrf_protect)
    def take(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                row = actions.receive(upload=form.cleaned_data["file"], by=request.user)
            except ValidationError as error:
                form.add_error("file", error)
            else:
                return redirect(row.get_absolute_url())
        return self.page(request, form, 422)

    def page(self, request: HttpRequest, form: UploadForm, status: int = 200, refusal: str = "") -> HttpResponse:
        return render(request, "iati/upload_new.html", {
            "title": _("Importer un fichier IATI"), "form": form, "steps": STEPS, "refusal": refusal,
        }, status=status)  # fmt: skip


class UploadPage(View):
    """What the file would do, or did; a POST agrees."""

    access = Permission.IATI_PUBLISH

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(Upload.objects.select_related("by"), pk=pk)
        answer = render(request, "iati/upload.html", self.context(row))
        if row.state in (UploadState.RECEIVED, UploadState.RUNNING):
            answer["Refresh"] = str(AGAIN)
        return answer

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(Upload, pk=pk)
        try:
            actions.confirm(upload=row, by=request.user, public="public" in request.POST)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("L’écriture commence : cette page dira où elle en est."))
        return redirect(row.get_absolute_url())

    def context(self, row: Upload) -> dict[str, Any]:
        told = row.answer
        dry = row.state == UploadState.CHECKED
        words = (
            ("created", _("seraient créées") if dry else _("créées")),
            ("updated", _("seraient mises à jour") if dry else _("mises à jour")),
            ("unchanged", _("inchangées")), ("refused", _("refusées")),
        )  # fmt: skip
        return {
            "title": row.filename, "object": row, "steps": STEPS, "step": AT[UploadState(row.state)],
            "figures": [(told.get(name, 0), word) for name, word in words] if "created" in told else [],
            "refusals": told.get("refusals", []), "reasons": told.get("reasons", []), "state": row.state,
            "not_held": sorted(told.get("not_held", {}).items(), key=lambda pair: -pair[1]),
            "writes": told.get("created", 0) + told.get("updated", 0),
        }  # fmt: skip
