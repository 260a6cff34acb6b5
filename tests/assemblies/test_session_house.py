"""What the session tells the rest of the house: the check-list, personal data, the demonstration."""

import pytest

from maillage.accounts.models import DEMO_DOMAIN
from maillage.assemblies import personal_session, steps, steps_session
from maillage.assemblies.actions import session, speech
from maillage.assemblies.demo import chapter as demo
from maillage.assemblies.demo.texts import TOLD
from maillage.assemblies.models import Attendance, Speech, Stay
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
    told = {line.step.key: line.state for line in steps.shown(assembly)}
    assert told["papers"] == "missed"  # what the opening came before is not asked for any more
    assert [key for key, state in told.items() if state in ("now", "late")] == ["close"]
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


def test_the_demonstration_is_in_session_as_one_looks_at_it(four):
    """A decision taken by the hands of two tellers, a point debated, a vote open that those of the cast did not use."""
    users = [cast.user(name) for name in ("Amina", "Bruno")]
    for one in users:
        type(one).objects.filter(pk=one.pk).update(email=f"{one.pk}{DEMO_DOMAIN}")
    Person.objects.filter(pk=four.people[0].pk).update(user=users[1])
    told, by = TOLD["csi"], users[0]
    meeting = demo.today.write(told, demo.common(told), demo.put, by)
    meeting.full_clean()
    assert meeting.state == "open"
    assert meeting.current_item.title == "Une maison commune pour nos membres"
    assert Stay.objects.filter(left_at=None).count() == 4
    assert Speech.objects.filter(state="speaking").exists()
    order, opened = meeting.roll.questions.order_by("pk")
    assert order.state == "declared"
    assert order.outcome["carried"]
    assert opened.state == "open"
    assert not opened.uses.filter(right__delegate=four.people[0]).exists()
