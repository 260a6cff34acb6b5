"""Voting by name: once for each right, changed until the close, refused after; shared, in a block, by proxy."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from maillage.accounts.models import User
from maillage.audit.models import Entry
from maillage.ballots import jobs_votes, quick
from maillage.ballots.actions import count, proxies, questions, votes
from maillage.ballots.exercise import rights_of
from maillage.ballots.models import NominalVote, Question, Right, RightUse, Substitute
from maillage.core.deciding import PresenceSource, VoteGuard
from maillage.core.registry import house
from maillage.messages.models import Message
from tests import networks
from tests.factories import rolls as rolls_factory
from tests.factories import votes as make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def network():
    networks.install()


def refused(code, **arguments):
    with pytest.raises(ValidationError) as caught:
        votes.cast(**arguments)
    assert code in {one.code for one in caught.value.error_list}
    return " ".join(caught.value.messages)


def cast_all(question, row):
    for (person, _right), choice in zip(make.voters(question.roll), row, strict=False):
        votes.cast(question=question, person=person, choices=choice)


def test_from_the_draft_to_the_result():
    question = make.question(make.roll(6))
    assert question.lot_seed
    assert question.rule["source"]
    cast_all(question, ["yes", "yes", "yes", "no", "abstain", "blank"])
    questions.close_vote(question=question, by=None)
    done = count.declare(question=question, by=None)
    said = {name: done.outcome[name] for name in ("carried", "yes", "no", "abstain", "blank", "base", "needed")}
    assert said == {"carried": True, "yes": 3, "no": 1, "abstain": 1, "blank": 1, "base": 4, "needed": 3}
    assert done.outcome["turnout"] == {"rights": 6, "votes": 6, "used": 6}
    assert count.recount(done)[0]
    NominalVote.objects.filter(choice="no").update(choice="yes")
    assert not count.recount(Question.objects.get(pk=done.pk))[0]


def test_changed_until_the_close_by_the_same_person_alone():
    question = make.question(make.roll(6))
    person, right = make.voters(question.roll)[0]
    other = make.voters(question.roll)[1][0]
    votes.cast(question=question, person=person, choices="yes")
    votes.cast(question=question, person=person, choices="no")
    assert NominalVote.objects.get().choice == "no"
    assert RightUse.objects.count() == 1
    Right.objects.filter(pk=right.pk).update(delegate=other)
    refused("used_other", question=question, person=other, choices="yes")
    questions.close_vote(question=question, by=None)
    assert "clos" in refused("closed", question=question, person=other, choices="yes")


def test_the_database_refuses_a_second_use():
    question = make.question(make.roll(6))
    right = make.voters(question.roll)[0][1]
    RightUse.objects.create(question=question, right=right, route="online")
    with pytest.raises(IntegrityError), transaction.atomic():
        RightUse.objects.create(question=question, right=right, route="paper")


def test_the_second_of_closing():
    question = make.question(make.roll(6), closes_at=now() + timedelta(hours=1))
    person = make.voters(question.roll)[0][0]
    Question.objects.filter(pk=question.pk).update(closes_at=now())  # the job has not come by yet
    refused("closed", question=question, person=person, choices="yes")
    assert not RightUse.objects.exists()


def test_a_delegation_shares_its_votes_or_votes_as_one():
    roll = make.roll(10)
    person = make.voters(roll)[0][0]
    rights = make.give_all(roll, person, 10)
    question = make.question(roll)
    mine = votes.exercised(question, person)
    votes.cast(question=question, person=person, choices=votes.share_out(mine, {"yes": 7, "no": 3}))
    assert sorted(NominalVote.objects.values_list("choice", flat=True)) == ["no"] * 3 + ["yes"] * 7
    with pytest.raises(ValidationError, match="10 voix"):
        votes.share_out(mine, {"yes": 70, "no": 3})
    member = rolls_factory.make.member("associee")
    for seat, right in enumerate(rights, 1):
        Right.objects.filter(pk=right.pk).update(member=member, seat=seat, block_vote=True, person=None)
    mine = votes.exercised(question, person)
    said = refused("block", question=question, person=person, choices=votes.share_out(mine, {"yes": 7, "no": 3}))
    assert "d’un bloc" in said


def test_a_proxy_votes_and_the_principal_does_not():
    networks.install("occitanie")
    roll = rolls_factory.opened_to_proxies(make.roll(6))
    (giver, right), (holder, _own) = make.voters(roll)[:2]
    proxy = proxies.give(right=right, holder=holder, by=None)
    proxies.accept(proxy=proxy, by=None)
    question = make.question(roll)
    votes.cast(question=question, person=holder, choices="yes")
    assert sorted(RightUse.objects.values_list("route", flat=True)) == ["online", "proxy"]
    refused("no_right", question=question, person=giver, choices="no")
    refused("not_yours", question=question, person=holder, choices={10**6: "no"})
    assert len(rights_of(roll, holder)) == 2


def test_what_is_not_a_choice_is_said():
    question = make.question(make.roll(6), method="plurality", options=["Amina", "Bruno", "Chloé"], seats=2)
    person = make.voters(question.roll)[0][0]
    refused("too_many", question=question, person=person, choices=[1, 2, 3])
    refused("unknown", question=question, person=person, choices=[9])
    refused("empty", question=question, person=person, choices=[])
    votes.cast(question=question, person=person, choices=[2, 1])
    assert NominalVote.objects.get().choice == [1, 2]


def test_the_rooms_above_refuse(monkeypatch):
    monkeypatch.setattr(house.vote_guards, "_items", {"t": VoteGuard(lambda question, verb: [f"Quorum : {verb}."])})
    with pytest.raises(ValidationError, match="Quorum : open"):
        make.question(make.roll(6))
    question = make.question(make.roll(6), opened=False)
    assert questions.refusals(question) == ["Quorum : open."]
    monkeypatch.setattr(house.vote_guards, "_items", {})
    question = questions.open_vote(question=question, by=None)
    monkeypatch.setattr(house.vote_guards, "_items", {"t": VoteGuard(lambda question, verb: [f"Quorum : {verb}."])})
    refused("guard", question=question, person=make.voters(question.roll)[0][0], choices="yes")


def test_in_the_room_only_those_present(monkeypatch):
    question = make.question(make.roll(6), in_room=True)
    (there, _right), (away, _other) = make.voters(question.roll)[:2]
    monkeypatch.setattr(house.presence, "_items", {"t": PresenceSource(lambda roll: {there.pk})})
    votes.cast(question=question, person=there, choices="yes")
    assert RightUse.objects.get().route == "room"
    refused("absent", question=question, person=away, choices="yes")


def test_a_tie_falls_or_the_chair_decides():
    for tie, expected in (("falls", False), ("chair", True)):
        question = make.question(make.roll(4), rule={"tie": tie})
        cast_all(question, ["yes", "yes", "no", "no"])
        questions.close_vote(question=question, by=None)
        if tie == "chair":
            with pytest.raises(ValidationError, match="présidence"):
                count.declare(question=question, by=None)
            count.cast_deciding(question=question, choice="yes", by=None)
        else:
            with pytest.raises(ValidationError, match="Aucune égalité"):
                count.cast_deciding(question=question, choice="yes", by=None)
        done = count.declare(question=question, by=None)
        assert done.outcome["carried"] is expected
        assert done.outcome["tie"] == {"falls": "falls", "chair": "chair_yes"}[tie]
        assert count.recount(done)[0]


def test_an_empty_box_more_seats_than_candidates_and_one_who_withdraws():
    empty = make.question(make.roll(6))
    questions.close_vote(question=empty, by=None)
    outcome = count.declare(question=empty, by=None).outcome
    assert outcome["carried"] is False
    assert ["empty", {}] in outcome["notes"]
    for method, ballot in (("scottish-stv", [[1], [2]]), ("plurality", [1, 2]), ("approval", [1, 2]),
                           ("majority-judgement", {"1": "good", "2": "reject"}), ("schulze", [[1, 2]])):  # fmt: skip
        question = make.question(make.roll(6), method=method, options=["Amina", "Bruno"], seats=3)
        cast_all(question, [ballot, ballot])
        questions.withdraw_option(option=question.options.get(number=1), by=None)
        questions.close_vote(question=question, by=None)
        done = count.declare(question=question, by=None)
        assert (done.outcome["elected"], done.outcome["vacant"]) == ([2], 2), method
        assert count.recount(done)[0]
    gone = make.question(make.roll(6), method="irv", options=["Amina", "Bruno"])
    questions.withdraw_option(option=gone.options.get(number=1), by=None)
    refused("unknown", question=gone, person=make.voters(gone.roll)[0][0], choices=[[1]])


def test_lists_and_constraints():
    question = make.question(make.roll(6), method="dhondt", options=["Ensemble", "Autrement"], seats=3)
    cast_all(question, [[1], [1], [1], [1], [2], [2]])
    questions.close_vote(question=question, by=None)
    done = count.declare(question=question, by=None)
    assert done.outcome["allocation"] == {"1": 2, "2": 1}
    assert count.recount(done)[0]
    people = [{"label": name, "gender": gender} for name, gender in (("A", "M"), ("B", "M"), ("C", "F"), ("D", "M"))]
    question = make.question(
        make.roll(6), method="approval", options=people, seats=2, constraints={"parity": {"gap": 0}}
    )
    cast_all(question, [[1, 2], [1, 2], [1, 3]])
    questions.close_vote(question=question, by=None)
    done = count.declare(question=question, by=None)
    assert done.outcome["elected"] == [1, 3]
    assert done.outcome["unconstrained"] == [1, 2]
    assert count.recount(done)[0]


def test_days_open_remind_once_and_close():
    roll = make.roll(6)
    for person, _right in make.voters(roll):
        type(person).objects.filter(pk=person.pk).update(email=f"v{person.pk}@exemple.org")
    start = now()
    question = make.question(roll, opened=False, opens_at=start, closes_at=start + timedelta(hours=20), remind_hours=24)
    jobs_votes.tend()
    question.refresh_from_db()
    assert question.state == "open"
    votes.cast(question=question, person=make.voters(roll)[0][0], choices="yes")
    Message.objects.all().delete()
    jobs_votes.tend()
    jobs_votes.tend()
    assert Message.objects.count() <= 6
    Question.objects.filter(pk=question.pk).update(closes_at=now())
    jobs_votes.tend()
    jobs_votes.tend()
    question.refresh_from_db()
    assert question.state == "closed"


def test_cancelled_with_a_reason_and_extended_later():
    question = make.question(make.roll(6), closes_at=now() + timedelta(hours=1))
    votes.cast(question=question, person=make.voters(question.roll)[0][0], choices="yes")
    with pytest.raises(ValidationError, match="plus tard"):
        questions.extend(question=question, closes_at=now() + timedelta(minutes=5), by=None)
    questions.extend(question=question, closes_at=now() + timedelta(hours=3), by=None)
    with pytest.raises(ValidationError, match="pourquoi"):
        questions.cancel(question=question, reason=" ", by=None)
    questions.cancel(question=question, reason="Texte erroné", by=None)
    assert not RightUse.objects.exists()
    assert Entry.objects.filter(verb="question.cancelled").exists()


def test_the_light_question_says_what_the_long_one_says():
    networks.install("occitanie")
    roll = rolls_factory.opened_to_proxies(make.roll(8))
    (_one, first), (two, second), (three, third), (four, _fourth) = make.voters(roll)[:4]
    proxies.accept(proxy=proxies.give(right=first, holder=two, by=None), by=None)
    proxies.give(right=third, holder=four, by=None)  # not accepted yet: it passes nothing
    Substitute.objects.create(right=second, person=three, rank=1)
    Right.objects.filter(delegate=make.voters(roll)[6][0]).update(active=False)
    question = make.question(roll)
    for person, _right in make.voters(roll):
        assert votes.exercised(question, person) == rights_of(roll, person), person
    assert votes.exercised(question, None) == []


def test_many_rights_of_one_person_vote_and_vote_again():
    roll = make.roll(quick.FEW + 10)
    person = make.voters(roll)[0][0]
    make.give_all(roll, person, quick.FEW + 10)
    question = make.question(roll)
    for choice in ("yes", "no"):
        votes.cast(question=question, person=person, choices=choice)
        assert list(NominalVote.objects.values_list("choice", flat=True)) == [choice] * (quick.FEW + 10)


@pytest.mark.parametrize(("secrecy", "asked"), [("nominal", 13), ("confidential", 15)])
def test_a_ballot_asks_the_database_little(client, django_assert_max_num_queries, secrecy, asked):
    """Five hundred at once: what one ballot asks is multiplied."""
    roll = make.roll(6)
    person = make.voters(roll)[0][0]
    person.user = User.objects.create(email="voix@exemple.org", name="Voix")
    person.save()
    question = make.question(roll, secrecy=secrecy, remote=True)
    client.force_login(person.user, backend=BACKEND)
    with django_assert_max_num_queries(asked):
        answer = client.post(f"/espace/votes/{question.pk}/", {"choix": "yes"})
    assert answer.status_code == 302
    assert question.uses.count() == 1
