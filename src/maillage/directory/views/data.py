"""The directory as data, for spreadsheets, programs, feed readers and search engines."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from maillage.accounts.access import PUBLIC, access
from maillage.core import sheets
from maillage.core.public import cacheable
from maillage.directory import feeds
from maillage.directory.facets import Asked
from maillage.network import current
from maillage.organisations import words

NOT_FOR_ROBOTS = ("/gestion/", "/espace/", "/compte/", "/entrer/", "/depart/", "/api/")


def open_data(response: HttpResponse) -> HttpResponse:
    """Any site may read it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@access(PUBLIC)
@cacheable
def table(request: HttpRequest) -> HttpResponse:
    """The directory as filtered, as CSV."""
    current.or_404()
    out = BytesIO()
    rows = feeds.table(feeds.all_entries(Asked.read(request.GET).rows()))
    sheets.write_csv(rows, feeds.headers(), out, lang=words.language())
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="annuaire-{current.profile().code}.csv"'
    return open_data(answer)


@access(PUBLIC)
@cacheable
def json(request: HttpRequest) -> HttpResponse:
    """The directory as filtered, as JSON."""
    current.or_404()
    profile = current.profile()
    found = [feeds.plain(one) for one in feeds.all_entries(Asked.read(request.GET).rows())]
    answer = {
        "network": profile.names.name.text(words.language()), "source": feeds.absolute(reverse("site:directory")),
        "count": len(found), "organisations": found,
    }  # fmt: skip
    return open_data(JsonResponse(answer, json_dumps_params={"ensure_ascii": False}))


@access(PUBLIC)
@cacheable
def atom(request: HttpRequest) -> HttpResponse:
    """The newest organisations."""
    current.or_404()
    return open_data(HttpResponse(feeds.atom(words.language()), content_type="application/atom+xml; charset=utf-8"))


@access(PUBLIC)
@cacheable
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines."""
    current.or_404()
    return HttpResponse("".join(feeds.sitemap()), content_type="application/xml; charset=utf-8")


@access(PUBLIC)
@cacheable
def robots(request: HttpRequest) -> HttpResponse:
    """Where robots have nothing to do."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
             f"Sitemap: {feeds.absolute(reverse('directory:sitemap'))}", ""]  # fmt: skip
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
