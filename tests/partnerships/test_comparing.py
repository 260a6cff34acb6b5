"""Assessments compared over the years: the arithmetic alone."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.partnerships.comparing import BY_NETWORK, BY_PARTNER, DIRECTIONS, Sheet, compare, mean, shown

CODES = ["a", "b", "c", "d"]
SCORES = st.dictionaries(st.sampled_from(CODES), st.none() | st.integers(1, 5))
SHEETS = st.dictionaries(st.tuples(st.integers(2015, 2026), st.sampled_from(DIRECTIONS)), SCORES, max_size=10).map(
    lambda found: [Sheet(year, direction, scores) for (year, direction), scores in found.items()]
)


def test_three_years_both_ways():
    found = compare(
        [
            Sheet(2024, BY_PARTNER, {"a": 2, "b": 5, "old": 3}), Sheet(2024, BY_NETWORK, {"a": 4, "b": 4}),
            Sheet(2025, BY_PARTNER, {"a": 3, "b": None}), Sheet(2026, BY_PARTNER, {"a": 2, "c": 1}),
            Sheet(2026, BY_NETWORK, {"a": 5, "c": 2}),
        ],
        ["a", "b", "c"],
    )  # fmt: skip
    assert found.years == (2024, 2025, 2026)
    assert [line.code for line in found.lines] == ["a", "b", "c", "old"]
    a, b, c, _old = found.lines
    assert a.moves == {BY_PARTNER: -1, BY_NETWORK: 1}
    assert a.gap == -3
    assert a.is_far
    assert b.at(2025, BY_PARTNER) is None
    assert b.moves == {}
    assert b.gap == 1
    assert c.gap == -1
    assert not c.is_far
    assert found.mean(2024, BY_PARTNER) == Fraction(10, 3)
    assert found.mean(2025, BY_NETWORK) is None
    assert found.apart() == [a]
    assert found.fallen(BY_PARTNER) == [a]
    assert found.fallen(BY_NETWORK) == []
    assert found.series(BY_NETWORK) == [(2024, Fraction(4)), (2026, Fraction(7, 2))]


def test_means_are_exact_and_nothing_is_not_zero():
    assert mean({"a": None}) is None
    assert mean({}) is None
    assert shown(None) is None
    assert shown(Fraction(10, 3)) == 3.3
    assert shown(Fraction(5, 2)) == 2.5
    assert shown(Fraction(249, 100)) == 2.5


@settings(max_examples=60, deadline=None)
@given(SHEETS, st.permutations(CODES))
def test_no_answer_is_lost_or_invented(sheets, order):
    found = compare(sheets, order)
    given_ = {
        (s.year, s.direction, code): score for s in sheets for code, score in s.scores.items() if score is not None
    }
    told = {(year, way, line.code): score for line in found.lines for (year, way), score in line.scores.items()}
    assert told == given_
    assert [line.code for line in found.lines][:4] == list(order)
    for value in found.means.values():
        assert 1 <= value <= 5
    for line in found.lines:
        assert line.gap is None or -4 <= line.gap <= 4
        assert all(-4 <= step <= 4 for step in line.moves.values())


@settings(max_examples=40, deadline=None)
@given(SHEETS)
def test_the_order_of_the_sheets_changes_nothing(sheets):
    assert compare(sheets, CODES) == compare(list(reversed(sheets)), CODES)
