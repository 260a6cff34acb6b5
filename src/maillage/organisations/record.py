"""The whole record of an organisation as plain values: what forms fill, what the journal compares, what members propose.

Flat keys: the columns of the organisation, those of its seat, and lists for what it has several of. Two records are
compared field by field; `write` changes only what differs.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from maillage.network.current import profile
from maillage.organisations import identifiers, words
from maillage.organisations.enums import PlaceKind
from maillage.organisations.models import (
    ActionCountry,
    Description,
    Identifier,
    Organisation,
    OrganisationTheme,
    Place,
    Size,
)

COLUMNS = (
    "name", "short_name", "other_names", "kind", "family", "founded", "website", "social", "email", "phone",
    "languages", "zones", "is_public", "hidden_fields", "source_key",
)  # fmt: skip
SEAT = ("street", "postal_code", "city", "region", "country", "latitude", "longitude")
RELATED = ("descriptions", "identifiers", "countries", "themes", "sizes")
FIELDS = (*COLUMNS, *SEAT, *RELATED)
# What the delegate of a member keeps on their own page.
MEMBER_FIELDS = (
    "name", "short_name", "other_names", "founded", "website", "social", "email", "phone", "languages", "zones",
    "hidden_fields", "street", "postal_code", "city", "region", "country", "descriptions", "countries", "themes",
)  # fmt: skip

LABELS: dict[str, Any] = {
    "name": _("Nom"), "short_name": _("Sigle ou nom court"), "other_names": _("Autres noms"), "kind": _("Genre"),
    "family": _("Famille d’acteurs"), "founded": _("Année de fondation"), "website": _("Site web"),
    "social": _("Réseaux sociaux"), "email": _("Courriel"), "phone": _("Téléphone"),
    "languages": _("Langues de travail"), "zones": _("Zones d’action, en mots"), "is_public": _("Page publique"),
    "hidden_fields": _("Champs gardés pour le réseau"), "source_key": _("Clé dans la source importée"),
    "street": _("Adresse"), "postal_code": _("Code postal"), "city": _("Ville"), "region": _("Région"),
    "country": _("Pays du siège"), "latitude": _("Latitude"), "longitude": _("Longitude"),
    "descriptions": _("Description"), "identifiers": _("Identifiants"), "countries": _("Pays d’action"),
    "themes": _("Thèmes"), "sizes": _("Tailles déclarées"), "logo": _("Logo"),
}  # fmt: skip

EMPTY: dict[str, Any] = {
    **dict.fromkeys(COLUMNS, ""), **dict.fromkeys(SEAT, ""), "other_names": [], "social": [], "languages": [],
    "hidden_fields": [], "founded": None, "latitude": None, "longitude": None, "is_public": True,
    "descriptions": {}, "identifiers": [], "countries": [], "themes": [], "sizes": [],
}  # fmt: skip

WITH_EVERYTHING = ("descriptions", "identifiers", "action_countries", "themes", "sizes", "places")


def seat_of(organisation: Organisation) -> Place | None:
    """The seat, from what was prefetched when it was."""
    return next((place for place in organisation.places.all() if place.kind == PlaceKind.SEAT), None)


def read(organisation: Organisation) -> dict[str, Any]:
    """The record as it stands."""
    seat = seat_of(organisation)
    values = {name: getattr(organisation, name) for name in COLUMNS}
    values |= {name: getattr(seat, name) if seat else EMPTY[name] for name in SEAT}
    values["descriptions"] = {row.language: row.text for row in sorted(organisation.descriptions.all(), key=_language)}
    values["identifiers"] = sorted([row.kind, row.value] for row in organisation.identifiers.all())
    values["countries"] = sorted(row.country for row in organisation.action_countries.all())
    values["themes"] = sorted(row.theme for row in organisation.themes.all())
    values["sizes"] = sorted([row.measure, row.year, row.value, row.evidence] for row in organisation.sizes.all())
    return values


def _language(row: Description) -> str:
    return row.language


def normal(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values in the order in which records are compared."""
    found = dict(values)
    for name in ("countries", "themes"):
        if name in found:
            found[name] = sorted(set(found[name]))
    if "identifiers" in found:
        found["identifiers"] = sorted(
            [str(kind), value] for kind, value in {tuple(pair) for pair in found["identifiers"]}
        )
    if "sizes" in found:
        found["sizes"] = sorted([*row] for row in found["sizes"])
    if "descriptions" in found:
        found["descriptions"] = {lang: text for lang, text in sorted(found["descriptions"].items()) if text}
    return found


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """{field: [before, after]} of the fields that both speak of and that differ."""
    return {name: [before[name], value] for name, value in after.items() if name in before and before[name] != value}


