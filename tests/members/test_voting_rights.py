"""Who may vote, stand, be counted and propose: every category of the five profiles, every reason of a refusal."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from maillage.billing.actions import allocate_oldest, record_payment
from maillage.core.money import Money
from maillage.members import actions
from maillage.members.enums import DelegateKind, EndReason
from maillage.members.models import Member
from maillage.members.queries import delegate_facts, totals, voting_rights
from maillage.members.rights import DOORS, Reason
from tests import cast, networks
from tests.factories import members as make

pytestmark = pytest.mark.django_db
ON = date(2024, 6, 1)
PROFILES = ("csi", "cesiq", "wsm", "ciso", "occitanie")
EVERY = [(name, category.code) for name in PROFILES for category in networks.shipped(name).membership.categories]


def right(member, on=ON):
    (found,) = voting_rights(on, members=Member.objects.filter(pk=member.pk))
    return found


@pytest.mark.parametrize(("network", "code"), EVERY)
def test_each_category_opens_its_own_doors_and_no_other(network, code):
    category = networks.install(network).category(code)
    sizes = {"represented_members": 40_000, "budget": 500_000_00, "staff": 10, "inhabitants": 5000}
    member = make.member(code, start=date(2020, 1, 1), sizes={} if category.who == "individual" else sizes)
    if category.who != "individual":
        make.delegate(member, start=date(2020, 1, 1)) if category.max_delegates else None
    found = right(member)
    for door in DOORS:
        assert found.may(door) == getattr(category.rights, door), door
        assert (door in found.refusals) != found.may(door)
    if not category.rights.is_democratic:
        assert set(found.refusals.values()) == {Reason.CATEGORY}
        assert found.votes == 0


def test_supporting_members_never_pass_a_door_however_many_delegates():
    networks.install("csi")
    member = make.member("solidaire", holder=make.organisation("solidaire"))
    make.delegate(member)
    alone = make.member("solidaire", holder=make.person())
    for one in (member, alone):
        found = right(one)
        assert not any(found.may(door) for door in DOORS)
        assert found.votes == 0
    assert totals(ON) == {"vote": 0, "stand": 0, "quorum": 0, "propose": 0, "votes": 0}


@pytest.mark.parametrize(("people", "admitted"), [(29_999, False), (30_000, True)])
def test_the_threshold_of_group_a(people, admitted):
    networks.install("ciso")
    holder = make.organisation("groupe-a")
    make.size(holder, "represented_members", people)
    if admitted:
        assert make.member("groupe-a", holder=holder)
    else:
        with pytest.raises(ValidationError, match="29"):
            make.member("groupe-a", holder=holder)


def test_group_a_asks_for_a_known_size():
    networks.install("ciso")
    with pytest.raises(ValidationError, match="taille"):
        make.member("groupe-a")


@pytest.mark.parametrize(
    ("people", "named", "votes"), [(35_000, 4, 4), (35_000, 2, 2), (120_000, 6, 6), (120_000, 1, 1)]
)
def test_delegations_vote_by_size_and_by_who_is_named(people, named, votes):
    networks.install("ciso")
    member = make.member("groupe-a", sizes={"represented_members": people})
    for _n in range(named):
        make.delegate(member)
    found = right(member)
    assert found.votes == votes
    assert found.seats == (4 if people < 100_000 else 6)


def test_substitutes_fill_the_seats_left_empty_in_order():
    networks.install("ciso")
    member = make.member("groupe-b", sizes={"represented_members": 2500})
    second = make.delegate(member, kind=DelegateKind.SUBSTITUTE, rank=2)
    first = make.delegate(member, kind=DelegateKind.SUBSTITUTE, rank=1)
    titular = make.delegate(member)
    assert [voice.person for voice in right(member).delegates] == [titular.person_id, first.person_id]
    actions.end_delegation(delegation=titular, on=ON - timedelta(days=1), by=None)
    assert [voice.person for voice in right(member).delegates] == [first.person_id, second.person_id]


def test_a_vote_by_size_needs_the_size():
    networks.install("ciso")
    member = make.member("groupe-b")
    make.delegate(member)
    assert right(member).refusals["vote"] == Reason.SIZE_UNKNOWN


def test_nobody_to_carry_the_votes():
    networks.install("csi")
    found = right(make.member("oci"))
    assert found.refusals == {"vote": Reason.NO_DELEGATE}
    assert (found.votes, found.seats) == (0, 1)


def test_probation():
    def change(data):
        data["membership"]["categories"][0]["probation_months"] = 6

    networks.install(profile=networks.changed("csi", change))
    member = make.member("oci", start=date(2024, 1, 31))
    make.delegate(member, start=date(2024, 1, 31))
    assert right(member, date(2024, 7, 30)).refusals == dict.fromkeys(DOORS, Reason.PROBATION)
    assert right(member, date(2024, 7, 31)).vote


def owing(on=date(2024, 2, 1)):
    member = make.member("associee", start=date(2024, 1, 1))
    make.delegate(member, start=date(2024, 1, 1))
    dues = actions.assess_dues(member=member, day=on, issued_on=on, by=None)
    return member, dues.charges.get()


def test_arrears_close_every_door_the_day_after_the_grace():
    networks.install("csi")  # sixty days to pay, then ninety of grace
    member, charge = owing()
    last = charge.due_on + timedelta(days=90)
    assert right(member, last).vote
    assert right(member, last + timedelta(days=1)).refusals == dict.fromkeys(DOORS, Reason.ARREARS)


def test_a_late_payment_counts_from_its_day_and_not_before():
    networks.install("csi")
    member, charge = owing()
    late, paid = charge.due_on + timedelta(days=100), charge.due_on + timedelta(days=120)
    payment = record_payment(payer=member.holder, amount=Money(60_00, "CAD"), received_on=paid, by=None)
    allocate_oldest(payment=payment, by=None)
    assert right(member, late).refusals["vote"] == Reason.ARREARS
    assert right(member, paid).vote


def test_a_network_may_let_members_in_arrears_vote():
    networks.install(profile=networks.changed("csi", lambda d: d["membership"].update(arrears_suspend_rights=False)))
    member, charge = owing()
    assert right(member, charge.due_on + timedelta(days=200)).vote


def test_the_delegate_of_a_lapsed_member():
    networks.install("csi")
    member, bruno = make.member("oci"), cast.user("Bruno")
    delegation = make.delegate(member, bruno)
    assert list(delegate_facts(bruno)) == [("delegate", member.organisation_id)]
    actions.end_membership(member=member, on=date(2024, 5, 31), reason=EndReason.LAPSED, by=None)
    assert right(member).refusals == dict.fromkeys(DOORS, Reason.NOT_MEMBER)
    assert list(delegate_facts(bruno)) == []
    delegation.refresh_from_db()
    assert delegation.ended_on == date(2024, 5, 31)
    with pytest.raises(ValidationError, match="n’est plus membre"):
        make.delegate(member, start=ON)


def test_no_more_delegates_than_the_category_permits():
    networks.install("csi")
    member = make.member("oci")
    make.delegate(member)
    with pytest.raises(ValidationError, match=r"davantage à ce titre \(1\)"):
        make.delegate(member)
    make.delegate(member, kind=DelegateKind.SUBSTITUTE)
    with pytest.raises(ValidationError, match=r"davantage à ce titre \(1\)"):
        make.delegate(member, kind=DelegateKind.SUBSTITUTE, start=date(2024, 1, 16))
    with pytest.raises(ValidationError, match="se représente"):
        make.delegate(make.member("individu"))


def test_rights_of_all_cost_a_fixed_number_of_queries(django_assert_num_queries):
    networks.install("csi")
    for _n in range(12):
        make.delegate(make.member("oci"))
    voting_rights(ON)
    with django_assert_num_queries(5):
        assert len(voting_rights(ON)) == 12
