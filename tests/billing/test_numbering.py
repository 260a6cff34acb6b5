import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.billing.numbering import Breaks, Number, NumberError, all_breaks, breaks, next_number


def test_a_number_is_written_and_read():
    number = Number("F", "2025-2026", 42)
    assert number.format() == "F-2025-2026-0042"
    assert Number("F", "2025", 123456).format() == "F-2025-123456"
    assert number.first_year == 2025


@given(
    st.from_regex("[A-Z0-9]{1,6}", fullmatch=True),
    st.sampled_from(["2025", "2025-2026"]),
    st.integers(1, 10**9),
    st.integers(1, 8),
)
def test_every_number_comes_back(series, year, n, width):
    number = Number(series, year, n)
    assert Number.parse(number.format(width)) == number


@pytest.mark.parametrize("text", ["", "F-25-1", "f-2025-1", "F-2025-", "F-2025-1\n", "F-2025-0"])
def test_other_texts_are_refused(text):
    with pytest.raises(NumberError):
        Number.parse(text)


@given(st.lists(st.integers(1, 60)))
def test_breaks_say_exactly_what_is_wrong(numbers):
    found = breaks(numbers)
    missing = {n for first, last in found.missing for n in range(first, last + 1)}
    assert missing == set(range(1, max(numbers, default=0) + 1)) - set(numbers)
    assert set(found.repeated) == {n for n in numbers if numbers.count(n) > 1}


@given(st.integers(0, 50))
def test_the_run_continues_without_a_gap(count):
    run = list(range(1, count + 1))
    assert not breaks([*run, next_number("F", "2025", run).n])


def test_a_broken_run_is_not_continued():
    assert breaks([1, 2, 5, 5, 9]) == Breaks(((3, 4), (6, 8)), (5,))
    with pytest.raises(NumberError):
        next_number("F", "2025", [1, 3])
    with pytest.raises(NumberError):
        breaks([0, 1])


def test_series_and_years_are_separate_runs():
    numbers = [Number("F", "2025", 1), Number("F", "2026", 1), Number("A", "2025", 2)]
    assert all_breaks(numbers) == {("A", "2025"): Breaks(((1, 1),))}