def write(organisation: Organisation, changed: Mapping[str, Any]) -> None:
    """Put these values in the rows beside the organisation (its own columns are its own to save)."""
    if any(name in changed for name in SEAT):
        _write_seat(organisation, {name: changed[name] for name in SEAT if name in changed})
    if "descriptions" in changed:
        organisation.descriptions.all().delete()
        Description.objects.bulk_create(
            Description(organisation=organisation, language=lang, text=text)
            for lang, text in changed["descriptions"].items()
        )
    if "identifiers" in changed:
        organisation.identifiers.all().delete()
        Identifier.objects.bulk_create(
            Identifier(organisation=organisation, kind=kind, value=value) for kind, value in changed["identifiers"]
        )
    if "countries" in changed:
        organisation.action_countries.all().delete()
        ActionCountry.objects.bulk_create(
            ActionCountry(organisation=organisation, country=code) for code in changed["countries"]
        )
    if "themes" in changed:
        organisation.themes.all().delete()
        OrganisationTheme.objects.bulk_create(
            OrganisationTheme(organisation=organisation, theme=code) for code in changed["themes"]
        )
    if "sizes" in changed:
        organisation.sizes.all().delete()
        Size.objects.bulk_create(
            Size(organisation=organisation, measure=measure, year=year, value=value, evidence=evidence)
            for measure, year, value, evidence in changed["sizes"]
        )


def _write_seat(organisation: Organisation, values: Mapping[str, Any]) -> None:
    seat = organisation.places.filter(kind=PlaceKind.SEAT).first() or Place(organisation=organisation)
    for name, value in values.items():
        setattr(seat, name, value)
    if any(getattr(seat, name) not in ("", None) for name in SEAT):
        seat.save()
    elif seat.pk:
        seat.delete()


# How a value reads


def label(field: str) -> str:
    return str(LABELS.get(field, field))


def shown(field: str, value: Any) -> str:
    """A value as a person reads it, on one line."""
    if value in (None, "", [], {}):
        return ""
    return _SHOWN[field](value) if field in _SHOWN else str(value)


def _joined(each: Callable[[Any], str]) -> Callable[[Iterable[Any]], str]:
    return lambda values: ", ".join(each(value) for value in values)


def identifier_shown(pair: Iterable[str]) -> str:
    """« SIREN (France) 552 100 554 »: the kind people know, the number as it is written."""
    kind, value = pair
    try:
        return f"{identifiers.LABELS[identifiers.IdentifierKind(kind)]} {identifiers.check(kind, value).display}"
    except (ValueError, KeyError):
        return f"{kind} {value}"


def size_value(measure: str, value: int) -> str:
    """A size as it is said: a budget in the network's currency, the rest as a number."""
    if measure != "budget":
        return number_format(value, force_grouping=True)
    network = profile()
    amount = value / 10**network.digits
    return f"{number_format(amount, decimal_pos=0, force_grouping=True)} {network.currency}"


def _size_shown(row: Iterable[Any]) -> str:
    measure, year, value, *_rest = row
    return f"{words.measure_label(measure)} {year} : {size_value(measure, value)}"


_SHOWN: dict[str, Callable[[Any], str]] = {
    "kind": words.kind_label,
    "family": words.family_label,
    "region": words.region_label,
    "country": words.country_label,
    "other_names": _joined(str),
    "social": _joined(str),
    "languages": _joined(str),
    "hidden_fields": _joined(lambda name: str(words.SHOWABLE.get(name, name))),
    "is_public": lambda value: str(_("Oui") if value else _("Non")),
    "countries": _joined(words.country_label),
    "themes": _joined(words.theme_label),
    "identifiers": _joined(identifier_shown),
    "descriptions": lambda texts: " – ".join(f"[{lang}] {text}" for lang, text in texts.items()),
    "sizes": _joined(_size_shown),
}


def told(changes: Mapping[str, Iterable[Any]]) -> list[tuple[str, str, str]]:
    """(label, before, after) of each change, as a person reads it."""
    return [(label(name), shown(name, before), shown(name, after)) for name, (before, after) in changes.items()]
