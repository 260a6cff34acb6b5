"""Hands and paper: two tellers who must say the same; paper beside an electronic vote on one roll."""

import pytest
from django.core.exceptions import ValidationError

from maillage.audit.models import Entry
from maillage.ballots import sheets
from maillage.ballots.actions import count, keys, questions, tellers, votes
from maillage.ballots.choices import Form
from maillage.ballots.models import OpenedBallot, TellerSheet
from tests import cast, networks
from tests.factories import votes as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    networks.install()


@pytest.fixture
def two():
    return cast.user("Une", "secretary"), cast.user("Deux", "secretary")


def enter(question, teller, sheet, **content):
    return tellers.enter(question=question, teller=teller, sheet=sheet, content=content, by=teller)


def test_hands_typed_twice_differ_then_agree(two):
    question = make.question(make.roll(10), secrecy="hands")
    enter(question, two[0], 1, yes=6, no=3)
    with pytest.raises(ValidationError, match="déjà saisi la vôtre"):
        enter(question, two[0], 2, yes=6, no=3)
    with pytest.raises(ValidationError, match="10 droits"):
        enter(question, two[1], 2, yes=60, no=3)
    enter(question, two[1], 2, yes=5, no=4)
    questions.close_vote(question=question, by=None)
    with pytest.raises(ValidationError, match="diffèrent"):
        count.declare(question=question, by=None)
    enter(question, cast.user("Trois", "secretary"), 3, yes=6, no=3)
    done = count.declare(question=question, by=None)
    assert (done.outcome["yes"], done.outcome["no"], done.outcome["turnout"]["used"]) == (6, 3, 9)
    assert count.recount(done)[0]


def test_a_teller_corrects_their_own_sheet(two):
    question = make.question(make.roll(10), secrecy="hands")
    enter(question, two[0], 1, yes=6, no=3)
    enter(question, two[1], 2, yes=60 // 10, no=4)
    assert tellers.agreed(question) is None
    enter(question, two[1], 2, yes=6, no=3)
    assert tellers.agreed(question)["yes"] == 6
    with pytest.raises(ValidationError, match="concordent"):
        enter(question, two[0], 3, yes=6, no=3)


def test_one_person_alone_never_settles_a_difference(two):
    question = make.question(make.roll(10), secrecy="hands")
    enter(question, two[0], 1, yes=6, no=3)
    enter(question, two[1], 2, yes=5, no=4)
    with pytest.raises(ValidationError, match="vous avez déjà saisi la vôtre"):
        enter(question, two[0], 3, yes=6, no=3)
    three = cast.user("Trois", "secretary")
    for sheet in (1, 2):
        with pytest.raises(ValidationError, match="elle seule la corrige"):
            enter(question, three, sheet, yes=5, no=4)
    assert tellers.agreed(question) is None


def test_a_ballot_handed_to_the_wrong_name_is_taken_back(two):
    question = make.question(make.roll(6), paper_too=True)
    person, right = make.voters(question.roll)[0]
    browser, at = cast.browser(two[0]), f"/gestion/votes/{question.pk}/papier/"
    browser.post(at, {"right": right.pk})
    assert "Reprendre un bulletin" in browser.get(question.get_absolute_url()).content.decode()
    assert "De qui le bulletin est repris" in browser.get(f"{at}reprendre/").content.decode()
    browser.post(f"{at}reprendre/", {"right": right.pk})
    votes.cast(question=question, person=person, choices="yes")
    assert list(Entry.objects.filter(verb__startswith="question.paper").order_by("pk").values_list("verb", flat=True)) == [
        "question.paper_handed", "question.paper_returned"]  # fmt: skip
    with pytest.raises(ValidationError, match="Aucun bulletin de papier"):
        tellers.take_back(question=question, right=right, by=None)  # what was voted on line stays
    assert question.uses.get().vote.choice == "yes"


def test_paper_beside_an_electronic_vote(two):
    question = make.question(make.roll(8), paper_too=True, method="irv", options=["Amina", "Bruno"])
    everyone = make.voters(question.roll)
    votes.cast(question=question, person=everyone[0][0], choices=[[1]])
    with pytest.raises(ValidationError, match="ne vote qu’une fois"):
        tellers.hand_paper(question=question, right=everyone[0][1], by=None)
    for _person, right in everyone[1:4]:
        tellers.hand_paper(question=question, right=right, by=None)
    with pytest.raises(ValidationError, match="vote sur papier"):
        votes.cast(question=question, person=everyone[1][0], choices=[[1]])
    tellers.take_back(question=question, right=everyone[3][1], by=None)
    with pytest.raises(ValidationError, match="3 bulletins comptés pour 2"):
        enter(question, two[0], 1, ballots=[[3, [[2], [1]]]])
    enter(question, two[0], 1, ballots=[[2, [[2]]]])
    enter(question, two[1], 2, ballots=[[2, [[2], [1]]]])
    assert "1. Bruno, 2. Amina : 0 ou 2" in cast.browser(two[0]).get(question.get_absolute_url()).content.decode()
    enter(question, two[0], 1, ballots=[[2, [[2], [1]]]])
    questions.close_vote(question=question, by=None)
    done = count.declare(question=question, by=None)
    assert done.outcome["elected"] == [2]
    assert done.outcome["turnout"]["used"] == 3
    assert count.recount(done)[0]


def test_a_few_paper_ballots_beside_a_confidential_vote_are_mixed_with_the_others(two):
    question = make.question(make.roll(8), paper_too=True, secrecy="confidential")
    everyone = make.voters(question.roll)
    for person, _right in everyone[:6]:
        votes.cast(question=question, person=person, choices="yes")
    tellers.hand_paper(question=question, right=everyone[6][1], by=None)
    for at in (0, 1):
        enter(question, two[at], at + 1, no=1)
    questions.close_vote(question=question, by=None)
    keys.open_urn(question=question, code=question.code, by=None)
    done = count.declare(question=question, by=None)
    assert (done.outcome["yes"], done.outcome["no"]) == (6, 1)
    assert {row.content: row.weight for row in OpenedBallot.objects.all()} == {"yes": 6, "no": 1}
    assert [row.content for row in TellerSheet.objects.all()] == [{"mixed": 1}] * 2
    assert count.recount(done)[0]


def test_lines_of_a_sheet():
    form = Form("ranked", frozenset({1, 2, 3}), ties=True)
    content = sheets.lines(form, "3 × 2>1=3\n 1\n2x2 > 1=3\nblanc")
    assert content["ballots"] == [[1, "blank"], [1, [[1]]], [5, [[2], [1, 3]]]]
    assert sheets.lines(form, sheets.written(content)) == content
    assert sheets.total(content) == 7
    for text, line in (("3 × 2\n3 × 9", 2), ("0 × 1", 1), ("\n× 1", 2), ("2 × un", 1)):
        with pytest.raises(sheets.LineError) as caught:
            sheets.lines(form, text)
        assert caught.value.line == line
