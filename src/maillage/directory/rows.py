"""Which organisations anyone may see, and which of their fields: deny first, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from maillage.core.registry import house
from maillage.files.models import Image
from maillage.network import current
from maillage.organisations import words
from maillage.organisations.models import Organisation, Place

EXCERPT = 220
Rows = QuerySet[Organisation]


def public() -> Rows:
    """The organisations of the directory."""
    return Organisation.objects.public().alive()


def in_directory(path: str) -> Q:
    """The same, asked of the organisation at the end of a path."""
    return Organisation.seen_by_anyone(path) & Organisation.living(path)


def allowed() -> frozenset[str]:
    """The fields that the network shows of an organisation."""
    return frozenset(current.profile().visibility.public_fields)


def showing(rows: Rows, name: str) -> Rows:
    """Those that do not hide a field: the others are neither counted nor found by it."""
    return rows.alias(hidden_text=Cast("hidden_fields", TextField())).exclude(hidden_text__contains=f'"{name}"')


def with_details(rows: Rows) -> Rows:
    """With what an entry of the list shows: a fixed number of queries."""
    seats = Prefetch("places", Place.objects.seats(), to_attr="seats")
    return rows.prefetch_related("descriptions", "themes", "action_countries", seats)


def slug_of(name: str) -> str:
    return slugify(name)[:60].strip("-") or "organisation"


def address(organisation: Organisation) -> str:
    """The canonical address of an organisation's page, in the reader's language."""
    return reverse("site:organisation", args=[organisation.pk, slug_of(organisation.name)])


@dataclass
class Entry:
    """What anyone may read of one organisation; a field that is not shown is empty."""

    id: int
    name: str
    url: str
    short_name: str = ""
    logo: dict[str, Any] | None = None
    description: str = ""
    language: str = ""
    kind: str = ""
    family: str = ""
    website: str = ""
    social: list[str] = field(default_factory=list)
    city: str = ""
    region: str = ""
    region_code: str = ""
    country: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    themes: list[tuple[str, str]] = field(default_factory=list)
    countries: list[tuple[str, str]] = field(default_factory=list)
    zones: str = ""
    tags: list[Any] = field(default_factory=list)

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.city, self.region or self.country) if part)

    @property
    def excerpt(self) -> str:
        """The beginning of the description, cut at a word."""
        text = " ".join(self.description.split())
        return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + "…"

    @property
    def tile(self) -> dict[str, Any]:
        """As the fragment `ui/tile.html` shows it."""
        named = ", ".join(label for _code, label in self.countries[:6])
        return {
            "name": self.name, "url": self.url, "place": self.place, "text": self.excerpt,
            "tags": [*((tag, "") for tag in self.tags), *((label, "nu") for _code, label in self.themes[:4])],
            "foot": _("Agit : %(countries)s") % {"countries": named} if named else "",
            "logo": self.logo["png"] if self.logo else "",
        }  # fmt: skip


def entries(rows: Iterable[Organisation], *, tags: bool = True) -> list[Entry]:
    """What anyone may read of each: one query for the logos, one for each kind of tag."""
    found = list(rows)
    may = allowed()
    logos = _logos(found) if "logo" in may else {}
    given = [one.tags([row.pk for row in found]) for one in house.directory_filters] if tags and found else []
    return [_entry(row, may, logos, [tag for kind in given for tag in kind.get(row.pk, [])]) for row in found]


def _logos(rows: list[Organisation]) -> dict[str, dict[str, Any]]:
    wanted = [row.logo for row in rows if row.logo and row.is_shown("logo")]
    if not wanted:
        return {}
    return {image.public_id: image.sources() for image in Image.objects.filter(public_id__in=wanted)}


def _entry(row: Organisation, may: frozenset[str], logos: dict[str, dict[str, Any]], tags: list[Any]) -> Entry:
    def shows(name: str) -> bool:
        return name in may and row.is_shown(name)

    entry = Entry(row.pk, row.name, address(row), short_name=row.short_name, tags=tags)
    if shows("logo"):
        entry.logo = logos.get(row.logo)
    if shows("description"):
        entry.description, entry.language = _description(row)
    if shows("kind"):
        entry.kind = words.kind_label(row.kind)
        entry.family = words.family_label(row.family) if row.family else ""
    if shows("website"):
        entry.website, entry.social = row.website, [str(one) for one in row.social if str(one).startswith("http")]
    if shows("email"):
        entry.email = row.email
    if shows("phone"):
        entry.phone = row.phone
    if shows("themes"):
        entry.themes = sorted(
            ((one.theme, words.theme_label(one.theme)) for one in row.themes.all()), key=lambda p: p[1]
        )
    if shows("countries"):
        entry.countries = sorted(
            ((one.country, words.country_label(one.country)) for one in row.action_countries.all()), key=lambda p: p[1]
        )
        entry.zones = row.zones
    seat = next(iter(row.seats), None)  # type: ignore[attr-defined]
    if seat is not None:
        _place(entry, seat, shows)
    return entry


def _place(entry: Entry, seat: Place, shows: Any) -> None:
    if shows("city"):
        entry.city = seat.city
    if shows("region"):
        entry.region_code, entry.region = seat.region, words.region_label(seat.region)
    if seat.country and seat.country != current.profile().country and (shows("city") or shows("region")):
        entry.country = words.country_label(seat.country)
    if shows("address"):
        entry.address = ", ".join(part for part in (seat.street, f"{seat.postal_code} {seat.city}".strip()) if part)


def _description(row: Organisation) -> tuple[str, str]:
    """In the reader's language, else in French, else in any."""
    said = {one.language: one.text for one in row.descriptions.all()}
    for language in (words.language(), "fr", *said):
        if said.get(language):
            return said[language], language
    return "", ""
