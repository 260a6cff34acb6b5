"""Counting answers: exact, additive, and nothing shown of too few."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.evaluations import words
from maillage.evaluations.results import FEWEST, Change, Distribution, added, shown

counts = st.dictionaries(st.integers(0, 10), st.integers(0, 500), max_size=4)


@given(st.lists(counts, max_size=3))
def test_what_is_added_adds_up(parts):
    whole = added(*(Distribution(part) for part in parts))
    assert whole.total == sum(sum(part.values()) for part in parts)
    for answer in whole.counts:
        assert whole.counts[answer] == sum(part.get(answer, 0) for part in parts)


@given(counts)
def test_a_mean_lies_between_its_answers_and_shares_make_one(found):
    one = Distribution(found)
    given_answers = [answer for answer, count in found.items() if count]
    if not given_answers:
        assert one.mean is None
        return
    assert min(given_answers) <= one.mean <= max(given_answers)
    assert sum(one.share(answer) for answer in found) == 1


@settings(suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(counts, counts)
def test_a_change_goes_both_ways(before, after):
    one, other = Distribution(before), Distribution(after)
    there, back = Change(one, other).difference, Change(other, one).difference
    assert (there is None) == (back is None) == (one.mean is None or other.mean is None)
    assert there is None or there == -back


def test_before_and_after():
    assert Change(Distribution({2: 2}), Distribution({3: 1, 4: 1})).difference == Fraction(3, 2)


def test_too_few_are_not_shown_but_a_teacher_knows_it():
    assert not shown(FEWEST - 1)
    assert shown(FEWEST)
    assert shown(1, one_is_known=True)
    assert not shown(0, one_is_known=True)


def test_a_change_has_its_sign_and_the_true_minus():
    assert [words.signed(Fraction(n, 100)) for n in (36, -31, 2, -2, 0)] == ["+0,4", "−0,3", "0,0", "0,0", "0,0"]
    assert words.signed(None) == ""
