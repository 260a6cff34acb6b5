"""When, in words: across midnight, across a change of clock, over several days; a month as a grid."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.activities.agenda import months
from maillage.activities.agenda.times import Span

TORONTO, PARIS = ZoneInfo("America/Toronto"), ZoneInfo("Europe/Paris")


def span(zone, start, hours):
    begins = datetime(*start, tzinfo=zone).astimezone(UTC)
    with timezone.override(zone):
        return Span.of(begins, begins + timedelta(hours=hours))


def said(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("start", "hours", "words"),
    [
        ((2027, 3, 17, 18), 2, "mercredi 17 mars 2027, de 18 h 00 à 20 h 00"),
        ((2027, 5, 1, 9), 1.5, "samedi 1er mai 2027, de 9 h 00 à 10 h 30"),
        ((2027, 3, 17, 21), 5, "mercredi 17 mars 2027, de 21 h 00 à 2 h 00 le lendemain"),
        ((2027, 3, 17, 21), 3, "mercredi 17 mars 2027, de 21 h 00 à 0 h 00"),
        ((2027, 3, 17), 24, "mercredi 17 mars 2027, toute la journée"),
        ((2027, 4, 17), 48, "du samedi 17 avril 2027 au dimanche 18 avril 2027"),
        ((2027, 4, 17, 9), 32, "du samedi 17 avril 2027 au dimanche 18 avril 2027, début à 9 h 00, fin à 17 h 00"),
    ],
)
def test_in_words(start, hours, words):
    assert said(span(TORONTO, start, hours).words) == words


def test_in_other_languages():
    one = span(TORONTO, (2027, 3, 17, 18), 2)
    with translation.override("en"):
        assert said(one.day) == "Wednesday 17 March 2027"
    with translation.override("es"):
        assert said(one.day).lower() == "miércoles 17 de marzo de 2027"


@pytest.mark.parametrize(
    ("zone", "start", "hours", "end", "changes"),
    [
        (TORONTO, (2027, 3, 13, 22), 6, "5 h 00", True),  # the clock leaps over two o'clock
        (TORONTO, (2027, 11, 6, 22), 6, "3 h 00", True),  # one o'clock comes twice
        (PARIS, (2027, 10, 30, 22), 6, "3 h 00", True),
        (PARIS, (2027, 10, 29, 22), 6, "4 h 00", False),
    ],
)
def test_a_night_when_the_clock_changes(zone, start, hours, end, changes):
    one = span(zone, start, hours)
    assert said(one.hours).endswith(f"à {end} le lendemain")
    assert one.changes_clock is changes
    assert one.lasts == timedelta(hours=hours)
    assert list(one.days()) == [one.first_day]


def test_a_whole_day_when_the_clock_changes_is_one_day():
    begins = datetime(2027, 3, 14, tzinfo=TORONTO)
    one = Span(begins, datetime(2027, 3, 15, tzinfo=TORONTO))
    assert one.lasts == timedelta(hours=23)
    assert one.whole_days
    assert list(one.days()) == [date(2027, 3, 14)]


def test_an_exhibition_stands_on_each_day():
    one = span(TORONTO, (2027, 4, 28, 9), 24 * 5 + 8)
    assert [day.day for day in one.days()] == [28, 29, 30, 1, 2, 3]


def test_the_zone_is_named():
    with translation.override("fr"):
        assert span(TORONTO, (2027, 7, 1, 18), 2).zone == "heure d’été de l’Est nord-américain"


@settings(max_examples=60)
@given(st.dates(date(1971, 1, 1), date(2190, 1, 1)), st.sampled_from([0, 6]))
def test_a_month_is_whole_weeks(day, starts):
    first = day.replace(day=1)
    weeks = months.grid(first, day, [], starts)
    assert all(len(week) == 7 and week[0].date.weekday() == starts for week in weeks)
    inside = [one.date for week in weeks for one in week if one.inside]
    assert inside[0] == first
    assert (inside[-1] + timedelta(days=1)).day == 1
    assert len(inside) == len(set(inside)) >= 28
    assert months.moved(months.moved(first, 7), -7) == first


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-13", "2027-00", "0001-01", "9999-12", "²027-01", "2027-1", "x" * 300]
)
def test_what_is_no_month_is_this_month(text):
    assert months.month_of(text, date(2027, 3, 17)) == date(2027, 3, 1)
