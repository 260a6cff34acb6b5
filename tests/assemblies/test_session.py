"""The session: opened, ticked, voted in, closed; what the lost quorum refuses; the floor."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from maillage.assemblies import quorum, speakers
from maillage.assemblies.actions import presence, quick, session, speech, ticking
from maillage.assemblies.models import AgendaItem, Assembly, Screen, Speech, Stay
from maillage.assemblies.signals import assembly_closed
from maillage.audit.models import Entry
from maillage.ballots.actions import questions, votes
from maillage.ballots.models import Question
from tests import networks
from tests.assemblies import holding

pytestmark = pytest.mark.django_db


@pytest.fixture
def four():
    networks.install("csi")
    return holding.meeting(4)


def fresh(assembly):
    return Assembly.objects.get(pk=assembly.pk)


def test_without_a_roll_it_does_not_open(four):
    bare = holding.assembly()
    with pytest.raises(ValidationError, match="liste électorale"):
        session.open(assembly=bare, by=None, chair=four.people[0])


def test_it_opens_without_quorum_and_says_so(four):
    found = session.open(assembly=four.assembly, by=None, chair=four.people[0])
    assert not found.reached
    row = fresh(four.assembly)
    assert row.state == "open"
    assert row.opened_at
    assert row.quorum["needed"] == 2
    with pytest.raises(ValidationError, match="quorum n’est plus atteint"):
        quick.put(assembly=row, title="On décide ?", secrecy="nominal", by=None)
    assert not Question.objects.exists()


def test_lost_quorum_stops_decisions_and_not_talk(four):
    a, b = four.people[:2]
    assembly = holding.opened(four, a, b)
    budget, news = holding.item(assembly), holding.item(assembly, "Nouvelles", "information")
    ticking.begin(item=budget, by=None)
    question = quick.put(assembly=assembly, title="", secrecy="nominal", by=None)
    assert question.title == "Budget"
    assert question.source == f"item:{budget.pk}"
    votes.cast(question=question, person=a, choices="yes", by=None)
    presence.leave(attendance=assembly.attendances.get(person=b), by=None)
    with pytest.raises(ValidationError, match="quorum n’est plus atteint"):
        questions.close_vote(question=question, by=None)
    with pytest.raises(ValidationError, match="encore ouvert"):
        ticking.begin(item=news, by=None)
    holding.come(assembly, b)
    questions.close_vote(question=question, by=None)
    presence.leave(attendance=assembly.attendances.get(person=b), by=None)
    ticking.begin(item=news, by=None)
    assert quick.put(assembly=fresh(assembly), title="Avis", secrecy="nominal", by=None).state == "open"


def test_hands_are_raised_in_a_hybrid_meeting_too(four):
    """The first form that the chair's screen offers: those who are in the room raise theirs, whoever else is far."""
    Assembly.objects.filter(pk=four.assembly.pk).update(mode="hybrid", remote_url="https://visio.example/a")
    assembly = holding.opened(four, *four.people)
    assert quick.put(assembly=assembly, title="Avis", secrecy="hands", by=None).state == "open"
    assert quick.put(assembly=assembly, title="Suite", secrecy="nominal", by=None).remote


def test_nothing_is_voted_out_of_the_session(four):
    assembly = holding.opened(four, *four.people)
    session.suspend(assembly=assembly, by=None)
    with pytest.raises(ValidationError, match="ouvrez-la"):
        quick.put(assembly=assembly, title="x", secrecy="nominal", by=None)
    session.resume(assembly=assembly, by=None)
    question = quick.put(assembly=assembly, title="x", secrecy="nominal", by=None)
    with pytest.raises(ValidationError, match="encore ouvert"):
        session.close(assembly=assembly, by=None)
    questions.close_vote(question=question, by=None)
    closed = []
    assembly_closed.connect(lambda **kw: closed.append(kw["assembly"].pk), weak=False, dispatch_uid="test")
    session.close(assembly=assembly, by=None)
    assembly_closed.disconnect(dispatch_uid="test")
    assert closed == [assembly.pk]
    assert not Stay.objects.filter(left_at=None).exists()
    with pytest.raises(ValidationError):
        session.close(assembly=assembly, by=None)


