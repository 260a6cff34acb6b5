"""Days of an assembly: pure, held against counting them one by one."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.assemblies import delays
from maillage.assemblies.delays import Delay

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
LENGTHS = st.integers(0, 60)
pytestmark = pytest.mark.one_database


def counted(sent: date, meeting: date) -> int:
    """Clear days, one by one."""
    return sum(1 for n in range(1, (meeting - sent).days) if sent + timedelta(days=n) < meeting)


@given(DAYS, LENGTHS)
def test_the_last_day_is_the_last(meeting: date, days: int) -> None:
    last = delays.last_day_to_send(meeting, days)
    assert counted(last, meeting) == days
    assert delays.clear_days(last, meeting) == days
    assert delays.clear_days(last + delays.DAY, meeting) < days or days == 0
    assert delays.first_meeting_day(last, days) == meeting


@given(DAYS, DAYS, LENGTHS, st.booleans())
def test_a_notice_in_time_is_good_and_never_refused(sent: date, meeting: date, days: int, by_law: bool) -> None:
    found = delays.given(sent, meeting, days, by_law=by_law)
    enough = counted(sent, meeting) >= days
    if days and enough and sent < meeting:
        assert found.state == Delay.GOOD
        assert not found.missing
    elif days:
        assert found.state == (Delay.FORBIDDEN if by_law or sent >= meeting else Delay.SHORT)
    else:
        assert found.state == (Delay.FREE if sent <= meeting else Delay.FORBIDDEN)


def test_ten_clear_days() -> None:
    """An assembly on 25 June with ten days: the notice leaves on the 14th at the latest (15 to 24 are the ten)."""
    assert delays.last_day_to_send(date(2027, 6, 25), 10) == date(2027, 6, 14)
    assert delays.given(date(2027, 6, 15), date(2027, 6, 25), 10, by_law=True).missing == 1


def test_the_day_is_that_of_the_network() -> None:
    """Half past ten in the evening in Montréal is already the next day in UTC: what counts is Montréal."""
    moment = datetime(2027, 3, 2, 3, 30, tzinfo=UTC)
    assert delays.day_of(moment, ZoneInfo("America/Toronto")) == date(2027, 3, 1)
    assert delays.day_of(moment, ZoneInfo("Europe/Brussels")) == date(2027, 3, 2)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))
def test_the_hour_changes_and_no_day_is_lost(moment: datetime) -> None:
    zone = ZoneInfo("Europe/Paris")
    assert (delays.day_of(moment + timedelta(days=1), zone) - delays.day_of(moment, zone)).days in (0, 1, 2)


@given(DAYS, st.integers(0, 40), LENGTHS, LENGTHS)
def test_a_second_meeting_waits_for_both(first: date, later: int, min_days: int, notice: int) -> None:
    sent = first + timedelta(days=later)
    day = delays.second_meeting_from(first, sent, min_days=min_days, notice_days=notice)
    assert (day - first).days >= max(1, min_days)
    assert delays.given(sent, day, notice, by_law=True).state in (Delay.GOOD, Delay.FREE)


@pytest.mark.parametrize(
    ("closed", "months", "last"),
    [
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2027, 3, 31), 6, date(2027, 9, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 6, 15), 6, date(2027, 12, 15)),
    ],
)
def test_the_annual_assembly_has_months(closed: date, months: int, last: date) -> None:
    assert delays.annual_by(closed, months) == last


@given(DAYS, LENGTHS)
def test_an_item_asked_in_time_travels_with_the_notice(meeting: date, days: int) -> None:
    assert delays.item_deadline(meeting, days, with_notice=True) < delays.last_day_to_send(meeting, days)
    assert delays.item_deadline(meeting, days, with_notice=False) == meeting - delays.DAY


@given(st.fractions(Fraction(1, 100), Fraction(1)), st.integers(0, 500))
def test_the_threshold_is_never_under_the_share(share: Fraction, entitled: int) -> None:
    count = delays.needed(share, entitled)
    assert count >= share * entitled
    assert count >= 1
    assert count == 1 or count - 1 < share * entitled


def test_the_board_has_its_days() -> None:
    assert delays.board_due(date(2027, 2, 1), 21) == date(2027, 2, 22)
