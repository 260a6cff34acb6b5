"""The year's figures, in Gestion: tables, and the same as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.advocacy import figures as counting
from maillage.core.asked import row_number
from maillage.desk.exports import FORMATS, export


def told(lines: list[Any]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Each line's label, then its numbers with what each counts: on a telephone a column has no head."""
    return [(line.label, list(zip(counting.headers(), line.row()[1:], strict=True))) for line in lines]


@access(Permission.ADVOCACY_VIEW)
def figures(request: HttpRequest) -> HttpResponseBase:
    """Demands, meetings and answers of a year, by theme and by level."""
    years = counting.years(request.user)
    asked = row_number(request.GET.get("annee"))
    year = asked if asked in years else (years[0] if years else localdate().year)
    found = counting.of_year(request.user, year)
    if (kind := request.GET.get("format")) in FORMATS:
        rows = [[part, *line.row()] for part, lines in ((_("Thème"), found["themes"]), (_("Échelon"), found["levels"]))
                for line in lines]  # fmt: skip
        return export(kind, f"plaidoyer-{year}", [_("Par"), "", *counting.headers()], rows)
    return render(request, "advocacy/figures.html", {
        "title": _("Le plaidoyer en %(year)s") % {"year": year}, "year": year, "years": years, "formats": FORMATS,
        "headers": counting.headers(), "results": counting.results(request.user, year),
        "parts": [(_("Par thème"), _("Thème"), told(found["themes"])), (_("Par échelon"), _("Échelon"), told(found["levels"]))],
    })  # fmt: skip
