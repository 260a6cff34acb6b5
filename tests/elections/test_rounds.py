"""Two rounds: an absolute majority, or a second round between those whom the first kept."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from maillage.assemblies import live
from maillage.ballots.actions import questions, rolls
from maillage.bodies.models import Mandate
from maillage.core.registry import house
from maillage.elections import actions
from maillage.elections.enums import ElectionState, Fate
from maillage.elections.models import Election
from tests import cast, networks
from tests.elections.holding import field, in_session, page, put, recounts, sent, vote, voters
from tests.factories import assemblies, elections

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    return networks.install("csi")


@pytest.fixture
def secretary():
    return cast.browser(cast.user("Salma", "secretary"))


def elected(election: Election) -> list:
    return list(election.candidacies.filter(fate=Fate.ELECTED).order_by("rank"))


def after_first(ballots, seats=2, candidates=4, **values):
    """An election after its first round."""
    election = in_session(method="two-round", seats={"oci": seats}, **values)
    people = field(election, *["oci"] * candidates)
    cast_ = [[people[number] for number in chosen] for chosen in ballots]
    return vote(put(election), cast_), people


def test_by_pages_from_the_first_round_to_the_mandates(secretary):
    """Two seats: one has the majority, two go on for the seat left, and the second round seats one of them."""
    voters()
    body = elections.board()
    election = elections.election(body=body)
    election.item = item = assemblies.item(election.assembly, "Élection", kind="election")
    election.save()
    sent(secretary, "edit", election.pk, title="Conseil 2026", method="two-round", secrecy="nominal", substitutes="on",
         seats_0=2, version=election.version)  # fmt: skip
    election.refresh_from_db()
    assert (election.method, election.seats, election.go_on) == ("two-round", {"oci": 2}, None)
    election = actions.elections.open_candidatures(election=election, until=None, by=None)
    one, two, three, four = field(election, "oci", "oci", "oci", "oci")
    election = put(election)
    first = election.questions().get()
    assert "premier tour" in first.title
    election = vote(election, [[one, two], [one, three], [one, two], [three, four]])

    # One is elected with three of four; two and three go on
    assert election.state == ElectionState.VOTING
    assert elected(election) == [one]
    said = page(secretary, election.get_absolute_url())
    assert "Un second tour est nécessaire pour 1 siège" in said
    assert "Préparer le second tour" in said
    assert "Majorité absolue : 3 voix" in said
    assert "suivantes, dans l’ordre" not in said  # nobody is a substitute yet
    assert "Quota" in page(secretary, first.get_absolute_url())
    steps = [str(step.label) for source in house.assembly_steps for step in source.steps(election.assembly)]
    assert any("Préparer le second tour" in label for label in steps)
    assert "Un second tour est nécessaire pour 1 siège" in page(
        secretary, reverse("elections:candidates", args=[election.pk])
    )

    election.assembly.current_item = item
    election.assembly.save()
    chair = page(secretary, reverse("assemblies:chair", args=[election.assembly_id]))
    assert reverse("elections:second", args=[election.pk]) in chair
    Election.objects.filter(pk=election.pk).update(item=None)  # on no item: its vote is offered whatever the item
    assert reverse("elections:second", args=[election.pk]) in page(
        secretary, reverse("assemblies:chair", args=[election.assembly_id])
    )
    Election.objects.filter(pk=election.pk).update(item=item)

    sent(secretary, "second", election.pk, roll=election.assembly.roll_id)
    assert "Aller au vote préparé" in page(secretary, election.get_absolute_url())
    second = election.questions().last()
    assert second.seats == 1
    assert set(second.options.values_list("source", flat=True)) == {two.source, three.source}
    assert "second tour" in second.title
    assert secretary.post(reverse("elections:second", args=[election.pk])).status_code == 409

    election = vote(election, [[two], [three], [three]])
    assert election.state == ElectionState.DONE
    assert elected(election) == [one, three]
    assert [row.rank for row in elected(election)] == [1, 2]
    assert list(election.candidacies.filter(fate=Fate.SUBSTITUTE)) == [two]
    assert election.candidacies.get(fate=Fate.NOT_ELECTED) == four
    recounts(election)

    # Who was elected by the first round gives up: the next of the last round follows
    assert actions.voting.decline(candidacy=one, by=None) == two
    sent(secretary, "install", election.pk)
    seated = Mandate.objects.filter(source=election.source, substitute_rank=None)
    assert set(seated.values_list("person", flat=True)) == {two.person_id, three.person_id}


def test_no_second_round_when_the_first_filled_every_seat(secretary):
    election, (one, two, *_others) = after_first([[0, 1], [0, 1], [0, 2]])
    assert election.state == ElectionState.DONE
    assert elected(election) == [one, two]
    with pytest.raises(ValidationError, match="a pourvu tous les sièges"):
        actions.rounds.prepare_second(election=election, by=None)
    refused = secretary.get(reverse("elections:second", args=[election.pk]))
    assert "a pourvu tous les sièges" in refused.content.decode()
    assert secretary.post(reverse("elections:second", args=[election.pk])).status_code == 409


def test_nothing_goes_on_before_a_first_round_nor_from_an_empty_urn():
    election = in_session(method="two-round", seats={"oci": 1})
    field(election, "oci", "oci")
    election = put(election)
    with pytest.raises(ValidationError, match="Aucun premier tour"):
        actions.rounds.prepare_second(election=election, by=None)
    election = vote(election, [])
    assert election.state == ElectionState.DONE
    assert not elected(election)
    with pytest.raises(ValidationError, match="ne laisse personne"):
        actions.rounds.prepare_second(election=election, by=None)


def test_as_many_go_on_as_the_by_laws_keep_and_equals_together():
    """Three are kept; the third and the fourth have as many votes, and go on together without a lot."""
    ballots = [[0], [0], [0], [1], [1], [2], [3]]
    election, people = after_first(ballots, seats=1, candidates=5, go_on=3)
    (first,) = election.questions()
    assert first.outcome["elected"] == []
    assert len(first.outcome["advancing"]) == 4
    assert first.outcome["ties"] == []
    assert first.outcome["substitutes"] == []
    assert live.result(first)["verdict"] == "Un second tour est nécessaire"
    with pytest.raises(ValidationError, match="plus de candidatures que de sièges"):
        elections.election(body=election.body, method="two-round", seats={"oci": 2}, go_on=2)
    assert people[4].pk in election.candidacies.filter(fate=Fate.NOT_ELECTED).values_list("pk", flat=True)


def test_who_withdraws_between_the_rounds_is_not_in_the_second():
    election, (one, two, *_others) = after_first([[0], [0], [1], [1], [2], [3]], seats=1)
    assert election.state == ElectionState.VOTING
    actions.candidacies.withdraw(candidacy=one, by=None)
    (second,) = actions.rounds.prepare_second(election=election, by=None)
    assert second.options.get().source == two.source
    recounts(election)
    election = vote(election, [[two]])
    assert elected(election) == [two]
    one.refresh_from_db()
    assert (one.state, one.fate) == ("withdrawn", Fate.NOT_ELECTED)


def test_all_withdraw_and_the_election_keeps_to_its_first_round(secretary):
    election, people = after_first([[0, 1], [0, 2], [0, 1], [2, 3]])
    with pytest.raises(ValidationError, match="élue par le premier tour"):
        actions.candidacies.withdraw(candidacy=people[0], by=None)
    with pytest.raises(ValidationError, match="n’est pas proclamé"):
        actions.voting.decline(candidacy=people[0], by=None)
    for one in people[1:]:
        actions.candidacies.withdraw(candidacy=one, by=None)
    with pytest.raises(ValidationError, match="se sont retirées"):
        actions.rounds.prepare_second(election=election, by=None)
    sent(secretary, "end", election.pk, reason="Plus personne.")
    election.refresh_from_db()
    assert election.state == ElectionState.DONE
    assert elected(election) == [people[0]]
    assert "1 siège reste vacant" in page(secretary, election.get_absolute_url())


def test_a_second_round_on_another_roll_and_again_when_its_vote_is_cancelled():
    election, _people = after_first([[0], [0], [1], [1]], seats=1)
    other = rolls.freeze(roll=rolls.make(title="Second tour", rights_on=election.rights_day, by=None), by=None)
    (second,) = actions.rounds.prepare_second(election=election, roll=other, by=None)
    assert (second.roll, second.number) == (other, 1)
    with pytest.raises(ValidationError, match="déjà préparé"):
        actions.rounds.prepare_second(election=election, by=None)
    questions.cancel(question=second, reason="Panne", by=None)
    election.refresh_from_db()
    assert election.state == ElectionState.VOTING
    (again,) = actions.rounds.prepare_second(election=election, by=None)
    assert again.roll == election.assembly.roll


def test_two_rounds_are_voted_group_by_group_and_not_under_parity():
    body = elections.board()
    with pytest.raises(ValidationError, match="groupe par groupe"):
        elections.election(body=body, method="two-round")
    with pytest.raises(ValidationError, match="deux tours ne se lie pas"):
        elections.election(body=body, method="two-round", seats={"oci": 2}, parity={"gap": 1})
    assert elections.election(body=body, method="two-round", by_group=True).total == 4


def test_only_the_groups_that_need_it_go_to_a_second_round():
    election = in_session(method="two-round", by_group=True)
    one, two, three = field(election, "oci", "associee", "associee")
    election = vote(put(election), [[one, two], [one, two], [one, three], [one, three]])
    assert elected(election) == [one]
    (second,) = actions.rounds.prepare_second(election=election, by=None)
    assert set(second.options.values_list("source", flat=True)) == {two.source, three.source}
    election = vote(election, [[two], [two], [three]])
    assert (election.state, elected(election)) == (ElectionState.DONE, [one, two])


def test_a_vote_cancelled_among_several_is_put_again_or_left(secretary):
    """One of two groups: its candidates wait for their vote, they are not forgotten."""
    election = in_session(by_group=True, seats={"oci": 1, "associee": 1})
    one, two = field(election, "oci", "associee")
    election = put(election)
    first, other = election.questions()
    questions.cancel(question=other, reason="Erreur", by=None)
    election = vote(election, [[one]])
    assert (election.state, elected(election)) == (ElectionState.VOTING, [one])
    said = page(secretary, election.get_absolute_url())
    assert reverse("elections:vote", args=[election.pk]) in said
    assert reverse("elections:end", args=[election.pk]) in said
    sent(secretary, "vote", election.pk)
    again = election.questions().last()
    assert again.options.get().source == two.source
    assert secretary.post(reverse("elections:vote", args=[election.pk])).status_code == 422
    questions.cancel(question=again, reason="Encore", by=None)
    actions.rounds.end_here(election=election, reason="À la prochaine assemblée", by=None)
    election.refresh_from_db()
    two.refresh_from_db()
    assert (election.state, two.fate) == (ElectionState.DONE, Fate.NOT_ELECTED)
    with pytest.raises(ValidationError, match="Rien n’attend"):
        actions.rounds.end_here(election=election, reason="Encore", by=None)


def test_the_page_of_the_vote_keeps_what_the_election_wrote(secretary):
    """Its hours and its text are changed there; who stands, for how many seats and in which round is not."""
    election = in_session(method="two-round", seats={"oci": 1})
    one, _two = field(election, "oci", "oci")
    question = put(election).questions().get()
    url = reverse("ballots:question_edit", args=[question.pk])
    form = secretary.get(url).context["form"]
    values = {name: form.get_initial_for_field(field_, name) for name, field_ in form.fields.items()}
    data = {name: value for name, value in values.items() if value not in (None, False)}
    data |= {"version": question.version, "kind": "bylaws", "text": "Lisez les présentations."}
    refused = secretary.post(url, data | {"options": "Ada\nBo"})
    assert "annulez-le, changez l’élection" in refused.content.decode()
    assert "annulez-le, changez l’élection" in secretary.post(url, data | {"seats": 2}).content.decode()
    assert secretary.post(url, data).status_code == 302
    question.refresh_from_db()
    assert (question.text, question.rule["round"]) == ("Lisez les présentations.", 1)
    assert one.source in question.options.values_list("source", flat=True)
