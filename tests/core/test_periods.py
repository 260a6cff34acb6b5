from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.core.periods import (
    DateError,
    FiscalCalendar,
    Period,
    add_months,
    date_from_parts,
    gaps,
    merge,
)

days = st.dates(date(2000, 1, 1), date(2003, 12, 31))
closed = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
periods = st.one_of(closed, st.builds(Period, days))
WINDOW = Period(date(1999, 12, 1), date(2004, 1, 31))
WINDOW_DAYS = [WINDOW.start + timedelta(days=n) for n in range(WINDOW.days)]


def as_set(period):
    return {day for day in WINDOW_DAYS if day in period} if period else set()


@given(periods, periods)
def test_two_periods_meet_as_their_days_do(a, b):
    common = as_set(a) & as_set(b)
    assert a.overlaps(b) == bool(common) == b.overlaps(a)
    assert as_set(a.intersect(b)) == common
    assert a.covers(b) == (as_set(b) <= as_set(a))
    assert not (a.adjoins(b) and a.overlaps(b))


@given(st.lists(periods, max_size=6))
def test_merged_periods_hold_the_same_days_apart(several):
    merged = merge(several)
    assert set().union(*map(as_set, merged)) == set().union(*map(as_set, several))
    for earlier, later in pairwise(merged):
        assert later.start - earlier.end > timedelta(days=1)
    assert merge(merged) == merged


@given(st.lists(periods, max_size=6), closed)
def test_gaps_and_periods_share_out_the_window(several, window):
    free = gaps(several, window)
    taken = set().union(*map(as_set, several)) & as_set(window)
    assert set().union(*map(as_set, free)) == as_set(window) - taken
    assert merge(free) == free


@given(closed, days)
def test_a_split_keeps_every_day_once(period, on):
    if on in period and on != period.start:
        first, second = period.split(on)
        assert first.days + second.days == period.days
        assert first.adjoins(second)
        assert second.start == on
    else:
        with pytest.raises(DateError):
            period.split(on)


def test_ends_are_included():
    year = Period(date(2025, 4, 1), date(2026, 3, 31))
    assert year.days == 365
    assert date(2026, 3, 31) in year
    assert date(2026, 4, 1) not in year
    assert year.adjoins(Period(date(2026, 4, 1)))
    assert Period(date(2025, 4, 1)).days is None
    with pytest.raises(DateError):
        Period(date(2025, 2, 2), date(2025, 2, 1))


@given(days, st.integers(-120, 120))
def test_months_move_whole_and_clamp(day, months):
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


def test_months_clamp_to_the_last_day_and_stay_in_the_calendar():
    assert add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    with pytest.raises(DateError):
        add_months(date(9999, 12, 1), 1)
    with pytest.raises(DateError):
        add_months(date(1, 1, 1), -1)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((2025, 2, 31), "day"),
        ((2025, 2, 29), "day"),
        ((2025, 13, 1), "month"),
        ((25, 1, 1), "year"),
        (("2025", "février", "1"), "not_a_number"),
        (("2025", "", "1"), "incomplete"),
        ((2025, 0, 1), "month"),
        (("²025", "1", "1"), "not_a_number"),
    ],
)
def test_impossible_dates_are_refused_by_name(parts, code):
    with pytest.raises(DateError) as refusal:
        date_from_parts(*parts)
    assert refusal.value.code == code


def test_a_refused_day_says_how_long_the_month_is():
    with pytest.raises(DateError) as refusal:
        date_from_parts(2025, 2, 31)
    assert refusal.value.params == {"day": "31", "month": "02", "year": 2025, "last": 28}


@given(days)
def test_a_date_is_rebuilt_from_its_parts(day):
    assert date_from_parts(str(day.year), f"{day.month:02d}", day.day) == day


@given(days, st.integers(1, 12), st.integers(1, 28))
def test_fiscal_years_follow_one_another(day, month, first):
    calendar = FiscalCalendar(month, first)
    year = calendar.year_of(day)
    assert day in year
    following = calendar.shift(year, 1)
    assert year.period.adjoins(following.period)
    assert calendar.year_of(following.start) == following


def test_fiscal_labels_and_leap_days():
    assert FiscalCalendar().year_of(date(2025, 6, 1)).label == "2025"
    quebec = FiscalCalendar(4, 1).year_of(date(2025, 3, 31))
    assert quebec.label == "2024-2025"
    assert quebec.end == date(2025, 3, 31)
    with pytest.raises(DateError):
        FiscalCalendar(2, 29)
    with pytest.raises(DateError):
        FiscalCalendar(2, 30)
