"""« Publics plus jeunes » over the years: shares among the ages that are known, with what is unknown beside."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.attendance.enums import UNDER_18, UNDER_36, Age
from maillage.attendance.figures import asked as asking
from maillage.attendance.figures import assembly, reading
from maillage.attendance.figures.dimensions import DIMENSIONS
from maillage.attendance.figures.showing import Shown, number, share
from maillage.attendance.figures.years import Years
from maillage.desk.exports import FORMATS, export

YEARS = 8


@dataclass
class Ages:
    """One year: presences whose age is known, and among them the younger."""

    label: str
    presences: int
    known: int
    under_18: int
    under_36: int

    def of_known(self, people: int) -> float | None:
        return people / self.known if self.known else None

    @property
    def unknown(self) -> float | None:
        return 1 - self.known / self.presences if self.presences else None


def ages(years: Years, filters: dict[str, str] | None = None) -> list[Ages]:
    facts = reading.read(years.span, [DIMENSIONS["age"]], filters)
    lines = assembly.lines(facts, DIMENSIONS["age"])

    def people(codes: Any, rank: int) -> int:
        return sum(lines.by_code[code][rank].presences for code in codes if code in lines.by_code)

    return [
        Ages(
            year.label,
            lines.totals[rank].presences,
            people(Age.values, rank),
            people(UNDER_18, rank),
            people(UNDER_36, rank),
        )
        for rank, year in enumerate(years.span)
    ]


def percent(value: float | None) -> float | None:
    return None if value is None else round(value * 100, 1)


@access(Permission.FIGURES_VIEW)
def younger(request: HttpRequest) -> HttpResponseBase:
    asked = asking.read(request.GET.dict(), shown_years=YEARS)
    found = ages(asked.years, dict(asked.filters))
    table = Shown(heads=[_("Année"), _("Présences"), _("Âge inconnu"), _("Moins de 18 ans"), _("Moins de 36 ans")])
    table.rows = [
        (
            one.label,
            "",
            [
                number(one.presences),
                share(one.unknown),
                share(one.of_known(one.under_18)),
                share(one.of_known(one.under_36)),
            ],
            "",
        )
        for one in found
    ]
    if (kind := request.GET.get("format")) in FORMATS:
        return export(kind, "publics-plus-jeunes", table.heads, list(table.lines()))
    return render(request, "attendance/younger.html", {
        "title": _("Publics plus jeunes"), "table": table, "formats": FORMATS, "asked": asked,
        "under_36": [(one.label, percent(one.of_known(one.under_36))) for one in found],
        "under_18": [(one.label, percent(one.of_known(one.under_18))) for one in found],
        "hardly_known": any((one.unknown or 0) > 0.5 for one in found if one.presences),
        "words": {"under_36": _("Moins de 36 ans, en % des âges connus"), "under_18": _("Moins de 18 ans, en % des âges connus")},
    })  # fmt: skip
