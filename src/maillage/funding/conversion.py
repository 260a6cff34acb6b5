"""From one currency to another at the rate of a day: direct, turned round, or through a third. Exact, rounded at the end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.core.money import Money, Rounding

ROUNDING = Rounding.HALF_UP  # to the minor unit of the currency reached, halves away from zero
WINDOW = 10  # days: banks rest, sources skip days; an older rate is no rate of that day
LEGS = 3  # HTG → USD → EUR → XOF


class NoRate(Refusal):
    """No rate between two currencies on a day."""

    MESSAGES: ClassVar = {
        "no_rate": _("Aucun taux de %(base)s vers %(quote)s au %(day)s : importez un fichier de taux ou saisissez-le, puis recommencez."),
    }  # fmt: skip


@dataclass(frozen=True)
class Quote:
    """On a day, one unit of `base` is `value` units of `quote`; a fixed parity holds for every day after."""

    base: str
    quote: str
    on: date
    value: Decimal
    source: str
    fixed: bool = False

    @property
    def turned(self) -> "Leg":
        return Leg(self.base, 1 / Fraction(self.value), self)

    @property
    def straight(self) -> "Leg":
        return Leg(self.quote, Fraction(self.value), self)


@dataclass(frozen=True)
class Leg:
    to: str
    rate: Fraction
    quote: Quote


@dataclass(frozen=True)
class Locked:
    """A rate as it is kept: exact, with where it comes from and its day."""

    rate: Fraction
    source: str
    on: date

    @property
    def fields(self) -> dict[str, object]:
        return {"rate": str(self.rate), "rate_source": self.source[:120], "rate_on": self.on}


def in_force(quotes: Iterable[Quote], on: date) -> dict[tuple[str, str], Quote]:
    """The latest quote of each pair that holds on a day."""
    found: dict[tuple[str, str], Quote] = {}
    first = on - timedelta(days=WINDOW)
    for quote in quotes:
        if quote.on > on or (quote.on < first and not quote.fixed):
            continue
        pair = (quote.base, quote.quote)
        if pair not in found or (found[pair].on, found[pair].source) < (quote.on, quote.source):
            found[pair] = quote
    return found


def find(quotes: Iterable[Quote], base: str, quote: str, on: date) -> Locked:
    """The rate from one currency to another on a day, by the fewest legs; NoRate when there is no way."""
    if base == quote:
        raise ValueError("one currency has no rate with itself")
    legs: dict[str, list[Leg]] = {}
    for known in sorted(
        in_force(quotes, on).values(), key=lambda one: (not one.fixed, -one.on.toordinal(), one.source)
    ):
        legs.setdefault(known.base, []).append(known.straight)
        legs.setdefault(known.quote, []).append(known.turned)
    ways: list[tuple[str, list[Leg]]] = [(base, [])]
    seen = {base}
    for _depth in range(LEGS):
        further: list[tuple[str, list[Leg]]] = []
        for at, way in ways:
            for leg in legs.get(at, []):
                if leg.to == quote:
                    return _locked([*way, leg], on)
                if leg.to not in seen:
                    seen.add(leg.to)
                    further.append((leg.to, [*way, leg]))
        ways = further
    raise NoRate("no_rate", base=base, quote=quote, day=on)


def _locked(way: list[Leg], on: date) -> Locked:
    rate = Fraction(1)
    for leg in way:
        rate *= leg.rate
    days = [leg.quote.on for leg in way if not leg.quote.fixed]
    names = list(dict.fromkeys(leg.quote.source for leg in way))
    return Locked(rate, " × ".join(names), min(days) if days else on)


def convert(amount: Money, locked: Locked | None, currency: str) -> Money:
    """The amount in another currency; the same one when there is nothing to change."""
    if amount.currency == currency:
        return amount
    if locked is None:
        raise ValueError("a rate is needed between two currencies")
    return amount.converted(locked.rate, currency, ROUNDING)


def shown(rate: Fraction, digits: int = 6) -> str:
    """A rate for people: six figures that count, without the zeros that follow."""
    if rate <= 0:
        return "0"
    size = len(str(rate.numerator // rate.denominator)) if rate >= 1 else 0
    places = max(2, digits - size)
    if rate < 1:
        zeros, small = 0, rate
        while small < Fraction(1, 10):
            small, zeros = small * 10, zeros + 1
        places = zeros + digits
    scaled = round(rate * 10**places)
    return f"{Decimal(scaled).scaleb(-places).normalize():f}"
