"""No cent is lost or made: splits, conversions, instalments; and what the figures say of a budget and of a partner."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.money import Money
from maillage.funding import conversion, curve, measures, schedule, splits
from maillage.funding.conversion import Locked, NoRate, Quote
from maillage.funding.schedule import ScheduleError
from maillage.funding.splits import SplitError

CURRENCIES = st.sampled_from(["EUR", "CAD", "XOF", "HTG", "GTQ", "TND"])
MONEY = st.builds(Money, st.integers(0, 10**13), CURRENCIES)
PERCENTS = st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=12)
RATES = st.fractions(Fraction(1, 10**6), 10**6, max_denominator=10**9)


@settings(max_examples=200, deadline=None)
@given(MONEY, PERCENTS)
def test_a_split_never_passes_its_expense(amount, percents):
    if sum(percents) > 100:
        with pytest.raises(SplitError):
            splits.by_percent(amount, percents)
        return
    shares = splits.by_percent(amount, percents)
    told = sum(share.minor for share in shares)
    assert 0 <= told <= amount.minor
    assert all(share.minor >= 0 for share in shares)
    assert told == amount.minor or sum(percents) < 100
    assert splits.must_fit(amount, shares).minor == amount.minor - told
    for share, percent in zip(shares, percents, strict=True):
        assert abs(share.minor - amount.minor * Fraction(percent) / 100) <= 1


@settings(max_examples=200, deadline=None)
@given(MONEY, RATES, CURRENCIES, st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_shares_told_in_another_currency_make_the_whole(amount, rate, currency, weights):
    shares = [share.minor for share in amount.allocate(weights)]
    value = conversion.convert(amount, Locked(rate, "essai", date(2026, 1, 1)), currency)
    told = splits.valued(amount.minor, value, shares)
    assert sum(share.minor for share in told) == (value.minor if amount.minor or not value.minor else 0)


@settings(max_examples=200, deadline=None)
@given(MONEY, RATES, CURRENCIES)
def test_a_conversion_is_exact_to_half_a_unit(amount, rate, currency):
    lock = Locked(rate, "essai", date(2026, 1, 1))
    found = conversion.convert(amount, lock, currency)
    if currency == amount.currency:
        assert found == amount
        return
    exact = amount.fraction * rate
    assert abs(found.fraction - exact) * 2 <= Fraction(1, 10 ** -Decimal(str(found.decimal)).as_tuple().exponent)
    assert Fraction(lock.fields["rate"]) == rate


@settings(max_examples=150, deadline=None)
@given(MONEY, st.lists(st.integers(0, 10**6), min_size=1, max_size=8), RATES, CURRENCIES, st.booleans())
def test_what_is_left_unshared_stays_so_in_another_currency(amount, weights, rate, currency, whole):
    """Shares that leave a rest never take it, and each is told within a unit of its exact part."""
    parts = amount.allocate([*weights, 0 if whole else 1])
    shares = [part.minor for part in parts[:-1]]
    value = conversion.convert(amount, Locked(rate, "essai", date(2026, 1, 1)), currency)
    told = [share.minor for share in splits.valued(amount.minor, value, shares)]
    assert 0 <= sum(told) <= value.minor
    if amount.minor:
        assert all(
            abs(one - Fraction(share * value.minor, amount.minor)) < 1 for one, share in zip(told, shares, strict=True)
        )
        assert sum(shares) < amount.minor or sum(told) == value.minor


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**12), st.lists(st.integers(1, 10**11), max_size=12), CURRENCIES)
def test_instalments_added_one_by_one_never_pass_the_grant(amount, wanted, currency):
    """Those accepted make at most the grant; one is refused exactly when it would pass it, and what is left is told."""
    grant, planned = Money(amount, currency), 0
    for minor in wanted:
        if planned + minor <= amount:
            schedule.must_fit(grant, planned, Money(minor, currency))
            planned += minor
        else:
            with pytest.raises(ScheduleError) as refused:
                schedule.must_fit(grant, planned, Money(minor, currency))
            assert refused.value.params["left"] == Money(amount - planned, currency)
    assert planned <= amount


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**13), RATES)
def test_there_and_back_again_loses_less_than_a_unit_of_each(minor, rate):
    """A conversion and its contrary: the fault is of the two roundings, and grows with nothing else."""
    amount = Money(minor, "EUR")
    there = conversion.convert(amount, Locked(rate, "essai", date(2026, 1, 1)), "XOF")
    back = conversion.convert(there, Locked(1 / rate, "essai", date(2026, 1, 1)), "EUR")
    assert abs(back.fraction - amount.fraction) <= Fraction(1, 200) + Fraction(1, 2) / rate


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 10**12), CURRENCIES, st.integers(1, 12), st.randoms(use_true_random=False))
def test_instalments_make_the_grant(minor, currency, number, chance):
    cuts = sorted(chance.sample(range(1, 10_000), number - 1))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    percents = [Decimal(part) / 100 for part in parts]
    days = schedule.spaced(date(2025, 1, 31), date(2029, 12, 31), number)
    rows = schedule.instalments(Money(minor, currency), percents, days)
    assert sum(amount.minor for _day, amount in rows) == minor
    assert [day for day, _amount in rows] == sorted(days)
    assert days[0] == date(2025, 1, 31)


def test_instalments_are_refused_in_clear_words():
    grant = Money(100_000, "EUR")
    for percents, days, code in (
        ([Decimal(50), Decimal(49)], [date(2026, 1, 1)] * 2, "not_whole"),
        ([Decimal(100)], [], "as_many_days"), ([], [], "nothing"),
    ):  # fmt: skip
        with pytest.raises(ScheduleError) as refused:
            schedule.instalments(grant, percents, days)
        assert refused.value.code == code
        assert refused.value.message()
    with pytest.raises(ScheduleError) as refused:
        schedule.must_fit(grant, 99_000, Money(1_001, "EUR"))
    assert "10,00" in refused.value.message()


DAY = date(2026, 3, 4)
KNOWN = [
    Quote("EUR", "USD", DAY, Decimal("1.0812"), "BCE"), Quote("EUR", "CAD", DAY, Decimal("1.4755"), "BCE"),
    Quote("EUR", "XOF", date(1999, 1, 1), Decimal("655.957"), "Parité", fixed=True),
    Quote("USD", "HTG", DAY - timedelta(days=2), Decimal("131.5"), "BRH"),
]  # fmt: skip


def test_a_rate_is_found_straight_turned_or_through_others():
    assert conversion.find(KNOWN, "EUR", "USD", DAY).rate == Fraction("1.0812")
    assert conversion.find(KNOWN, "USD", "EUR", DAY).rate == 1 / Fraction("1.0812")
    cross = conversion.find(KNOWN, "CAD", "XOF", DAY)
    assert cross.rate == Fraction("655.957") / Fraction("1.4755")
    assert cross.on == DAY
    assert cross.source == "BCE × Parité"
    assert conversion.find(KNOWN, "EUR", "XOF", DAY + timedelta(days=900)).rate == Fraction("655.957")
    far = conversion.find(KNOWN, "CAD", "HTG", DAY)
    assert far.rate == Fraction("131.5") * Fraction("1.0812") / Fraction("1.4755")
    assert far.on == DAY - timedelta(days=2)


def test_an_old_rate_or_one_of_tomorrow_is_no_rate():
    for day in (DAY + timedelta(days=11), DAY - timedelta(days=1)):
        with pytest.raises(NoRate) as refused:
            conversion.find(KNOWN, "EUR", "USD", day)
        assert "EUR" in refused.value.message()
        assert "saisissez" in refused.value.message()


@settings(max_examples=150, deadline=None)
@given(RATES)
def test_a_rate_shown_is_near_what_it_is(rate):
    assert abs(Fraction(conversion.shown(rate)) - rate) <= rate / 10**4


def test_reports_follow_the_rule_of_the_funder():
    rows = schedule.report_days(date(2025, 1, 1), date(2026, 3, 31), 6, 60)
    assert [(str(a), str(b)) for a, b, _due in rows] == [
        ("2025-01-01", "2025-06-30"), ("2025-07-01", "2025-12-31"), ("2026-01-01", "2026-03-31")]  # fmt: skip
    assert rows[0][2] == date(2025, 8, 29)


def test_a_line_beyond_what_is_admitted_is_flagged():
    assert not measures.is_over(1_000, 1_100, None)  # ten percent where nobody says
    assert measures.is_over(1_000, 1_101, None)
    assert measures.is_over(1_000, 1_051, Decimal(5))
    assert not measures.is_over(1_000, 1_050, Decimal(5))
    assert measures.is_over(0, 1, Decimal(50))
    assert not measures.is_over(0, 0, None)
    assert measures.percent(measures.variance(1_000, 1_125)) == Decimal("12.5")
    assert measures.variance(0, 5) is None
    assert measures.percent(None) is None
    assert measures.percent(measures.own_share(330, 670)) == Decimal("33.0")


@settings(max_examples=100, deadline=None)
@given(st.integers(-10**9, 10**9), st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 10**9)),
                                            max_size=20))  # fmt: skip
def test_a_forecast_holds_every_flow_of_its_months(opening, flows):
    months = measures.forecast(date(2026, 1, 15), opening, flows, [])
    assert len(months) == 12
    assert months[0].first == date(2026, 1, 1)
    assert months[-1].balance == opening + sum(amount for _day, amount in flows)


def test_a_dependence_that_does_not_fall_is_flagged():
    rows = [(2023, True, "Cotisations", 20), (2023, False, "WSM", 80), (2024, True, "Cotisations", 30),
            (2024, False, "WSM", 70), (2025, True, "Cotisations", 20), (2025, False, "WSM", 80)]  # fmt: skip
    told = curve.years(rows)
    assert [year.own for year in told] == [Fraction(1, 5), Fraction(3, 10), Fraction(1, 5)]
    found = curve.flags(told, [("WSM", None), ("Autre", date(2027, 1, 1))], date(2026, 1, 1))
    assert [(flag.kind, flag.who) for flag in found] == [("no_end", "WSM"), ("not_falling", "WSM")]
    rows[-1] = (2025, False, "WSM", 40)
    assert curve.flags(curve.years(rows), [], date(2026, 1, 1)) == []


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(2020, 2026), st.booleans(), st.sampled_from("ABC"), st.integers(0, 10**9)), max_size=30
    )
)
def test_the_shares_of_a_year_make_the_whole(rows):
    for year in curve.years(rows):
        assert year.own + sum(year.shares.values()) == 1
        shares = [year.own, *year.shares.values()]
        told = curve.percents(shares)
        assert sum(told) == 100
        assert all(abs(one - 100 * share) < 1 for one, share in zip(told, shares, strict=True))
