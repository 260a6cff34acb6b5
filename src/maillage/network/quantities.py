"""Shares, percentages, amounts and scales of a profile: exact, never a float."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, SerializationInfo, ValidationInfo

from maillage.core.money import MoneyError, minor_digits
from maillage.network.base import Count, Flaw, Frozen, refuse


def _read_share(value: Any) -> Fraction:
    if isinstance(value, Fraction) and 0 < value <= 1:
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,4}/[0-9]{1,4}", value):
        refuse("fraction entre guillemets attendue, par exemple « 2/3 »")
    top, bottom = (int(part) for part in value.split("/"))
    if not 0 < top <= bottom:
        refuse(f"fraction « {value} » hors de l'intervalle entre 0 et 1")
    return Fraction(top, bottom)


def _share_text(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


Share = Annotated[Fraction, PlainValidator(_read_share), PlainSerializer(_share_text, return_type=str)]


def _read_percent(value: Any) -> Fraction:
    found = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))?\s?%", value) if isinstance(value, str) else None
    if not found:
        refuse("pourcentage entre guillemets attendu, par exemple « 0,15 % »")
    rate = Fraction(f"{found[1]}.{found[2] or 0}") / 100
    if not 0 < rate <= 1:
        refuse("pourcentage attendu entre 0 et 100")
    return rate


def _percent_text(value: Fraction) -> str:
    whole, rest = divmod(int(value * 1_000_000), 10_000)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".") + " %"


Percent = Annotated[Fraction, PlainValidator(_read_percent), PlainSerializer(_percent_text, return_type=str)]


def digits_of(currency: str) -> int:
    """Return how many decimals a currency has (ISO 4217); two while it is unknown, which the profile then says."""
    try:
        return minor_digits(currency)
    except MoneyError:
        return 2


def _read_amount(value: Any, info: ValidationInfo) -> int:
    digits = (info.context or {}).get("digits", 2)
    if not isinstance(value, str):
        refuse("montant entre guillemets attendu, par exemple « 125.00 »")
    found = re.fullmatch(r"([0-9]{1,12})(?:[.,]([0-9]{1,4}))?", re.sub(r"[ \u00a0\u202f]", "", value))
    if not found:
        refuse(f"montant illisible « {value[:40]} » ; écrire par exemple « 125.00 »")
    decimals = found[2] or ""
    if len(decimals) > digits:
        refuse(f"trop de décimales dans « {value} » : {digits} au plus pour cette monnaie")
    return int(found[1] + decimals.ljust(digits, "0"))


def _amount_text(value: int, info: SerializationInfo) -> str:
    digits = (info.context or {}).get("digits", 2)
    whole, rest = divmod(value, 10**digits)
    return f"{whole}.{rest:0{digits}}" if digits else str(whole)


# Written as text in major units ("125.00"), held as an integer of minor units (12500).
Amount = Annotated[int, PlainValidator(_read_amount), PlainSerializer(_amount_text, return_type=str)]


class Step(Frozen):
    """One interval of a scale: from `at_least` (included) to `below` (excluded, or no end)."""

    at_least: Count
    below: Count | None = None

    def holds(self, value: int | Fraction) -> bool:
        """Tell whether the value falls in this interval."""
        return value >= self.at_least and (self.below is None or value < self.below)


def broken_scale(name: str, steps: tuple[Step, ...]) -> Iterator[Flaw]:
    """Yield a flaw for each gap, overlap or disorder in a scale from 0 to no end."""
    expected: int | None = 0
    for rank, step in enumerate(steps):
        if expected is None:
            yield (name, rank), "tranche placée après une tranche sans limite supérieure"
        elif step.at_least != expected:
            what = "trou" if step.at_least > expected else "chevauchement"
            yield (
                (name, rank, "at_least"),
                f"{what} entre les tranches : {expected} attendu, {step.at_least} reçu",
            )
        if step.below is not None and step.below <= step.at_least:
            yield (name, rank, "below"), "tranche vide : « below » doit dépasser « at_least »"
        expected = step.below
    if expected is not None:
        yield (name, len(steps) - 1, "below"), "la dernière tranche ne doit pas avoir de « below »"
