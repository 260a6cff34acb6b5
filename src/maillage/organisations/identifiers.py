"""Legal identifiers of organisations: recognised, checked by their check digit, compared.

An identifier proves that two records are one organisation, so it is never corrected in silence:
what was restored or could not be verified is said in the notes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import stdnum.au.abn
import stdnum.be.vat
import stdnum.ca.bn
import stdnum.ch.uid
import stdnum.dk.cvr
import stdnum.es.cif
import stdnum.eu.vat
import stdnum.fi.ytunnus
import stdnum.fr.siren
import stdnum.fr.siret
import stdnum.no.orgnr
import stdnum.se.orgnr
import stdnum.us.ein
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError

from maillage.core.errors import Refusal
from maillage.core.territories import COUNTRIES


class IdentifierKind(StrEnum):
    SIREN = "siren"
    SIRET = "siret"
    RNA = "rna"
    BCE = "bce"
    BN = "bn"
    CHARITY = "charity"
    NEQ = "neq"
    IATI = "iati"
    VAT = "vat"
    OTHER = "other"


#: The names people know; the same in every language, but for the explanation in brackets.
LABELS: dict[IdentifierKind, Any] = {
    IdentifierKind.SIREN: _("SIREN (France)"),
    IdentifierKind.SIRET: _("SIRET (France)"),
    IdentifierKind.RNA: _("RNA (association en France)"),
    IdentifierKind.BCE: _("Numéro BCE (Belgique)"),
    IdentifierKind.BN: _("Numéro d’entreprise, NE (Canada)"),
    IdentifierKind.CHARITY: _("Organisme de bienfaisance (Canada)"),
    IdentifierKind.NEQ: _("NEQ (Québec)"),
    IdentifierKind.IATI: _("Identifiant IITA (IATI)"),
    IdentifierKind.VAT: _("Numéro de TVA intracommunautaire"),
    IdentifierKind.OTHER: _("Autre identifiant"),
}


class IdentifierError(Refusal):
    """The text cannot be an identifier of this kind."""

    MESSAGES: ClassVar[dict[str, Any]] = {
        "empty": _("Aucun identifiant n’est donné."),
        "length": _("« %(text)s » n’a pas le bon nombre de chiffres : il en faut %(expected)s."),
        "format": _("« %(text)s » ne s’écrit pas comme un identifiant de ce type (%(expected)s)."),
        "checksum": _("« %(text)s » contient sans doute une faute de frappe : son chiffre de contrôle est faux."),
        "agency": _("« %(text)s » commence par un préfixe de pays ou d’organisme inconnu."),
        # Notes of an accepted identifier.
        "zero-restored": _("Le zéro du début, perdu, a été remis : %(value)s."),
        "tail-unproven": _("Le numéro contenu dans cet identifiant n’a pas le bon chiffre de contrôle."),
        "category": _("Ce code désigne une catégorie d’organisations, pas une organisation en particulier."),
        "unregistered": _("Cet identifiant ne suit pas la forme d’un registre connu."),
    }


def explain(problem: Any) -> str:
    """The sentence of an IdentifierError, or of one of an identifier's notes."""
    return str(IdentifierError.MESSAGES[problem.code]) % problem.params


@dataclass(frozen=True, slots=True)
class IdentifierNote:
    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Identifier:
    """An accepted identifier: as stored, as shown, and as compared.

    `key` is equal for two writings of one legal person, across kinds: a SIRET has the key of
    its SIREN, BE-BCE_KBO-0407562029 that of the BCE number. It is empty for codes shared by
    many organisations.
    """

    kind: IdentifierKind
    value: str
    display: str
    key: str
    notes: tuple[IdentifierNote, ...] = ()


_PLACEHOLDER = re.compile(
    r"[\s.\-–—_/?*0]*|n[./ ]?[acrd]\.?|#?n/a|s[./ ]?o\.?|x+|nul+|none|nil|aucune?|néant|neant|nihil"
    r"|sans(?: objet)?|inconnue?|unknown|ninguno|desconocido|pas de.*|à compléter|a completer"
    r"|à venir|tbd|tbc|en cours|non|no",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether the cell says in some way that there is nothing."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


_SEPARATORS = re.compile(r"[\s.\-/_’'\u2010-\u2015\u200b]+")
_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212]\s*")


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", text).upper()


def _proven(validate: Callable[[str], str], number: str) -> bool:
    try:
        validate(number)
    except ValidationError:
        return False
    return True


