"""The public page of decisions: what the network decided, with the vote, as far as it opens it to everyone."""

from typing import Any

from django.db.models import QuerySet
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
from maillage.minutes.views.paging import paged
from maillage.network import current

YEARS = range(1900, 3000)
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
    if not (get["annee"].isdecimal() and int(get["annee"]) in YEARS):
        get["annee"] = ""
    return get


def opened_minutes() -> QuerySet[Minutes]:
    return Minutes.objects.filter(public=True, state__in=CLOSED).select_related("assembly__body")


@access(PUBLIC)
@cacheable
def decisions(request: HttpRequest) -> HttpResponse:
    """The register that everyone reads, newest first, searched by words, body, standing and year."""
    current.or_404()
    rows, get = Resolution.objects.public().select_related("body"), asked(request)
    if get["q"]:
        rows = rows.found(get["q"])
    if get["instance"]:
        rows = rows.filter(body__code=get["instance"])
    if get["valeur"]:
        rows = rows.filter(standing=get["valeur"])
    if get["annee"]:
        rows = rows.filter(year=int(get["annee"]))
    here, links = paged(request, rows)
    opened = Resolution.objects.public()
    minutes = opened_minutes()
    if get["instance"]:
        minutes = minutes.filter(assembly__body__code=get["instance"])
    if get["annee"]:
        minutes = minutes.filter(assembly__starts_at__year=int(get["annee"]))
    return page(
        request, "minutes/public_decisions.html", _("Décisions"),
        _("Ce que le réseau a décidé, avec le vote, et ce qu’il en est aujourd’hui."),
        rows=here, total=here.paginator.count, asked=get, pages=links,
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
        minutes=opened_minutes().filter(assembly__isnull=False, assembly=found.assembly_id).first(),
    )  # fmt: skip


@access(PUBLIC)
@cacheable
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Minutes that everyone may read, once adopted."""
    current.or_404()
    row = get_object_or_404(opened_minutes(), pk=pk)
    return HttpResponse(papers.minutes_pdf(row, row.text), content_type="application/pdf")
