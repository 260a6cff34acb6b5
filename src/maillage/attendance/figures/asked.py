"""What the address of a page of figures asks for: a year, one dimension or two, a measure, filters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from maillage.attendance.figures import years as calendar
from maillage.attendance.figures.dimensions import DIMENSIONS, MEASURES, PRESENCES, Dimension, Measure, named, shown
from maillage.attendance.figures.years import Years

FILTERS = ("roles", "publics", "formes", "themes", "referentiels", "cadres", "mouvements", "campagnes")
CODE = 120  # signs of a code at most


@dataclass(frozen=True)
class Asked:
    years: Years
    row: Dimension
    column: Dimension | None
    measure: Measure
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def dimensions(self) -> list[Dimension]:
        return [self.row, *([self.column] if self.column else [])]

    @property
    def of_people(self) -> bool:
        return any(one.level == "people" for one in self.dimensions)

    @property
    def measured(self) -> Measure:
        """People are broken down by presences alone."""
        return PRESENCES if self.of_people else self.measure

    def query(self, **changes: str) -> str:
        """The address with some parameters changed ("" drops one)."""
        pairs = {"annee": self.years.chosen.label, "calendrier": "civil" if self.years.civil else "", "par": self.row.slug,
                 "croise": self.column.slug if self.column else "", "mesure": self.measure.slug, **self.filters}  # fmt: skip
        return "?" + urlencode([(name, value) for name, value in {**pairs, **changes}.items() if value])

    def behind(self, *codes: tuple[Dimension, str]) -> str:
        """The part of an address that leads to the activities of a line or a cell."""
        pairs = [("annee", self.years.chosen.label), ("calendrier", "civil" if self.years.civil else "")]
        pairs += list(self.filters.items())
        pairs += [("ligne", f"{dimension.slug}:{code}") for dimension, code in codes]
        return "?" + urlencode([(name, value) for name, value in pairs if value])


def read(parameters: Mapping[str, str], *, shown_years: int = calendar.SHOWN) -> Asked:
    """Anything unknown is left aside: an address never breaks."""
    civil = parameters.get("calendrier") == "civil" and calendar.calendars_differ()
    known = {one.slug: one for one in shown()}
    row = known.get(parameters.get("par", ""), known.get("publics") or next(iter(known.values())))
    column = known.get(parameters.get("croise", ""))
    return Asked(
        calendar.asked(parameters.get("annee", ""), civil=civil, shown=shown_years), row,
        None if column == row or (column and {column.slug, row.slug} == {"cadres", "referentiels"}) else column,
        MEASURES.get(parameters.get("mesure", ""), PRESENCES), filters(parameters),
    )  # fmt: skip


def filters(parameters: Mapping[str, str]) -> dict[str, str]:
    found = {slug: parameters.get(slug, "").replace("\x00", "")[:CODE] for slug in FILTERS}
    if not found["campagnes"].isdecimal() or len(found["campagnes"]) > 9:
        found["campagnes"] = ""
    organisation = parameters.get("organisation", "")
    if organisation.isdecimal() and len(organisation) < 10:
        found["organisation"] = organisation
    return {slug: code for slug, code in found.items() if code}


def cells(parameters: list[str]) -> list[tuple[Dimension, str]]:
    """The lines whose activities are asked for: « themes:paix »."""
    found = []
    for text in parameters[:2]:
        slug, sep, code = text.replace("\x00", "")[: CODE + 20].partition(":")
        if sep and slug in DIMENSIONS:
            found.append((DIMENSIONS[slug], code))
    return found


def name_of(dimension: Dimension, code: str, nowhere: str) -> str:
    return dict(named(dimension, {code})).get(code, code) if code else nowhere