def _digits(text: str, lengths: tuple[int, ...], shown: str) -> str:
    number = _compact(text)
    if not (number.isascii() and number.isdigit()):
        raise IdentifierError("format", text=text.strip()[:80], expected=shown)
    if len(number) not in lengths:
        raise IdentifierError("length", text=text.strip()[:80], expected=lengths[0])
    return number


def _with_zeros(
    text: str, length: int, shown: str, validate: Callable[[str], str]
) -> tuple[str, tuple[IdentifierNote, ...]]:
    """The digits, with the zeros a spreadsheet ate, when the check digit proves them."""
    number = _digits(text, (length, length - 1, length - 2), shown)
    notes: tuple[IdentifierNote, ...] = ()
    if len(number) < length:
        padded = number.zfill(length)
        if not _proven(validate, padded):
            raise IdentifierError("length", text=text.strip()[:80], expected=length)
        notes = (IdentifierNote("zero-restored", {"value": padded}),)
        number = padded
    if not _proven(validate, number):
        raise IdentifierError("checksum", text=text.strip()[:80])
    return number, notes


def _check_siren(text: str) -> Identifier:
    number, notes = _with_zeros(text, 9, "123 456 789", stdnum.fr.siren.validate)
    display = f"{number[:3]} {number[3:6]} {number[6:]}"
    return Identifier(IdentifierKind.SIREN, number, display, f"siren:{number}", notes)


def _check_siret(text: str) -> Identifier:
    number, notes = _with_zeros(text, 14, "123 456 789 00012", stdnum.fr.siret.validate)
    display = f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
    return Identifier(IdentifierKind.SIRET, number, display, f"siren:{number[:9]}", notes)


# The second place is a letter in Corsica and overseas: W2A…, W9R….
_RNA = re.compile(r"W\d[0-9A-Z]\d{7}")


def _check_rna(text: str) -> Identifier:
    number = _compact(text)
    if not _RNA.fullmatch(number):
        raise IdentifierError("format", text=text.strip()[:80], expected="W123456789")
    return Identifier(IdentifierKind.RNA, number, number, f"rna:{number}")


def _check_bce(text: str) -> Identifier:
    bare = _compact(text).removeprefix("BE").replace("(", "").replace(")", "")
    number, notes = _with_zeros(bare or text, 10, "0123.456.789", stdnum.be.vat.validate)
    display = f"{number[:4]}.{number[4:7]}.{number[7:]}"
    return Identifier(IdentifierKind.BCE, number, display, f"bce:{number}", notes)


def _check_bn(text: str) -> Identifier:
    # The account of a programme (RC0001, RT0001…) belongs to the same enterprise.
    bare = re.sub(r"R[CMPTRZ]\d{4}$", "", _compact(text))
    number = _digits(bare, (9,), "123456789")
    if not _proven(stdnum.ca.bn.validate, number):
        raise IdentifierError("checksum", text=text.strip()[:80])
    display = f"{number[:5]} {number[5:]}"
    return Identifier(IdentifierKind.BN, number, display, f"bn:{number}")


def _check_charity(text: str) -> Identifier:
    number = _compact(text)
    if not re.fullmatch(r"\d{9}RR\d{4}", number, re.ASCII):
        raise IdentifierError("format", text=text.strip()[:80], expected="123456789 RR 0001")
    if not _proven(stdnum.ca.bn.validate, number[:9]):
        raise IdentifierError("checksum", text=text.strip()[:80])
    display = f"{number[:9]} RR {number[11:]}"
    return Identifier(IdentifierKind.CHARITY, number, display, f"bn:{number[:9]}")


def _check_neq(text: str) -> Identifier:
    number = _digits(text, (10,), "1123456789")
    if number[:2] not in {"11", "22", "33", "88"}:
        raise IdentifierError("format", text=text.strip()[:80], expected="11…, 22…, 33…, 88…")
    display = f"{number[:4]} {number[4:7]} {number[7:]}"
    return Identifier(IdentifierKind.NEQ, number, display, f"neq:{number}")


def _check_vat(text: str) -> Identifier:
    number = _compact(text)
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,13}", number, re.ASCII):
        raise IdentifierError("format", text=text.strip()[:80], expected="FR12345678901")
    try:
        number = stdnum.eu.vat.validate(number)
    except ValidationError as error:
        raise IdentifierError("checksum", text=text.strip()[:80]) from error
    key = f"vat:{number}"
    if number.startswith("BE"):
        key = f"bce:{number[2:]}"
    elif number.startswith("FR") and _proven(stdnum.fr.siren.validate, number[4:]):
        key = f"siren:{number[4:]}"
    return Identifier(IdentifierKind.VAT, number, f"{number[:2]} {number[2:]}", key)


# --- IATI ------------------------------------------------------------------------------------


