"""Mandates as dated facts: the composition on a day is what was decided, and nothing is written twice."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.bodies import actions
from maillage.bodies.composition import composition, vacancies
from maillage.bodies.enums import How, Leaving, Office
from maillage.bodies.models import Body, Mandate
from maillage.bodies.quorum import rule_of
from maillage.bodies.served import limit
from tests import cast, networks
from tests.factories import bodies as factory
from tests.factories import members as make
from tests.factories.bodies import START

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def network():
    return networks.install("csi")


def test_the_assembly_and_the_board_are_always_there():
    assert Body.objects.general_assembly() == Body.objects.get(code="ag")
    board = Body.objects.board()
    assert Body.objects.board() == board
    assert rule_of(board).needed(9) == 5
    assert rule_of(board).needed(8) == 5
    assert rule_of(board).by_default
    assert rule_of(Body.objects.general_assembly()).source  # the law's, with where it comes from


def test_a_seat_is_held_until_its_last_day_and_vacant_the_next():
    body = factory.board({"seats": 2})
    group = body.groups.get()
    made = factory.mandate(body, group=group)
    assert made.due_on == date(2027, 6, 14)
    actions.mandates.end(mandate=made, on=START + 9 * DAY, reason=Leaving.RESIGNED, by=None)
    assert [one.held for one in composition(body, START + 9 * DAY)] == [[made]]
    assert composition(body, START + 10 * DAY)[0].held == []
    assert composition(body, START - DAY)[0].held == []
    assert vacancies(body, START) == {group: 1}
    assert vacancies(body, START + 10 * DAY) == {group: 2}


def test_one_person_sits_once_and_the_database_says_so_too():
    body = factory.board({"seats": 3})
    group = body.groups.get()
    made = factory.mandate(body, group=group)
    with pytest.raises(ValidationError, match="siège déjà"):
        factory.mandate(body, made.person, group=group, start=START + 30 * DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(body=body, group=group, person=made.person, started_on=START + DAY)


def test_seats_are_never_exceeded():
    body = factory.board({"seats": 2})
    group = body.groups.get()
    factory.mandate(body, group=group)
    factory.mandate(body, group=group)
    with pytest.raises(ValidationError, match="Tous les sièges"):
        factory.mandate(body, group=group)
    with pytest.raises(ValidationError, match="ne peut compter moins"):
        actions.bodies.write_group(body=body, group=group, values={"seats": 1}, by=None)


def test_a_seat_kept_for_a_category_takes_its_members_alone():
    body = factory.board({"category": "oci", "seats": 2})
    group = body.groups.get()
    oci, supporter = make.member("oci"), make.member("solidaire", holder=make.person("Sol Idaire"))
    factory.mandate(body, organisation=oci.organisation, group=group)
    with pytest.raises(ValidationError, match="réservé à la catégorie"):
        factory.mandate(body, supporter.person, group=group)


def test_cooption_lasts_until_the_end_of_the_term_that_was_left():
    body = factory.board({"seats": 1})
    first = factory.mandate(body, group=body.groups.get())
    with pytest.raises(ValidationError, match="court encore"):
        actions.mandates.coopt(replaces=first, person=make.person(), start=START + 90 * DAY, by=None)
    first = actions.mandates.end(mandate=first, on=START + 60 * DAY, reason=Leaving.REVOKED, by=None)
    second = actions.mandates.coopt(replaces=first, person=make.person(), start=START + 90 * DAY, by=None)
    assert (second.due_on, second.how, second.group) == (first.due_on, How.COOPTED, first.group)
    with pytest.raises(ValidationError, match="repourvu"):
        actions.mandates.coopt(replaces=first, person=make.person(), start=START + 91 * DAY, by=None)
    actions.mandates.confirm(mandate=second, on=START + 200 * DAY, by=None)
    with pytest.raises(ValidationError, match="aucune confirmation"):
        actions.mandates.confirm(mandate=second, on=START + 201 * DAY, by=None)


def test_a_cooption_that_the_assembly_refuses_ends_and_the_seat_may_be_filled_again():
    body = factory.board({"seats": 1})
    first = factory.mandate(body, group=body.groups.get())
    first = actions.mandates.end(mandate=first, on=START + 60 * DAY, reason=Leaving.RESIGNED, by=None)
    second = actions.mandates.coopt(replaces=first, person=make.person(), start=START + 61 * DAY, by=None)
    second = actions.mandates.confirm(mandate=second, on=START + 80 * DAY, confirmed=False, by=None)
    assert second.end_reason == Leaving.REFUSED
    assert actions.mandates.coopt(replaces=first, person=make.person(), start=START + 90 * DAY, by=None).pk


def test_a_change_of_office_leaves_the_past_as_it_was():
    body = factory.board({"seats": 1, "max_terms": 2})
    made = factory.mandate(body, group=body.groups.get())
    after = actions.mandates.change_office(mandate=made, office=Office.CHAIR, on=START + 100 * DAY, by=None)
    assert composition(body, START + 99 * DAY)[0].held[0].office == Office.MEMBER
    assert composition(body, START + 100 * DAY)[0].held[0].office == Office.CHAIR
    assert after.due_on == made.due_on
    assert limit(body, after.group, after.person, date(2027, 6, 15)) == (1, 2)


def test_a_substitute_holds_no_seat():
    body = factory.board({"seats": 1})
    group = body.groups.get()
    factory.mandate(body, group=group)
    factory.mandate(body, group=group, substitute_rank=1)
    assert len(composition(body, START)[0].held) == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 300), st.integers(0, 200)), min_size=1, max_size=7))
def test_whatever_is_asked_no_day_has_too_many_seats_nor_someone_twice(asked):
    body = factory.committee()
    group = factory.group(body, seats=2)
    people = [make.person() for _n in range(4)]
    for who, start, lasts in asked:
        try:
            made = factory.mandate(body, people[who], group=group, start=START + start * DAY,
                                   due=START + (start + lasts) * DAY)  # fmt: skip
            actions.mandates.end(mandate=made, on=START + (start + lasts) * DAY, reason=Leaving.TERM, by=None)
        except ValidationError:
            continue
    for day in {start for _who, start, _lasts in asked}:  # the most is reached on a day when someone begins
        held = composition(body, START + day * DAY)[0].held
        assert len(held) <= 2
        assert len({row.person_id for row in held}) == len(held)


def test_the_account_of_who_sits_knows_it_and_of_who_left_no_longer():
    user = cast.user("Bruno")
    body = factory.committee()
    made = factory.mandate(body, make.person("Bruno L", user=user))
    assert type(user).objects.get(pk=user.pk).facts["seated"] == {body.pk}
    actions.mandates.end(mandate=made, on=START + DAY, reason=Leaving.RESIGNED, by=None)
    assert "seated" not in type(user).objects.get(pk=user.pk).facts
