"""Lists: one votes for a list, and its seats go down its order."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse

from maillage.assemblies import live
from maillage.ballots import results
from maillage.ballots.actions import questions
from maillage.ballots.counting.constraints import Parity
from maillage.bodies.models import Body, Mandate
from maillage.elections import actions
from maillage.elections.enums import Fate
from maillage.elections.models import Candidacy, Election, Slate
from maillage.elections.rules import breach
from maillage.minutes import votes_said
from tests import cast, networks
from tests.elections.holding import field, in_session, page, put, recounts, sent, vote, voters
from tests.factories import assemblies, bodies, elections
from tests.factories import members as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    return networks.install("csi")


@pytest.fixture
def secretary():
    return cast.browser(cast.user("Salma", "secretary"))


def board():
    return bodies.board({"category": "oci", "seats": 4})


def two_lists(method="dhondt", **values) -> tuple[Election, list[Candidacy], list[Candidacy]]:
    """« Ensemble » has three names, « Autrement » two, for four seats."""
    election = in_session(body=board(), method=method, **values)
    return election, field(election, *["oci"] * 3, slate="Ensemble"), field(election, "oci", "oci", slate="Autrement")


def lists(election: Election) -> list[Slate]:
    return [election.slates.get(title=title) for title in ("Ensemble", "Autrement")]


def elected(election: Election) -> list[Candidacy]:
    return list(election.candidacies.filter(fate=Fate.ELECTED).order_by("rank"))


def test_by_pages_from_the_lists_to_the_mandates(secretary):
    voters()
    election = elections.election(body=board())
    sent(secretary, "edit", election.pk, title="Conseil 2026", method="dhondt", secrecy="nominal", substitutes="on", bar=5,
         seats_0=4, version=election.version)  # fmt: skip
    election = actions.elections.open_candidatures(election=Election.objects.get(pk=election.pk), until=None, by=None)
    user = cast.user("Bruno")
    member = make.member("oci", start=assemblies.LONG_AGO)
    make.delegate(member, user, start=assemblies.LONG_AGO)
    bruno = cast.browser(user)
    stand = reverse("elections:stand", args=[election.pk])
    way = f"0-{elections.group(election, 'oci').pk}"
    assert "Nom de la liste" in page(bruno, stand)
    assert bruno.post(stand, {"way": way, "statement": "Oui"}).status_code == 422
    sent(bruno, "stand", election.pk, way=way, slate="ensemble ")
    own = Candidacy.objects.get()
    sent(secretary, "candidacy_accept", own.pk)
    first, third = field(election, "oci", "oci", slate="Ensemble")  # the same list, whatever its capitals
    other = field(election, "oci", slate="Autrement")[0]
    (ensemble, autrement) = election.slates.order_by("pk")
    assert list(ensemble.in_order()) == [own, first, third]

    # Put in the order in which it was handed in
    twice = {"title": "Ensemble", f"place_{own.pk}": 2, f"place_{first.pk}": 2, f"place_{third.pk}": 3}
    refused = secretary.post(reverse("elections:slate", args=[ensemble.pk]), twice)
    assert "la même place" in refused.content.decode()
    sent(secretary, "slate", ensemble.pk, **(twice | {f"place_{first.pk}": 1}))
    assert list(ensemble.in_order()) == [first, own, third]

    election = put(election)
    (question,) = election.questions()
    assert [one.split(" (")[0] for one in question.options.get(label="Ensemble").names] == [
        str(row.person) for row in (first, own, third)
    ]
    said = page(bruno, reverse("elections:candidates", args=[election.pk]))
    assert said.index(str(first.person)) < said.index(str(third.person))
    election = vote(election, [[ensemble], [ensemble], [ensemble], [autrement]])

    # Three to « Ensemble », in its order; one to « Autrement »
    assert elected(election) == [first, own, third, other]
    assert question.rule["bar"] == "5/100"
    said = page(secretary, election.get_absolute_url())
    assert "÷ 2" in said
    question.refresh_from_db()
    assert f"{own.person}" in results.of(question).verdict
    assert "Ensemble" in page(secretary, question.get_absolute_url())
    recounts(election)
    sent(secretary, "install", election.pk)
    seated = Mandate.objects.filter(source=election.source, substitute_rank=None)
    assert set(seated.values_list("person", flat=True)) == {row.person_id for row in (first, own, third, other)}


@pytest.mark.parametrize(("method", "theirs_seated"), [("dhondt", 0), ("sainte-lague", 1), ("largest-remainder", 1)])
def test_each_way_of_sharing_gives_its_seats_in_the_order_of_the_lists(method, theirs_seated):
    """Six votes to one for four seats: d’Hondt gives all four to the first, which has three names."""
    election, ours, theirs = two_lists(method)
    ensemble, autrement = lists(election)
    election = vote(put(election), [*([ensemble],) * 6, [autrement]])
    assert set(elected(election)) == {*ours, *theirs[:theirs_seated]}
    waiting = theirs[1:] if theirs_seated else []  # of the lists that have a seat
    assert list(election.candidacies.filter(fate=Fate.SUBSTITUTE)) == waiting
    assert election.questions().get().outcome["vacant"] == 1 - theirs_seated
    recounts(election)


def test_who_gives_up_is_followed_by_the_next_of_the_same_list():
    election, ours, theirs = two_lists(seats={"oci": 2})
    ensemble, autrement = lists(election)
    election = vote(put(election), [[ensemble], [ensemble], [autrement], [autrement]])
    assert set(elected(election)) == {ours[0], theirs[0]}
    assert actions.voting.decline(candidacy=Candidacy.objects.get(pk=theirs[0].pk), by=None) == theirs[1]
    assert actions.voting.decline(candidacy=Candidacy.objects.get(pk=theirs[1].pk), by=None) is None


def test_a_list_with_more_seats_than_names_leaves_them_vacant(secretary):
    election, ours, theirs = two_lists()
    ensemble, autrement = lists(election)
    election = vote(put(election), [[autrement], [autrement], [autrement], [ensemble]])
    assert set(elected(election)) == {*theirs, ours[0]}
    assert "1 siège reste vacant" in page(secretary, election.get_absolute_url())
    recounts(election)


def test_withdrawals_after_ballots_are_cast_pass_to_the_next_of_the_list_or_over_the_list():
    election, ours, theirs = two_lists(seats={"oci": 2})
    ensemble, autrement = lists(election)

    def leave() -> None:
        for one in (ours[0], *theirs):
            actions.candidacies.withdraw(candidacy=one, by=None)

    election = vote(put(election), [[ensemble], [autrement], [autrement]], then=leave)
    (question,) = election.questions()
    assert question.outcome["valid"] == 1  # nobody is left on the other
    assert elected(election) == [ours[1], ours[2]]
    recounts(election)


def test_an_empty_urn_elects_nobody(secretary):
    election, _ours, _theirs = two_lists()
    election = vote(put(election), [])
    assert not elected(election)
    assert "Personne n’est élu" in page(secretary, election.get_absolute_url())


def test_lists_are_voted_group_by_group_and_everyone_is_on_one():
    with pytest.raises(ValidationError, match="groupe par groupe"):
        elections.election(method="dhondt", seats={"oci": 2, "associee": 1})
    election = elections.opened(body=Body.objects.board(), method="dhondt", seats={"oci": 2})
    with pytest.raises(ValidationError, match="nom de la liste"):
        elections.candidacy(election)
    elections.candidacy(election, slate="Ensemble")
    with pytest.raises(ValidationError, match="Des listes sont déposées"):
        actions.elections.change(election=election, values={"method": "approval"}, by=None)


def test_the_order_of_a_list_is_whole_and_stays_once_it_is_put_to_the_vote():
    election, ours, theirs = two_lists()
    ensemble, autrement = lists(election)
    for order in ([ours[0].pk], [*(row.pk for row in ours), theirs[0].pk], [ours[0].pk] * 3):
        with pytest.raises(ValidationError, match="une place, et une seule"):
            actions.slates.compose(slate=ensemble, title="Ensemble", order=order, by=None)
    with pytest.raises(ValidationError, match="Une autre liste porte ce nom"):
        actions.slates.compose(slate=ensemble, title="AUTREMENT", order=[row.pk for row in ours], by=None)
    put(election)
    with pytest.raises(ValidationError, match="déjà ouvert ou compté"):
        actions.slates.compose(slate=autrement, title="Autrement", order=[row.pk for row in theirs], by=None)


def test_parity_binds_each_list():
    election = in_session(body=board(), method="dhondt", parity={"gap": 1, "undeclared": "apart"})
    people = [elections.candidacy(election, slate="Ensemble", gender=gender) for gender in ("F", "F", "M")]
    with pytest.raises(ValidationError, match="la parité à la place 2"):
        actions.elections.close_candidatures(election=election, by=None)
    slate = election.slates.get()
    actions.slates.compose(slate=slate, title="Ensemble", order=[people[n].pk for n in (0, 2, 1)], by=None)
    assert put(election).questions().exists()


@pytest.mark.parametrize(
    ("parity", "genders", "place"),
    [
        (None, "FFF", 0),
        (Parity(gap=1), "FMMF", 0),
        (Parity(gap=1), "FMFF", 4),
        (Parity(gap=1), "FXF", 3),
        (Parity(gap=1, undeclared="either"), "FXF", 0),
        (Parity(share=Fraction(1, 2)), "FFMM", 0),
        (Parity(share=Fraction(1, 3)), "FFFM", 4),
        (Parity(share=Fraction(1, 3), undeclared="either"), "FFFMX", 0),
        (Parity(share=Fraction(1, 3)), "", 0),
    ],
)
def test_where_a_list_breaks_the_parity(parity, genders, place):
    assert breach(parity, list(genders)) == place


def test_a_ballot_shows_each_list_with_its_names_in_order():
    election, ours, _theirs = two_lists()
    question = put(election).questions().get()
    assert [one.label for one in question.options.all()] == ["Autrement", "Ensemble"]
    question = questions.open_vote(question=question, by=None)
    person = question.roll.rights.order_by("pk").first().delegate
    person.user = cast.user("Amina")
    person.save()
    said = page(cast.browser(person.user), reverse("ballots:vote", args=[question.pk]))
    assert 'type="radio" name="choix"' in said
    assert said.index(str(ours[0].person)) < said.index(str(ours[1].person))


def test_persons_are_named_on_the_room_s_screen_and_a_withheld_one_to_voters_alone():
    election, ours, _theirs = two_lists(seats={"oci": 2})
    ours[0].person.withheld = True
    ours[0].person.save()
    question = vote(put(election), [lists(election)[:1]]).questions().get()
    assert question.options.get(label="Ensemble").names[0] == str(ours[0].person)  # voters must know for whom they vote
    screen = live.result(question, votes_said.withheld([question]))
    assert screen["elected"][0] == "Une personne"
    assert str(ours[1].person) in screen["elected"][1]
    drawn = render_to_string("assemblies/screen_result.html", {"result": screen, "facts": {}})
    assert drawn.index("Sont élues ou élus") < drawn.index("Une personne") < drawn.index("Blancs")
    minutes = votes_said.result(question)
    assert "Personne retenue (Ensemble)" in minutes
    assert str(ours[0].person) not in minutes
