"""What members pay: schedules adopted by a body, for a span of fiscal years."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from maillage.network.base import Code, Coded, Count, Day, Flag, Flaw, Frozen, MonthDay, Text, repeated_codes
from maillage.network.membership import Measure
from maillage.network.quantities import Amount, Percent, Step, broken_scale

Year = Annotated[Count, Field(ge=1900, le=2200)]
Size = int | Fraction  # in whole units: people, or major units of the currency for a budget


class FlatFee(Frozen):
    """The same amount for everyone."""

    kind: Literal["flat"]
    category: Code
    amount: Amount

    def amount_for(self, size: Size = 0, digits: int = 2) -> int:
        """Return the amount in minor units."""
        return self.amount


class FeeStep(Step):
    """The amount due in one bracket."""

    amount: Amount


class BracketFee(Frozen):
    """An amount by bracket of size."""

    kind: Literal["brackets"]
    category: Code
    measure: Measure
    steps: Annotated[tuple[FeeStep, ...], Field(min_length=1)]

    def flaws(self) -> Iterator[Flaw]:
        yield from broken_scale("steps", self.steps)

    def amount_for(self, size: Size = 0, digits: int = 2) -> int:
        """Return the amount in minor units for a member of this size."""
        return next(step.amount for step in self.steps if step.holds(size))


class PercentFee(Frozen):
    """A share of a budget, between a floor and a cap."""

    kind: Literal["percent"]
    category: Code
    measure: Literal["budget"] = "budget"
    rate: Percent
    floor: Amount | None = None
    cap: Amount | None = None

    def flaws(self) -> Iterator[Flaw]:
        if self.floor is not None and self.cap is not None and self.cap < self.floor:
            yield ("cap",), "le plafond est sous le plancher"

    def amount_for(self, size: Size = 0, digits: int = 2) -> int:
        """Return the amount in minor units, rounded to the nearest, halves upwards."""
        due = int(self.rate * size * 10**digits + Fraction(1, 2))
        due = due if self.floor is None else max(due, self.floor)
        return due if self.cap is None else min(due, self.cap)


class FreeFee(Frozen):
    """An amount that the member chooses."""

    kind: Literal["free"]
    category: Code
    minimum: Amount
    suggested: Amount

    def flaws(self) -> Iterator[Flaw]:
        if self.suggested < self.minimum:
            yield ("suggested",), "le montant suggéré est sous le minimum"

    def amount_for(self, size: Size = 0, digits: int = 2) -> int:
        """Return the suggested amount, in minor units."""
        return self.suggested


class ZeroFee(Frozen):
    """Nothing is due."""

    kind: Literal["zero"]
    category: Code

    def amount_for(self, size: Size = 0, digits: int = 2) -> int:
        """Return nothing to pay."""
        return 0


FeeRule = Annotated[FlatFee | BracketFee | PercentFee | FreeFee | ZeroFee, Field(discriminator="kind")]


class Reduction(Coded):
    """A part of the dues that is waived under a condition."""

    rate: Percent
    condition: Text
    categories: tuple[Code, ...] = ()


class Due(Frozen):
    """When the dues must be paid."""

    kind: Literal["after-invoice", "fixed"]
    days: Annotated[Count, Field(le=366)] | None = None
    on: MonthDay | None = None

    def flaws(self) -> Iterator[Flaw]:
        if (self.days is not None) != (self.kind == "after-invoice"):
            yield ("days",), "un nombre de jours va avec « after-invoice », et avec lui seul"
        if (self.on is not None) != (self.kind == "fixed"):
            yield ("on",), "un jour de l'année va avec « fixed », et avec lui seul"


class FeeSchedule(Frozen):
    """What a body adopted, for the fiscal years that begin from `first_year` to `last_year`."""

    code: Code
    adopted_on: Day
    adopted_by: Literal["assembly", "board"]
    first_year: Year
    last_year: Year | None = None
    example: Flag = False
    rules: Annotated[tuple[FeeRule, ...], Field(min_length=1)]
    reductions: tuple[Reduction, ...] = ()
    pro_rata: Literal["none", "months", "quarters", "halves"] = "none"
    max_instalments: Annotated[Count, Field(ge=1, le=24)] = 1
    due: Due
    grace_days: Annotated[Count, Field(le=730)] = 0

    def flaws(self) -> Iterator[Flaw]:
        if self.last_year is not None and self.last_year < self.first_year:
            yield ("last_year",), "la dernière année précède la première"
        seen: set[str] = set()
        for rank, rule in enumerate(self.rules):
            if rule.category in seen:
                yield (
                    ("rules", rank, "category"),
                    f"deux règles pour la catégorie « {rule.category} »",
                )
            seen.add(rule.category)
        yield from repeated_codes("reductions", self.reductions)

    def covers(self, year: int) -> bool:
        """Tell whether this schedule holds for the fiscal year that begins in `year`."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def rule_for(self, category: str) -> FeeRule | None:
        """Return the rule of a category, if this schedule has one."""
        return next((rule for rule in self.rules if rule.category == category), None)


class Reminders(Frozen):
    """How many days before and after the due date a member is reminded."""

    days_before: tuple[Annotated[Count, Field(ge=1, le=365)], ...] = ()
    days_after: tuple[Annotated[Count, Field(ge=1, le=730)], ...] = ()

    def flaws(self) -> Iterator[Flaw]:
        for name in ("days_before", "days_after"):
            days = getattr(self, name)
            if len(set(days)) != len(days):
                yield (name,), "le même jour de rappel est écrit deux fois"


class Fees(Frozen):
    """The schedules of dues over the years, and the reminders."""

    schedules: Annotated[tuple[FeeSchedule, ...], Field(min_length=1)]
    reminders: Reminders = Reminders()

    def flaws(self) -> Iterator[Flaw]:
        seen: list[FeeSchedule] = []
        for rank, schedule in enumerate(self.schedules):
            for other in seen:
                if schedule.code == other.code:
                    yield ("schedules", rank, "code"), f"code « {other.code} » déjà utilisé"
                if other.covers(schedule.first_year) or schedule.covers(other.first_year):
                    yield (
                        ("schedules", rank, "first_year"),
                        f"ce barème chevauche le barème « {other.code} »",
                    )
            seen.append(schedule)
