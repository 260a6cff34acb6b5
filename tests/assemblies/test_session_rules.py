"""The quorum and the floor as rules, whatever the meeting."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from maillage.assemblies import floor
from maillage.assemblies.floor import Said, Wish
from maillage.assemblies.quorum_rules import QuorumRule, Standing, after_second_notice, assign, count

STANDINGS = st.lists(
    st.builds(Standing, unit=st.integers(0, 30), college=st.just(""), present=st.booleans(), represented=st.booleans()),
    max_size=40,
)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=12)
WISHES = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 2), st.booleans()), max_size=25
).map(lambda rows: [Wish(n, n, group, spoken, order) for n, (group, spoken, order) in enumerate(rows)])  # fmt: skip


def there(*flags: str, colleges: str = "") -> list[Standing]:
    """« p » present, « r » represented, « - » away; one member each."""
    return [Standing(n, colleges[n] if colleges else "", "p" in f, "r" in f) for n, f in enumerate(flags)]


def test_share_is_rounded_up():
    half = QuorumRule("share", Fraction(1, 2))
    assert not count(half, there(*"pp---")).reached
    found = count(half, there(*"ppp--"))
    assert (found.needed, found.counted, found.reached) == (3, 3, True)


def test_more_than_half_of_a_board():
    rule = QuorumRule("share", Fraction(1, 2), of="delegates", strict=True)
    assert [rule.needed(seats) for seats in (0, 1, 4, 5)] == [0, 1, 3, 3]


def test_those_represented_count_only_where_the_rule_says():
    rows = there(*"prr-")
    without = count(QuorumRule("share", Fraction(1, 2)), rows)
    with_them = count(QuorumRule("share", Fraction(1, 2), proxies=True), rows)
    assert (without.counted, without.represented, without.reached) == (1, 2, False)
    assert (with_them.counted, with_them.reached) == (3, True)


def test_each_college_must_be_there():
    rule = QuorumRule("share", Fraction(1, 2), by_college=True)
    found = count(rule, there(*"pp--", colleges="AABB"))
    assert not found.reached
    assert found.short_colleges == ("B",)
    assert count(rule, there(*"p-p-", colleges="AABB")).reached


def test_members_are_counted_once_and_delegates_each():
    rows = [Standing("m", present=True), Standing("m"), Standing("m"), Standing("n")]
    share = Fraction(1, 2)
    assert count(QuorumRule("share", share), rows).reached  # 1 of 2 members
    assert not count(QuorumRule("share", share, of="delegates"), rows).reached  # 1 of 4 delegates


def test_number_none_and_nobody():
    assert count(QuorumRule("number", number=2), there(*"pp")).reached
    assert not count(QuorumRule("number", number=3), there(*"pp")).reached
    assert count(QuorumRule(), []).reached
    assert not count(QuorumRule("share", Fraction(1, 2)), []).reached


def test_second_notice_asks_for_nobody_unless_the_bylaws_do():
    rule = QuorumRule("share", Fraction(2, 3), source="art. 9")
    assert not count(rule, there(*"p--")).reached
    assert count(after_second_notice(rule, needs_quorum=False, source="art. 10"), there(*"p--")).reached
    assert after_second_notice(rule, needs_quorum=True, source="") is rule


@given(STANDINGS, SHARES, st.booleans(), st.sampled_from(["voting_members", "delegates"]))
def test_nobody_who_comes_makes_the_quorum_fall(rows, share, proxies, of):
    rule = QuorumRule("share", share, of=of, proxies=proxies)
    before = count(rule, rows)
    everyone = count(rule, [Standing(one.unit, one.college, True, one.represented) for one in rows])
    assert everyone.counted >= before.counted
    assert everyone.needed == before.needed
    assert before.counted <= before.entitled
    assert everyone.reached or not rows


@given(STANDINGS, SHARES)
def test_the_share_is_exact(rows, share):
    found = count(QuorumRule("share", share, of="delegates"), rows)
    assert found.reached == (bool(rows) and found.counted >= share * len(rows))


def test_a_substitute_carries_one_right_that_its_delegate_left():
    rights = [("r1", 1, (8, 9)), ("r2", 2, (8, 9)), ("r3", 3, (8, 9))]
    assert assign(rights, {1, 8}) == {"r1", "r2"}
    assert assign(rights, {8, 9}) == {"r1", "r2"}
    assert assign(rights, {1, 2, 3, 8}) == {"r1", "r2", "r3"}


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.sets(st.integers(1, 9)))
def test_no_more_rights_than_people_who_are_there(delegates, present):
    rights = [(n, one, (6, 7, 8)) for n, one in enumerate(delegates)]
    carried = assign(rights, present)
    own = {n for n, one, _subs in rights if one in present}
    assert own <= carried
    assert len(carried - own) <= len(present & {6, 7, 8})


def test_points_of_order_then_first_times_then_the_others():
    wishes = [Wish("a", 1, spoken=1), Wish("b", 2), Wish("c", 3, order=True, spoken=4), Wish("d", 4)]
    assert [one.key for one in floor.turns(wishes)] == ["c", "b", "d", "a"]


def test_the_turn_passes_to_another_group():
    wishes = [Wish("a1", 1, "a"), Wish("a2", 2, "a"), Wish("a3", 3, "a"), Wish("b1", 4, "b")]
    assert [one.key for one in floor.turns(wishes, alternate=True)] == ["a1", "b1", "a2", "a3"]
    assert [one.key for one in floor.turns(wishes, alternate=True, last="a")] == ["b1", "a1", "a2", "a3"]
    assert [one.key for one in floor.turns(wishes)] == ["a1", "a2", "a3", "b1"]


@given(WISHES, st.booleans(), st.sampled_from(["a", "b", None]))
def test_everyone_has_a_turn_in_a_fair_order(wishes, alternate, last):
    ordered = floor.turns(wishes, alternate=alternate, last=last)
    assert sorted(one.key for one in ordered) == sorted(one.key for one in wishes)
    tiers = [(not one.order, bool(one.spoken) and not one.order) for one in ordered]
    assert tiers == sorted(tiers)
    for group in "abc":
        for first in (True, False):
            same = [w.asked for w in ordered if w.group == group and not w.order and bool(w.spoken) != first]
            assert same == sorted(same)
    if alternate:
        talk = [one for one in ordered if not one.order and not one.spoken]
        for at, (one, after) in enumerate(pairwise(talk), start=1):
            assert one.group != after.group or {w.group for w in talk[at:]} == {one.group}


@given(st.lists(st.builds(Said, st.integers(1, 4), st.sampled_from("ab"), st.integers(0, 900))))
def test_times_add_up(said):
    assert sum(floor.by_group(said).values()) == sum(floor.by_person(said).values()) == floor.total(said)


def test_clock():
    assert [floor.clock(n) for n in (-3, 65, 3725)] == ["0:00", "1:05", "1:02:05"]
