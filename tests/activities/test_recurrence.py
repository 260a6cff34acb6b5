"""Series of dates: what a rule gives, and what the clock does to it."""

from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.activities import clock
from maillage.activities.recurrence import MOST, Every, Rule, RuleRefusal, days, occurrences

PARIS, QUEBEC = ZoneInfo("Europe/Paris"), ZoneInfo("America/Toronto")
DAYS = st.dates(date(2000, 1, 1), date(2150, 12, 31))
HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
ZONES = st.sampled_from([PARIS, QUEBEC, ZoneInfo("America/St_Johns"), ZoneInfo("UTC")])


def test_every_third_wednesday():
    rule = Rule(date(2027, 1, 20), Every.MONTH_WEEKDAY, until=date(2027, 6, 30))
    assert days(rule) == [date(2027, m, d) for m, d in ((1, 20), (2, 17), (3, 17), (4, 21), (5, 19), (6, 16))]


def test_the_fifth_friday_is_the_last():
    rule = Rule(date(2027, 1, 29), Every.MONTH_WEEKDAY, count=4)
    assert days(rule) == [date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 26), date(2027, 4, 30)]


def test_several_days_of_the_week_every_other_week_but_the_holidays():
    rule = Rule(
        date(2027, 3, 1), Every.WEEK, interval=2, weekdays=(0, 3), count=6, left_out=frozenset({date(2027, 3, 15)})
    )
    assert days(rule) == [date(2027, 3, 1), date(2027, 3, 4), date(2027, 3, 18), date(2027, 3, 29), date(2027, 4, 1)]


def test_the_thirty_first_and_the_leap_day_are_where_they_are():
    assert days(Rule(date(2027, 1, 31), Every.MONTH_DAY, until=date(2027, 7, 31))) == [
        date(2027, 1, 31), date(2027, 3, 31), date(2027, 5, 31), date(2027, 7, 31),
    ]  # fmt: skip
    assert days(Rule(date(2028, 2, 29), Every.YEAR, until=date(2037, 1, 1))) == [
        date(2028, 2, 29), date(2032, 2, 29), date(2036, 2, 29),
    ]  # fmt: skip


@pytest.mark.parametrize(("rule", "code"), [
    (Rule(date(2027, 1, 1), Every.WEEK), "no_end"),
    (Rule(date(2027, 1, 1), Every.DAY, until=date(2030, 1, 1)), "too_many"),
    (Rule(date(2027, 1, 1), Every.DAY, count=501), "too_many"),
    (Rule(date(2027, 1, 1), Every.DAY, until=date(2026, 1, 1)), "ends_first"),
    (Rule(date(2027, 1, 1), Every.WEEK, interval=0, count=2), "interval"),
    (Rule(date(2027, 1, 1), Every.WEEK, count=1, left_out=frozenset({date(2027, 1, 1)})), "no_day"),
    (Rule(date(2027, 1, 4), Every.MONTH_WEEKDAY, nth=7, count=2), "nth"),
    (Rule(date(2200, 1, 4), Every.YEAR, count=2), "too_far"),
])  # fmt: skip
def test_what_cannot_be_says_why(rule, code):
    with pytest.raises(RuleRefusal) as refusal:
        days(rule)
    assert refusal.value.code == code
    assert refusal.value.message() != code


def test_five_hundred_dates_are_given_at_once():
    assert len(days(Rule(date(2027, 1, 1), Every.DAY, count=500))) == MOST


