"""The portfolio as open data: JSON and CSV, as filtered, of what anyone may see."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.core import sheets
from maillage.core.public import absolute, cacheable
from maillage.network import current
from maillage.projects import portfolio as told
from maillage.projects import words
from maillage.projects.enums import CodeKind
from maillage.projects.models import Project

BATCH = 500


def open_data(response: HttpResponse) -> HttpResponse:
    """Any site may read it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def every(rows: told.Rows) -> Iterator[dict[str, Any]]:
    """Every entry, batch after batch: the memory stays the same however many there are."""
    ids = list(rows.order_by("sort_title", "pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        yield from told.entries(Project.objects.filter(pk__in=ids[start : start + BATCH]).order_by("sort_title", "pk"))


def of_kind(one: dict[str, Any], kind: CodeKind, vocabulary: str = "") -> list[Any]:
    return [
        code
        for code in one["row"].told_codes
        if code.kind == kind and (not vocabulary or code.vocabulary == vocabulary)
    ]


def plain(one: dict[str, Any]) -> dict[str, Any]:
    """An entry as JSON; what is not shown is not there."""
    row = one["row"]
    values = {
        "id": one["id"], "title": one["title"], "level": row.level, "state": row.state, "state_name": one["state"],
        "planned_start": row.planned_start, "actual_start": row.actual_start, "planned_end": row.planned_end,
        "actual_end": row.actual_end, "iati_identifier": one["iati"], "description": one["text"],
        "countries": [{"code": place.code, "percentage": place.percentage} for place in row.countries],
        "themes": [code for code, _label in one["themes"]],
        "sectors": [{"vocabulary": code.vocabulary or "1", "code": code.code, "percentage": code.percentage}
                    for code in of_kind(one, CodeKind.SECTOR)],
        "goals": [code.code for code in of_kind(one, CodeKind.GOAL, "2")],
        "partners": [{"id": partner.pk, "name": partner.name, "type": partner.kind} for partner in one["partners"]],
        "url": absolute(one["url"]),
    }  # fmt: skip
    return {name: value for name, value in values.items() if value not in ("", None, [])}


@access(PUBLIC)
@cacheable
def json(request: HttpRequest) -> HttpResponse:
    """The portfolio as filtered, as JSON."""
    current.or_404()
    found = [plain(one) for one in every(told.Asked.read(request.GET).rows())]
    answer = {"network": current.profile().names.name.text(words.lang()), "source": absolute(reverse("site:projects")),
              "count": len(found), "projects": found}  # fmt: skip
    return open_data(JsonResponse(answer, json_dumps_params={"ensure_ascii": False}))


@access(PUBLIC)
@cacheable
def table(request: HttpRequest) -> HttpResponse:
    """The portfolio as filtered, as CSV."""
    current.or_404()
    out, headers = BytesIO(), [_("Numéro"), _("Titre"), _("Niveau"), _("État"), _("Début prévu"), _("Début réel"), _("Fin prévue"),
                               _("Fin réelle"), _("Pays"), _("Thèmes"), _("Secteurs"), _("Objectifs de développement durable"),
                               _("Partenaires"), _("Identifiant IATI"), _("Description"), _("Page")]  # fmt: skip
    rows = ([one["id"], one["title"], one["level"], one["state"], one["row"].planned_start, one["row"].actual_start,
             one["row"].planned_end, one["row"].actual_end, ", ".join(name for _c, name in one["countries"]),
             ", ".join(name for _c, name in one["themes"]), ", ".join(c.code for c in of_kind(one, CodeKind.SECTOR)),
             ", ".join(c.code for c in of_kind(one, CodeKind.GOAL, "2")), ", ".join(p.name for p in one["partners"]), one["iati"],
             one["text"], absolute(one["url"])] for one in every(told.Asked.read(request.GET).rows()))  # fmt: skip
    sheets.write_csv(rows, headers, out, lang=words.lang())
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="projets-{current.profile().code}.csv"'
    return open_data(answer)
