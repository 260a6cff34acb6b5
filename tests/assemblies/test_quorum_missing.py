"""When the quorum is missing: found at its hour alone, a second meeting for what lacked it, the lot that asks for more."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from maillage.assemblies import quorum, steps
from maillage.assemblies.actions import agenda, call, presence, session, speech, ticking
from maillage.assemblies.models import Assembly, Speech
from maillage.bodies.models import Body
from maillage.elections.models import Election
from tests import networks
from tests.assemblies import holding
from tests.factories import members as make
from tests.factories import rolls

pytestmark = pytest.mark.django_db
LATER = timedelta(days=60)


@pytest.fixture
def four():
    networks.install("csi")
    return holding.meeting(4)


@pytest.fixture
def belgian():
    """WSM: the by-laws ask for half of the members; changing them, the law asks for two thirds."""
    networks.install("wsm")
    return holding.meeting(4, "effectif-personne")


def fresh(assembly):
    return Assembly.objects.get(pk=assembly.pk)


def test_nobody_is_missing_before_the_hour_nor_without_a_notice(four):
    early = four.assembly
    Assembly.objects.filter(pk=early.pk).update(starts_at=now() + timedelta(hours=1))
    with pytest.raises(ValidationError, match="n’est pas venue"):
        session.fail(assembly=early, by=None)
    Assembly.objects.filter(pk=early.pk).update(starts_at=now() - timedelta(hours=1), state="draft", called_at=None)
    with pytest.raises(ValidationError, match="Personne n’a été convoqué"):
        session.fail(assembly=early, by=None)


def test_a_session_opens_on_its_day(four):
    Assembly.objects.filter(pk=four.assembly.pk).update(starts_at=now() + timedelta(days=3))
    with pytest.raises(ValidationError, match="pas encore le jour"):
        session.open(assembly=four.assembly, by=None, chair=four.people[0])


def test_a_meeting_that_had_its_quorum_has_no_second(four):
    assembly = holding.opened(four, *four.people)
    holding.item(assembly)
    session.close(assembly=assembly, by=None)
    with pytest.raises(ValidationError, match="Le quorum y était"):
        call.second_notice(assembly=fresh(assembly), starts_at=now() + LATER, by=None)


def test_what_was_left_when_people_went_has_one(four):
    assembly = holding.opened(four, *four.people)
    holding.item(assembly)
    for person in four.people[1:]:
        presence.leave(attendance=assembly.attendances.get(person=person), by=None)
    session.close(assembly=assembly, by=None)
    assert call.second_notice(assembly=fresh(assembly), starts_at=now() + LATER, by=None).items.count() == 1


def test_by_laws_that_lacked_their_own_quorum_go_to_a_second_meeting_and_the_rest_keeps_its_quorum(belgian):
    assembly = holding.opened(belgian, *belgian.people[:2])
    statutes = holding.item(assembly, "Statuts", decision_kind="bylaws")
    ticking.begin(item=holding.item(assembly, "Budget"), by=None)
    ticking.begin(item=statutes, by=None)
    ticking.postpone(item=statutes, by=None)
    session.close(assembly=assembly, by=None)
    first = fresh(assembly)
    assert first.quorum["reached"]
    assert first.quorum["short"] == [statutes.pk]
    assert "second" in [one.key for one in steps.calling(first)]
    second = call.second_notice(assembly=first, starts_at=now() + LATER, by=None)
    assert [one.title for one in second.items.all()] == ["Statuts"]
    assert quorum.rule_of(second, "bylaws").kind == "none"
    assert str(quorum.rule_of(second, "ordinary").share) == "1/2"


def test_after_a_quorum_that_failed_a_second_meeting_decides_all(belgian):
    holding.come(belgian.assembly, belgian.people[0])
    session.fail(assembly=belgian.assembly, by=None)
    second = call.second_notice(assembly=fresh(belgian.assembly), starts_at=now() + LATER, by=None)
    assert {quorum.rule_of(second, kind).kind for kind in ("bylaws", "ordinary")} == {"none"}


def test_nothing_stays_under_way_once_it_is_closed(belgian):
    assembly = holding.opened(belgian, *belgian.people[:2])
    news = holding.item(assembly, "Nouvelles", "information")
    statutes = holding.item(assembly, "Statuts", decision_kind="bylaws")
    ticking.begin(item=news, by=None)
    ticking.begin(item=statutes, by=None)
    session.close(assembly=assembly, by=None)
    row = fresh(assembly)
    assert row.current_item is None
    assert row.quorum["short"] == [statutes.pk]
    assert list(row.items.values_list("state", flat=True)) == ["done", "postponed"]


def test_the_last_item_is_done_at_the_hour_of_closing(four):
    assembly = holding.opened(four, *four.people)
    item = holding.item(assembly, "Divers", "debate")
    ticking.begin(item=item, by=None)
    session.close(assembly=assembly, by=None)
    item.refresh_from_db()
    assert (item.state, item.done_at) == ("done", fresh(assembly).closed_at)


def test_a_pause_is_not_counted_as_speech(four):
    assembly = holding.opened(four, *four.people)
    said = speech.give(speech=speech.ask(assembly=assembly, person=four.people[0], by=None), by=None)
    session.suspend(assembly=assembly, by=None)
    assert Speech.objects.get(pk=said.pk).ended_at


def test_the_lot_asks_for_the_quorum_of_the_gravest_decision_in_it(belgian):
    assembly = holding.opened(belgian, *belgian.people[:2])
    holding.item(assembly, "Procès-verbal", consent=True)
    grave = holding.item(assembly, "Article 3", consent=True, decision_kind="bylaws")
    with pytest.raises(ValidationError, match="2 sur 3 requis"):
        ticking.adopt_consent(assembly=assembly, by=None)
    agenda.take_out_of_lot(item=grave, by=None)
    assert ticking.adopt_consent(assembly=assembly, by=None) == 1


def test_an_adopted_item_does_not_leave_the_lot(four):
    assembly = holding.opened(four, *four.people)
    item = holding.item(assembly, consent=True)
    ticking.adopt_consent(assembly=assembly, by=None)
    with pytest.raises(ValidationError, match="déjà adopté"):
        agenda.take_out_of_lot(item=item, by=None)


def test_what_is_announced_is_not_decided_by_another_majority(four):
    item = holding.item(four.assembly)
    with pytest.raises(ValidationError, match="autre chose que ce qui est annoncé"):
        agenda.edit(item=item, values={"decision_kind": "bylaws"}, by=None)
    assert agenda.edit(item=item, values={"presenter": "Ana"}, by=None).presenter == "Ana"


def test_a_meeting_of_the_board_opens_by_its_check_list():
    networks.install("csi")
    people = [make.person() for _one in range(3)]
    roll = rolls.seated(*people)
    type(roll).objects.filter(pk=roll.pk).update(state="draft", frozen_at=None)
    assembly = holding.assembly(roll, kind="board", body=Body.objects.board())
    assert [one.done for one in steps.calling(assembly) if one.key == "roll"] == [True]
    holding.come(assembly, *people[:2])
    session.open(assembly=fresh(assembly), by=None, chair=people[0])
    assert fresh(assembly).roll.state == "frozen"


def test_an_item_that_was_announced_or_holds_a_motion_is_not_taken_out(four):
    announced, talk = holding.item(four.assembly), holding.item(four.assembly, "Nouvelles", "information")
    with pytest.raises(ValidationError, match="annoncé dans la convocation"):
        agenda.remove(item=announced, by=None)
    Election.objects.create(assembly=four.assembly, item=talk, body=Body.objects.board(), title="Conseil")
    with pytest.raises(ValidationError, match="Autre chose tient à ce point"):
        agenda.remove(item=talk, by=None)
