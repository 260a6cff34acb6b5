"""The rules of proxies, whatever is asked: nobody gives to oneself, no circle, never more than the limit."""

from hypothesis import given
from hypothesis import strategies as st

from maillage.ballots.proxy_rules import Gift, Policy, problem, reached

PEOPLE = range(6)
CATEGORIES = ("a", "b")
gifts = st.builds(
    Gift, right=st.integers(0, 12), principal=st.sampled_from(PEOPLE), holder=st.sampled_from(PEOPLE),
    category=st.sampled_from(CATEGORIES), items=st.sampled_from([(), ("item:1",)]),
)  # fmt: skip
policies = st.builds(Policy, allowed=st.just(True), maximum=st.sampled_from([None, 1, 2]), same_category=st.booleans(),
                     items=st.booleans())  # fmt: skip
entitlements = st.dictionaries(st.sampled_from(PEOPLE), st.sets(st.sampled_from(CATEGORIES), min_size=1))


def played(policy, asked, entitled):
    """Those that pass, each asked after the others."""
    live: list[Gift] = []
    for one in asked:
        if problem(policy, one, live, entitled) is None:
            live.append(one)
    return live


@given(policies, st.lists(gifts, max_size=25), entitlements)
def test_whatever_is_asked_the_rules_hold(policy, asked, entitled):
    live = played(policy, asked, entitled)
    assert len({one.right for one in live}) == len(live)
    givers, holders = {one.principal for one in live}, {one.holder for one in live}
    assert not givers & holders  # who holds is expected in person
    for one in live:
        assert one.principal != one.holder
        assert one.principal not in reached(one.principal, live)
        assert entitled[one.holder]
        assert not policy.same_category or one.category in entitled[one.holder]
        assert policy.items or not one.items
    for holder in holders:
        assert policy.maximum is None or sum(one.holder == holder for one in live) <= policy.maximum


@given(st.lists(gifts, max_size=10), entitlements)
def test_forbidden_is_forbidden_and_says_its_source(asked, entitled):
    policy = Policy(allowed=False, source="Code civil")
    for one in asked:
        found = problem(policy, one, [], entitled)
        assert found is not None
        assert (found.code, found.params["source"]) == ("forbidden", "Code civil")


@given(gifts, entitlements)
def test_a_first_gift_passes_when_nothing_forbids_it(gift, entitled):
    policy = Policy(allowed=True, items=True)
    found = problem(policy, gift, [], entitled)
    if gift.principal == gift.holder:
        assert found.code == "oneself"
    elif not entitled.get(gift.holder):
        assert found.code == "not_entitled"
    else:
        assert found is None


def test_each_refusal_has_its_own_word():
    entitled = {person: {"a"} for person in PEOPLE}
    live = [Gift(1, 1, 2, "a")]
    policy = Policy(allowed=True, maximum=1)

    def code(gift, policy=policy):
        found = problem(policy, gift, live, entitled)
        return found and found.code

    assert code(Gift(1, 1, 3)) == "already"
    assert code(Gift(2, 2, 1)) == "circle"
    assert code(Gift(2, 2, 3)) == "principal_holds"
    assert code(Gift(3, 3, 1)) == "holder_gave"
    assert code(Gift(3, 3, 2)) == "limit"
    assert code(Gift(3, 3, 4, "b"), Policy(allowed=True, same_category=True)) == "category"
    assert code(Gift(3, 3, 4, items=("item:1",))) == "items"
    assert code(Gift(3, 3, 4)) is None
