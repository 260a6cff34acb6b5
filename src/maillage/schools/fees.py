"""What facilitators are owed for a period: sessions, hours, kilometres, exact amounts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from maillage.core.money import Money, Rounding, total


@dataclass(frozen=True)
class Line:
    """One class given: what it earns, how far it was. Rates are those of the day it was held."""

    facilitator: int
    minutes: int
    km: int
    fee: int  # minor units a session
    per_100_km: int  # minor units for a hundred kilometres: 61 cents a kilometre is 6100
    currency: str


@dataclass(frozen=True)
class Sum:
    sessions: int
    minutes: int
    km: int
    fees: Money
    mileage: Money

    @property
    def amount(self) -> Money:
        return self.fees + self.mileage

    @property
    def hours(self) -> str:
        """« 12,5 » hours, to the quarter as they are told."""
        return f"{self.minutes / 60:.2f}".rstrip("0").rstrip(".")


def mileage(line: Line) -> Money:
    """The kilometres of one line, rounded once, half up."""
    return Money(line.per_100_km, line.currency).times(Fraction(line.km, 100), Rounding.HALF_UP)


def summed(lines: Iterable[Line], currency: str) -> Sum:
    """The whole of some lines of one currency; each mileage is rounded on its own line, as it is shown."""
    rows = list(lines)
    return Sum(
        len(rows), sum(row.minutes for row in rows), sum(row.km for row in rows),
        total([Money(row.fee, row.currency) for row in rows], currency),
        total([mileage(row) for row in rows], currency),
    )  # fmt: skip
