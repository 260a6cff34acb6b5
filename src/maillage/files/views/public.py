"""Serving: the file itself, from its own path, under a policy that lets nothing run."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header, quote_etag

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.roles import Permission
from maillage.files.enums import AccessKind
from maillage.files.models import Document, DocumentVersion, Image

CSP = "sandbox; default-src 'none'; frame-ancestors 'none'"
INLINE = {"image/png", "image/jpeg", "image/webp"}
FOREVER = "public, max-age=31536000, immutable"


@access(PUBLIC)
def serve(request: HttpRequest, public_id: str, name: str) -> HttpResponseBase:
    """A document: its rows say who may (`visible_to`), so the page itself is open. Its address is not a secret."""
    document = Document.objects.visible_to(request.user).filter(public_id=public_id).first()
    if document is None:
        exists = Document.objects.current().filter(public_id=public_id).exists()
        if exists and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    version = asked_version(request, document)
    if version is None or name != version.name:
        raise Http404
    public = document.access == AccessKind.PUBLIC
    etag = quote_etag(version.sha256[:32])
    response: Any
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = body(version)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=300" if public else "private, no-store"
    if not public:
        response.headers["X-Robots-Tag"] = "noindex"
    return closed(response)


def asked_version(request: HttpRequest, document: Document) -> DocumentVersion | None:
    """The last version; an earlier one for those who keep the documents."""
    asked = request.GET.get("version", "")
    if not asked:
        return document.latest
    if not (asked.isdecimal() and len(asked) < 7 and request.user.is_authenticated):
        return None
    if not request.user.can(Permission.FILES_VIEW):
        return None
    return document.versions.filter(number=int(asked)).first()


def body(version: DocumentVersion) -> FileResponse:
    try:
        file = version.open()
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=version.content_type)
    inline = version.content_type in INLINE
    response.headers["Content-Disposition"] = content_disposition_header(not inline, version.name) or "attachment"
    response.headers["Content-Length"] = str(version.size)
    response.headers["Content-Encoding"] = "identity"  # already compressed: the house does not do it again
    return response


def closed(response: Any) -> Any:
    response.headers["Content-Security-Policy"] = CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@access(PUBLIC)
def image(request: HttpRequest, public_id: str, size: int, ending: str) -> HttpResponse:
    """A rendition: its address never changes content, so any cache keeps it."""
    found = get_object_or_404(Image, public_id=public_id)
    place = found.renditions.get(f"{size}.{ending}")
    if place is None:
        raise Http404
    try:
        with default_storage.open(place[0]) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=f"image/{ending}")
    response.headers["Cache-Control"] = FOREVER
    response.headers["Content-Disposition"] = "inline"
    return closed(response)
