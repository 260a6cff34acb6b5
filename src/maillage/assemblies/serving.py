"""A paper as a file: served by this room, since who sees the assembly opens it."""

from typing import Any

from django.http import Http404, HttpResponseBase

from maillage.assemblies.models import Paper
from maillage.files.views.public import body, closed


def served(paper: Paper, version: str = "") -> HttpResponseBase:
    """The last version, or the one of that number; under a policy that lets nothing run."""
    found: Any = paper.document.latest
    if version:
        if not (version.isdecimal() and len(version) < 7):
            raise Http404
        found = paper.document.versions.filter(number=int(version)).first()
    if found is None:
        raise Http404
    response = closed(body(found))
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response  # type: ignore[no-any-return]
