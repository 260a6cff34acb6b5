from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from maillage.core.money import CurrencyMismatch, Money, total
from maillage.core.periods import FiscalCalendar, Period, add_months
from maillage.members.fees import (
    LABELS,
    Brackets,
    FeeError,
    Flat,
    Free,
    Marginal,
    MeasureMissing,
    Percent,
    ProRata,
    Reduction,
    Slice,
    Step,
    Zero,
    assess,
    instalment_dates,
    instalments,
    reduction_from_profile,
    rule_from_profile,
)
from maillage.network import fees as profile

YEAR = FiscalCalendar(4, 1).starting_in(2025)
ON = date(2025, 6, 1)


def cad(text):
    return Money.of(text, "CAD")


def dues(rule, measures=None, **options):
    return assess(rule, measures or {}, fiscal_year=YEAR, on=ON, **options)


GRID = Brackets(
    "budget",
    (
        Step(Fraction(0), cad("50")),
        Step(Fraction(100_000), cad("125")),
        Step(Fraction(500_000), cad("400")),
    ),
)
SHARE = Percent("budget", Fraction(15, 10_000), "CAD", cad("60"), cad("2000"))
TAX = Marginal(
    "represented_members",
    (Slice(Fraction(0), Fraction(1, 10)), Slice(Fraction(1000), Fraction(1, 20))),
    cad("25"),
)


@pytest.mark.parametrize(
    ("rule", "measures", "expected"),
    [
        (Flat(cad("75")), {}, "75"),
        (Zero("CAD"), {}, "0"),
        (GRID, {"budget": 0}, "50"),
        (GRID, {"budget": Decimal("99999.99")}, "50"),
        (GRID, {"budget": cad("100000")}, "125"),
        (GRID, {"budget": 9_000_000}, "400"),
        (SHARE, {"budget": 100_000}, "150"),
        (SHARE, {"budget": 10_000}, "60"),
        (SHARE, {"budget": 50_000_000}, "2000"),
        (TAX, {"represented_members": 0}, "25"),
        (TAX, {"represented_members": 1000}, "125"),
        (TAX, {"represented_members": 3000}, "225"),
    ],
)
def test_the_rule_gives_the_amount(rule, measures, expected):
    assert dues(rule, measures).amount == cad(expected)


def test_a_missing_measure_is_named():
    with pytest.raises(MeasureMissing) as refusal:
        dues(GRID, {"staff": 3})
    assert refusal.value.measure == "budget"
    with pytest.raises(FeeError):
        dues(GRID, {"budget": -1})
    with pytest.raises(CurrencyMismatch):
        dues(GRID, {"budget": Money.of(1, "EUR")})


def test_a_free_amount_is_chosen_above_the_minimum():
    rule = Free(cad("10"), cad("40"))
    assert dues(rule).amount == cad("40")
    assert dues(rule, chosen=cad("10")).amount == cad("10")
    with pytest.raises(FeeError) as refusal:
        dues(rule, chosen=cad("9.99"))
    assert refusal.value.code == "below_minimum"


@pytest.mark.parametrize(
    ("pro_rata", "joined", "expected"),
    [
        (ProRata.NONE, date(2026, 3, 31), "120"),
        (ProRata.MONTHS, date(2025, 4, 30), "120"),
        (ProRata.MONTHS, date(2025, 5, 1), "110"),
        (ProRata.MONTHS, date(2026, 3, 31), "10"),
        (ProRata.QUARTERS, date(2025, 9, 30), "90"),
        (ProRata.HALVES, date(2025, 9, 30), "120"),
        (ProRata.HALVES, date(2025, 10, 1), "60"),
        (ProRata.HALVES, date(2019, 1, 1), "120"),
        (ProRata.HALVES, None, "120"),
    ],
)
def test_a_newcomer_owes_the_rest_of_the_year(pro_rata, joined, expected):
    assert dues(Flat(cad("120")), pro_rata=pro_rata, joined_on=joined).amount == cad(expected)


def test_nobody_owes_for_a_year_before_joining():
    with pytest.raises(FeeError) as refusal:
        dues(Flat(cad("120")), joined_on=date(2026, 4, 1))
    assert refusal.value.code == "joined_after_year"


