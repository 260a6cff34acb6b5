"""Terms: dates and counts, against what a person would count on their fingers."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.bodies.terms import DAY, Term, in_a_row, joined, limit_reached, most_at_once, staggered, term_end
from maillage.core.periods import add_months

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def test_a_term_ends_on_the_eve_of_its_anniversary():
    assert term_end(date(2025, 6, 15), 24) == date(2027, 6, 14)
    assert term_end(date(2024, 2, 29), 12) == date(2025, 2, 27)


@given(DAYS, st.integers(1, 72))
def test_the_next_term_begins_where_one_ends(start, months):
    assert term_end(start, months) + DAY == add_months(start, months)


@given(st.integers(1, 30), st.integers(2, 60))
def test_half_of_the_seats_are_short_and_the_first_elected_have_the_long_ones(seats, months):
    terms = staggered(seats, months)
    assert len(terms) == seats
    assert terms == sorted(terms, reverse=True)
    assert 0 <= terms.count(months) - (seats - terms.count(months)) <= 1 or months == 1
    assert set(terms) <= {months, months // 2}


@given(st.integers(1, 8), st.integers(6, 48), DAYS)
def test_whole_terms_one_after_the_other_are_all_counted(count, months, first):
    starts = [add_months(first, months * rank) for rank in range(count)]
    lines = [Term(start, term_end(start, months)) for start in starts]
    on = add_months(first, months * count)
    if any(
        add_months(start, months) != start_after for start, start_after in zip(starts, [*starts[1:], on], strict=True)
    ):
        return  # the 31st of a month: their days drift, and are read elsewhere
    assert in_a_row(lines, on, term_months=months) == count


def test_away_for_a_year_the_count_starts_again():
    old = Term(date(2018, 6, 1), date(2022, 5, 31))
    assert in_a_row([old], date(2022, 6, 1), term_months=48) == 1
    assert in_a_row([old], date(2023, 6, 1), term_months=48) == 0
    assert in_a_row([old, Term(date(2023, 6, 1), date(2027, 5, 31))], date(2027, 6, 1), term_months=48) == 1


def test_the_short_end_of_anothers_term_is_not_one():
    coopted = Term(date(2025, 1, 10), date(2025, 6, 14))
    assert in_a_row([coopted], date(2025, 6, 15), term_months=24) == 0
    assert in_a_row([Term(date(2023, 6, 15), date(2025, 6, 14)), coopted], date(2025, 6, 15), term_months=24) == 1


def test_a_change_of_office_is_the_same_term():
    lines = [Term(date(2023, 6, 15), date(2024, 1, 31), goes_on=True), Term(date(2024, 2, 1), date(2025, 6, 14))]
    assert joined(lines) == [Term(date(2023, 6, 15), date(2025, 6, 14))]
    assert in_a_row(lines, date(2025, 6, 15), term_months=24) == 1


def test_terms_before_what_the_house_knows_are_added():
    assert in_a_row([Term(date(2023, 6, 15))], date(2025, 6, 15), term_months=24, before=2) == 3


@given(st.lists(st.tuples(DAYS, st.integers(0, 2000)), max_size=6), DAYS)
def test_never_more_terms_than_mandates(rows, on):
    lines = [Term(start, start + timedelta(days=days)) for start, days in rows]
    assert 0 <= in_a_row(lines, on, term_months=24) <= len(lines)


def test_the_limit():
    assert not limit_reached(9, None)
    assert not limit_reached(1, 2)
    assert limit_reached(2, 2)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15), st.booleans()), max_size=8),
    st.integers(0, 40),
    st.integers(0, 20),
)
def test_most_at_once_is_what_a_day_by_day_count_finds(rows, first, length):
    zero = date(2025, 1, 1)
    lines = [
        Term(zero + timedelta(days=start), None if open_ended else zero + timedelta(days=start + days))
        for start, days, open_ended in rows
    ]
    counts = [
        sum(line.start <= day and (line.end is None or line.end >= day) for line in lines)
        for day in (zero + timedelta(days=first + n) for n in range(length + 1))
    ]
    start = zero + timedelta(days=first)
    assert most_at_once(lines, start, start + timedelta(days=length)) == max(counts)
