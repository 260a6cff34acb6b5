"""Identifiers of the IATI standard: a country, a register, and the number that this register gave."""

import re
from collections.abc import Callable

import stdnum.au.abn
import stdnum.be.vat
import stdnum.ca.bn
import stdnum.ch.uid
import stdnum.dk.cvr
import stdnum.es.cif
import stdnum.fi.ytunnus
import stdnum.fr.siren
import stdnum.fr.siret
import stdnum.no.orgnr
import stdnum.se.orgnr
import stdnum.us.ein
from stdnum.exceptions import ValidationError

from maillage.core.territories import COUNTRIES
from maillage.organisations.identifiers.kinds import Identifier, IdentifierError, IdentifierKind, IdentifierNote
from maillage.organisations.identifiers.registers import RNA, compact, is_proven


def _siren_tail(tail: str) -> tuple[str, bool]:
    number = compact(tail)
    proven = is_proven(stdnum.fr.siret.validate if len(number) == 14 else stdnum.fr.siren.validate, number)
    return f"siren:{number[:9]}" if proven else "", proven


def _tail(kind: str, validate: Callable[[str], str]) -> Callable[[str], tuple[str, bool]]:
    def read(tail: str) -> tuple[str, bool]:
        try:
            return f"{kind}:{validate(compact(tail))}", True
        except ValidationError:
            return "", False

    return read


def _charity_tail(tail: str) -> tuple[str, bool]:
    number = compact(tail)
    proven = is_proven(stdnum.ca.bn.validate, number[:9])
    return f"bn:{number[:9]}" if proven else "", proven


def _padded(kind: str, length: int, pattern: str) -> Callable[[str], tuple[str, bool]]:
    """Registers without a check digit, whose numbers lose their zeros all the same."""
    expected = re.compile(pattern, re.ASCII)

    def read(tail: str) -> tuple[str, bool]:
        number = compact(tail)
        number = number.zfill(length) if number.isdigit() else number
        proven = expected.fullmatch(number) is not None
        return f"{kind}:{number}" if proven else "", proven

    return read


def _rna_tail(tail: str) -> tuple[str, bool]:
    number = compact(tail)
    proven = RNA.fullmatch(number) is not None
    return f"rna:{number}" if proven else "", proven


_uid = _tail("che", stdnum.ch.uid.validate)


def _swiss_tail(tail: str) -> tuple[str, bool]:
    number = compact(tail)
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

_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212]\s*")

_CHANNEL = re.compile(r"\d{5}|\d{2}[A-Z]{3}")
# Channel codes of the OECD that mean "some organisation of this sort": whole series, and the
# orders of government. 44000 is both the series and the World Bank Group itself.
_CATEGORY = re.compile(r"(?!44)\d\d000|1[123]00\d|6[0-3]\d{3}|41AAA")
# Prefixes that are no country: multilateral, IATI's own, regional, supranational.
_NOT_COUNTRIES = frozenset({"XI", "XM", "XR", "XS", "EU", "UN"})


def check_iati(text: str) -> Identifier:
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
