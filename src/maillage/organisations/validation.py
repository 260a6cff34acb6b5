"""What a record must hold to be true: said in a sentence, whoever writes it (a form, an import, a member)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.core import territories
from maillage.core.text import clean
from maillage.organisations import identifiers, words
from maillage.organisations.models import Identifier, Organisation

LANGUAGES = ("fr", "en", "es")
MULTILINE = {"descriptions"}


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Texts without what nobody sees (NUL, controls), on one line but for descriptions; lists without empty ones."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, str):
            found[name] = clean(value)
        elif name in ("other_names", "social", "languages", "hidden_fields", "countries", "themes"):
            found[name] = [text for text in (clean(str(item)) for item in value) if text]
        elif name == "descriptions":
            found[name] = {lang: clean(text, multiline=True) for lang, text in value.items()}
        else:
            found[name] = value
    return found


def verify(values: Mapping[str, Any], organisation: Organisation | None = None) -> dict[str, Any]:
    """The values, clean and canonical. Raises ValidationError with every reason at once."""
    values = cleaned(values)
    reasons = [*_codes(values), *_place(values), *_texts(values), *_sizes(values)]
    if "identifiers" in values:
        values["identifiers"], wrong = _identifiers(values["identifiers"])
        reasons += wrong
    if reasons:
        raise ValidationError(reasons)
    return values


def _codes(values: Mapping[str, Any]) -> list[str]:
    reasons = []
    if not words.known_kind(values.get("kind", "")):
        reasons.append(
            _("Ce genre d’organisation n’est pas dans le profil du réseau : %(code)s.") % {"code": values["kind"]}
        )
    if values.get("family") and values["family"] not in words.names("families"):
        reasons.append(
            _("Cette famille d’acteurs n’est pas dans le profil du réseau : %(code)s.") % {"code": values["family"]}
        )
    unknown = [code for code in values.get("themes", []) if code not in words.names("themes")]
    if unknown:
        reasons.append(_("Thèmes absents du profil du réseau : %(codes)s.") % {"codes": ", ".join(unknown)})
    countries = [*values.get("countries", []), *filter(None, [values.get("country")])]
    unknown = [code for code in countries if code not in territories.COUNTRIES]
    if unknown:
        reasons.append(_("Codes de pays inconnus : %(codes)s.") % {"codes": ", ".join(unknown)})
    return reasons


def _place(values: Mapping[str, Any]) -> list[str]:
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if (latitude is None) != (longitude is None):
        return [_("Donnez la latitude et la longitude, ou aucune des deux.")]
    if latitude is not None and longitude is not None and not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return [_("Ces coordonnées ne sont pas sur Terre : latitude de −90 à 90, longitude de −180 à 180.")]
    return []


def _texts(values: Mapping[str, Any]) -> list[str]:
    reasons = []
    if "name" in values and not values["name"]:
        reasons.append(_("Une organisation a un nom."))
    for lang, text in values.get("descriptions", {}).items():
        if lang not in LANGUAGES:
            reasons.append(_("Langue de description inconnue : %(code)s.") % {"code": lang})
        if len(text) > 5000:
            reasons.append(_("Une description tient en 5 000 signes."))
    return reasons


def _sizes(values: Mapping[str, Any]) -> list[str]:
    reasons, seen = [], set()
    for measure, year, value, _evidence in values.get("sizes", []):
        if measure not in words.MEASURES or not 1900 <= year <= 2200 or value < 0:
            reasons.append(_("Une taille a une mesure, une année et un nombre positif."))
        if (measure, year) in seen:
            reasons.append(_("Cette taille est donnée deux fois pour %(year)s.") % {"year": year})
        seen.add((measure, year))
    return reasons


def _identifiers(pairs: Any) -> tuple[list[list[str]], list[str]]:
    found, reasons = [], []
    for kind, text in pairs:
        try:
            identifier = identifiers.check(kind, text)
        except identifiers.IdentifierError as error:
            reasons.append(error.message())
        except ValueError:
            reasons.append(_("Sorte d’identifiant inconnue : %(kind)s.") % {"kind": kind})
        else:
            found.append([str(identifier.kind), identifier.value[:80]])
    return found, reasons


def already_held(pairs: Any, organisation: Organisation | None = None) -> list[Identifier]:
    """Identifiers of this list that another living record holds: probably the same organisation."""
    held: list[Identifier] = []
    for kind, value in pairs:
        if kind == identifiers.IdentifierKind.OTHER:
            continue
        rows = Identifier.objects.filter(kind=kind, value=value).exclude(organisation__state="merged")
        if organisation is not None:
            rows = rows.exclude(organisation=organisation)
        held += rows.select_related("organisation")[:3]
    return held
