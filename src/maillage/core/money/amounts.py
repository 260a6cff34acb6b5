"""An amount and its arithmetic: exact, within one currency, rounded only by a named rule.

Names and layouts of amounts follow CLDR by Babel.
"""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Self

from babel import Locale

from maillage.core.money.currencies import CurrencyMismatch, MoneyError, minor_digits
from maillage.core.money.reading import bare_number, split_number


class Rounding(Enum):
    """What to do with half a minor unit: there is no default, the rule in force decides."""

    HALF_UP = "half_up"  # away from zero, the commercial habit
    HALF_EVEN = "half_even"  # to the even neighbour, no drift over many lines


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
        number, sign = bare_number(text, currency)
        whole, decimals = split_number(number, text, digits, decimal)
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
