"""Everyone: what the network publishes, at addresses that do not change."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.campaigns import pages
from maillage.core.public import cacheable
from maillage.iati import served
from maillage.iati.models import Publisher, Snapshot
from maillage.network import current


@access(PUBLIC)
@cacheable
def publications(request: HttpRequest) -> HttpResponse:
    """Every publication, the newest first."""
    current.or_404()
    rows = list(Snapshot.objects.all())
    return render(request, "iati/public.html", {
        "title": _("Données ouvertes IATI"), "rows": rows, "last": rows[0] if rows else None,
        "publisher": Publisher.objects.first(),
        **pages.about(_("Données ouvertes IATI"), request.path, _("Les données du réseau selon la norme IATI."),
                      reverse("site:network_card")),
    })  # fmt: skip


def answer(snapshot: Snapshot | None, name: str) -> HttpResponse:
    content = served.content(snapshot, name) if snapshot else None
    if content is None:
        raise Http404
    found = HttpResponse(content, content_type="application/xml; charset=utf-8")
    found["Access-Control-Allow-Origin"] = "*"
    found["Cross-Origin-Resource-Policy"] = "cross-origin"
    return found


@access(PUBLIC)
@cacheable
def activities(request: HttpRequest) -> HttpResponse:
    """The last publication: the address to give to the registry."""
    current.or_404()
    return answer(Snapshot.last(), "activites.xml")


@access(PUBLIC)
@cacheable
def organisation(request: HttpRequest) -> HttpResponse:
    current.or_404()
    return answer(Snapshot.last(), "organisation.xml")


@access(PUBLIC)
@cacheable
def numbered(request: HttpRequest, number: int) -> HttpResponse:
    """An earlier publication, as it was, without what is withheld since."""
    current.or_404()
    return answer(get_object_or_404(Snapshot, number=number), "activites.xml")