def _siren_tail(tail: str) -> tuple[str, bool]:
    number = _compact(tail)
    proven = _proven(stdnum.fr.siret.validate if len(number) == 14 else stdnum.fr.siren.validate, number)
    return f"siren:{number[:9]}" if proven else "", proven


def _tail(kind: str, validate: Callable[[str], str]) -> Callable[[str], tuple[str, bool]]:
    def read(tail: str) -> tuple[str, bool]:
        try:
            return f"{kind}:{validate(_compact(tail))}", True
        except ValidationError:
            return "", False

    return read


def _charity_tail(tail: str) -> tuple[str, bool]:
    number = _compact(tail)
    proven = _proven(stdnum.ca.bn.validate, number[:9])
    return f"bn:{number[:9]}" if proven else "", proven


def _padded(kind: str, length: int, pattern: str) -> Callable[[str], tuple[str, bool]]:
    """Registers without a check digit, whose numbers lose their zeros all the same."""
    expected = re.compile(pattern, re.ASCII)

    def read(tail: str) -> tuple[str, bool]:
        number = _compact(tail)
        number = number.zfill(length) if number.isdigit() else number
        proven = expected.fullmatch(number) is not None
        return f"{kind}:{number}" if proven else "", proven

    return read


def _rna_tail(tail: str) -> tuple[str, bool]:
    number = _compact(tail)
    proven = _RNA.fullmatch(number) is not None
    return f"rna:{number}" if proven else "", proven


_uid = _tail("che", stdnum.ch.uid.validate)


def _swiss_tail(tail: str) -> tuple[str, bool]:
    number = _compact(tail)
    return _uid(number if number.startswith("CHE") else f"CHE{number}")


#: Registers whose numbers can be verified, or at least brought to one form.
_TAILS: dict[str, Callable[[str], tuple[str, bool]]] = {
    "FR-SIRENE": _siren_tail,
    "FR-SIREN": _siren_tail,
    "FR-SIRET": _siren_tail,
    "FR-RCS": _siren_tail,
    "FR-INSEE": _siren_tail,
    "FR-RNA": _rna_tail,
    "BE-BCE_KBO": _tail("bce", stdnum.be.vat.validate),
    "CA-CRA_ACR": _charity_tail,
    "CH-UID": _swiss_tail,
    "CH-FDJP": _swiss_tail,
    "DK-CVR": _tail("dk", stdnum.dk.cvr.validate),
    "NO-BRC": _tail("no", stdnum.no.orgnr.validate),
    "SE-ON": _tail("se", stdnum.se.orgnr.validate),
    "FI-PRO": _tail("fi", stdnum.fi.ytunnus.validate),
    "ES-CIF": _tail("es", stdnum.es.cif.validate),
    "AU-ABN": _tail("abn", stdnum.au.abn.validate),
    "AU-ACNC": _tail("abn", stdnum.au.abn.validate),
    "US-EIN": _tail("ein", stdnum.us.ein.validate),
    "NL-KVK": _padded("kvk", 8, r"\d{8}"),
    "GB-COH": _padded("gb-coh", 8, r"\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}R"),
    "GB-CHC": _padded("gb-chc", 6, r"\d{6,8}"),
}
_IATI = re.compile(r"([A-Z]{2})-([A-Z0-9_]+)(?:-(\S(?:.*\S)?))?", re.IGNORECASE)
_CHANNEL = re.compile(r"\d{5}|\d{2}[A-Z]{3}")
# Channel codes of the OECD that mean "some organisation of this sort": whole series, and the
# orders of government. 44000 is both the series and the World Bank Group itself.
_CATEGORY = re.compile(r"(?!44)\d\d000|1[123]00\d|6[0-3]\d{3}|41AAA")
# Prefixes that are no country: multilateral, IATI's own, regional, supranational.
_NOT_COUNTRIES = frozenset({"XI", "XM", "XR", "XS", "EU", "UN"})


