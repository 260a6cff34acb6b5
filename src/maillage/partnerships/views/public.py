"""« Nos partenaires » : by continent, type and network, on the map; a network of partners; the same as a table."""

from io import BytesIO
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.core import sheets
from maillage.core.narratives import language_of
from maillage.core.public import absolute, cacheable
from maillage.network import current
from maillage.organisations.models import Organisation
from maillage.organisations.words import country_label
from maillage.partnerships import portfolio, words
from maillage.partnerships.models import PartnerNetwork
from maillage.partnerships.views.networks import about
from maillage.ui import maps

# Where the threads of the map start: the middle of the territory (longitude, latitude).
HOMES = {"quebec": (-71.9, 46.2), "occitanie": (2.2, 43.7), "belgique": (4.6, 50.6), "france": (2.4, 46.6)}


def asked_of(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\x00", "").strip()[:60] for name in portfolio.NAMES}


@access(PUBLIC)
@cacheable
def partners(request: HttpRequest) -> HttpResponse:
    """The partners that anyone may know of."""
    current.or_404()
    asked = asked_of(request)
    everyone = portfolio.everyone()
    rows = portfolio.narrowed(everyone, asked)
    chosen = {name: value for name, value in asked.items() if value}
    counts = portfolio.by_country(portfolio.narrowed(everyone, {**asked, "pays": ""}))
    others = {name: value for name, value in chosen.items() if name != "pays"}
    link = "?" + urlencode(others) + ("&" if others else "") + "pays="
    source, licence = maps.sources("world")
    return render(request, "partnerships/partners.html", {
        "title": _("Nos partenaires"), "groups": portfolio.grouped(rows), "total": len(rows), "figures": portfolio.figures(everyone),
        "filters": portfolio.choices(everyone, asked), "narrowed": bool(chosen), "counts": counts, "link": link,
        "home": HOMES.get(current.profile().territory.kind), "country": country_label(asked["pays"]), "country_code": asked["pays"],
        "source": source, "licence": licence, "csv": reverse("site:partners_csv") + (f"?{urlencode(chosen)}" if chosen else ""),
        "networks": PartnerNetwork.objects.public().living(), "canonical": absolute(reverse("site:partners")),
        "description": _("Les organisations avec qui le réseau agit, par continent et par type."),
        "picture": absolute(reverse("site:network_card")),
    })  # fmt: skip


@access(PUBLIC)
@cacheable
def partners_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table, open to any site."""
    current.or_404()
    rows = portfolio.narrowed(portfolio.everyone(), asked_of(request))
    headers = [
        _("Nom"),
        _("Type"),
        _("Pays"),
        _("Code du pays"),
        _("Depuis"),
        _("Réseaux de partenaires"),
        _("Site web"),
    ]
    table = [[row.name, words.type_label(row.type), country_label(row.country), row.country, row.since.isoformat() if row.since else "",
              " ; ".join(name for _pk, name in row.networks), row.website] for row in rows]  # fmt: skip
    out = BytesIO()
    sheets.write_csv(table, headers, out, lang=words.lang())
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="partenaires-{current.profile().code}.csv"'
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@access(PUBLIC)
@cacheable
def partner_network(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A network of partners: who, on which plan, what was done."""
    current.or_404()
    row = PartnerNetwork.objects.public().filter(pk=pk).first()
    if row is None:
        raise Http404
    if slug != row.slug:
        return redirect(row.public_url)
    leads = Organisation.objects.public().filter(pk__in=row.actions.values("lead")).in_bulk()
    seats = row.seats.public().current().select_related("organisation")
    summary = row.summary(words.lang())
    return render(request, "partnerships/partner_network.html", {
        "title": row.name, "row": row, "about": about(row), "summary": summary,
        "summary_language": language_of(row.summaries, words.lang()),
        "seats": [(one.organisation.name, reverse("site:organisation", args=[one.organisation_id]), one.role) for one in seats],
        "actions": [(one, leads.get(one.lead_id)) for one in row.actions.exclude(state="dropped")],
        "canonical": absolute(row.public_url), "description": summary or row.name, "picture": absolute(reverse("site:network_card")),
    })  # fmt: skip
