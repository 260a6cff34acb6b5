"""Exact amounts of money: integers in the currency's minor unit, never floats.

Minor units follow ISO 4217 (table of 2024); names and layouts of amounts follow CLDR by Babel.
"""

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar, Self

from babel import Locale
from babel.numbers import is_currency
from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

# CLDR's digits differ from ISO 4217's for some currencies (it hides the minor unit of MGA or
# RSD): stored amounts need the standard's exponent, so the exceptions are listed here.
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
_EXPONENTS = {
    **dict.fromkeys(_WITHOUT_DECIMALS.split(), 0),
    **dict.fromkeys(_WITH_THREE.split(), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}

_SYMBOLS: dict[str, frozenset[str]] = {
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "SYP", "LBP", "SSP"}),
    "¥": frozenset({"JPY", "CNY"}),
    "F": frozenset({"XOF", "XAF", "XPF", "CHF", "BIF", "RWF", "GNF", "DJF", "KMF", "CDF"}),
    "FCFA": frozenset({"XOF", "XAF"}),
    "CFA": frozenset({"XOF", "XAF"}),
    "FR": frozenset({"CHF"}),
    "SFR": frozenset({"CHF"}),
    "G": frozenset({"HTG"}),
    "GDES": frozenset({"HTG"}),
    "US$": frozenset({"USD"}),
    "$US": frozenset({"USD"}),
    "CA$": frozenset({"CAD"}),
    "$CA": frozenset({"CAD"}),
    "$CAN": frozenset({"CAD"}),
}
_DOLLARS = frozenset(["CAD", "USD", "AUD", "NZD", "MXN", "ARS", "CLP", "COP", "BBD", "BZD", "FJD", "HKD", "SGD", "TWD"])

_MAX_LENGTH = 60
_MINUS = "-−‐‑–"
_NUMBER = re.compile(r"\d[\d.,' ]*|[.,]\d+")


class Rounding(Enum):
    """What to do with half a minor unit: there is no default, the rule in force decides."""

    HALF_UP = "half_up"  # away from zero, the commercial habit
    HALF_EVEN = "half_even"  # to the even neighbour, no drift over many lines


class MoneyError(Refusal):
    """An amount or a currency that cannot be used."""

    MESSAGES: ClassVar = {
        "empty": _("Indiquez un montant."),
        "not_an_amount": _("« %(text)s » n’est pas un montant."),
        "too_long": _("Ce montant est trop long."),
        "ambiguous": _("« %(text)s » peut se lire de deux façons : écrivez le montant avec ses décimales."),
        "too_many_decimals": _("Cette monnaie (%(currency)s) compte %(digits)s décimales au plus."),
        "unknown_currency": _("« %(currency)s » n’est pas un code de monnaie (ISO 4217)."),
        "allocate_nothing": _("Il n’y a personne entre qui répartir ce montant."),
    }


class CurrencyMismatch(MoneyError):
    """Two currencies met in one operation."""

    MESSAGES: ClassVar = {"currency_mismatch": _("Deux monnaies ne se mêlent pas : %(left)s et %(right)s.")}

    def __init__(self, left: str, right: str) -> None:
        super().__init__("currency_mismatch", left=left, right=right)


@lru_cache(maxsize=512)
def minor_digits(currency: str) -> int:
    """Return the number of decimals of an ISO 4217 currency; MoneyError when it is unknown."""
    if not (isinstance(currency, str) and re.fullmatch("[A-Z]{3}", currency)):
        raise MoneyError("unknown_currency", currency=currency)
    if not is_currency(currency):
        raise MoneyError("unknown_currency", currency=currency)
    return _EXPONENTS.get(currency, 2)


