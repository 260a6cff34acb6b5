"""What a budget's figures say: how far the actual is from it, the part of own funds, what the coming months hold. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from maillage.funding.schedule import add_months

DEFAULT_VARIANCE = Decimal(10)  # percent, where neither the grant nor its funder says


def ratio(part: int, whole: int) -> Fraction | None:
    """A part of a whole; nothing of nothing."""
    return Fraction(part, whole) if whole else None


def percent(value: Fraction | None, digits: int = 1) -> Decimal | None:
    """A ratio in percent, rounded for people, halves away from zero."""
    if value is None:
        return None
    scaled = abs(value) * 100 * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-digits)


def variance(planned: int, actual: int) -> Fraction | None:
    """How far the actual is above (+) or below (–) what was planned, as a part of it."""
    return ratio(actual - planned, planned)


def is_over(planned: int, actual: int, allowed: Decimal | None) -> bool:
    """Is a line spent beyond what the funder admits? Money without any budget is always beyond."""
    limit = DEFAULT_VARIANCE if allowed is None else allowed
    return Fraction(actual) * 100 > Fraction(planned) * (100 + Fraction(limit))


def own_share(own: int, granted: int) -> Fraction | None:
    """The part of own funds in all that pays for a project."""
    return ratio(own, own + granted)


@dataclass(frozen=True)
class Month:
    """One month to come: what comes in, what goes out, what is left at its end."""

    first: date
    coming: int
    going: int
    balance: int

    @property
    def is_short(self) -> bool:
        return self.balance < 0


def forecast(
    today: date, opening: int, coming: Iterable[tuple[date, int]], going: Iterable[tuple[date, int]], months: int = 12
) -> list[Month]:
    """Month by month from this one; what is late is counted in the first, for it may come or go any day."""
    first = today.replace(day=1)
    starts = [add_months(first, rank) for rank in range(months)]
    end = add_months(first, months)
    into, out = dict.fromkeys(starts, 0), dict.fromkeys(starts, 0)
    for flows, kept in ((coming, into), (going, out)):
        for day, amount in flows:
            if day < end:
                kept[max(first, day.replace(day=1))] += amount
    found, balance = [], opening
    for start in starts:
        balance += into[start] - out[start]
        found.append(Month(start, into[start], out[start], balance))
    return found
