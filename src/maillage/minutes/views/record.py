"""The record of a meeting, as one ZIP."""

import io
import zipfile

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission
from maillage.assemblies.models import Assembly
from maillage.minutes.record import building

FIXED = (1980, 1, 1, 0, 0, 0)  # the same record gives the same bytes


@access(Permission.ASSEMBLIES_EDIT)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole folder: those who hold the meeting file it."""
    assembly = get_object_or_404(
        Assembly.objects.visible_to(who(request)).select_related("body", "chair", "secretary"), pk=pk
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for path, content in building.record(assembly).items():
            entry = zipfile.ZipInfo(f"dossier-{pk}/{path}", FIXED)
            entry.external_attr = 0o100644 << 16  # without it, unzipped files would be readable by nobody
            folder.writestr(entry, content, zipfile.ZIP_DEFLATED)
    response = HttpResponse(file.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="dossier-assemblee-{pk}.zip"'
    return response