def test_a_failed_quorum_closes_and_says_so(four):
    holding.come(four.assembly, four.people[0])
    session.fail(assembly=four.assembly, by=None)
    row = fresh(four.assembly)
    assert (row.state, row.quorum["failed"], row.quorum["counted"], row.quorum["needed"]) == ("closed", True, 1, 2)
    assert Entry.objects.filter(verb="assembly.failed").exists()


def test_a_quorum_that_is_there_does_not_fail(four):
    holding.come(four.assembly, *four.people[:2])
    with pytest.raises(ValidationError, match="atteint"):
        session.fail(assembly=four.assembly, by=None)


def test_the_agenda_is_ticked_with_its_hours(four):
    assembly = holding.opened(four, *four.people)
    one, two, three = (holding.item(assembly, name) for name in "abc")
    ticking.begin(item=one, by=None)
    ticking.begin(item=two, by=None)
    ticking.postpone(item=three, by=None)
    ticking.finish(assembly=assembly, by=None)
    rows = list(AgendaItem.objects.filter(assembly=assembly).order_by("position").values_list("state", flat=True))
    assert rows == ["done", "done", "postponed"]
    one.refresh_from_db()
    assert one.started_at
    assert one.done_at >= one.started_at
    assert fresh(assembly).current_item is None
    ticking.begin(item=three, by=None)  # taken up again after all
    assert fresh(assembly).current_item_id == three.pk


def test_the_consent_agenda_is_adopted_as_one(four):
    assembly = holding.opened(four, *four.people)
    for name in "ab":
        holding.item(assembly, name, consent=True)
    other = holding.item(assembly, "c")
    assert ticking.adopt_consent(assembly=assembly, by=None) == 2
    other.refresh_from_db()
    assert other.state == "planned"
    with pytest.raises(ValidationError, match="rien"):
        ticking.adopt_consent(assembly=assembly, by=None)


def test_the_floor(four):
    a, b, c, d = four.people
    assembly = holding.opened(four, a, b, c)
    ticking.begin(item=holding.item(assembly), by=None)
    assembly = fresh(assembly)
    with pytest.raises(ValidationError, match="présence"):
        speech.ask(assembly=assembly, person=d, by=None)
    first = speech.ask(assembly=assembly, person=a, by=None)
    assert speech.ask(assembly=assembly, person=a, by=None) == first
    speech.give(speech=first, by=None)
    again, other = speech.ask(assembly=assembly, person=a, by=None), speech.ask(assembly=assembly, person=b, by=None)
    order = speech.ask(assembly=assembly, person=c, kind="point_of_order", by=None)
    speech.end(assembly=assembly, by=None)
    found = speakers.floor_of(assembly, None)
    assert [row.pk for row in found.waiting] == [order.pk, other.pk, again.pk]
    speech.give(speech=other, by=None)
    speech.give(speech=order, by=None)  # who spoke has spoken
    assert list(Speech.objects.filter(state="speaking")) == [order]
    assert Speech.objects.get(pk=other.pk).ended_at
    with pytest.raises(ValidationError, match="n’attend plus"):
        speech.give(speech=other, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Speech.objects.filter(pk=again.pk).update(state="speaking", started_at=now())


def test_the_turn_alternates_between_what_people_declare(four):
    assembly = holding.opened(four, *four.people)
    speech.choose(assembly=assembly, alternation="declared", minutes=2, by=None)
    for person, group in zip(four.people, "aaab", strict=True):
        speech.ask(assembly=assembly, person=person, group=group, by=None)
    found = speakers.floor_of(assembly, Screen.objects.get())
    assert [row.group for row in found.waiting] == ["a", "b", "a", "a"]


def test_another_day_cannot_be_opened_for_presence(four):
    far = holding.assembly(starts_at=now() + timedelta(days=3))
    with pytest.raises(ValidationError, match="douze heures"):
        presence.arrive(assembly=far, who=presence.Who(four.people[0]), by=None)
    assert quorum.quorum_of(far).counted == 0
