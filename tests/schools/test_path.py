"""From the teacher's request to the evaluation: each step, what it makes in other rooms, what it refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now

from maillage.activities.models import Classification
from maillage.attendance.models import Count
from maillage.bookings import actions as bookings
from maillage.bookings.models import Reservation
from maillage.evaluations import actions as evaluations
from maillage.messages.models import Message
from maillage.schools import actions, jobs, words
from maillage.schools.models import Assignment, RequestStep, SchoolRequest
from tests import cast, networks
from tests.factories import bookings as things
from tests.factories import schools as make
from tests.factories.schools import soon

pytestmark = pytest.mark.django_db
NETWORKS = ("csi", "cesiq", "wsm", "ciso", "occitanie")


@pytest.fixture
def csi():
    return networks.install("csi")


@pytest.mark.parametrize("network", NETWORKS)
def test_the_whole_path(network, django_capture_on_commit_callbacks):
    networks.install(network)
    kit = things.kit()
    animation = make.animation("L’eau en commun", kit=kit, themes=[])
    with django_capture_on_commit_callbacks(execute=True):
        made = make.request(animation=animation, groups=[("A", 20), ("B", 25)], key="une fois")
        assert make.request(animation=animation, key="une fois").pk == made.pk  # a double click
        who = make.facilitator(animations=[animation])
        first = make.visit(made, who, groups=[made.groups.first()], kit=kit)
        make.visit(made, who, start=soon(11), groups=[made.groups.last()])
        actions.send_proposal(request=made, word="Voici.", by=None)
        assert set(Reservation.objects.values_list("state", flat=True)) == {"asked"}
        made = actions.accept(request=made)
        assert actions.accept(request=made).state == "confirmed"  # two clicks
    assert made.state == "confirmed"
    activity = made.activity
    assert (activity.state, activity.is_public, activity.expected) == ("announced", False, 45)
    assert activity.sessions.count() == 2
    assert Reservation.objects.filter(state="confirmed").count() == 3
    audience = Classification.objects.filter(activity=activity, kind="audience").values_list("code", flat=True)
    assert list(audience) == [words.school_audience()]
    with pytest.raises(ValidationError, match="pas encore eu lieu"):
        actions.count(visit=first, present={g.pk: 1 for g in first.groups.all()}, by=None)
    made = make.past(made)
    assert jobs.hold_past() == 1
    assert jobs.hold_past() == 0
    made.refresh_from_db()
    assert (made.state, made.activity.state) == ("held", "held")
    for number, visit in enumerate(made.visits.all()):
        actions.count(visit=visit, present={g.pk: 18 + number for g in visit.groups.all()}, teachers=1, by=None)
    made.refresh_from_db()
    assert made.state == "counted"
    assert sorted(Count.objects.values_list("present", "helpers", "origin")) == [(18, 1, "school"), (19, 1, "school")]
    made = actions.evaluate(request=made, text="Très vivant.", by=None)
    assert made.state == "evaluated"
    assert list(made.steps.values_list("state", flat=True)) == [
        "asked", "proposed", "confirmed", "held", "counted", "evaluated"]  # fmt: skip
    told = set(Message.objects.values_list("to", flat=True))
    assert {"rosa@ecole.org", who.person.email} <= told


def test_what_is_missing_is_refused(csi):
    start = soon()
    slot = [(start, start + timedelta(hours=1))]
    base = {"level": "secondary-1", "school_name": "École", "contact_email": "a@b.org"}
    for values, groups, slots in ((base, [], slot), (base, [("A", 20)], []), (base, [("A", 20)], [(start, start)]),
                                  (base, [("A", 20)], [(soon(-3), soon(-2))]), ({**base, "school_name": ""}, [("A", 2)], slot),
                                  (base, [("A", 20)] * 7, slot), ({**base, "level": "lune"}, [("A", 20)], slot)):  # fmt: skip
        with pytest.raises(ValidationError):
            actions.ask(values=values, groups=groups, slots=slots)
    assert not SchoolRequest.objects.exists()


def test_a_check_missing_or_ended_asks_for_a_written_reason(csi):
    made = make.request()
    for who in (make.facilitator(check_on=None, check_until=None),
                make.facilitator(check_until=localdate() + timedelta(days=2))):  # fmt: skip
        with pytest.raises(ValidationError, match="Écrivez pourquoi"):
            make.visit(made, who)
        visit = make.visit(made, who, reason="Attestation vue le matin même.")
        assert visit.override_reason
        actions.drop_visit(visit=visit, by=None)
    assert not Reservation.objects.exclude(state="cancelled").exists()


def test_busy_away_or_a_kit_elsewhere_are_refused_whatever_one_writes(csi):
    made, who = make.request(), make.facilitator()
    start = made.slots.first().starts_at
    bookable = who.person.bookable
    bookings.say_absent(bookable=bookable, first_on=start.date(), last_on=start.date(), by=None)
    with pytest.raises(ValidationError, match="Absence"):
        make.visit(made, who, reason="Tant pis")
    bookings.forget_absence(absence=bookable.absences.get(), by=None)
    things.reservation(bookable, start + timedelta(hours=1.5), 0.1)  # within the time to come back
    with pytest.raises(ValidationError, match="Déjà pris"):
        make.visit(made, who, reason="Tant pis")
    kit = things.kit()
    things.reservation(kit, start, 1)
    with pytest.raises(ValidationError, match=kit.name):
        make.visit(made, make.facilitator(), kit=kit)


def test_taken_meanwhile_is_said_to_the_teacher_and_comes_back(csi):
    made, who = make.request(), make.facilitator()
    visit = make.visit(made, who)
    actions.send_proposal(request=made, by=None)
    things.reservation(who.person.bookable, visit.starts_at, 0.1)
    with pytest.raises(ValidationError, match="Entre-temps"):
        actions.accept(request=made)
    made.refresh_from_db()
    assert (made.state, made.activity) == ("asked", None)
    assert "Entre-temps" in made.steps.last().word


def test_two_schools_one_facilitator_the_first_to_accept(csi):
    who = make.facilitator()
    requests = [make.request(), make.request()]
    for made in requests:
        make.visit(made, who)
        actions.send_proposal(request=made, by=None)
    actions.accept(request=requests[0])
    with pytest.raises(ValidationError):
        actions.accept(request=requests[1])
    assert Reservation.objects.filter(state="confirmed").count() == 1


def test_asking_otherwise_then_another_proposal(csi):
    made = make.request()
    visit = make.visit(made)
    with pytest.raises(ValidationError):
        actions.ask_otherwise(request=made, word="Plus tard")
    actions.send_proposal(request=made, by=None)
    with pytest.raises(ValidationError):
        actions.ask_otherwise(request=made, word=" ")
    made = actions.ask_otherwise(request=made, word="Plutôt un mardi")
    actions.drop_visit(visit=visit, by=None)
    with pytest.raises(ValidationError, match="au moins une visite"):
        actions.send_proposal(request=made, by=None)
    make.visit(made, start=soon(12))
    actions.send_proposal(request=made, by=None)
    assert actions.accept(request=made).state == "confirmed"


def test_every_group_is_in_a_visit(csi):
    made = make.request(groups=[("A", 20), ("B", 20)])
    make.visit(made, groups=[made.groups.first()])
    with pytest.raises(ValidationError, match="B"):
        actions.send_proposal(request=made, by=None)


def test_cancelling_frees_everything_and_tells(csi, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = make.confirmed()
        actions.cancel(request=made, reason="Grève")
        actions.cancel(request=made, reason="Grève")
    made.refresh_from_db()
    assert (made.state, made.activity.state) == ("cancelled", "cancelled")
    assert not Reservation.objects.holding().exists()
    assert Message.objects.filter(subject__startswith="Annulée").count() == 1
    assert RequestStep.objects.filter(state="cancelled").count() == 1


def test_changing_while_asked_alone(csi):
    made = make.request()
    make.visit(made)
    start = soon(14)
    actions.change(
        request=made, values={"room": "B-12"}, groups=[("C", 30)], slots=[(start, start + timedelta(hours=1))]
    )
    made.refresh_from_db()
    assert (made.room, made.groups.get().label, made.visits.count()) == ("B-12", "C", 0)
    assert not Reservation.objects.filter(state="asked").exists()
    make.visit(made)
    actions.send_proposal(request=made, by=None)
    with pytest.raises(ValidationError, match="Proposée"):
        actions.change(request=made, values={}, groups=[("C", 30)], slots=[(start, start + timedelta(hours=1))])


def test_declined_can_be_taken_up_again_by_nobody_but_by_asking(csi):
    made = make.request()
    with pytest.raises(ValidationError):
        actions.decline(request=made, reason="", by=None)
    actions.decline(request=made, reason="Personne n’est libre en mai.", by=None)
    with pytest.raises(ValidationError):
        actions.cancel(request=made)


def test_a_facilitator_answers_and_is_replaced(csi, django_capture_on_commit_callbacks):
    made = make.confirmed()
    one = Assignment.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_assignment(assignment=one, accepted=False, word="Malade", by=None)
    assert Message.objects.filter(subject__contains="décline").exists()
    second = make.facilitator(fee=9900)
    row = actions.replace_facilitator(assignment=one, facilitator=second, by=None)
    assert (row.facilitator, row.fee, row.answer) == (second, 9900, "waiting")
    kept = Reservation.objects.holding().get()
    assert kept.bookable.person == second.person
    actions.answer_assignment(assignment=row, accepted=True, by=None)
    with pytest.raises(ValidationError, match="écrivez à l’équipe"):
        actions.answer_assignment(assignment=row, accepted=False, by=None)
    made.refresh_from_db()
    assert made.state == "confirmed"


def test_reminders_leave_once(csi):
    made = make.confirmed(start=soon(3))
    assert made.state == "confirmed"
    assert jobs.remind() == 2
    assert jobs.remind() == 0


def test_teachers_are_forgotten_after_their_school_year_and_figures_stay(csi):
    made = make.past(make.confirmed())
    jobs.hold_past()
    visit = made.visits.get()
    actions.count(visit=visit, present={visit.groups.get().pk: 25}, by=None)
    made.refresh_from_db()
    assert actions.forget_contacts(on=made.keep_until) == 0
    assert actions.forget_contacts(on=made.keep_until + timedelta(days=1)) == 1
    made.refresh_from_db()
    assert (made.contact_name, made.contact_email, made.text) == ("", "", "")
    assert Count.objects.get().present == 25
    assert made.keep_until.month == 8


def test_counts_are_bounded_and_corrected(csi):
    made = make.past(make.confirmed())
    visit, group = made.visits.get(), made.visits.get().groups.get()
    for number in (-1, 2001, None):
        with pytest.raises(ValidationError):
            actions.count(visit=visit, present={group.pk: number}, by=None)
    actions.count(visit=visit, present={group.pk: 0}, by=None)
    actions.count(visit=visit, present={group.pk: 24}, by=None)
    assert Count.objects.get().present == 24
    made.refresh_from_db()
    assert made.state == "counted"


def test_kilometres_and_rates_are_those_of_the_day(csi):
    who = make.facilitator(cast.user("Nadia"))
    made = make.past(make.confirmed(who))
    row = Assignment.objects.get()
    actions.change_facilitator(facilitator=who, values={"fee": 99999}, by=None)
    with pytest.raises(ValidationError):
        actions.report_km(assignment=row, km=5001, by=None)
    actions.report_km(assignment=row, km=84, by=None)
    row.refresh_from_db()
    assert (row.fee, row.per_100_km, row.km) == (12000, 6100, 84)
    assert made.visits.get().starts_at < now()


def test_the_teacher_receives_the_evaluation_of_the_class_and_finds_it_on_their_page(csi):
    made = make.past(make.confirmed())
    made = actions.hold(request=made, by=None)
    for code in ("teacher", "participant"):
        asked = evaluations.take_starter(code=code, language="fr", by=None)
        values = {"moment": "after", "opens_on": localdate(), "closes_on": None, "invite": False}
        poll = evaluations.open_poll(activity=made.activity, questionnaire=asked, values=values, by=None)
        assert evaluations.invite(poll=poll, by=None) == (code == "teacher")
        if code == "teacher":
            letter = Message.objects.get(to=made.contact_email, purpose="activities.evaluation")
            assert f"/evaluation/{poll.code}/" in letter.text
        page = cast.browser(None).get(f"/espace/animation/{made.token}/").content.decode()
        assert f"/evaluation/{poll.code}/" in page