def _check_iati(text: str) -> Identifier:
    value = _DASHES.sub("-", text.strip())
    value = re.sub(r"\s*-\s*", "-", value, count=2)
    shown = text.strip()[:80]
    if _CHANNEL.fullmatch(value.upper()):
        return _channel(value.upper(), value.upper())
    found = _IATI.fullmatch(value)
    if found is None or not value.isascii() or re.search(r"[&|?\s/]", value):
        raise IdentifierError("format", text=shown, expected="XX-YYY-123456")
    country, register, tail = found.group(1).upper(), found.group(2), found.group(3)
    if country not in COUNTRIES and country not in _NOT_COUNTRIES:
        raise IdentifierError("agency", text=shown)
    if tail is None:
        # Agencies of the DAC are "GB-1"; a country and a category ("CO-12001") is nobody.
        value = f"{country}-{register.upper()}"
        if _CHANNEL.fullmatch(register.upper()):
            return _channel(register.upper(), value)
        if not register.isdigit():
            raise IdentifierError("format", text=shown, expected="XX-YYY-123456")
        return Identifier(IdentifierKind.IATI, value, value, f"iati:{value}")
    prefix = f"{country}-{register.upper()}"
    value = f"{prefix}-{tail}"
    if prefix == "XM-DAC" and _CHANNEL.fullmatch(tail.upper()):
        return _channel(tail.upper(), value)
    if register.upper() == "DAC" and _CATEGORY.fullmatch(tail.rpartition("-")[2]):
        # "LT-DAC-84-11001" is the government of Lithuania, whatever the ministry.
        return Identifier(IdentifierKind.IATI, value, value, "", (IdentifierNote("category", {}),))
    notes: tuple[IdentifierNote, ...] = ()
    key, proven = "", True
    if read := _TAILS.get(prefix):
        key, proven = read(tail)
        # "GB-CHC-1128267-8" names a branch: nothing wrong, only nothing to verify.
        if not proven and not re.fullmatch(r"\w+-\w+", tail):
            notes = (IdentifierNote("tail-unproven", {}),)
    return Identifier(IdentifierKind.IATI, value, value, key or f"iati:{value.upper()}", notes)


def _channel(code: str, value: str) -> Identifier:
    if _CATEGORY.fullmatch(code):
        return Identifier(IdentifierKind.IATI, value, value, "", (IdentifierNote("category", {}),))
    return Identifier(IdentifierKind.IATI, value, value, f"iati:XM-DAC-{code}")


def _check_other(text: str) -> Identifier:
    value = " ".join(text.split())[:200]
    note = IdentifierNote("unregistered", {})
    return Identifier(IdentifierKind.OTHER, value, value, f"other:{value.upper()}", (note,))


_CHECKS: dict[IdentifierKind, Callable[[str], Identifier]] = {
    IdentifierKind.SIREN: _check_siren,
    IdentifierKind.SIRET: _check_siret,
    IdentifierKind.RNA: _check_rna,
    IdentifierKind.BCE: _check_bce,
    IdentifierKind.BN: _check_bn,
    IdentifierKind.CHARITY: _check_charity,
    IdentifierKind.NEQ: _check_neq,
    IdentifierKind.IATI: _check_iati,
    IdentifierKind.VAT: _check_vat,
    IdentifierKind.OTHER: _check_other,
}


def check(kind: IdentifierKind | str, text: str) -> Identifier:
    """The identifier of this kind that the text is; raises IdentifierError when it is not."""
    if is_placeholder(text):
        raise IdentifierError("empty")
    return _CHECKS[IdentifierKind(kind)](text)


# In the order of what they prove: what carries a prefix or letters before bare digits.
_GUESSES = (
    IdentifierKind.CHARITY,
    IdentifierKind.RNA,
    IdentifierKind.SIRET,
    IdentifierKind.BCE,
    IdentifierKind.NEQ,
    IdentifierKind.SIREN,
    IdentifierKind.BN,
    IdentifierKind.VAT,
    IdentifierKind.IATI,
)
_COUNTRY_OF = {
    IdentifierKind.SIREN: "FR",
    IdentifierKind.SIRET: "FR",
    IdentifierKind.RNA: "FR",
    IdentifierKind.BCE: "BE",
    IdentifierKind.BN: "CA",
    IdentifierKind.CHARITY: "CA",
    IdentifierKind.NEQ: "CA",
}


def recognise(text: str, *, country: str = "") -> list[tuple[IdentifierKind, str]]:
    """Every kind of identifier this text can be, with its normal form, most certain first.

    Nine digits can be a SIREN and a Canadian number at once: the country of the seat, when
    known, decides. Lost zeros are not restored here, where nothing says what is expected.
    """
    if is_placeholder(text) or len(text) > 200:
        return []
    bare = len(_compact(text))
    found = []
    for kind in _GUESSES:
        try:
            identifier = _CHECKS[kind](text)
        except IdentifierError:
            continue
        if any(note.code == "zero-restored" for note in identifier.notes):
            continue
        # Five bare digits are a channel code only where one is expected: a postcode looks alike.
        if kind is IdentifierKind.IATI and bare == 5 and country:
            continue
        found.append((kind, identifier.value))
    at_home = [pair for pair in found if country and _COUNTRY_OF.get(pair[0]) == country]
    return at_home or found
