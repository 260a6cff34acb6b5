"""The public page of decisions: what the network decided, with the vote, as far as it opens it to everyone."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.bodies.models import Body
from maillage.core.public import absolute, cacheable
from maillage.core.text import clean
from maillage.minutes import papers
from maillage.minutes.enums import MinutesState, Standing
from maillage.minutes.models import Minutes, Resolution
from maillage.network import current
from maillage.ui.paging import page_links

PER_PAGE = 30
CLOSED = (MinutesState.ADOPTED, MinutesState.SIGNED)


def page(request: HttpRequest, template: str, title: str, description: str = "", **context: Any) -> HttpResponse:
    return render(request, template, {
        "title": title, "description": description or title, "canonical": absolute(request.path), **context,
    })  # fmt: skip


def asked(request: HttpRequest) -> dict[str, str]:
    """What is searched: words, a body, a standing, a year; anything unknown is left out."""
    get = {name: clean(request.GET.get(name, ""))[:100] for name in ("q", "instance", "valeur", "annee")}
    if get["valeur"] not in Standing.values:
        get["valeur"] = ""
    if not (get["annee"].isdecimal() and len(get["annee"]) == 4):
        get["annee"] = ""
    return get


@access(PUBLIC)
@cacheable
def decisions(request: HttpRequest) -> HttpResponse:
    """The register that everyone reads, newest first, searched by words, body, standing and year."""
    current.or_404()
    rows, get = Resolution.objects.public().select_related("body"), asked(request)
    if get["q"]:
        rows = rows.filter(Q(title__icontains=get["q"]) | Q(text__icontains=get["q"]))
    if get["instance"]:
        rows = rows.filter(body__code=get["instance"])
    if get["valeur"]:
        rows = rows.filter(standing=get["valeur"])
    if get["annee"]:
        rows = rows.filter(year=int(get["annee"]))
    pages = Paginator(rows, PER_PAGE)
    here = pages.get_page(request.GET.get("page", "1")[:6])
    query = request.GET.copy()

    def link(number: int) -> str:
        query["page"] = str(number)
        return "?" + query.urlencode()

    opened = Resolution.objects.public()
    minutes = Minutes.objects.filter(public=True, state__in=CLOSED).select_related("assembly__body")
    return page(
        request, "minutes/public_decisions.html", _("Décisions"),
        _("Ce que le réseau a décidé, avec le vote, et ce qu’il en est aujourd’hui."),
        rows=here, total=pages.count, asked=get, pages=page_links(here.number, pages.num_pages, link),
        bodies=Body.objects.filter(pk__in=opened.order_by().values("body")).order_by("name"),
        years=list(opened.order_by("-year").values_list("year", flat=True).distinct()), standings=Standing.choices,
        minutes=minutes[:20],
    )  # fmt: skip


@access(PUBLIC)
@cacheable
def decision(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One decision: its text, its vote, what it changes or what changed it, what was done since."""
    current.or_404()
    found = get_object_or_404(Resolution.objects.public().select_related("body", "assembly"), year=year, number=number)
    return page(
        request, "minutes/public_decision.html", found.title, "", resolution=found,
        follow_ups=found.follow_ups.filter(public=True),
        does=found.does.select_related("earlier").filter(earlier__public=True),
        undergoes=found.undergoes.select_related("later").filter(later__public=True),
    )  # fmt: skip


@access(PUBLIC)
@cacheable
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Minutes that everyone may read, once adopted."""
    current.or_404()
    row = get_object_or_404(Minutes.objects.select_related("assembly"), pk=pk, public=True, state__in=CLOSED)
    return HttpResponse(papers.minutes_pdf(row, row.text), content_type="application/pdf")
