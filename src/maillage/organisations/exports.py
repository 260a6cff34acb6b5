"""The whole directory as a table that reads back as it was: one row an organisation, every field a column.

Headers are those that the import knows (`columns.LABELS`). A cell is in words where words say it without doubt, else
it is the code. What no column of an import holds (other names, zones…) is told in columns that the import leaves out.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from maillage.core import territories
from maillage.core.text import fold
from maillage.network.current import profile
from maillage.network.profile import Profile
from maillage.organisations import own_keys, parsing, record, words
from maillage.organisations.columns import LABELS, Field
from maillage.organisations.enums import State
from maillage.organisations.models import Organisation

F = Field
NUMBERS = (F.SIREN, F.SIRET, F.RNA, F.BCE, F.BN, F.CHARITY, F.NEQ, F.IATI, F.VAT)
STATES = {State.ACTIVE: "active", State.DORMANT: "en sommeil", State.CLOSED: "dissoute"}
TEXTS = {
    F.NAME: "name", F.SHORT_NAME: "short_name", F.STREET: "street", F.POSTAL_CODE: "postal_code", F.CITY: "city",
    F.EMAIL: "email", F.PHONE: "phone", F.WEBSITE: "website",
}  # fmt: skip
MEASURES = {F.BUDGET: "budget", F.STAFF: "staff", F.REPRESENTED: "represented_members"}
FIELDS = (
    F.EXTERNAL_KEY, F.NAME, F.SHORT_NAME, F.KIND, F.FAMILY, *NUMBERS, F.IDENTIFIER, F.FOUNDED, *MEASURES, F.STREET,
    F.POSTAL_CODE, F.CITY, F.REGION, F.COUNTRY, F.LATITUDE, F.LONGITUDE, F.COUNTRIES_OF_ACTION, F.THEMES, F.LANGUAGES,
    F.WEBSITE, F.EMAIL, F.PHONE, F.DESCRIPTION, F.DESCRIPTION_FR, F.DESCRIPTION_EN, F.DESCRIPTION_ES, F.PUBLIC, F.WITHHELD, F.STATE,
    F.VERIFIED_ON,
)  # fmt: skip
Cells = dict[Field, str]
# Headers in brackets: the import leaves these columns out.
TOLD = (
    "(Autres noms)",
    "(Zones en mots)",
    "(Réseaux sociaux)",
    "(Tailles par an)",
    "(Champs pour le réseau)",
    "(Source)",
)


def headers(lang: str = "fr") -> list[str]:
    """Labels in French, which the import knows by heart; codes for who reads another language."""
    if lang != "fr":
        return [*map(str, FIELDS), "(other names)", "(zones)", "(social)", "(sizes)", "(hidden)", "(source)"]
    with override("fr"):
        return [*(str(LABELS[field]) for field in FIELDS), *TOLD]


def rows(organisations: QuerySet[Organisation], year: int) -> Iterator[list[Any]]:
    """Each organisation as a row; `year` is that of the sizes that an import would write."""
    speak = Speaker(profile(), year)
    for organisation in organisations.prefetch_related(*record.WITH_EVERYTHING).iterator(chunk_size=1000):
        cells, values = speak.cells(organisation), record.read(organisation)
        told = [
            record.shown(name, values[name]) for name in ("other_names", "zones", "social", "sizes", "hidden_fields")
        ]
        yield [cells.get(field, "") for field in FIELDS] + [*told, organisation.source_key]


class Speaker:
    """An organisation in the words of the import."""

    def __init__(self, network: Profile, year: int) -> None:
        self.year, self.digits = year, network.digits
        self.language = network.language.code if network.language.code not in ("fr", "en", "es") else ""
        self.kinds = said(network.partner_types, network.organisation_kinds)
        self.families, self.themes = said(network.families), said(network.themes)

    def cells(self, organisation: Organisation) -> Cells:
        values = record.read(organisation)
        found: Cells = {field: values[name] for field, name in TEXTS.items() if values[name]}
        found[F.EXTERNAL_KEY] = own_keys.own_key(organisation.pk)
        self._codes(values, found)
        self._numbers(values, found)
        for field, language in ((F.DESCRIPTION_FR, "fr"), (F.DESCRIPTION_EN, "en"), (F.DESCRIPTION_ES, "es")):
            if text := values["descriptions"].get(language):
                found[field] = text
        if text := values["descriptions"].get(self.language):
            found[F.DESCRIPTION] = text
        found[F.PUBLIC] = "oui" if organisation.is_public else "non"
        found[F.WITHHELD] = "oui" if organisation.withheld else "non"
        found[F.STATE] = STATES.get(State(organisation.state), "")
        if organisation.verified_on:
            found[F.VERIFIED_ON] = organisation.verified_on.isoformat()
        return found

    def _codes(self, values: dict[str, Any], found: Cells) -> None:
        found[F.KIND] = self.kinds.get(values["kind"], values["kind"])
        found[F.FAMILY] = self.families.get(values["family"], values["family"])
        found[F.THEMES] = " ; ".join(self.themes.get(code, code) for code in values["themes"])
        found[F.COUNTRY] = country(values["country"])
        found[F.COUNTRIES_OF_ACTION] = " ; ".join(country(code) for code in values["countries"])
        found[F.REGION] = region(words.territory(), values["region"])
        found[F.LANGUAGES] = ", ".join(values["languages"])

    def _numbers(self, values: dict[str, Any], found: Cells) -> None:
        numbers: dict[str, list[str]] = {}
        for kind, value in values["identifiers"]:
            numbers.setdefault(kind, []).append(value)
        others = [value for value in numbers.pop("other", []) if is_other(value, values["country"])]
        for kind, held in numbers.items():
            if kind in NUMBERS:
                found[F(kind)] = held[0]
        found[F.IDENTIFIER] = others[0] if others else ""
        for name, field in (("founded", F.FOUNDED), ("latitude", F.LATITUDE), ("longitude", F.LONGITUDE)):
            if values[name] is not None:
                found[field] = str(values[name])
        sizes = {measure: value for measure, year, value, _evidence in values["sizes"] if year == self.year}
        for field, measure in MEASURES.items():
            if measure in sizes:
                found[field] = self._size(measure, sizes[measure])

    def _size(self, measure: str, value: int) -> str:
        if measure != "budget" or not self.digits:
            return str(value)
        whole, rest = divmod(value, 10**self.digits)
        return f"{whole}.{rest:0{self.digits}d}" if rest else str(whole)


def said(*parts: Any) -> dict[str, str]:
    """{code: name}, without the names that the import would read as something else."""
    things = [thing for part in parts for thing in part]
    index: dict[str, str] = {}
    for thing in things:
        for text in (thing.code, thing.name.fr, thing.name.en, thing.name.es):
            if text:
                index.setdefault(fold(text), thing.code)
    names = {thing.code: thing.name.text(words.language()) for thing in things}
    return {code: name for code, name in names.items()
            if index.get(fold(name)) == code and not any(mark in name for mark in ",;|\n•")}  # fmt: skip


@lru_cache(maxsize=1024)
def _country(code: str, lang: str) -> str:
    name = territories.country_name(code, lang) if code else ""
    return name if name and parsing.parse_country_list(name)[0] == (code,) else code


def country(code: str) -> str:
    return _country(code, words.language())


@lru_cache(maxsize=4096)
def _region(territory: str, code: str, label: str) -> str:
    return label if label and territories.find_region(territory, label) == code else code


def region(territory: str, code: str) -> str:
    return _region(territory, code, words.region_label(code)) if code and territory else code


def is_other(value: str, where: str) -> bool:
    """Would this number still be read as one of no known register?"""
    found, _problem = parsing.parse_identifier(value, "", where)
    return found is not None and (str(found.kind), found.value) == ("other", value)