RULES = st.builds(
    Rule, first=DAYS, every=st.sampled_from(Every), interval=st.integers(1, 6),
    weekdays=st.sets(st.integers(0, 6), max_size=3).map(lambda found: tuple(sorted(found))),
    nth=st.sampled_from([0, 1, 2, 3, 4, -1]), count=st.integers(1, 30), until=st.none(),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(RULES)
def test_a_series_is_in_order_begins_no_earlier_and_holds_to_its_days(rule):
    try:
        found = days(rule)
    except RuleRefusal:
        return  # it would give days after the year 2199 alone
    assert found == sorted(set(found))
    assert found[0] >= rule.first
    assert len(found) <= (rule.count or MOST)
    wanted = set(rule.weekdays or (rule.first.weekday(),))
    if rule.every in (Every.WEEK, Every.MONTH_WEEKDAY):
        assert {day.weekday() for day in found} <= wanted
    if rule.every in (Every.MONTH_DAY, Every.YEAR):
        assert {day.day for day in found} == {rule.first.day}
    if rule.every == Every.MONTH_WEEKDAY and rule.week_of_month() == -1:
        assert all((day + timedelta(days=7)).month != day.month for day in found)
    elif rule.every == Every.MONTH_WEEKDAY:
        assert {(day.day - 1) // 7 + 1 for day in found} == {rule.week_of_month()}


@settings(max_examples=100, deadline=None)
@given(RULES, st.integers(0, 400))
def test_until_keeps_the_beginning_of_the_same_series(rule, after):
    try:
        whole = days(rule)
    except RuleRefusal:
        return  # it would give days after the year 2199 alone
    last = rule.first + timedelta(days=after)
    try:
        part = days(Rule(rule.first, rule.every, rule.interval, rule.weekdays, rule.nth, until=last, count=rule.count))
    except RuleRefusal:
        part = []
    assert part == [day for day in whole if day <= last]


@settings(max_examples=200, deadline=None)
@given(DAYS, HOURS, HOURS, ZONES)
def test_every_date_ends_after_it_begins_and_says_the_hour_of_the_wall(day, starts, ends, zone):
    first, last = clock.span(day, starts, ends, zone)
    assert last > first
    assert last - first <= timedelta(hours=25)
    if clock.exists(day, starts, zone):
        assert first.astimezone(zone).replace(tzinfo=None).time() == starts


@settings(max_examples=200, deadline=None)
@given(DAYS, HOURS, st.integers(-700, 700), ZONES)
def test_moving_keeps_the_hour_and_comes_back(day, hour, shift, zone):
    moment = clock.instant(day, hour, zone)
    there = clock.moved(moment, shift, zone)
    wall = there.astimezone(zone)
    assert wall.date() - moment.astimezone(zone).date() == timedelta(days=shift)
    if clock.exists(day, hour, zone) and clock.exists(wall.date(), hour, zone) and wall.time() == hour:
        assert clock.moved(there, -shift, zone) == moment


def test_six_in_the_evening_stays_six_across_the_change_of_clock():
    rule = Rule(date(2027, 3, 18), Every.WEEK, count=3)  # Europe passes to summer on the 28th
    found = occurrences(rule, time(18), time(20), PARIS)
    assert [one.starts_at.astimezone(PARIS).hour for one in found] == [18, 18, 18]
    assert [one.starts_at.astimezone(UTC).hour for one in found] == [17, 17, 16]


def test_an_hour_that_does_not_exist_and_one_that_comes_twice():
    spring = occurrences(Rule(date(2027, 3, 28), Every.DAY, count=1), time(2, 30), time(4), PARIS)[0]
    assert spring.shifted
    assert spring.starts_at.astimezone(PARIS).time() == time(3, 30)
    autumn = occurrences(Rule(date(2027, 10, 31), Every.DAY, count=1), time(2, 30), time(2, 45), PARIS)[0]
    assert autumn.twice
    assert autumn.starts_at.astimezone(PARIS).fold == 0
    assert autumn.ends_at - autumn.starts_at == timedelta(minutes=15)


def test_midnight_is_crossed():
    first, last = clock.span(date(2027, 5, 1), time(22), time(1, 30), PARIS)
    assert last - first == timedelta(hours=3, minutes=30)


def test_swallowed_by_the_change_of_clock_it_still_lasts():
    first, last = clock.span(date(2027, 3, 28), time(2, 30), time(3, 15), PARIS)
    assert last > first
