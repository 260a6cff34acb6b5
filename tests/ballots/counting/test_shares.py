"""Majorities of a base, and seats shared between lists."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.ballots.counting import lists, lots, terms
from maillage.ballots.counting.majorities import decide
from maillage.ballots.counting.types import CountError

pytestmark = pytest.mark.one_database
votes = st.integers(0, 60)


@pytest.mark.parametrize(
    ("threshold", "yes", "no", "carried", "needed"),
    [("simple", 2, 1, True, 2), ("simple", 0, 0, False, 1), ("absolute", 5, 4, True, 5), ("absolute", 5, 5, False, 6),
     (Fraction(2, 3), 66, 34, False, 67), (Fraction(2, 3), 67, 33, True, 67), (Fraction(2, 3), 4, 2, True, 4),
     (Fraction(3, 4), 3, 1, True, 3), (Fraction(4, 5), 79, 21, False, 80), (Fraction(4, 5), 8, 2, True, 8),
     (Fraction(2, 3), 0, 0, False, 1)],
)  # fmt: skip
def test_majorities_of_the_votes_cast(threshold, yes, no, carried, needed):
    found = decide(yes=yes, no=no, threshold=threshold)
    assert (found.carried, found.needed, found.base) == (carried, needed, yes + no)


@given(votes, votes, votes, votes, votes, votes, st.sampled_from(["simple", "absolute", Fraction(2, 3), Fraction(3, 4)]),
       st.sampled_from(["cast", "cast_with_abstentions", "present", "entitled"]))  # fmt: skip
def test_needed_is_where_it_turns(yes, no, abstain, blank, away, more, threshold, base):
    present = yes + no + abstain + blank + away
    found = decide(yes=yes, no=no, abstain=abstain, blank=blank, present=present, entitled=present + more,
                   threshold=threshold, base=base)  # fmt: skip
    size = {"cast": yes + no, "cast_with_abstentions": yes + no + abstain + blank, "present": present,
            "entitled": present + more}[base]  # fmt: skip
    assert found.base == size
    share = {"simple": yes > no, "absolute": 2 * yes > size}.get(
        threshold, isinstance(threshold, Fraction) and size and Fraction(yes, size) >= threshold
    )
    assert found.carried == bool(share and yes)
    assert found.carried == (found.yes >= found.needed)


def test_a_tie_falls_or_is_the_chair_s():
    assert decide(yes=5, no=5).tie == "falls"
    assert decide(yes=5, no=5, tie="chair").waiting
    assert decide(yes=5, no=5, tie="chair", chair=True).carried
    assert decide(yes=5, no=5, tie="chair", chair=False).tie == "chair_no"
    assert decide(yes=5, no=5, threshold="absolute", tie="chair", chair=True).carried
    assert not decide(yes=5, no=5, present=12, base="present", threshold="absolute", tie="chair", chair=True).carried
    assert not decide(yes=5, no=4, tie="chair", chair=False, threshold=Fraction(2, 3)).waiting


@pytest.mark.parametrize(
    "bad",
    [{"yes": -1, "no": 0}, {"yes": 1, "no": 0, "base": "present"}, {"yes": 5, "no": 1, "present": 5},
     {"yes": 1, "no": 0, "threshold": Fraction(3, 2)}, {"yes": True, "no": 0}],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused(bad):
    with pytest.raises(CountError):
        decide(**bad)


def test_published_shares():
    votes = {1: 100_000, 2: 80_000, 3: 30_000, 4: 20_000}
    assert tuple(lists.apportion("dhondt", votes, 8).allocation.values()) == (4, 3, 1, 0)
    assert tuple(lists.apportion("sainte-lague", {1: 53_000, 2: 24_000, 3: 23_000}, 7).allocation.values()) == (3, 2, 2)
    hare = lists.apportion("largest-remainder", {1: 47_000, 2: 16_000, 3: 15_900, 4: 12_000, 5: 6_000, 6: 3_100}, 10)
    assert tuple(hare.allocation.values()) == (5, 2, 1, 1, 1, 0)
    assert hare.rows[0] == ("1", "47000", "4", "7/10", "5")


@given(
    st.dictionaries(st.integers(1, 6), st.integers(0, 400), min_size=1),
    st.integers(1, 20),
    st.sampled_from(lists.METHODS),
)
def test_all_seats_are_shared_and_more_votes_never_mean_fewer_seats(votes, seats, method):
    found = lists.apportion(method, votes, seats)
    assert sum(found.allocation.values()) == (seats if sum(votes.values()) else 0)
    order = sorted(votes, key=lambda one: votes[one])
    for less, more in pairwise(order):
        assert votes[less] == votes[more] or found.allocation[less] <= found.allocation[more]
    if method == "largest-remainder" and sum(votes.values()):
        for one, seats_ in found.allocation.items():
            assert votes[one] * seats // sum(votes.values()) <= seats_ <= votes[one] * seats // sum(votes.values()) + 1


def test_equal_quotients_go_to_more_votes_then_to_the_lot():
    by_rule = lists.apportion("dhondt", {1: 30, 2: 60}, 2)
    assert [(tie.how, tie.chosen) for tie in by_rule.ties] == [("rule", 2)]  # 60 ÷ 2 = 30
    drawn = lists.apportion("dhondt", {1: 50, 2: 50}, 1, lot=(2, 1))
    assert [(tie.how, tie.chosen) for tie in drawn.ties] == [("lot", 2)]
    assert lists.apportion("dhondt", {1: 96, 2: 4}, 20, bar=Fraction(1, 20)).barred == (2,)
    with pytest.raises(CountError):
        lists.apportion("dhondt", {1: -1}, 3)


def test_a_lot_can_be_drawn_again():
    assert lots.draw([1, 2, 3, 4], "assemblée 2026") == lots.draw([4, 3, 2, 1], "assemblée 2026")
    assert len({lots.draw(range(6), str(seed)) for seed in range(200)}) > 150
    # printf 'graine\n1' | sha256sum
    assert lots.digest("graine", 1) == "d64e411d77ffdc75689c2de5c45342466d4aba5b57227a8418f72b46a9783f95"


def test_long_terms_go_to_the_first_elected_or_by_lot():
    assert terms.stagger((7, 3, 5), ((2, 1), (2, 2))) == {7: 2, 3: 2, 5: 1}
    assert terms.stagger((7, 3, 5), ((1, 3), (2, 1)), by="lot", lot=(9, 5, 3, 7)) == {5: 3, 3: 1, 7: 1}
    with pytest.raises(CountError):
        terms.stagger((1, 2), ((1, 1),))
    with pytest.raises(CountError):
        terms.stagger((1,), ((1, 1),), by="lot")
