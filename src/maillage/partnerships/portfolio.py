"""What anyone may read of the partners: never one that is withheld, nor in a count, nor a country that it hides."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from maillage.core import territories
from maillage.core.generation import remembered
from maillage.network import current
from maillage.organisations.models import Description
from maillage.organisations.words import country_label
from maillage.partnerships import words
from maillage.partnerships.models import Carrier, NetworkSeat, Partnership

NAMES = ("continent", "type", "reseau", "pays")
LONG = 220


@dataclass(frozen=True)
class Shown:
    """A partner as the public reads it."""

    pk: int
    organisation: int
    name: str
    type: str
    country: str  # "" where the organisation does not show it
    since: Any
    summaries: list[list[str]]
    text: str
    website: str
    carriers: tuple[str, ...]
    networks: tuple[tuple[int, str], ...]
    by_network: bool

    @property
    def url(self) -> str:
        return reverse(
            "site:organisation", args=[self.organisation, slugify(self.name)[:60].strip("-") or "organisation"]
        )


def shows_place(organisation: Any) -> bool:
    """The network and the organisation both show where it acts."""
    return "countries" in current.profile().visibility.public_fields and bool(organisation.is_shown("countries"))


def everyone() -> list[Shown]:
    """All that is public, in a few queries; remembered until something changes."""
    return list(remembered("partnerships.public", _read))


def _read() -> list[Shown]:
    seats = NetworkSeat.objects.current().filter(network__is_public=True).select_related("network")
    rows = Partnership.objects.public().select_related("organisation").prefetch_related(
        Prefetch("carrier_rows", Carrier.objects.public().select_related("organisation"), to_attr="shown_carriers"),
        Prefetch("organisation__partner_seats", seats, to_attr="shown_seats"),
        Prefetch("organisation__descriptions", Description.objects.filter(language="fr"), to_attr="told"),
    )  # fmt: skip
    return [one(row) for row in rows]


def one(row: Partnership) -> Shown:
    it: Any = row.organisation
    told = it.told[0].text if it.told and it.is_shown("description") else ""
    return Shown(
        row.pk, it.pk, it.name, row.partner_type, row.country if shows_place(it) else "", row.since, row.summaries, told,
        it.website if it.is_shown("website") else "", tuple(str(each.organisation) for each in row.shown_carriers),  # type: ignore[attr-defined]
        tuple((each.network_id, each.network.name) for each in it.shown_seats), row.by_network,
    )  # fmt: skip


def matches(row: Shown, asked: dict[str, str], but: str = "") -> bool:
    return all(
        {
            "continent": words.continent_of(row.country) == value, "type": row.type == value, "pays": row.country == value,
            "reseau": value in {str(pk) for pk, _name in row.networks},
        }[name]
        for name, value in asked.items() if value and name != but
    )  # fmt: skip


def narrowed(rows: list[Shown], asked: dict[str, str]) -> list[Shown]:
    return [row for row in rows if matches(row, asked)]


def choices(rows: list[Shown], asked: dict[str, str]) -> list[tuple[str, str, list[tuple[str, str, int, bool]]]]:
    """(parameter, label, [(code, words, how many it would leave, chosen?)]), of those that leave something."""
    named = (("continent", _("Continent")), ("type", _("Type de partenaire")), ("reseau", _("Réseau de partenaires")))
    found = []
    for name, label in named:
        left = [row for row in rows if matches(row, asked, but=name)]
        counts = counted(left, name)
        labels = {code: label_of(name, code, rows) for code in {*counts, asked.get(name, "")} if code}
        options = [(code, text, counts.get(code, 0), code == asked.get(name)) for code, text in labels.items() if text]
        if options:
            found.append((name, label, sorted(options, key=lambda option: territories.fold(option[1]))))
    return found


def counted(rows: list[Shown], name: str) -> Counter[str]:
    if name == "reseau":
        return Counter(str(pk) for row in rows for pk, _name in row.networks)
    if name == "continent":
        return Counter(code for row in rows if (code := words.continent_of(row.country)))
    return Counter(row.type for row in rows if row.type)


def label_of(name: str, code: str, rows: list[Shown]) -> str:
    if name == "continent":
        return words.continent_label(code)
    if name == "type":
        return words.type_label(code)
    return next((label for row in rows for pk, label in row.networks if str(pk) == code), "")


def grouped(rows: list[Shown]) -> list[tuple[str, list[dict[str, Any]]]]:
    """By continent, then by name; those whose country is not shown come last."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda one: territories.fold(one.name)):
        title = words.continent_label(words.continent_of(row.country)) or _("Ailleurs")
        groups.setdefault(title, []).append(tile(row))
    last = _("Ailleurs")
    return sorted(groups.items(), key=lambda pair: (pair[0] == last, territories.fold(pair[0])))


def tile(row: Shown) -> dict[str, Any]:
    """As the fragment `ui/tile.html` shows it."""
    told = {code[:2]: text for code, text in reversed(row.summaries)}
    text = told.get(words.lang()[:2]) or next(iter(told.values()), row.text)
    since = _("depuis %(day)s") % {"day": row.since.year} if row.since else ""
    return {
        "name": row.name, "url": row.url, "text": text if len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0] + "…",
        "place": ", ".join(part for part in (country_label(row.country), since) if part),
        "tags": [pair for pair in ((words.type_label(row.type), ""), *((name, "nu") for _pk, name in row.networks)) if pair[0]],
        "foot": _("Avec %(names)s") % {"names": ", ".join(row.carriers)} if row.carriers else "", "logo": "",
    }  # fmt: skip


def figures(rows: list[Shown]) -> list[tuple[int, str]]:
    countries = {row.country for row in rows if row.country}
    networks = {pk for row in rows for pk, _name in row.networks}
    pairs = [(len(rows), _("partenaires")), (len(countries), _("pays")), (len(networks), _("réseaux de partenaires"))]
    return [pair for pair in pairs if pair[0]]


def by_country(rows: list[Shown]) -> dict[str, int]:
    return dict(Counter(row.country for row in rows if row.country))
