"""What a member owes for a fiscal year, line by line: pure arithmetic, exact to the cent.

Order of the calculation: the rule, then floor and cap, then reductions (each on the rule's amount,
never under zero), then the pro-rata of what is left. The lines always add up to the amount.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, assert_never

from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.core.money import CurrencyMismatch, Money, Rounding, total
from maillage.core.periods import FiscalYear, Period, add_months
from maillage.network import fees as profile

Size = int | Decimal | Fraction | Money  # people, or major units of the currency for a budget


class FeeError(Refusal):
    """Dues that cannot be worked out."""

    MESSAGES: ClassVar = {
        "measure_missing": _("Il manque une donnée pour calculer la cotisation : %(measure)s."),
        "measure_negative": _("Cette donnée ne peut pas être négative : %(measure)s."),
        "below_minimum": _("Le montant choisi (%(chosen)s) est sous le minimum (%(minimum)s)."),
        "joined_after_year": _("L’adhésion (%(joined_on)s) suit la fin de l’exercice (%(end)s)."),
        "no_step": _("Aucune tranche ne convient à cette taille : %(value)s."),
        "instalments": _("Indiquez au moins une date de versement, dans l’ordre."),
    }


class MeasureMissing(FeeError):
    """The rule needs a size that nobody gave."""

    def __init__(self, measure: str) -> None:
        super().__init__("measure_missing", measure=measure)
        self.measure = measure


@dataclass(frozen=True, slots=True)
class Flat:
    """The same amount for everyone."""

    amount: Money


@dataclass(frozen=True, slots=True)
class Step:
    """From `at_least` (included) up to the next step, this amount."""

    at_least: Fraction
    amount: Money


@dataclass(frozen=True, slots=True)
class Brackets:
    """One amount by bracket of size; the whole size falls in one bracket."""

    measure: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        _must_rise([step.at_least for step in self.steps])


@dataclass(frozen=True, slots=True)
class Slice:
    """Major units of currency owed for each unit of size from `at_least` to the next slice."""

    at_least: Fraction
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Marginal:
    """A rate by slice of size, as an income tax; `base` is owed whatever the size."""

    measure: str
    slices: tuple[Slice, ...]
    base: Money

    def __post_init__(self) -> None:
        _must_rise([piece.at_least for piece in self.slices])


@dataclass(frozen=True, slots=True)
class Percent:
    """A share (0 to 1) of a sum of money, between a floor and a cap."""

    measure: str
    rate: Fraction
    currency: str
    floor: Money | None = None
    cap: Money | None = None

    def __post_init__(self) -> None:
        if self.floor is not None and self.cap is not None and self.cap < self.floor:
            raise ValueError("the cap is under the floor")


@dataclass(frozen=True, slots=True)
class Free:
    """An amount that the member chooses; neither reduced nor shared by time."""

    minimum: Money
    suggested: Money


@dataclass(frozen=True, slots=True)
class Zero:
    """Nothing is owed."""

    currency: str


Rule = Flat | Brackets | Marginal | Percent | Free | Zero


class ProRata(Enum):
    """By which part of the year a newcomer's dues are shared; the part under way is owed whole."""

    NONE = "none"
    MONTHS = "months"
    QUARTERS = "quarters"
    HALVES = "halves"

    @property
    def months(self) -> int:
        """How long one part is, in months."""
        return {"none": 12, "months": 1, "quarters": 3, "halves": 6}[self.value]


@dataclass(frozen=True, slots=True)
class Reduction:
    """A named waiver: a share (0 to 1) or an amount, for the days of `period` when it has one."""

    code: str
    name: str
    rate: Fraction | None = None
    amount: Money | None = None
    keeps_floor: bool = False  # never brings a percentage under its own floor
    period: Period | None = None

    def __post_init__(self) -> None:
        if (self.rate is None) == (self.amount is None):
            raise ValueError("a reduction is a rate or an amount")
        if self.rate is not None and not 0 <= self.rate <= 1:
            raise ValueError("a rate goes from 0 to 1")
        if self.amount is not None and self.amount.minor < 0:
            raise ValueError("a reduction cannot be negative")


