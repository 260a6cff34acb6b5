"""What the session tells the rest of the house: the check-list, personal data, the demonstration."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.utils.timezone import now

from maillage.assemblies import demo_session, personal_session, steps_session
from maillage.assemblies.actions import quick, session, speech
from maillage.assemblies.models import Attendance, Speech, Stay
from maillage.ballots.actions import count, questions
from maillage.core.registry import house
from maillage.organisations.models import Person
from tests import cast, networks
from tests.assemblies import holding

pytestmark = pytest.mark.django_db


@pytest.fixture
def four():
    networks.install("csi")
    return holding.meeting(4)


def done(assembly):
    assembly.refresh_from_db()
    return [step.done for step in steps_session.steps(assembly)]


def test_the_check_list_follows(four):
    assembly = four.assembly
    assert done(assembly) == [False, False, False]
    holding.come(assembly, *four.people[:2])
    assert done(assembly) == [True, False, False]
    session.open(assembly=assembly, by=None, chair=four.people[0])
    assert done(assembly) == [True, True, False]
    session.close(assembly=assembly, by=None)
    assert done(assembly) == [True, True, True]


def test_the_presence_told_is_that_of_the_meeting_of_the_roll(four):
    source = house.presence.get("assemblies.session")
    holding.come(four.assembly, *four.people[:2])
    assert source.present(four.roll) == {one.pk for one in four.people[:2]}
    other = holding.rolls.seated(four.people[0])
    assert source.present(other) is None


def test_a_quorum_that_comes_after_the_opening_is_written(four):
    session.open(assembly=four.assembly, by=None, chair=four.people[0])
    holding.come(four.assembly, *four.people[:3])
    session.close(assembly=four.assembly, by=None)
    four.assembly.refresh_from_db()
    assert four.assembly.quorum["reached"]


def test_what_is_known_of_a_person_is_told_then_loses_their_name(four):
    user = cast.user("Bruno")
    Person.objects.filter(pk=four.people[0].pk).update(user=user)
    assembly = holding.opened(four, *four.people)
    speech.ask(assembly=assembly, person=four.people[0], group="femme", by=None)
    told = str(personal_session.export(user))
    assert "Assemblée annuelle" in told
    assert "femme" in told
    assert personal_session.erase(user, by=None)
    assert not Attendance.objects.filter(name=str(four.people[0])).exists()
    assert not Speech.objects.filter(group="femme").exists()
    assert Attendance.objects.count() == 4


def test_a_demonstration_holds_an_assembly_that_is_past(four):
    assembly = four.assembly
    assembly.starts_at = now() - timedelta(days=40)
    assembly.save()
    holding.item(assembly, "Débat", "debate", minutes_planned=20)
    holding.item(assembly, "Budget", minutes_planned=30)

    def decide(running):
        question = quick.put(assembly=running, title="Budget", secrecy="nominal", by=None)
        questions.close_vote(question=question, by=None)
        count.declare(question=question, by=None)

    held = demo_session.hold(assembly, share=Fraction(3, 4), decide=decide)
    held.full_clean()
    assert held.state == "closed"
    assert held.quorum["reached"]
    assert held.closed_at - held.opened_at == timedelta(minutes=50)
    assert Stay.objects.filter(left_at=None).count() == 0
    assert Attendance.objects.filter(capacity="voter").count() == 3
    assert Speech.objects.filter(state="done").exists()
    assert set(held.items.values_list("state", flat=True)) == {"done"}