def round_fraction(value: Fraction, rounding: Rounding) -> int:
    """Round an exact value to an integer by the named rule."""
    if rounding is Rounding.HALF_EVEN:
        return round(value)
    whole = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return whole if value >= 0 else -whole


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents) of one currency; ordered within its currency only."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError("Money counts whole minor units: give an int")
        minor_digits(self.currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @classmethod
    def of(cls, value: int | Decimal | Fraction | str, currency: str, rounding: Rounding | None = None) -> Self:
        """Build from major units (Money.of("12.50", "EUR")); a dot in a string, exact.

        Without `rounding`, MoneyError("too_many_decimals") when the currency cannot hold the value.
        """
        if isinstance(value, float):
            raise TypeError("a float is not an exact amount: give a Decimal, a Fraction or a str")
        digits = minor_digits(currency)
        try:
            scaled = Fraction(value) * 10**digits
        except (ValueError, OverflowError) as error:
            raise MoneyError("not_an_amount", text=str(value)) from error
        if scaled.denominator != 1 and rounding is None:
            raise MoneyError("too_many_decimals", currency=currency, digits=digits)
        return cls(round_fraction(scaled, rounding or Rounding.HALF_EVEN), currency)

    @classmethod
    def parse(cls, text: str, currency: str, *, decimal: str | None = None) -> Self:
        """Read an amount as people and banks write it: "1 234,56", "1'234.50 $", "(12,50)".

        Brackets or a minus on either side make it negative. One lone separator before exactly three
        digits is a thousands mark, unless the currency has three decimals, where it is refused as
        ambiguous; `decimal` ("," or ".") settles it. A symbol or code of another currency raises
        CurrencyMismatch; everything else unreadable raises MoneyError.
        """
        digits = minor_digits(currency)
        number, sign = _strip(text, currency)
        whole, decimals = _split(number, text, digits, decimal)
        decimals = decimals.rstrip("0")
        if len(decimals) > digits:
            raise MoneyError("too_many_decimals", currency=currency, digits=digits)
        return cls(sign * int((whole or "0") + decimals.ljust(digits, "0")), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    @property
    def fraction(self) -> Fraction:
        """The amount in major units, as an exact fraction."""
        return Fraction(self.minor, 10 ** minor_digits(self.currency))

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            return NotImplemented  # a fraction needs a rounding: see times()
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        self._same(other)
        return self.minor <= other.minor

    def __gt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        self._same(other)
        return self.minor > other.minor

    def __ge__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        self._same(other)
        return self.minor >= other.minor

    def times(self, factor: int | Fraction | Decimal, rounding: Rounding) -> "Money":
        """Multiply by an exact factor (a rate, a share) and round to the minor unit."""
        if isinstance(factor, float):
            raise TypeError("a float is not an exact factor: give a Fraction or a Decimal")
        return Money(round_fraction(self.minor * Fraction(factor), rounding), self.currency)

    def converted(self, rate: Fraction | Decimal, currency: str, rounding: Rounding) -> "Money":
        """Change currency at `rate` major units of `currency` for one major unit of this one."""
        if isinstance(rate, float):
            raise TypeError("a float is not an exact rate: give a Fraction or a Decimal")
        return Money.of(self.fraction * Fraction(rate), currency, rounding)

    def allocate(self, ratios: Sequence[int | Fraction | Decimal]) -> list["Money"]:
        """Share out by ratios without losing a minor unit (largest remainder, first one on a tie).

        Ratios are not negative; all at zero means equal shares. MoneyError on an empty list.
        """
        if not ratios:
            raise MoneyError("allocate_nothing")
        weights = [Fraction(ratio) for ratio in ratios]
        if any(weight < 0 for weight in weights):
            raise ValueError("a share cannot be negative")
        whole = sum(weights)
        if not whole:
            weights, whole = [Fraction(1)] * len(weights), Fraction(len(weights))
        sign = -1 if self.minor < 0 else 1
        exact = [abs(self.minor) * weight / whole for weight in weights]
        shares = [value.numerator // value.denominator for value in exact]
        missing = abs(self.minor) - sum(shares)
        by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
        for index in by_remainder[:missing]:
            shares[index] += 1
        return [Money(sign * share, self.currency) for share in shares]

    def format(self, locale: str = "fr") -> str:
        """Lay the amount out for people: « 1 234,56 $ » in fr-CA; the standard's decimals, always.

        Spaces are the unbreakable ones of CLDR (U+00A0, U+202F).
        """
        pattern = _pattern(locale, minor_digits(self.currency))
        return str(pattern.apply(self.decimal, _locale(locale), currency=self.currency, currency_digits=False))

    def __str__(self) -> str:
        return f"{self.decimal:f} {self.currency}"


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Add amounts up; zero of `currency` when there are none, CurrencyMismatch on any other."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    return Locale.parse(name.replace("-", "_"))


@lru_cache(maxsize=256)
def _pattern(locale: str, digits: int):  # type: ignore[no-untyped-def]  # Babel leaves it untyped
    pattern = copy.copy(_locale(locale).currency_formats["standard"])
    pattern.frac_prec = (digits, digits)
    return pattern


def _strip(text: str, currency: str) -> tuple[str, int]:
    """Take sign and currency away; return the bare number (digits . , ' space) and its sign."""
    if len(text) > _MAX_LENGTH:
        raise MoneyError("too_long")
    bare = re.sub(r"[\s\u00a0\u202f\u2009\u2007]+", " ", text).replace("’", "'").strip()
    if not bare:
        raise MoneyError("empty")
    sign = 1
    if bare.startswith("(") and bare.endswith(")"):
        sign, bare = -1, bare[1:-1].strip()
    found = _NUMBER.search(bare) if bare.isprintable() else None
    if found is None:
        raise MoneyError("not_an_amount", text=text)
    before, after = bare[: found.start()], bare[found.end() :]
    number = found.group().strip()
    marks = 0
    words = []
    for side in (before, after):
        signs = [letter for letter in side if letter in _MINUS + "+"]
        marks += len(signs)
        if any(letter in _MINUS for letter in signs):
            sign = -sign
        word = re.sub(f"[{re.escape(_MINUS)}+ ]", "", side)
        if word:
            words.append(word)
    if marks > 1 or len(words) > 1 or not number.isascii():
        raise MoneyError("not_an_amount", text=text)
    if words:
        _check_mark(words[0].upper(), currency, text)
    return number, sign


def _check_mark(mark: str, currency: str, text: str) -> None:
    """Accept the mark of this currency; say so when it belongs to another one."""
    if mark == currency:
        return
    known = _DOLLARS if mark == "$" else _SYMBOLS.get(mark.rstrip("."))
    if known is not None:
        if currency not in known:
            raise CurrencyMismatch(currency, mark)
        return
    if re.fullmatch("[A-Z]{3}", mark) and is_currency(mark):
        raise CurrencyMismatch(currency, mark)
    raise MoneyError("not_an_amount", text=text)


def _split(number: str, text: str, digits: int, decimal: str | None) -> tuple[str, str]:
    """Tell the decimal mark from the thousands marks; return whole and decimal digits."""
    marks = [letter for letter in number if letter in ".,"]
    kinds = set(marks)
    mark = ""
    if decimal is not None:
        mark = decimal if decimal in kinds else ""
    elif len(kinds) == 2:
        mark = marks[-1]
    elif len(marks) == 1:
        mark = marks[0]
        whole, _mark, decimals = number.partition(mark)
        if len(decimals) == 3 and re.fullmatch(r"[1-9]\d{0,2}", whole):
            if digits >= 3:
                raise MoneyError("ambiguous", text=text)
            mark = ""  # three decimals do not exist here, so it marks thousands
    if mark:
        if number.count(mark) > 1:
            raise MoneyError("not_an_amount", text=text)
        whole, _mark, decimals = number.rpartition(mark)
    else:
        whole, decimals = number, ""
    groups = re.split(r"[.,' ]", whole)
    separators = {letter for letter in whole if letter in ".,' "}
    well_grouped = len(separators) <= 1 and all(len(group) == 3 for group in groups[1:])
    well_grouped &= len(groups) == 1 or 1 <= len(groups[0]) <= 3
    if not well_grouped or not re.fullmatch(r"\d*", decimals) or not (whole or decimals):
        raise MoneyError("not_an_amount", text=text)
    return "".join(groups), decimals
