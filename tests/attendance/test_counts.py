"""Saying how many came: written, corrected, refused, taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from maillage.attendance import actions, breakdown, jobs, prefill
from maillage.attendance.breakdown import Table
from maillage.attendance.models import Count, CountRow, Reach
from maillage.audit.models import Entry
from maillage.enrolments.models import CheckIn, Enrolment, Headcount, Place
from tests import cast, networks
from tests.factories import activities as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    return networks.install("cesiq")


def past(days=3, **values):
    """A date that was held, of a new activity."""
    return make.activity(state="held", starts_at=now() - timedelta(days=days), **values).sessions.get()


def margin(count, name):
    return breakdown.margin(count.present, count.kept, name)


def test_a_number_alone_is_enough():
    count = actions.record(session=past(), present=23, by=None)
    assert (count.present, count.method, count.minutes, count.registered) == (23, "counted", 120, None)
    assert Entry.objects.filter(verb="attendance.recorded").get().changes["present"] == [None, 23]
    assert margin(count, "sex") == {"": 23}


def test_a_correction_keeps_what_it_does_not_speak_of():
    session = past()
    actions.record(session=session, present=20, margins={"sex": {"F": 12, "M": 8}}, indirect=40, by=None)
    count = actions.record(session=session, present=22, counted=False, by=cast.user("Amina", "director"))
    assert (count.version, count.method, count.indirect) == (2, "estimated", 40)
    assert margin(count, "sex") == {"F": 12, "M": 8, "": 2}
    assert Entry.objects.filter(verb="attendance.corrected").get().changes["present"] == [20, 22]


def test_a_correction_below_its_breakdown_is_refused_with_its_line():
    session = past()
    actions.record(session=session, present=20, margins={"age": {"12-17": 20}}, by=None)
    with pytest.raises(ValidationError, match=r"Âge.*20 personnes réparties pour 15"):
        actions.record(session=session, present=15, by=None)
    assert Count.objects.get().present == 20


def test_crossings_and_margins_are_kept_as_said():
    grid = Table(("sex", "age"), {("F", "12-17"): 9, ("M", "12-17"): 6, ("", "18-35"): 2})
    count = actions.record(session=past(), present=20, margins={"first_time": {"yes": 5}}, crossings=[grid], by=None)
    assert margin(count, "age") == {"12-17": 15, "18-35": 2, "": 3}
    assert margin(count, "first_time") == {"yes": 5, "": 15}
    assert breakdown.crossed(count.kept, ("sex", "age")) == {("F", "12-17"): 9, ("M", "12-17"): 6, ("", "18-35"): 2}


def test_sent_twice_it_is_written_once():
    session = past()
    for _n in range(2):
        actions.record(session=session, present=9, margins={"sex": {"F": 4}}, version=0, by=None)
    assert Count.objects.get().version == 1
    assert Entry.objects.filter(verb__startswith="attendance.").count() == 1


def test_two_people_at_once_the_second_is_told():
    session = past()
    actions.record(session=session, present=9, version=0, by=None)
    with pytest.raises(ValidationError, match="entre-temps : 9"):
        actions.record(session=session, present=11, version=0, by=None)


def test_nobody_will_know_is_not_zero():
    count = actions.record(session=past(), present=None, by=None)
    assert count.method == "unknown"
    assert not Count.objects.known().exists()
    with pytest.raises(ValidationError, match="ni nombre"):
        actions.record(session=past(), present=None, margins={"sex": {"F": 1}}, by=None)


@pytest.mark.parametrize("values", [{"present": -1}, {"present": 10_000_000}, {"present": 5, "indirect": -3}])
def test_impossible_numbers(values):
    with pytest.raises(ValidationError, match="entre 0 et"):
        actions.record(session=past(), by=None, **values)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"remote": 6}, "à distance"),
        ({"margins": {"sex": {"F": 6}}}, "Sexe"),
        ({"margins": {"sex": {"Z": 1}}}, "n’existe pas"),
        ({"margins": {"region": {"nulle-part": 1}}}, "n’existe pas"),
        ({"margins": {"sex": {"F": -1}}}, "négatif"),
        ({"margins": {"taille": {"grande": 1}}}, "n’est pas une façon"),
    ],
)
def test_impossible_breakdowns(values, words):
    with pytest.raises(ValidationError, match=words):
        actions.record(session=past(), present=5, by=None, **values)
    assert not Count.objects.exists()


def test_dates_that_nobody_counts():
    with pytest.raises(ValidationError, match="pas encore commencé"):
        actions.record(session=past(-2), present=1, by=None)
    with pytest.raises(ValidationError, match="annulée"):
        actions.record(session=make.activity(state="cancelled").sessions.get(), present=1, by=None)
    draft = make.activity(state="draft", starts_at=now() - timedelta(days=1)).sessions.get()
    with pytest.raises(ValidationError, match="Brouillon"):
        actions.record(session=draft, present=1, by=None)


def test_more_than_the_place_holds_is_only_said():
    session = past()
    session.venue = make.venue(capacity=30)
    session.save()
    count = actions.record(session=session, present=45, by=None)
    assert "30" in actions.warnings(count)[0]
    assert not actions.warnings(actions.record(session=session, present=45, remote=20, by=None))


def test_taken_back_it_is_uncounted_again():
    session = past()
    actions.record(session=session, present=9, margins={"sex": {"F": 4}}, by=None)
    for _n in range(2):
        actions.forget(session=session, by=None)
    assert not Count.objects.exists()
    assert not CountRow.objects.exists()
    assert Entry.objects.filter(verb="attendance.taken_back").count() == 1


def test_people_of_a_cycle_stay_between_its_best_date_and_all_presences():
    session = past(20, structure="cycle")
    other = make.session(session.activity, now() - timedelta(days=5))
    with pytest.raises(ValidationError, match="comptez d’abord"):
        actions.give_people(activity=session.activity, people=3, by=None)
    actions.record(session=session, present=12, by=None)
    actions.record(session=other, present=10, by=None)
    actions.give_people(activity=session.activity, people=14, by=None)
    for wrong in (11, 23):
        with pytest.raises(ValidationError, match="Entre 12"):
            actions.give_people(activity=session.activity, people=wrong, by=None)
    actions.record(session=session, present=3, by=None)  # 14 people no longer fit in 13 presences
    assert not Reach.objects.exists()


def test_the_door_fills_the_count_before_anyone_types():
    session = past()
    opening = make.opening(session.activity, 30)
    kind = opening.kinds.get()
    for number, (first, area) in enumerate([(True, "03"), (None, "G1R 2L5"), (False, "Estrie")]):
        enrolment = Enrolment.objects.create(activity=session.activity, key=f"k{number}", state="confirmed", name="A",
                                             first_time=first, postal_area=area)  # fmt: skip
        for seat in range(2):
            place = Place.objects.create(enrolment=enrolment, kind=kind, session=session, holds=True)
            if number or not seat:
                CheckIn.objects.create(place=place, session=session, nonce=f"{number}-{seat}", came_at=now())
    Headcount.objects.create(session=session, nonce="x", number=4, first_time=True)
    found = prefill.of(session)
    assert (found.registered, found.present, found.remote) == (6, 9, None)
    assert found.margins == {"first_time": {"yes": 5, "no": 1}, "region": {"03": 1, "outside": 2}}
    assert actions.record(session=session, present=found.present, margins=found.margins, by=None).registered == 6


def test_what_is_true_of_a_row_is_held_by_the_database():
    count = actions.record(session=past(), present=9, by=None)
    for wrong in ({"present": None}, {"remote": 10}, {"method": "unknown"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Count.objects.filter(pk=count.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        CountRow.objects.create(count=count, owns=1, mask=1, sex="F", people=0)


def test_an_activity_whose_dates_are_all_counted_is_accounted_and_reopened():
    session = past(20)
    activity = session.activity
    other = make.session(activity, now() - timedelta(days=5))
    make.session(activity, now() - timedelta(days=4), cancelled_at=now())
    actions.record(session=session, present=12, by=None)
    activity.refresh_from_db()
    assert activity.state == "held"
    actions.record(session=other, present=None, by=None)
    activity.refresh_from_db()
    assert activity.state == "accounted"
    actions.record(session=other, present=4, by=None)
    actions.forget(session=other, by=None)
    activity.refresh_from_db()
    assert activity.state == "held"


def test_what_is_counted_under_way_is_accounted_in_the_night():
    activity = make.activity(state="announced", starts_at=now() - timedelta(minutes=30))
    actions.record(session=activity.sessions.get(), present=12, by=None)
    activity.refresh_from_db()
    assert activity.state == "announced"
    assert jobs.account_counted() == 0
    activity.sessions.update(ends_at=now() - timedelta(minutes=1))
    assert jobs.account_counted() == 1
    assert jobs.account_counted() == 0
    activity.refresh_from_db()
    assert activity.state == "accounted"
