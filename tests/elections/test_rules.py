"""Who may stand, and why not; what is said before the vote."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now

from maillage.assemblies.actions import call
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.bodies.enums import Leaving
from maillage.bodies.terms import term_end
from maillage.elections import actions, jobs, personal
from maillage.elections.eligibility import refusals, ways
from maillage.elections.forms.election import OpenForm
from maillage.elections.models import Candidacy, Election
from maillage.elections.rules import constraints_of, remote_refusal, warnings
from maillage.members import actions as membership
from tests import cast, networks
from tests.factories import bodies, elections
from tests.factories import members as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def network():
    return networks.install("csi")


def test_the_fourth_category_opens_no_seat():
    opened = elections.opened()
    supporter = make.member("solidaire", start=LONG_AGO, holder=make.person("Sol Idaire"))
    (way,) = ways(opened, supporter.person)
    assert "Sa catégorie ne prend pas part" in way.why
    with pytest.raises(ValidationError, match="Sa catégorie ne prend pas part"):
        actions.candidacies.stand(election=opened, person=supporter.person, values={}, by=None,
                                  group=elections.group(opened, "individu"))  # fmt: skip


def test_who_is_no_member_is_told_so():
    opened = elections.opened()
    assert ways(opened, make.person()) == []
    assert "il faut être membre" in next(iter(refusals(opened, make.person(), None, None)))


def test_a_member_in_arrears_reads_it():
    opened = elections.opened()
    member = make.member("oci", start=LONG_AGO, sizes={"budget": 100_000})
    person = make.delegate(member, start=LONG_AGO).person
    day = localdate()
    membership.assess_dues(member=member, day=day, issued_on=day - timedelta(days=300), by=None)
    (way,) = ways(opened, person)
    assert "cotisation" in way.why


def test_seats_are_kept_for_their_category():
    opened = elections.opened()
    member = make.member("oci", start=LONG_AGO)
    person = make.delegate(member, start=LONG_AGO).person
    with pytest.raises(ValidationError, match="sont réservés"):
        actions.candidacies.stand(election=opened, person=person, organisation=member.organisation, values={}, by=None,
                                  group=elections.group(opened, "associee"))  # fmt: skip


def test_the_limit_of_terms_refuses_and_says_how_many():
    body = elections.board(max_terms=2, term_months=12)
    opened = elections.opened(body=body)
    member = make.member("oci", start=LONG_AGO)
    person = make.delegate(member, start=LONG_AGO).person
    group, begins = elections.group(opened, "oci"), opened.begins
    first = date(begins.year - 2, 3, 1)
    for rank in range(2):
        start = date(first.year + rank, 3, 1)
        made = bodies.mandate(body, person, organisation=member.organisation, group=group, start=start)
        bodies.actions.mandates.end(
            mandate=made, on=min(term_end(start, 12), begins - DAY), reason=Leaving.TERM, by=None
        )
    with pytest.raises(ValidationError, match="2 mandats de suite"):
        actions.candidacies.stand(election=opened, person=person, organisation=member.organisation, group=group, values={},
                                  by=None)  # fmt: skip


def test_a_right_lost_before_the_verification_refuses_then():
    opened = elections.opened()
    made = elections.candidacy(opened, accepted=False)
    member = made.organisation.member
    membership.end_membership(member=member, on=localdate() - DAY, reason="resigned", by=None)
    with pytest.raises(ValidationError, match="N’est pas membre"):
        actions.candidacies.accept(candidacy=made, by=None)


def test_nobody_stands_twice_nor_after_the_day():
    opened = elections.opened()
    made = elections.candidacy(opened)
    again = {"election": opened, "person": made.person, "organisation": made.organisation, "group": made.group,
             "values": {}, "by": None}  # fmt: skip
    with pytest.raises(ValidationError, match="déjà candidate"):
        actions.candidacies.stand(**again)
    opened.candidatures_until = localdate() - DAY
    opened.save()
    actions.candidacies.withdraw(candidacy=made, by=None)
    with pytest.raises(ValidationError, match="ne sont pas ouvertes"):
        actions.candidacies.stand(**again)


def test_candidatures_do_not_outlive_the_meeting():
    election = elections.election()
    day = election.assembly.day
    with pytest.raises(ValidationError, match="se closent ce jour-là au plus tard"):
        actions.elections.open_candidatures(election=election, until=day + DAY, by=None)
    assert OpenForm(meets=day)["until"].value() == day
    assert OpenForm(meets=day + 90 * DAY)["until"].value() == localdate() + 21 * DAY
    actions.elections.open_candidatures(election=election, until=day, by=None)


def test_candidatures_close_once_all_are_verified():
    opened = elections.opened()
    elections.candidacy(opened, accepted=False)
    with pytest.raises(ValidationError, match="attendent d’être vérifiées"):
        actions.elections.close_candidatures(election=opened, by=None)


def test_seats_that_the_body_does_not_have_are_refused():
    body = elections.board()
    with pytest.raises(ValidationError, match="ne compte que 2 sièges"):
        elections.election(body=body, seats={"oci": 3})
    with pytest.raises(ValidationError, match="une seule personne"):
        elections.election(body=body, method="irv")


def test_the_rules_as_the_count_takes_them():
    made = elections.election(parity={"gap": 1, "undeclared": "either", "short": "vacant"})
    assert constraints_of(made, made.seats) == {
        "reserved": elections.SEATS, "maximum": elections.SEATS, "parity": {"gap": 1, "undeclared": "either"},
        "short": "vacant"}  # fmt: skip
    assert constraints_of(elections.election(body=made.body, seats={"oci": 2}), {"oci": 2}) == {}
    assert any("0 candidature" in said for said in warnings(made, []))


def test_france_refuses_a_remote_secret_election_from_the_start():
    networks.install("occitanie")
    body = bodies.board({"category": "associations", "seats": 2})
    made = elections.election(body=body, secrecy="confidential", remote=True)
    assert "à distance" in remote_refusal(made)
    assert remote_refusal(actions.elections.change(election=made, values={"remote": False}, by=None)) == ""


def test_what_candidates_wrote_is_erased_on_the_day_that_was_said():
    opened = elections.opened()
    user = cast.user("Bruno")
    made = elections.candidacy(opened, user=user, statement="Je tisse.", interests="Aucun", gender="F")
    Candidacy.objects.update(kept_until=localdate() - DAY)
    assert jobs.wipe_past() == 1
    made.refresh_from_db()
    assert (made.statement, made.interests, made.gender) == ("", "", "")
    assert jobs.wipe_past() == 0


def test_one_takes_away_what_one_wrote_and_erasure_keeps_the_result():
    user = cast.user("Bruno")
    elections.candidacy(elections.opened(), user=user, statement="Je tisse.")
    assert "Je tisse." in str(personal.export(user))
    assert personal.erase(user, by=None)
    assert "Je tisse." not in str(personal.export(user))
    assert Candidacy.objects.count() == 1


def test_a_second_meeting_holds_the_election_and_its_candidates():
    election = elections.opened()
    first = election.assembly
    election.item = AgendaItem.objects.create(assembly=first, title="Élections", kind="election")
    election.save()
    one = elections.candidacy(election)
    election = elections.ready(election)
    (vote,) = actions.voting.put_to_vote(election=election, by=None)
    Assembly.objects.filter(pk=first.pk).update(
        state="closed", called_at=now(), opened_at=now(), closed_at=now(), starts_at=now()
    )
    second = call.second_notice(assembly=first, starts_at=now() + timedelta(days=90), by=None)
    election = Election.objects.get(pk=election.pk)
    vote.refresh_from_db()
    assert (vote.state, election.state) == ("cancelled", "ready")
    assert (election.assembly, election.item) == (second, second.items.get(title="Élections"))
    assert election.begins == second.day
    assert list(election.candidacies.standing()) == [one]


def test_who_stands_keeps_the_seats_for_which_they_stand():
    opened = elections.opened()
    elections.candidacy(opened, "associee", accepted=False)
    with pytest.raises(ValidationError, match="Des personnes se présentent"):
        actions.elections.change(election=opened, values={"seats": {"oci": 2}}, by=None)
    assert actions.elections.change(election=opened, values={"seats": {"associee": 1}}, by=None).seats == {
        "associee": 1
    }


def test_the_parity_that_candidates_do_not_allow_is_said_before_the_vote_group_by_group_too():
    made = elections.opened(by_group=True, parity={"gap": 0})
    assert not any("parité" in said for said in warnings(made, []))
    rows = [elections.candidacy(made, "oci", gender=gender) for gender in "MM"]
    assert any("parité" in said for said in warnings(made, rows))


def test_what_lacks_is_said_of_a_body_without_groups_and_of_a_list():
    body = bodies.committee()
    made = elections.election(body=body, seats={"sieges": 3})
    assert "0 candidature pour 3 sièges" in " ".join(warnings(made, []))
    board = elections.board()
    listed = elections.opened(body=board, seats={"oci": 2}, method="dhondt")
    rows = [elections.candidacy(listed, slate="Ensemble"), elections.candidacy(listed, slate="Autrement")]
    said = " ".join(warnings(listed, rows))
    assert "Liste « Ensemble » : 1 nom pour 2 sièges" in said
