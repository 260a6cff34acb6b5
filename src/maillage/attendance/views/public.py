"""« Nos activités en chiffres »: chosen figures that anyone may read, where nobody can be recognised."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.attendance.figures import assembly, reading, showing
from maillage.attendance.figures.dimensions import DIMENSIONS, MEASURES
from maillage.attendance.figures.discretion import cells, discreet
from maillage.attendance.figures.showing import Shown
from maillage.attendance.figures.years import Years, asked, choices, is_under_way, spanning
from maillage.attendance.views.figures import quality, regional_name
from maillage.core.public import cacheable
from maillage.network import current

PLAIN = ("publics", "formes", "themes", "lieux")


@dataclass
class Chosen:
    """What the page says of a year."""

    years: Years
    strip: list[tuple[Any, str]] = field(default_factory=list)
    charts: list[tuple[str, list[tuple[str, Any]], str]] = field(default_factory=list)
    over_years: list[tuple[str, int]] = field(default_factory=list)
    ages: list[tuple[str, int | None]] = field(default_factory=list)
    unknown_ages: str = ""
    grid: Shown | None = None
    map: dict[str, Any] | None = None
    quality: list[str] = field(default_factory=list)


def told_year() -> Years:
    """The last whole year, else the one under way."""
    known = choices()
    whole = [year for year in known if not is_under_way(year)]
    return spanning(whole[0], civil=False, known=known) if whole else asked()


def chosen() -> Chosen:
    found = Chosen(told_year())
    span = found.years.span
    plain = [DIMENSIONS[slug] for slug in PLAIN]
    facts = reading.read(span, plain)
    by = {one.slug: assembly.lines(facts, one) for one in plain}
    total = by["formes"].totals[-1]
    found.strip = strip(total)
    found.over_years = [(year.label, one.presences) for year, one in zip(span, by["formes"].totals, strict=True)]
    for slug in PLAIN[:3]:
        pairs = showing.ordered(DIMENSIONS[slug], set(by[slug].by_code) - {""})
        points = [(name, n) for code, name in pairs if (n := by[slug].by_code[code][-1].activities)]
        if points:
            found.charts.append((str(DIMENSIONS[slug].label), points, str(MEASURES["activites"].label)))
    counts = {code: tallies[-1].activities for code, tallies in by["lieux"].by_code.items() if code}
    if (name := regional_name()) and counts:
        found.map = {"territory": name, "counts": {code.removeprefix("BE-"): n for code, n in counts.items()}}
    found.quality = quality(total)
    _people(found)
    return found


def strip(total: assembly.Tally) -> list[tuple[Any, str]]:
    pairs = [(total.activities, _("activités")), (total.presences, _("présences")), (total.people, _("personnes")),
             (total.hours, _("heures-personnes"))]  # fmt: skip
    return [(value, label) for value, label in pairs if value]


def _people(found: Chosen) -> None:
    """Ages, then ages of each public: small numbers are hidden."""
    year, age, public = found.years.span[-1:], DIMENSIONS["age"], DIMENSIONS["presents"]
    lines = assembly.lines(reading.read(year, [age]), age)
    known = {code: tallies[-1].presences for code, tallies in lines.by_code.items() if code}
    shown = discreet(known)
    found.ages = [(name, shown[code]) for code, name in showing.ordered(age, set(known))]
    total = lines.totals[-1].presences
    if total and known:
        found.unknown_ages = showing.share(1 - sum(known.values()) / total).text
    grid = assembly.grid(reading.read(year, [public, age]), public, age, "presences", 0)
    crossed = cells({key: people for key, people in grid.cells.items() if all(key)})
    rows, columns = (showing.ordered(one, {key[side] for key in crossed}) for side, one in enumerate((public, age)))
    if len(rows) < 2:
        return
    found.grid = Shown(heads=[str(public.label), *(name for _code, name in columns)])
    for code, name in rows:
        values = [crossed.get((code, other), 0) for other, _name in columns]
        found.grid.rows.append((name, "", [showing.number(n) for n in values], ""))


@access(PUBLIC)
@cacheable
def in_figures(request: HttpRequest) -> HttpResponse:
    current.or_404()
    found = chosen()
    return render(request, "attendance/public.html", {
        "title": _("Nos activités en chiffres"), "found": found, "year": found.years.chosen,
        "definitions": [(one.label, one.definition) for slug, one in MEASURES.items() if slug in ("presences", "personnes", "heures")],
        "words": {"presences": _("Présences"), "ages": _("Âge des personnes présentes")},
        "unit": (_("activité"), _("activités")),
    })  # fmt: skip
