"""What needs no database: who suits, what is owed."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.money import Money
from maillage.schools.fees import Line, mileage, summed
from maillage.schools.matching import Offered, Wanted, school_year_end, suits

DAY = date(2027, 3, 15)
GOOD = {"languages": frozenset({"fr"}), "check_on": DAY - timedelta(days=10), "check_until": DAY}


def codes(wanted=None, **offered):
    wanted = wanted or Wanted(DAY, animation=1, themes=frozenset({"eau"}), language="fr", region="QC-05")
    return [one.code for one in suits(wanted, Offered(**{**GOOD, **offered}))]


def test_what_fits_says_nothing():
    assert codes() == []
    assert codes(animations=frozenset({1}), regions=frozenset({"QC-05"})) == []
    assert codes(themes=frozenset({"eau"})) == []


def test_each_mismatch_the_gravest_first():
    assert codes(check_on=None, check_until=None) == ["no_check"]
    assert codes(check_on=DAY + timedelta(days=1), check_until=None) == ["no_check"]
    assert codes(check_until=DAY - timedelta(days=1)) == ["check_ended"]
    assert codes(check_until=None) == []
    assert codes(languages=frozenset({"en"}), is_active=False) == ["inactive", "language"]
    assert codes(animations=frozenset({2})) == ["skill"]
    assert codes(regions=frozenset({"QC-01"})) == ["region"]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_a_day_is_within_its_school_year(day):
    end = school_year_end(day)
    assert end - timedelta(days=366) < day <= end
    assert (end.month, end.day) == (8, 31)


lines = st.lists(st.builds(Line, facilitator=st.just(1), minutes=st.integers(0, 600), km=st.integers(0, 5000),
                           fee=st.integers(0, 10**6), per_100_km=st.integers(0, 10**5), currency=st.just("CAD")), max_size=12)  # fmt: skip


@given(lines)
@settings(max_examples=100, deadline=None)
def test_the_sum_is_that_of_its_lines_to_the_cent(rows):
    found = summed(rows, "CAD")
    exact = sum(Fraction(row.km * row.per_100_km, 100) for row in rows)
    assert abs(found.mileage.minor - exact) <= Fraction(len(rows), 2)
    assert found.amount.minor == sum(row.fee + mileage(row).minor for row in rows)
    assert found.sessions == len(rows)


def test_half_a_cent_goes_up():
    assert mileage(Line(1, 60, 1, 0, 4297, "EUR")) == Money(43, "EUR")
    assert mileage(Line(1, 60, 50, 0, 6101, "CAD")) == Money(3051, "CAD")
    assert summed([], "EUR").amount == Money(0, "EUR")
    assert summed([Line(1, 75, 0, 0, 0, "EUR")] * 2, "EUR").hours == "2.5"
