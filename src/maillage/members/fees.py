"""What a member owes for a fiscal year, line by line: pure arithmetic, exact to the cent.

Order of the calculation: the rule, then floor and cap, then reductions (each on the rule's amount,
never under zero), then the pro-rata of what is left. The lines always add up to the amount.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import assert_never

from maillage.core.money import CurrencyMismatch, Money, Rounding, total
from maillage.core.periods import FiscalYear, add_months
from maillage.members.fee_rules import (
    LABELS,
    Assessment,
    Brackets,
    FeeError,
    Flat,
    Free,
    Instalment,
    Line,
    Marginal,
    MeasureMissing,
    Percent,
    ProRata,
    Reduction,
    Rule,
    Size,
    Slice,
    Step,
    Zero,
)
from maillage.network import fees as profile


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


__all__ = [
    "LABELS",
    "Assessment",
    "Brackets",
    "FeeError",
    "Flat",
    "Free",
    "Instalment",
    "Line",
    "Marginal",
    "MeasureMissing",
    "Percent",
    "ProRata",
    "Reduction",
    "Rule",
    "Size",
    "Slice",
    "Step",
    "Zero",
    "assess",
    "instalment_dates",
    "instalments",
    "reduction_from_profile",
    "rule_from_profile",
]
