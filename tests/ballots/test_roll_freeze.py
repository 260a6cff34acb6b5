"""A roll is frozen from the ledger: a right for each vote that can be cast, a reason for each absence."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from maillage.audit.models import Entry
from maillage.ballots.actions import rolls
from maillage.ballots.checking import check, to_check
from maillage.ballots.enums import RollState
from maillage.ballots.models import Right
from maillage.members import actions as membership
from maillage.members.enums import DelegateKind, EndReason
from maillage.members.queries import voting_rights
from tests import networks
from tests.factories import members as make
from tests.factories import rolls as factory

pytestmark = pytest.mark.django_db
PROFILES = ("csi", "cesiq", "wsm", "ciso", "occitanie")
SIZES = {"represented_members": 40_000, "budget": 500_000_00, "staff": 10, "inhabitants": 5000}


def everyone(profile):
    """A member of each category, with a delegate where that can be."""
    for category in profile.membership.categories:
        sizes = {} if category.who == "individual" else SIZES
        member = make.member(category.code, start=date(2020, 1, 1), sizes=sizes)
        if category.who != "individual" and category.max_delegates:
            make.delegate(member, start=date(2020, 1, 1))


@pytest.mark.parametrize("name", PROFILES)
def test_the_roll_says_what_the_ledger_says(name):
    profile = networks.install(name)
    everyone(profile)
    roll = factory.frozen()
    table = {one.member: one for one in voting_rights(roll.rights_on)}
    rights = list(roll.rights.all())
    assert len(rights) == sum(one.votes for one in table.values())
    assert all(right.delegate_id and right.weight == 1 and right.college for right in rights)
    absent = {row.member_id: row for row in roll.absences.all()}
    for number, one in table.items():
        assert bool([right for right in rights if right.member_id == number]) == one.vote
        assert (number in absent) == (not one.vote or one.seats > one.votes)
    assert all(row.explanation for row in absent.values())
    supporting = {one.code for one in profile.membership.categories if not one.rights.vote}
    assert not {right.category for right in rights} & supporting
    assert {row.category for row in absent.values()} >= supporting
    legal = profile.legal.proxies
    assert roll.proxies_allowed == legal.allowed.value
    assert roll.proxies_max == (legal.max_per_person.value if legal.max_per_person else None)
    assert legal.allowed.source in roll.proxies_source
    assert not [line for line in check() if line[0] == "error"]


@pytest.mark.parametrize(("name", "colleges"), [
    ("csi", {"cooperation", "associees", "individu"}), ("ciso", {"A", "B", "C", "D"}), ("occitanie", {"1", "2", "3"}),
])  # fmt: skip
def test_colleges_are_those_of_the_profile(name, colleges):
    profile = networks.install(name)
    everyone(profile)
    found = set(factory.frozen().rights.values_list("college", flat=True))
    assert colleges <= found


def test_a_delegation_of_several_votes_is_a_right_for_each_and_the_rest_is_said():
    networks.install("ciso")
    member = make.member("groupe-a", start=date(2020, 1, 1), sizes={"represented_members": 60_000})
    people = [make.delegate(member).person for _ in range(2)]
    spare = make.delegate(member, kind=DelegateKind.SUBSTITUTE).person
    roll = factory.frozen()
    (standing,) = voting_rights(roll.rights_on)
    rights = list(roll.rights.order_by("seat"))
    assert [right.delegate for right in rights[:2]] == people
    assert rights[2].delegate == spare  # a substitute fills an empty seat
    assert [right.seat for right in rights] == [1, 2, 3]
    (absence,) = roll.absences.all()
    assert absence.votes == standing.seats - 3
    assert "sans personne déléguée" in absence.explanation


def test_substitutes_are_written_in_order():
    networks.install("csi")
    member, _delegate = factory.voter()
    spare = make.delegate(member, kind=DelegateKind.SUBSTITUTE).person
    (right,) = factory.frozen().rights.all()
    assert [one.person for one in right.stand_ins.all()] == [spare]


def test_a_frozen_roll_does_not_follow_the_ledger_but_says_what_changed():
    networks.install("csi")
    member, _person = factory.voter()
    left, _other = factory.voter()
    factory.voter()
    roll = factory.frozen()
    membership.end_membership(member=left, on=localdate() - timedelta(days=1), reason=EndReason.RESIGNED, by=None)
    assert roll.rights.active().count() == 3
    (doubt,) = to_check(roll)
    assert (doubt.member, doubt.on_roll, doubt.now) == (left.pk, 1, 0)
    assert doubt.why
    assert member.pk != left.pk


def test_a_roll_is_frozen_once_and_journalled():
    networks.install("csi")
    factory.voter()
    roll = factory.frozen()
    with pytest.raises(ValidationError) as refused:
        rolls.freeze(roll=roll, by=None)
    assert "arrêtée" in refused.value.messages[0]
    assert Entry.objects.filter(verb="roll.frozen").count() == 1
    rolls.close(roll=roll, by=None)
    roll.refresh_from_db()
    assert roll.state == RollState.CLOSED


def test_nobody_to_vote_is_said():
    networks.install("csi")
    make.member("solidaire", holder=make.organisation("solidaire"))
    with pytest.raises(ValidationError, match="Personne n’a le droit de voter"):
        factory.frozen()


def test_seats_of_a_body_are_carried_in_person():
    networks.install("wsm")
    people = [make.person(), make.person()]
    roll = factory.seated(*people)
    assert {right.delegate for right in roll.rights.all()} == set(people)
    assert not roll.proxies_allowed
    assert roll.proxies_source


def test_a_roll_of_members_never_allows_more_than_the_law():
    networks.install("csi")
    roll = rolls.make(title="Assemblée", rights_on=factory.ON, by=None)
    rule = {"maximum": 1, "same_category": False, "items": False, "source": "Article 12", "by": None}
    with pytest.raises(ValidationError, match="profil légal"):
        rolls.set_proxy_rule(roll=roll, allowed=True, **rule)
    networks.install("occitanie")
    roll = rolls.make(title="Assemblée", rights_on=factory.ON, by=None)
    with pytest.raises(ValidationError, match="profil légal"):
        rolls.set_proxy_rule(roll=roll, allowed=True, **{**rule, "maximum": 3})
    roll = rolls.set_proxy_rule(roll=roll, allowed=True, **{**rule, "same_category": True})
    assert (roll.proxies_max, roll.proxies_same_category, roll.proxies_source) == (1, True, "Article 12")


def test_the_database_keeps_one_right_for_each_seat():
    networks.install("csi")
    member, person = factory.voter()
    roll = factory.frozen()
    with pytest.raises(IntegrityError), transaction.atomic():
        Right.objects.create(roll=roll, member=member, name="Encore", delegate=person)
    other = factory.seated(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Right.objects.create(roll=other, person=person, name="Encore")


def test_freezing_asks_as_many_questions_for_ten_as_for_forty(django_assert_max_num_queries, django_assert_num_queries):
    networks.install("csi")
    for _ in range(5):
        factory.voter()

    def asked():
        roll = rolls.make(title="Assemblée", rights_on=factory.ON, by=None)
        with django_assert_max_num_queries(60) as seen:
            rolls.freeze(roll=roll, by=None)
        return len(seen)

    few = asked()
    for _ in range(20):
        factory.voter()
    assert asked() == few
