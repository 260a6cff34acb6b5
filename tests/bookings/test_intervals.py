"""The arithmetic of calendars, against a naive one that looks at each hour."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.bookings import intervals

ZERO = datetime(2027, 1, 1, tzinfo=UTC)
SPAN = 40
hours = st.integers(0, SPAN)
pairs = st.lists(st.tuples(hours, hours), max_size=8)


def at(n):
    return ZERO + timedelta(hours=n)


def spans(given_pairs):
    return [(at(a), at(b)) for a, b in given_pairs]


def busy_hours(given_pairs):
    return {h for a, b in given_pairs for h in range(a, b)}


@given(pairs, hours, hours)
@settings(max_examples=150, deadline=None)
def test_free_is_what_is_not_busy(rows, start, end):
    free = {
        h for a, b in intervals.free_between(spans(rows), at(start), at(end)) for h in range(SPAN) if a <= at(h) < b
    }
    assert free == {h for h in range(start, end) if h not in busy_hours(rows)}


@given(pairs, hours, st.integers(1, 6))
@settings(max_examples=150, deadline=None)
def test_the_next_free_is_the_first_that_fits(rows, start, length):
    busy = busy_hours(rows)
    naive = next(h for h in range(start, 3 * SPAN) if not busy & set(range(h, h + length)))
    assert intervals.next_free(spans(rows), timedelta(hours=length), at(start)) == at(naive)


@given(pairs)
@settings(max_examples=100, deadline=None)
def test_merged_are_in_order_and_apart(rows):
    found = intervals.merged(spans(rows))
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert {h for a, b in found for h in range(SPAN) if a <= at(h) < b} == busy_hours(rows)


def test_what_touches_does_not_overlap():
    assert not intervals.overlap((at(1), at(2)), (at(2), at(3)))
    assert intervals.overlap((at(1), at(3)), (at(2), at(4)))
    assert intervals.covers([(at(0), at(2)), (at(2), at(5))], (at(1), at(4)))
    assert not intervals.covers([(at(0), at(2))], (at(1), at(3)))


def test_days_follow_the_clock_where_it_changes():
    zone = ZoneInfo("America/Montreal")
    start, end = intervals.whole_days(date(2027, 3, 14), date(2027, 3, 14), zone)  # the clock goes forward
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=23)
    weekly = intervals.on_days(date(2027, 3, 8), date(2027, 3, 22), time(9), time(12), zone, weekday=0)
    assert [begun.astimezone(UTC).hour for begun, _end in weekly] == [14, 13, 13]
