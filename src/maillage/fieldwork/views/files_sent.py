"""Files of a report: with the form, or one by one from a phone that takes what network there is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from maillage.core.asked import row_number
from maillage.fieldwork import actions
from maillage.fieldwork.holding import Holder
from maillage.fieldwork.models import ReportPhoto

MOST_AT_ONCE = 20


def take(request: HttpRequest, holder: Holder) -> list[str]:
    """Take the files that came with a page; a sentence for each that was refused: the words are saved already."""
    faults: list[str] = []
    report = holder.report
    for name in request.POST:
        if name.startswith("photo.") and name.endswith(".gone"):
            photo = report.photos.filter(pk=row_number(name.split(".")[1])).select_related("document", "report").first()
            if photo is not None:
                trying(faults, "", lambda one=photo: actions.remove_photo(photo=one, by=holder.by))
    for upload in request.FILES.getlist("photo")[:MOST_AT_ONCE]:
        trying(faults, upload.name, lambda one=upload: actions.add_photo(
            report=report, upload=one, caption=request.POST.get("caption", ""), by=holder.by))  # fmt: skip
    for name in list(request.FILES)[:MOST_AT_ONCE]:
        if name.startswith("piece."):
            upload = request.FILES[name]
            trying(faults, upload.name, lambda one=upload, key=name[6:]: actions.add_piece(
                report=report, key=key, upload=one, by=holder.by))  # fmt: skip
    return faults


def trying(faults: list[str], name: str, work: Any) -> None:
    try:
        work()
    except ValidationError as error:
        said = " ".join(error.messages)
        faults.append(_("« %(name)s » : %(said)s") % {"name": name[:60], "said": said} if name else said)


def one(request: HttpRequest, holder: Holder) -> HttpResponse:
    """One file of a phone: a photo, or the piece of the expense that it names; the same key again is the same file."""
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"state": "refused", "text": _("Ce fichier n’est pas arrivé.")}, status=422)
    try:
        if expense := request.POST.get("expense", ""):
            actions.add_piece(report=holder.report, key=expense[:40], upload=upload, by=holder.by)
        else:
            photo: ReportPhoto = actions.add_photo(report=holder.report, upload=upload, key=request.POST.get("key", "")[:64],
                                                   caption=request.POST.get("caption", ""), by=holder.by)  # fmt: skip
            return JsonResponse({"state": "kept", "photo": photo.pk})
    except ValidationError as error:
        return JsonResponse({"state": "refused", "text": " ".join(error.messages)}, status=422)
    return JsonResponse({"state": "kept"})