LABELS = {
    "flat": _("Cotisation annuelle"),
    "bracket": _("Cotisation de la tranche à partir de %(at_least)s"),
    "marginal_base": _("Part fixe"),
    "slice": _("%(units)s × %(rate)s"),
    "percent": _("%(percent)s de %(size)s"),
    "floor": _("Complément jusqu’au plancher de %(floor)s"),
    "cap": _("Retenue au plafond de %(cap)s"),
    "free": _("Montant choisi"),
    "free_suggested": _("Montant suggéré"),
    "zero": _("Aucune cotisation"),
    "reduction_rate": _("%(name)s (%(percent)s)"),
    "reduction_amount": _("%(name)s"),
    "pro_rata_months": _("Adhésion en cours d’année : %(owed)s mois sur 12"),
    "pro_rata_quarters": _("Adhésion en cours d’année : %(owed)s trimestres sur 4"),
    "pro_rata_halves": _("Adhésion en cours d’année : %(owed)s semestres sur 2"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the calculation: what it is called and what it adds (or takes away)."""

    label_code: str
    amount: Money
    params: Mapping[str, Any] = field(default_factory=dict)

    def label(self, locale: str = "fr") -> str:
        """Return the wording in the active language, figures laid out for `locale`."""
        words = {name: _laid_out(name, value, locale) for name, value in self.params.items()}
        return str(LABELS[self.label_code]) % words


@dataclass(frozen=True, slots=True)
class Assessment:
    """An amount, and the lines that explain it and add up to it."""

    amount: Money
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of an amount, owed on a day."""

    due: date
    amount: Money


def assess(
    rule: Rule,
    measures: Mapping[str, Size],
    *,
    fiscal_year: FiscalYear,
    on: date,
    joined_on: date | None = None,
    reductions: Sequence[Reduction] = (),
    pro_rata: ProRata = ProRata.NONE,
    chosen: Money | None = None,
) -> Assessment:
    """Work out the dues of one member for one fiscal year.

    `on` is the day of the assessment: a reduction counts only inside its period. `joined_on`
    matters in the year of joining alone. Raises MeasureMissing, FeeError or CurrencyMismatch.
    """
    if joined_on is not None and joined_on > fiscal_year.end:
        raise FeeError("joined_after_year", joined_on=joined_on, end=fiscal_year.end)
    if isinstance(rule, Free):
        return _free(rule, chosen)
    lines = _base(rule, measures)
    currency = lines[0].amount.currency
    lines += _reduced(rule, total((line.amount for line in lines), currency), reductions, on)
    left = total((line.amount for line in lines), currency)
    if left and pro_rata is not ProRata.NONE:
        lines += _shared_by_time(left, pro_rata, fiscal_year, joined_on)
    return Assessment(total((line.amount for line in lines), currency), tuple(lines))


def instalments(amount: Money, due_dates: Sequence[date]) -> tuple[Instalment, ...]:
    """Split an amount in equal parts, one per date; the odd cents fall on the first ones."""
    if not due_dates or list(due_dates) != sorted(set(due_dates)):
        raise FeeError("instalments")
    parts = amount.allocate([1] * len(due_dates))
    return tuple(map(Instalment, due_dates, parts))


def instalment_dates(first: date, count: int, every_months: int) -> tuple[date, ...]:
    """The due dates of `count` parts, `every_months` apart, on the same day of the month."""
    if count < 1 or every_months < 1:
        raise FeeError("instalments")
    return tuple(add_months(first, every_months * n) for n in range(count))


def rule_from_profile(fee_rule: profile.FeeRule, currency: str) -> Rule:
    """Read one rule of the network's profile (amounts in minor units of `currency`)."""

    def money(minor: int) -> Money:
        return Money(minor, currency)

    match fee_rule:
        case profile.FlatFee():
            return Flat(money(fee_rule.amount))
        case profile.BracketFee():
            steps = (Step(Fraction(s.at_least), money(s.amount)) for s in fee_rule.steps)
            return Brackets(fee_rule.measure, tuple(steps))
        case profile.PercentFee():
            floor = None if fee_rule.floor is None else money(fee_rule.floor)
            cap = None if fee_rule.cap is None else money(fee_rule.cap)
            return Percent(fee_rule.measure, fee_rule.rate, currency, floor, cap)
        case profile.FreeFee():
            return Free(money(fee_rule.minimum), money(fee_rule.suggested))
        case profile.ZeroFee():
            return Zero(currency)
    assert_never(fee_rule)


def reduction_from_profile(reduction: profile.Reduction, lang: str = "fr") -> Reduction:
    """Read one reduction of the network's profile; its condition is for people to check."""
    return Reduction(reduction.code, reduction.name.text(lang), rate=reduction.rate)


def _must_rise(starts: Sequence[Fraction]) -> None:
    if not starts or list(starts) != sorted(set(starts)):
        raise ValueError("steps start from different sizes, smallest first")


def _size(measures: Mapping[str, Size], name: str, currency: str) -> Fraction:
    value = measures.get(name)
    if value is None:
        raise MeasureMissing(name)
    if isinstance(value, Money):
        if value.currency != currency:
            raise CurrencyMismatch(value.currency, currency)
        value = value.fraction
    if isinstance(value, float):
        raise TypeError("a float is not an exact size: give an int, a Decimal or a Fraction")
    size = Fraction(value)
    if size < 0:
        raise FeeError("measure_negative", measure=name)
    return size


def _base(rule: Flat | Brackets | Marginal | Percent | Zero, sizes: Mapping[str, Size]) -> list[Line]:
    match rule:
        case Flat():
            return [Line("flat", rule.amount)]
        case Zero():
            return [Line("zero", Money.zero(rule.currency))]
        case Brackets():
            size = _size(sizes, rule.measure, rule.steps[0].amount.currency)
            reached = [step for step in rule.steps if step.at_least <= size]
            if not reached:
                raise FeeError("no_step", value=size)
            step = reached[-1]
            params = {"measure": rule.measure, "size": size, "at_least": step.at_least}
            return [Line("bracket", step.amount, params)]
        case Marginal():
            return _by_slices(rule, _size(sizes, rule.measure, rule.base.currency))
        case Percent():
            return _by_percent(rule, _size(sizes, rule.measure, rule.currency))
    assert_never(rule)


def _by_slices(rule: Marginal, size: Fraction) -> list[Line]:
    lines = [Line("marginal_base", rule.base)]
    ends = [piece.at_least for piece in rule.slices[1:]] + [size]
    for piece, end in zip(rule.slices, ends, strict=True):
        units = min(size, end) - piece.at_least
        if units > 0:
            amount = Money.of(units * piece.rate, rule.base.currency, Rounding.HALF_UP)
            lines.append(Line("slice", amount, {"units": units, "rate": piece.rate}))
    return lines


def _by_percent(rule: Percent, size: Fraction) -> list[Line]:
    due = Money.of(size * rule.rate, rule.currency, Rounding.HALF_UP)
    budget = Money.of(size, rule.currency, Rounding.HALF_UP)
    lines = [Line("percent", due, {"measure": rule.measure, "size": budget, "percent": rule.rate})]
    if rule.floor is not None and due < rule.floor:
        lines.append(Line("floor", rule.floor - due, {"floor": rule.floor}))
    elif rule.cap is not None and due > rule.cap:
        lines.append(Line("cap", rule.cap - due, {"cap": rule.cap}))
    return lines


def _free(rule: Free, chosen: Money | None) -> Assessment:
    amount = rule.suggested if chosen is None else chosen
    if amount < rule.minimum:
        raise FeeError("below_minimum", chosen=chosen, minimum=rule.minimum)
    code = "free_suggested" if chosen is None else "free"
    return Assessment(amount, (Line(code, amount),))


def _reduced(rule: Rule, due: Money, reductions: Sequence[Reduction], on: date) -> list[Line]:
    lines: list[Line] = []
    zero = Money.zero(due.currency)
    floor = rule.floor if isinstance(rule, Percent) and rule.floor is not None else zero
    left = due
    for reduction in reductions:
        if reduction.period is not None and on not in reduction.period:
            continue
        if reduction.rate is not None:
            asked = due.times(reduction.rate, Rounding.HALF_UP)
            code, params = "reduction_rate", {"percent": reduction.rate}
        else:
            asked = reduction.amount or zero
            code, params = "reduction_amount", {}
        room = left - (floor if reduction.keeps_floor else zero)
        given = max(zero, min(asked, room))
        left -= given
        names = {"code": reduction.code, "name": reduction.name}
        lines.append(Line(code, -given, {**names, **params}))
    return lines


def _shared_by_time(due: Money, pro_rata: ProRata, year: FiscalYear, joined_on: date | None) -> list[Line]:
    if joined_on is None or joined_on <= year.start:
        return []
    gone = max(n for n in range(12) if add_months(year.start, n) <= joined_on) // pro_rata.months
    parts = 12 // pro_rata.months
    owed = parts - gone
    if owed == parts:
        return []
    share = due.times(Fraction(owed, parts), Rounding.HALF_UP)
    params = {"owed": owed, "parts": parts, "joined_on": joined_on}
    return [Line(f"pro_rata_{pro_rata.value}", share - due, params)]


def _laid_out(name: str, value: Any, locale: str) -> str:
    babel = locale.replace("-", "_")
    if isinstance(value, Money):
        return value.format(locale)
    if isinstance(value, Fraction | Decimal | int):
        number = (
            Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)
        )
        if name == "percent":
            return str(format_percent(number, format="#,##0.####\u00a0%", locale=babel))
        return str(format_decimal(number, format="#,##0.####", locale=babel))
    return str(value)
