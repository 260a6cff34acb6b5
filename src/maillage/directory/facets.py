"""How the directory is narrowed, and how many each choice would leave: one grouped query for each facet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maillage.core.generation import remembered
from maillage.core.registry import house
from maillage.core.text import fold
from maillage.directory import rows as shown
from maillage.directory.rows import Rows
from maillage.network import current
from maillage.organisations import words
from maillage.organisations.enums import PlaceKind
from maillage.organisations.models import ActionCountry, OrganisationTheme, Place
from maillage.search import queries

KIND = "organisations.organisation"
MOST_FOUND = 400
MOST_VALUES = 20


@dataclass(frozen=True)
class Facet:
    """One way to narrow: `single` is a list to choose one from, else boxes to tick."""

    name: str
    label: Any
    narrow: Callable[[Rows, list[str]], Rows]
    counts: Callable[[Rows], dict[str, int]]
    labels: Callable[[Iterable[str]], dict[str, str]]
    single: bool = False


def _grouped(query: Any, column: str) -> dict[str, int]:
    counted = query.values(column).order_by().annotate(n=Count("organisation_id", distinct=True))
    return {row[column]: row["n"] for row in counted if row[column]}


def _by_region(rows: Rows, values: list[str]) -> Rows:
    seats = Place.objects.filter(kind=PlaceKind.SEAT, region__in=values)
    return shown.showing(rows, "region").filter(pk__in=seats.values("organisation"))


def count_regions(rows: Rows) -> dict[str, int]:
    seats = Place.objects.filter(kind=PlaceKind.SEAT, organisation__in=shown.showing(rows, "region").values("pk"))
    return _grouped(seats, "region")


def _by_country(rows: Rows, values: list[str]) -> Rows:
    acting = ActionCountry.objects.filter(country__in=values)
    return shown.showing(rows, "countries").filter(pk__in=acting.values("organisation"))


def count_countries(rows: Rows) -> dict[str, int]:
    return _grouped(
        ActionCountry.objects.filter(organisation__in=shown.showing(rows, "countries").values("pk")), "country"
    )


def acting(rows: Rows) -> int:
    """How many name a country: one that acts in three counts once."""
    return shown.showing(rows, "countries").filter(pk__in=ActionCountry.objects.values("organisation")).count()


def _by_theme(rows: Rows, values: list[str]) -> Rows:
    about = OrganisationTheme.objects.filter(theme__in=values)
    return shown.showing(rows, "themes").filter(pk__in=about.values("organisation"))


def _themes(rows: Rows) -> dict[str, int]:
    return _grouped(
        OrganisationTheme.objects.filter(organisation__in=shown.showing(rows, "themes").values("pk")), "theme"
    )


def _by_family(rows: Rows, values: list[str]) -> Rows:
    return shown.showing(rows, "kind").filter(family__in=values)


def _families(rows: Rows) -> dict[str, int]:
    counted = shown.showing(rows, "kind").exclude(family="").values("family").order_by().annotate(n=Count("pk"))
    return {row["family"]: row["n"] for row in counted}


def _named(label: Callable[[str], str]) -> Callable[[Iterable[str]], dict[str, str]]:
    return lambda codes: {code: label(code) for code in codes}


def facets() -> list[Facet]:
    """The ways that this network offers: those of fields it does not show are not there."""
    profile, may = current.profile(), shown.allowed()
    found = []
    if "region" in may and words.territory():
        found.append(Facet("region", _("Région"), _by_region, count_regions, _named(words.region_label), single=True))
    if "countries" in may:
        found.append(
            Facet("pays", _("Pays d’action"), _by_country, count_countries, _named(words.country_label), single=True)
        )
    if "themes" in may and profile.themes:
        found.append(Facet("theme", _("Thèmes"), _by_theme, _themes, _named(words.theme_label)))
    if "kind" in may and profile.families:
        found.append(Facet("famille", _("Familles d’acteurs"), _by_family, _families, _named(words.family_label)))
    for key, one in house.directory_filters.items():
        names = {str(code): str(label) for code, label in one.choices()}
        found.append(Facet(key, one.label, one.narrow, one.counts, lambda codes, names=names: names))  # type: ignore[misc]
    return found


@dataclass
class Choice:
    """One choice of a facet: how many it would leave, its address."""

    code: str
    label: str
    count: int
    selected: bool


@dataclass
class Asked:
    """What an address of the directory asks for."""

    q: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    page: int = 1
    did_you_mean: str = ""
    facets: list[Facet] = field(default_factory=facets)
    base: Rows = field(default_factory=shown.public)

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        asked = cls(q=query.get("q", "").replace("\x00", "").strip()[:200])
        for facet in asked.facets:
            given = [
                one for one in query.getlist(facet.name)[:MOST_VALUES] if one and len(one) < 60 and "\x00" not in one
            ]
            if given:
                asked.values[facet.name] = given[:1] if facet.single else given
        page = query.get("page", "1")
        asked.page = int(page) if page.isdecimal() and len(page) < 6 else 1
        if asked.q:
            asked.base = asked.found()
        return asked

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.values)

    def found(self) -> Rows:
        """What the search finds for a visitor, among what is public now; by name while the index is empty."""
        results = queries.find(self.q, user=None, kinds=[KIND], limit=MOST_FOUND, language=words.language())
        self.did_you_mean = results.did_you_mean
        rows = shown.public()
        if results.hits:
            return rows.filter(pk__in=[hit.object_id for hit in results.hits])
        return rows.filter(sort_name__contains=fold(self.q)) if fold(self.q) else rows.none()

    def rows(self, but: str = "") -> Rows:
        """The organisations asked for; `but` leaves one facet aside, to count its other choices."""
        rows = self.base
        for facet in self.facets:
            if facet.name != but and facet.name in self.values:
                rows = facet.narrow(rows, self.values[facet.name])
        return rows

    def choices(self, facet: Facet) -> list[Choice]:
        """The choices of a facet that leave something, by name; those chosen stay."""
        rows = self.rows(but=facet.name)
        if self.q or self.values.keys() - {facet.name}:
            counts = facet.counts(rows)
        else:  # of everyone: what most visitors ask
            counts = remembered(("facet", facet.name), lambda: facet.counts(rows))
        chosen = self.values.get(facet.name, [])
        labels = facet.labels([*counts, *(code for code in chosen if code not in counts)])
        found = [Choice(code, label, counts.get(code, 0), code in chosen) for code, label in labels.items()
                 if counts.get(code) or code in chosen]  # fmt: skip
        return sorted(found, key=lambda one: fold(one.label))

    def query(self, **changes: str) -> str:
        """The address with something changed; "" takes it away. The page is always left."""
        pairs = [("q", self.q)] if self.q and "q" not in changes else []
        pairs += [(name, one) for name, values in self.values.items() if name not in changes for one in values]
        return "?" + urlencode([*pairs, *((name, one) for name, one in changes.items() if one)])
