"""The roll while votes go on: what was voted, sealed or closed does not change under them, nor what was declared after."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.timezone import now

from maillage.ballots import jobs_votes
from maillage.ballots.actions import corrections, count, keys, proxies, questions, rolls, tellers, votes
from maillage.ballots.models import OpenedBallot, Question, TellerSheet
from tests import cast, networks
from tests.ballots.test_tellers import enter
from tests.databases import POSTGRESQL
from tests.factories import rolls as rolls_factory
from tests.factories import votes as make

pytestmark = pytest.mark.django_db
WHY = {"decision": "Le conseil l’a décidé.", "by": None}


@pytest.fixture(autouse=True)
def network():
    networks.install()


def refused(code, verb, **arguments):
    with pytest.raises(ValidationError) as caught:
        verb(**arguments)
    assert code in {one.code for one in caught.value.error_list}


def closed(question):
    questions.close_vote(question=question, by=None)
    if question.is_confidential:
        keys.open_urn(question=question, code=question.code, by=None)
    return count.declare(question=question, by=None)


@pytest.mark.parametrize("secrecy", ["nominal", "confidential"])
def test_what_is_lost_between_the_page_and_the_vote_does_not_vote(secrecy):
    networks.install("occitanie")
    roll = rolls_factory.opened_to_proxies(make.roll(8))
    question = make.question(roll, secrecy=secrecy)
    (_giver, right), (holder, own), (third, _right) = make.voters(roll)[:3]
    proxy = proxies.accept(proxy=proxies.give(right=right, holder=holder, by=None), by=None)
    seen = votes.exercised(question, holder)
    proxies.revoke(proxy=proxy, by=None)  # the principal arrived
    refused("not_yours", votes.cast, question=question, person=holder, choices="yes", mine=seen)
    seen = votes.exercised(question, third)
    corrections.correct_strike(right=seen[0].right, **WHY)
    refused("no_right", votes.cast, question=question, person=third, choices="yes", mine=seen)
    assert not question.uses.exists()
    votes.cast(question=question, person=holder, choices="yes")
    assert question.uses.get().right == own


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite writes one after the other")
@pytest.mark.django_db(transaction=True)
def test_a_vote_waits_for_the_decision_that_strikes_its_right():
    question = make.question(make.roll(8))
    person, right = make.voters(question.roll)[0]
    told = []

    def vote():
        try:
            told.append(votes.cast(question=question, person=person, choices="yes"))
        except ValidationError as error:
            told.append(error.code)
        finally:
            connection.close()

    with transaction.atomic():
        corrections.correct_strike(right=right, **WHY)
        thread = threading.Thread(target=vote)
        thread.start()
        thread.join(0.4)
        assert not told  # it waits
    thread.join(20)
    assert told == ["no_right"]
    assert not question.uses.exists()


def test_what_was_declared_does_not_follow_the_corrections_made_since():
    roll = make.roll(9, weights=(2, 1, 1))
    question = make.question(roll, rule={"of": "members", "threshold": {"more_than": "1/2"}})
    rows = make.voters(roll)
    for person, _right in rows[:6]:
        votes.cast(question=question, person=person, choices="yes")
    done = closed(question)
    assert (done.outcome["carried"], done.outcome["turnout"]["votes"]) == (True, 12)
    refused("used_ever", corrections.correct_change, right=rows[0][1], weight=9, **WHY)
    corrections.correct_change(right=rows[0][1], delegate=rows[8][0], **WHY)  # who carries it next
    corrections.correct_strike(right=rows[0][1], **WHY)
    corrections.correct_change(right=rows[7][1], weight=5, **WHY)
    corrections.correct_add(roll=roll, person=make.people(1)[0], **WHY)
    assert count.recount(Question.objects.get(pk=done.pk))[0]


def test_between_the_close_and_the_result_the_roll_stands():
    question = make.question(make.roll(7))
    questions.close_vote(question=question, by=None)
    right = make.voters(question.roll)[0][1]
    refused("vote_closed", corrections.correct_strike, right=right, **WHY)  # it would lower the majority of all rights
    refused("vote_closed", corrections.correct_add, roll=question.roll, person=make.people(1)[0], **WHY)
    refused("vote_closed", rolls.close, roll=question.roll, by=None)
    count.declare(question=question, by=None)
    corrections.correct_strike(right=right, **WHY)
    rolls.challenge(roll=question.roll, name="Moi", text="Erreur", by=None)
    refused("open_challenges", rolls.close, roll=question.roll, by=None)


def test_a_confidential_vote_under_way_keeps_five_in_each_class():
    roll = make.roll(11, colleges=("a", "b"), weights=(1,))  # six and five
    question = make.question(roll, secrecy="confidential")
    assert question.folded == {"a": "a", "b": "b"}
    of = {college: [right for _person, right in make.voters(roll) if right.college == college] for college in "ab"}
    refused("class_left", corrections.correct_strike, right=of["b"][0], **WHY)
    corrections.correct_strike(right=of["a"][0], **WHY)
    refused("class_left", corrections.correct_strike, right=of["a"][1], **WHY)
    refused("vote_open", corrections.correct_change, right=of["a"][1], college="b", **WHY)
    refused("vote_open", corrections.correct_change, right=of["a"][1], weight=7, **WHY)
    refused("vote_open", rolls.close, roll=roll, by=None)


def test_colleges_are_told_apart_where_enough_of_each_weight_voted():
    """Twelve of college a, of which five weigh 2; ten of b: one of weight 2 alone would be read in its college."""
    roll = make.roll(34, colleges=("a", "b"), weights=(1, 1, 1, 2, 2))
    question = make.question(roll, secrecy="confidential")
    assert question.folded == {"a": "a", "b": "b"}
    heavy = {
        college: [one for one in make.voters(roll) if (one[1].college, one[1].weight) == (college, 2)]
        for college in "ab"
    }
    light = [one for one in make.voters(roll) if one[1].weight == 1]
    for person, _right in [*light, *heavy["b"][:5], heavy["a"][0]]:
        votes.cast(question=question, person=person, choices="yes")
    assert closed(question).outcome["by_college"] is None
    assert set(OpenedBallot.objects.values_list("college", flat=True)) == {""}


def test_a_few_online_ballots_beside_many_of_paper_are_mixed_too():
    """Who reads the sheets of paper and the result would subtract."""
    question = make.question(make.roll(9), paper_too=True, secrecy="confidential")
    everyone = make.voters(question.roll)
    votes.cast(question=question, person=everyone[0][0], choices="no")
    for _person, right in everyone[1:7]:
        tellers.hand_paper(question=question, right=right, by=None)
    for at in (1, 2):
        enter(question, cast.user(f"Feuille {at}", "secretary"), at, yes=6)
    done = closed(question)
    assert (done.outcome["yes"], done.outcome["no"]) == (6, 1)
    assert [row.content for row in TellerSheet.objects.all()] == [{"mixed": 6}] * 2


def test_an_end_that_is_past_is_not_put_later_and_an_early_close_says_why():
    question = make.question(make.roll(6), closes_at=now() + timedelta(hours=1))
    secretary, at = cast.browser(cast.user("Secrétaire", "secretary")), f"/gestion/votes/{question.pk}/"
    later = f"{now() + timedelta(hours=3):%Y-%m-%dT%H:%M}"
    assert "prive de leur voix" in secretary.get(f"{at}clore/").content.decode()
    assert secretary.post(f"{at}clore/").status_code == 422
    assert secretary.post(f"{at}prolonger/", {"closes_at": later}).status_code == 422
    assert secretary.post(f"{at}prolonger/", {"closes_at": later, "reason": "Panne du réseau"}).status_code == 302
    Question.objects.filter(pk=question.pk).update(closes_at=now())
    refused("ended", questions.extend, question=question, closes_at=now() + timedelta(hours=3), by=None)
    assert secretary.post(f"{at}clore/").status_code == 302


def test_a_vote_that_opens_by_itself_needs_no_end():
    question = make.question(make.roll(6), opened=False, opens_at=now())
    jobs_votes.tend()
    question.refresh_from_db()
    assert question.state == "open"


def test_so_few_confidential_ballots_are_said_before_they_are_opened():
    question = make.question(make.roll(6), secrecy="confidential")
    secretary, at = cast.browser(cast.user("Secrétaire", "secretary")), f"/gestion/votes/{question.pk}/"
    votes.cast(question=question, person=make.voters(question.roll)[0][0], choices="no")
    assert "laisserait deviner les votes. Prolongez" in secretary.get(f"{at}clore/").content.decode()
    secretary.post(f"{at}clore/")
    assert "laisserait deviner les votes. Vous pouvez encore annuler" in secretary.get(f"{at}urne/").content.decode()
