"""What happens to an activity happens to those who are enrolled; names go at the day declared, figures stay."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from maillage.activities import signals
from maillage.activities.models import Activity, Session
from maillage.audit.models import Entry
from maillage.core.registry import house
from maillage.enrolments import actions, jobs, panels, places, room
from maillage.enrolments.models import Enrolment, Opening, Place
from maillage.messages.models import Message
from tests import cast, networks
from tests.factories import activities
from tests.factories import enrolments as factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _network():
    networks.install()


def sound():
    assert [level for level, _text in places.check()] == ["ok"]


def cancel(activity, reason="La salle a brûlé."):
    activity.state, activity.cancelled_at, activity.cancel_reason = "cancelled", now(), reason
    activity.save()
    signals.activity_cancelled.send(Activity, activity=activity, reason=reason, by=None)


def test_three_hundred_are_told_in_a_bounded_number_of_queries(
    django_capture_on_commit_callbacks, django_assert_max_num_queries
):
    counts = []
    for people in (3, 300):
        activity = activities.activity()
        opening = activities.opening(activity, 400)
        kind = opening.kinds.get()
        rows = Enrolment.objects.bulk_create(
            Enrolment(
                activity=activity, key=f"{people}-{n}", state="confirmed", name=f"P {n}", email=f"p{n}@exemple.org"
            )
            for n in range(people)
        )
        made = Place.objects.bulk_create(
            Place(enrolment=row, kind=kind, session=activity.sessions.get()) for row in rows
        )
        places.take(made)
        Message.objects.all().delete()
        with django_assert_max_num_queries(60) as queries, django_capture_on_commit_callbacks(execute=False) as later:
            cancel(activity)
        assert len(queries) < 6  # the activity's own change is short
        with django_assert_max_num_queries(60) as queries:
            for callback in later:
                callback()
        counts.append(len(queries))
        assert set(Enrolment.objects.filter(activity=activity).values_list("state", flat=True)) == {"cancelled"}
        assert Message.objects.filter(subject__startswith="Annulée").count() == people
        assert "La salle a brûlé." in Message.objects.all()[0].text
        assert jobs.activity_cancelled(activity.pk) == 0  # again, it changes nothing
    assert counts[1] <= counts[0] + 8  # batches of five hundred, not one for each
    sound()


def test_a_cancelled_date_gives_its_places_back_and_tells_those_concerned(django_capture_on_commit_callbacks):
    activity = activities.activity(starts_at=None)
    for days in range(2):
        activities.session(activity, activities.START + timedelta(days=days))
    opening = activities.opening(activity)
    actions.quotas_by_date(opening=opening, size=2, by=None)
    first, second = activity.sessions.all()
    alone, both, other = (
        factory.enrolment(activity, sessions=one) for one in ([first.pk], [first.pk, second.pk], [second.pk])
    )
    Message.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        first.cancelled_at, first.cancel_reason = now(), "Grève des trains"
        first.save()
        signals.session_cancelled.send(Session, session=first, reason="Grève des trains", by=None)
        signals.session_cancelled.send(Session, session=first, reason="Grève des trains", by=None)
    for row in (alone, both, other):
        row.refresh_from_db()
    assert (alone.state, both.state, other.state) == ("cancelled", "confirmed", "confirmed")
    assert [one.taken for one in opening.quotas.order_by("pk")] == [0, 2]
    assert set(Message.objects.values_list("to", flat=True)) == {alone.email, both.email}
    assert "Grève des trains" in Message.objects.get(to=both.email).text
    sound()


def test_another_hour_is_told_with_the_new_file(django_capture_on_commit_callbacks):
    activity = activities.activity()
    activities.opening(activity, 9)
    one = factory.enrolment(activity)
    session = activity.sessions.get()
    Message.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        before = {"starts_at": session.starts_at}
        session.starts_at += timedelta(hours=1)
        session.sequence += 1
        session.save()
        signals.session_changed.send(Session, session=session, before=before, by=None)
    (letter,) = Message.objects.all()
    assert letter.attachments == [f"enrolment:{one.pk}"]
    assert "Nouvelle date" in letter.subject
    file = house.attachments.get("enrolment")(str(one.pk))
    assert b"SEQUENCE:1" in file.content
    assert f"DTSTART:{session.starts_at:%Y%m%dT%H%M%SZ}".encode() in file.content


def test_a_copy_takes_its_rules_places_and_questions_along():
    activity = activities.activity()
    opening = activities.opening(activity, 12, most_places=3, approval=True)
    first = actions.save_question(opening=opening, values={"label": "Groupe ?", "kind": "yes_no"}, by=None)
    actions.save_question(opening=opening, values={"label": "Lequel ?", "after": first, "after_answer": "yes"}, by=None)
    actions.save_quota(
        opening=opening, name="Ce jour", size=5, session=activity.sessions.get(), kinds=opening.kinds.all(), by=None
    )
    factory.enrolment(activity)
    copy = activities.activity(starts_at=activities.START + timedelta(days=30))
    signals.activity_copied.send(Activity, origin=activity, copy=copy, parts=frozenset({"enrolment", "dates"}),
                                 sessions={activity.sessions.get().pk: copy.sessions.get()}, by=None)  # fmt: skip
    made = Opening.objects.get(activity=copy)
    assert (made.most_places, made.approval) == (3, True)
    assert sorted(made.quotas.values_list("name", "size", "taken", "session")) == [
        ("Ce jour", 5, 0, copy.sessions.get().pk), ("Salle", 12, 0, None),
    ]  # fmt: skip
    assert made.kinds.get().quotas.count() == 2
    assert made.questions.get(label="Lequel ?").after.label == "Groupe ?"
    assert not Enrolment.objects.filter(activity=copy).exists()


def test_names_go_at_the_day_declared_and_figures_stay():
    activity = activities.activity()
    activities.opening(activity, 3, purge_days=10)
    values = {"postal_area": "G1K", "first_time": True, "needs": "Fauteuil", "answers": {"1": "secret"}, "phone": "555"}
    one = factory.enrolment(activity, 2, name="Ana Ruiz", names=["Ana Ruiz", "Zoé"], values=values)
    actions.cancel(enrolment=factory.enrolment(activity), reason="Malade")
    Message.objects.update(state="sent", sent_at=now())
    ends = now() - timedelta(days=9)
    Activity.objects.filter(pk=activity.pk).update(starts_at=ends - timedelta(hours=2), ends_at=ends)
    assert jobs.purge() == 0
    Activity.objects.filter(pk=activity.pk).update(
        ends_at=now() - timedelta(days=11), starts_at=now() - timedelta(days=12)
    )
    assert jobs.purge() == 2
    assert jobs.purge() == 0
    one.refresh_from_db()
    assert (one.name, one.email, one.phone, one.needs, one.answers, one.fingerprint) == ("", "", "", "", {}, "")
    assert set(Place.objects.values_list("name", flat=True)) == {""}
    assert (one.state, one.postal_area, one.first_time, one.places.count()) == ("confirmed", "G1K", True, 2)
    assert set(Enrolment.objects.values_list("reason", flat=True)) == {""}
    assert not Message.objects.exclude(text="").exists()
    assert not Entry.objects.filter(kind="enrolments.enrolment").exclude(label="").exists()
    assert "Ana" not in str(list(Entry.objects.values()))
    sound()


def test_what_a_restart_left_is_followed_by_the_clock():
    activity = activities.activity()
    opening = activities.opening(activity, 1)
    one, waiting = factory.enrolment(activity), factory.enrolment(activity)
    places.give_back(list(one.places.all()))  # a place freed that called nobody
    Enrolment.objects.filter(pk=one.pk).update(state="cancelled", cancelled_at=now())
    jobs.tend()
    waiting.refresh_from_db()
    assert waiting.state == "offered"
    Enrolment.objects.filter(pk=waiting.pk).update(offered_until=now() - timedelta(minutes=1))
    jobs.tend()
    waiting.refresh_from_db()
    assert waiting.state == "lapsed"
    last = factory.enrolment(activity)
    Activity.objects.filter(pk=activity.pk).update(state="cancelled", cancelled_at=now())
    jobs.tend()
    last.refresh_from_db()
    assert last.state == "cancelled"
    assert opening.quotas.get().taken == 0
    sound()


def test_a_person_takes_their_data_or_has_it_erased():
    activity = activities.activity()
    activities.opening(activity, 5)
    ana = cast.user("Ana")
    one = factory.enrolment(activity, name="Ana", email="Ana@exemple.org", values={"needs": "Fauteuil"})
    other = factory.enrolment(activity)
    provider = house.personal_data.get("enrolments")
    (told,) = provider.export(ana)
    assert told["Besoins"] == ["Fauteuil"]
    assert provider.erase(ana, by=None)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, one.name, one.email) == ("cancelled", "", "")
    assert other.name
    sound()


def test_the_public_panel_is_one_query(django_assert_num_queries):
    activity = activities.activity()
    opening = activities.opening(activity, 3)
    with django_assert_num_queries(1):
        template, context = panels.public_panel(None, activity)
    assert (template, context["left"].free, context["few"]) == ("enrolments/public_panel.html", 3, True)
    factory.enrolment(activity, 3)
    left = room.left_of([activity, activities.activity()])
    assert left[activity.pk].full
    assert not left[activity.pk].has_room
    assert len(left) == 1
    Opening.objects.filter(pk=opening.pk).update(opens_at=now() + timedelta(days=1))
    assert panels.public_panel(None, activity)[1]["status"] == "not_yet"
    assert panels.public_panel(None, activities.activity()) is None
