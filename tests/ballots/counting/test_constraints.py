"""Colleges and parity, against every set that there is."""

import time
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maillage.ballots.counting.constraints import Parity, Rules, apply, check, substitute
from maillage.ballots.counting.types import Candidate, CountError

pytestmark = pytest.mark.one_database
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def standing(*kinds):
    """Candidates in order: « AF » is a woman of college A, « B » nobody's gender of college B."""
    return [Candidate(number, f"C{number}", kind[0], kind[1:]) for number, kind in enumerate(kinds, 1)]


orders = st.lists(st.sampled_from(["AF", "AM", "AM", "A", "BF", "BM", "BX", "CF", "CM"]), min_size=1, max_size=7).map(
    lambda kinds: standing(*kinds)
)
bounds = st.dictionaries(st.sampled_from("ABC"), st.integers(0, 3), max_size=2)
undeclared = st.sampled_from(["apart", "either"])
parities = st.one_of(
    st.none(),
    st.builds(Parity, gap=st.integers(0, 2), undeclared=undeclared),
    st.builds(Parity, share=st.sampled_from([HALF, THIRD, Fraction(2, 5)]), undeclared=undeclared),
)
rules_ = st.builds(Rules, st.integers(1, 5), bounds, bounds, parities, st.sampled_from(["fill", "vacant"]))


def balanced(chosen, parity, breach=0):
    """Said as the by-laws say it: who has not declared is in neither, or wherever it helps."""
    first, second = (sum(one.gender == group for one in chosen) for group in parity.groups)
    other = len(chosen) - first - second
    ways = [(0, 0)] if parity.undeclared == "apart" else [(more, other - more) for more in range(other + 1)]
    for more, rest in ways:
        one, two = first + more, second + rest
        if parity.gap is not None and abs(one - two) <= parity.gap + breach:
            return True
        if parity.share is not None and min(one, two) + breach >= parity.share * (one + two):
            return True
    return False


def every_set(order, rules):
    """Try them all: the best set that obeys, and whether parity could be kept."""
    size = {college: sum(one.college == college for one in order) for college in "ABC"}
    spared = sum(max(0, number - size[college]) for college, number in rules.least.items())

    def colleges(chosen):
        have = {college: sum(one.college == college for one in chosen) for college in "ABC"}
        return all(have[college] >= min(number, size[college]) for college, number in rules.least.items()) and all(
            have[college] <= number for college, number in rules.most.items()
        )

    def first(seats, breach):
        for chosen in combinations(order, seats):  # in the order of candidates: the first is the best
            if colleges(chosen) and (rules.parity is None or balanced(chosen, rules.parity, breach)):
                return tuple(one.number for one in chosen)
        return None

    sizes = range(min(rules.seats - spared, len(order)), -1, -1)
    seats = next(many for many in sizes if any(map(colleges, combinations(order, many))))
    if (found := first(seats, 0)) is not None:
        return found, True
    if rules.short == "vacant":
        for fewer in range(seats - 1, -1, -1):
            if (found := first(fewer, 0)) is not None:
                return found, True
    return next((found, False) for breach in range(1, 9) if (found := first(seats, breach)) is not None)


def sound(rules):
    try:
        check(rules)
    except CountError:
        return False
    return True


@settings(max_examples=400, deadline=None)
@given(orders, rules_)
def test_the_elected_are_the_best_set_that_obeys(order, rules):
    assume(sound(rules))
    found = apply(order, rules)
    assert (found.elected, found.obeyed) == every_set(order, rules)
    assert found.unconstrained == tuple(one.number for one in order[: rules.seats])
    assert sorted((*found.elected, *found.substitutes)) == [one.number for one in order]
    moved = {swap.left for swap in found.swaps} - {None}, {swap.taken for swap in found.swaps} - {None}
    assert moved == (set(found.unconstrained) - set(found.elected), set(found.elected) - set(found.unconstrained))


def test_the_highest_of_those_too_few_replaces_the_lowest_of_the_others():
    found = apply(standing("AM", "AM", "AM", "AM", "AF", "AF"), Rules(4, parity=Parity(gap=1)))
    assert (found.elected, found.unconstrained) == ((1, 2, 5, 6), (1, 2, 3, 4))
    assert [(swap.left, swap.taken, swap.reason) for swap in found.swaps] == [(4, 5, "parity"), (3, 6, "parity")]


def test_reserved_seats_say_so_and_stay_vacant_when_nobody_stands():
    found = apply(standing("AM", "AM", "AF", "BM"), Rules(3, least={"B": 2}))
    assert (found.elected, found.vacant, found.reserved_vacant) == ((1, 4), 1, {"B": 1})
    full = apply(standing("AM", "AM", "AF", "BM"), Rules(3, least={"B": 1}, most={"A": 2}))
    assert [(swap.left, swap.taken, swap.reason) for swap in full.swaps] == [(3, 4, "most")]


def test_parity_that_cannot_hold_says_its_breach():
    order = standing("AM", "AM", "AM", "AF")
    filled = apply(order, Rules(4, parity=Parity(gap=1)))
    assert (filled.elected, filled.obeyed, filled.breach) == ((1, 2, 3, 4), False, 2)
    vacant = apply(order, Rules(4, parity=Parity(gap=1), short="vacant"))
    assert (vacant.elected, vacant.obeyed, vacant.vacant) == ((1, 2, 4), True, 1)


def test_who_declares_nothing_counts_as_the_by_laws_say():
    order = standing("AM", "AM", "A", "AF")
    assert apply(order, Rules(3, parity=Parity(share=THIRD))).elected == (1, 2, 4)
    assert apply(order, Rules(3, parity=Parity(share=THIRD, undeclared="either"))).elected == (1, 2, 3)


def test_a_substitute_keeps_the_rules():
    order = standing("AM", "AF", "AM", "AF", "AM", "AF")
    rules = Rules(4, parity=Parity(gap=0))
    assert apply(order, rules).elected == (1, 2, 3, 4)
    assert substitute(order, (1, 2, 3, 4), 2, rules) == 6
    assert substitute(order, (1, 2, 3, 4), 1, rules) == 5
    assert substitute(order[:5], (1, 2, 3, 4), 2, rules) == 5  # nobody else: the least breach
    assert substitute(order[:4], (1, 2, 3, 4), 2, rules) is None


@pytest.mark.parametrize(
    "rules",
    [Rules(0), Rules(2, least={"A": 3}), Rules(3, least={"A": 2}, most={"A": 1}), Rules(3, parity=Parity()),
     Rules(3, parity=Parity(share=Fraction(2, 3))), Rules(3, parity=Parity(gap=-1)), Rules(3, most={"A": -1})],
)  # fmt: skip
def test_rules_that_contradict_themselves_are_refused(rules):
    with pytest.raises(CountError):
        apply(standing("AF"), rules)


def test_two_hundred_candidates_for_thirty_seats_take_no_time():
    kinds = [("ABCD"[place * 7 % 4]) + ("F" if place % 5 == 0 else "M" if place % 9 else "") for place in range(200)]
    rules = Rules(30, {"A": 10, "B": 3}, {"C": 5, "D": 9}, Parity(gap=1))
    start = time.process_time()
    found = apply(standing(*kinds), rules)
    assert time.process_time() - start < 1  # measured at 4 ms
    assert (len(found.elected), found.obeyed) == (30, True)