def test_reductions_are_named_dated_and_bounded():
    quarter = Reduction("abroad", "Siège hors du pays", rate=Fraction(1, 4))
    fifty = Reduction("ca", "Décision du CA", amount=cad("50"), keeps_floor=True)
    past = Reduction("old", "Ancienne", rate=Fraction(1), period=Period(date(2024, 1, 1), date(2024, 12, 31)))
    result = dues(SHARE, {"budget": 60_000}, reductions=[quarter, fifty, past])
    assert [line.label_code for line in result.lines] == [
        "percent", "reduction_rate", "reduction_amount",
    ]  # fmt: skip
    assert result.lines[1].params["name"] == "Siège hors du pays"
    assert result.amount == cad("60")  # 90 - 22.50 - 7.50: the floor holds
    waived = dues(Flat(cad("10")), reductions=[Reduction("ca", "Dispense", amount=cad("50"))])
    assert waived.amount == cad("0")


amounts = st.integers(0, 10**9).map(lambda n: Money(n, "CAD"))
rules = st.one_of(
    amounts.map(Flat),
    st.just(GRID),
    st.just(SHARE),
    st.just(TAX),
    st.just(Zero("CAD")),
)
reductions = st.lists(
    st.one_of(
        st.builds(
            Reduction,
            st.just("r"),
            st.text(max_size=5),
            rate=st.fractions(0, 1),
            keeps_floor=st.booleans(),
        ),
        st.builds(Reduction, st.just("a"), st.just("b"), amount=amounts, keeps_floor=st.booleans()),
    ),
    max_size=4,
)


@given(
    rules,
    st.decimals(0, 10**9, places=2),
    reductions,
    st.sampled_from(ProRata),
    st.dates(date(2024, 1, 1), YEAR.end),
)
def test_the_lines_add_up_and_nothing_is_negative(rule, size, waivers, pro_rata, joined):
    measures = {"budget": size, "represented_members": size}
    result = dues(rule, measures, reductions=waivers, pro_rata=pro_rata, joined_on=joined)
    whole = dues(rule, measures)
    assert total((line.amount for line in result.lines), "CAD") == result.amount
    assert cad("0") <= result.amount <= whole.amount
    assert all(line.label_code in LABELS for line in result.lines)


@given(
    st.integers(0, 10**7),
    st.integers(0, 10**7),
    st.sampled_from([GRID, SHARE, TAX]),
)
def test_a_bigger_member_never_owes_less(a, b, rule):
    small, big = sorted((a, b))
    assert dues(rule, {rule.measure: small}).amount <= dues(rule, {rule.measure: big}).amount


@given(amounts, st.integers(1, 24), st.integers(1, 6), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_instalments_are_the_whole(amount, count, every, first):
    parts = instalments(amount, instalment_dates(first, count, every))
    assert total((part.amount for part in parts), "CAD") == amount
    assert parts[0].due == first
    assert parts[-1].due == add_months(first, every * (count - 1))
    assert max(p.amount.minor for p in parts) - min(p.amount.minor for p in parts) <= 1


def test_instalments_need_dates_in_order():
    for dates in ([], [ON, ON], [ON, date(2025, 1, 1)]):
        with pytest.raises(FeeError):
            instalments(cad("10"), dates)


RULES = TypeAdapter(profile.FeeRule)


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ({"kind": "flat", "category": "c", "amount": "75.00"}, 0),
        ({"kind": "zero", "category": "c"}, 0),
        ({"kind": "free", "category": "c", "minimum": "5", "suggested": "20"}, 0),
        (
            {
                "kind": "percent",
                "category": "c",
                "rate": "0,15 %",
                "floor": "60.00",
                "cap": "2000.00",
            },
            123_457,
        ),
        (
            {
                "kind": "brackets",
                "category": "c",
                "measure": "staff",
                "steps": [
                    {"at_least": 0, "below": 5, "amount": "100"},
                    {"at_least": 5, "amount": "300"},
                ],
            },
            5,
        ),
    ],
)
def test_a_rule_of_the_profile_gives_the_same_amount(written, size):
    fee_rule = RULES.validate_python(written)
    result = dues(rule_from_profile(fee_rule, "CAD"), {"budget": size, "staff": size})
    assert result.amount.minor == fee_rule.amount_for(size)


def test_a_reduction_of_the_profile_keeps_its_name():
    written = profile.Reduction.model_validate(
        {
            "code": "hors-pays",
            "name": {"fr": "Siège ailleurs"},
            "rate": "25 %",
            "condition": {"fr": "c"},
        }
    )
    assert reduction_from_profile(written).rate == Fraction(1, 4)
    assert reduction_from_profile(written).name == "Siège ailleurs"
