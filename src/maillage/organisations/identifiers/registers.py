"""Numbers of the registers of France, Belgium, Canada and Québec, and of European VAT, by their check digits."""

import re
from collections.abc import Callable

import stdnum.be.vat
import stdnum.ca.bn
import stdnum.eu.vat
import stdnum.fr.siren
import stdnum.fr.siret
from stdnum.exceptions import ValidationError

from maillage.organisations.identifiers.kinds import Identifier, IdentifierError, IdentifierKind, IdentifierNote

_SEPARATORS = re.compile(r"[\s.\-/_’'\u2010-\u2015\u200b]+")


def compact(text: str) -> str:
    return _SEPARATORS.sub("", text).upper()


def is_proven(validate: Callable[[str], str], number: str) -> bool:
    try:
        validate(number)
    except ValidationError:
        return False
    return True


def _digits(text: str, lengths: tuple[int, ...], shown: str) -> str:
    number = compact(text)
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
        if not is_proven(validate, padded):
            raise IdentifierError("length", text=text.strip()[:80], expected=length)
        notes = (IdentifierNote("zero-restored", {"value": padded}),)
        number = padded
    if not is_proven(validate, number):
        raise IdentifierError("checksum", text=text.strip()[:80])
    return number, notes


def check_siren(text: str) -> Identifier:
    number, notes = _with_zeros(text, 9, "123 456 789", stdnum.fr.siren.validate)
    display = f"{number[:3]} {number[3:6]} {number[6:]}"
    return Identifier(IdentifierKind.SIREN, number, display, f"siren:{number}", notes)


def check_siret(text: str) -> Identifier:
    number, notes = _with_zeros(text, 14, "123 456 789 00012", stdnum.fr.siret.validate)
    display = f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
    return Identifier(IdentifierKind.SIRET, number, display, f"siren:{number[:9]}", notes)


# The second place is a letter in Corsica and overseas: W2A…, W9R….
RNA = re.compile(r"W\d[0-9A-Z]\d{7}")


def check_rna(text: str) -> Identifier:
    number = compact(text)
    if not RNA.fullmatch(number):
        raise IdentifierError("format", text=text.strip()[:80], expected="W123456789")
    return Identifier(IdentifierKind.RNA, number, number, f"rna:{number}")


def check_bce(text: str) -> Identifier:
    bare = compact(text).removeprefix("BE").replace("(", "").replace(")", "")
    number, notes = _with_zeros(bare or text, 10, "0123.456.789", stdnum.be.vat.validate)
    display = f"{number[:4]}.{number[4:7]}.{number[7:]}"
    return Identifier(IdentifierKind.BCE, number, display, f"bce:{number}", notes)


def check_bn(text: str) -> Identifier:
    # The account of a programme (RC0001, RT0001…) belongs to the same enterprise.
    bare = re.sub(r"R[CMPTRZ]\d{4}$", "", compact(text))
    number = _digits(bare, (9,), "123456789")
    if not is_proven(stdnum.ca.bn.validate, number):
        raise IdentifierError("checksum", text=text.strip()[:80])
    display = f"{number[:5]} {number[5:]}"
    return Identifier(IdentifierKind.BN, number, display, f"bn:{number}")


def check_charity(text: str) -> Identifier:
    number = compact(text)
    if not re.fullmatch(r"\d{9}RR\d{4}", number, re.ASCII):
        raise IdentifierError("format", text=text.strip()[:80], expected="123456789 RR 0001")
    if not is_proven(stdnum.ca.bn.validate, number[:9]):
        raise IdentifierError("checksum", text=text.strip()[:80])
    display = f"{number[:9]} RR {number[11:]}"
    return Identifier(IdentifierKind.CHARITY, number, display, f"bn:{number[:9]}")


def check_neq(text: str) -> Identifier:
    number = _digits(text, (10,), "1123456789")
    if number[:2] not in {"11", "22", "33", "88"}:
        raise IdentifierError("format", text=text.strip()[:80], expected="11…, 22…, 33…, 88…")
    display = f"{number[:4]} {number[4:7]} {number[7:]}"
    return Identifier(IdentifierKind.NEQ, number, display, f"neq:{number}")


def check_vat(text: str) -> Identifier:
    number = compact(text)
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,13}", number, re.ASCII):
        raise IdentifierError("format", text=text.strip()[:80], expected="FR12345678901")
    try:
        number = stdnum.eu.vat.validate(number)
    except ValidationError as error:
        raise IdentifierError("checksum", text=text.strip()[:80]) from error
    key = f"vat:{number}"
    if number.startswith("BE"):
        key = f"bce:{number[2:]}"
    elif number.startswith("FR") and is_proven(stdnum.fr.siren.validate, number[4:]):
        key = f"siren:{number[4:]}"
    return Identifier(IdentifierKind.VAT, number, f"{number[:2]} {number[2:]}", key)
