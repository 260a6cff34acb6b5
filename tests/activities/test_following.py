"""Agendas followed: nothing before one agrees, nothing twice, nothing over what was changed here unless one says so."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from maillage.activities import actions, following, nightly
from maillage.activities.actions import sources as verbs
from maillage.activities.models import Activity, CalendarSource, Session
from maillage.core import gateways
from maillage.core.gateways import FakeWeb
from maillage.organisations.models import Organisation
from tests import cast, networks
from tests.activities.test_reading import agenda
from tests.factories import activities as make

URL = "https://membre.example/agenda.ics"
DAY = (now() + timedelta(days=20)).replace(hour=15, minute=0, second=0, microsecond=0)


def stamp(moment):
    return moment.strftime("%Y%m%dT%H%M%SZ")


def event(uid="1", title="Assemblée", days=0, hours=2, **more):
    start = DAY + timedelta(days=days)
    lines = {"UID": uid, "SUMMARY": title, "DTSTART": stamp(start), "DTEND": stamp(start + timedelta(hours=hours)),
             "LOCATION": "Salle du bas"} | more  # fmt: skip
    return "\n".join(f"{name}:{value}" for name, value in lines.items())


@pytest.fixture
def source(db, settings, tmp_path):
    settings.DATA = tmp_path
    networks.install("csi")
    owner = Organisation.objects.create(name="Maison du monde")
    return verbs.follow(
        values={"name": "Agenda du membre", "url": URL, "organisation": owner, "form": "conference"}, by=None
    )


def read(source, *events, chosen=()):
    source.refresh_from_db()
    return verbs.read_source(source=source, data=agenda(*events).encode(), by=None, chosen=chosen)


def plan(source, *events):
    source.refresh_from_db()
    return following.plan(source, following.understood(agenda(*events).encode(), now()), now())


def test_an_event_comes_as_a_proposal(source):
    counts = read(source, event())
    assert counts["new"] == 1
    one = Activity.objects.get()
    assert (one.title, one.state, one.part, one.form) == ("Assemblée", "proposed", "takes_part", "conference")
    assert one.proposed_by == one.organiser == source.organisation
    date = one.sessions.get()
    assert (date.starts_at, date.room, date.mode) == (DAY, "Salle du bas", "onsite")
    assert not Activity.objects.public().exists()


def test_a_trusted_agenda_is_announced(source):
    verbs.change_source(source=source, values={"announce": True}, by=None)
    read(source, event())
    assert Activity.objects.public().get().title == "Assemblée"


def test_read_twice_nothing_comes_twice(source):
    read(source, event(), event("2", "Atelier"))
    counts = read(source, event(), event("2", "Atelier"))
    assert (counts["new"], counts["same"]) == (0, 2)
    assert Activity.objects.count() == Session.objects.count() == 2


def test_what_moves_there_moves_here_and_keeps_its_name(source):
    read(source, event())
    before = Session.objects.get()
    counts = read(source, event(days=1, title="Assemblée générale"))
    after = Session.objects.get()
    assert counts["changed"] == 1
    assert after.uid == before.uid
    assert after.starts_at == DAY + timedelta(days=1)
    assert after.sequence > before.sequence
    assert Activity.objects.get().title == "Assemblée générale"


def test_what_was_changed_here_is_kept_until_someone_says(source):
    read(source, event())
    one = Activity.objects.get()
    actions.edit(activity=one, values={"title": "Assemblée ouverte à tout le monde"}, by=None)
    assert plan(source, event()).counts()["same"] == 1
    assert read(source, event(title="Assemblée annuelle"))["edited"] == 1
    assert Activity.objects.get().title == "Assemblée ouverte à tout le monde"
    assert read(source, event(title="Assemblée annuelle"))["edited"] == 1  # it still waits for someone
    read(source, event(title="Assemblée annuelle"), chosen=["1"])
    assert Activity.objects.get().title == "Assemblée annuelle"
    assert read(source, event(title="Assemblée annuelle"))["same"] == 1


def test_another_part_changed_there_comes_without_touching_ours(source):
    read(source, event())
    one = Activity.objects.get()
    actions.edit(activity=one, values={"title": "Notre titre"}, by=None)
    assert read(source, event(days=2))["changed"] == 1
    one.refresh_from_db()
    assert one.title == "Notre titre"
    assert one.starts_at == DAY + timedelta(days=2)


def test_a_date_changed_in_both_places_waits(source):
    read(source, event())
    session = Session.objects.get()
    actions.edit_session(session=session, values={"room": "Grande salle"}, by=None)
    assert read(source, event(days=1))["edited"] == 1
    assert Session.objects.get().starts_at == DAY


def test_a_series_is_one_activity(source):
    rule = {"RRULE": "FREQ=WEEKLY;COUNT=4"}
    read(source, event(**rule))
    assert Activity.objects.get().sessions.count() == 4
    moved = event(days=8, **{"RECURRENCE-ID": stamp(DAY + timedelta(days=7))})
    away = event(days=14, **{"RECURRENCE-ID": stamp(DAY + timedelta(days=14)), "STATUS": "CANCELLED"})
    actions.accept(activity=Activity.objects.get(), by=None)
    read(source, event(**rule), moved, away)
    dates = list(Activity.objects.get().sessions.order_by("starts_at"))
    assert [(one.starts_at - DAY).days for one in dates] == [0, 8, 14, 21]
    assert [bool(one.cancelled_at) for one in dates] == [False, False, True, False]
    shorter = {"RRULE": "FREQ=WEEKLY;COUNT=2"}
    read(source, event(**shorter), moved)
    assert [bool(one.cancelled_at) for one in Activity.objects.get().sessions.order_by("starts_at")] == [
        False,
        False,
        True,
        True,
    ]
    assert read(source, event(**shorter), moved)["same"] == 1


def test_cancelled_there_is_cancelled_here(source):
    read(source, event(), event("2", "Proposée"))
    told = Activity.objects.get(source_uid="1")
    actions.accept(activity=told, by=None)
    cancelled = {"STATUS": "CANCELLED"}
    assert (
        read(source, event(**cancelled), event("2", "Proposée", **cancelled), event("3", **cancelled))["cancelled"] == 2
    )
    assert set(Activity.objects.values_list("source_uid", "state")) == {("1", "cancelled"), ("2", "declined")}
    assert read(source, event(days=1), event("2", "Proposée"))["changed"] == 0  # what was settled here stays


def test_what_is_no_longer_there_waits_for_someone(source):
    read(source, event(), event("2", "Atelier"))
    assert read(source, event())["gone"] == 1
    assert Activity.objects.get(source_uid="2").state == "proposed"
    read(source, event(), chosen=["2"])
    assert Activity.objects.get(source_uid="2").state == "declined"


def test_what_was_taken_out_here_does_not_come_back(source):
    read(source, event())
    actions.withdraw(activity=Activity.objects.get(), by=None)
    assert read(source, event())["new"] == 0
    assert not Activity.objects.exists()


@pytest.mark.parametrize(("room", "expected"), [("", "double"), ("Salle du bas", "double"), ("Ailleurs", "new")])
def test_no_double_of_what_the_calendar_has(source, room, expected):
    one = make.activity("ASSEMBLÉE", starts_at=None)
    make.session(one, DAY, room=room)
    counts = read(source, event())
    assert counts[expected] == 1
    assert Activity.objects.count() == (1 if expected == "double" else 2)


def test_places_and_links_are_understood(source):
    hall = make.venue("Salle du bas", city="Sherbrooke")
    make.venue("Chez moi", is_private=True)
    read(source, event(), event("2", LOCATION="https://visio.example/secret"), event("3", LOCATION="En ligne (Zoom)"),
         event("4", LOCATION="Salle du bas\\, Sherbrooke"), event("5", LOCATION="Chez moi"))  # fmt: skip
    found = {row.activity.source_uid: row for row in Session.objects.select_related("activity", "venue")}
    assert found["1"].venue == found["4"].venue == hall
    assert (found["2"].mode, found["2"].online_link, found["2"].room) == ("online", "https://visio.example/secret", "")
    assert (found["3"].mode, found["3"].venue) == ("online", None)
    assert (found["5"].venue, found["5"].room) == (None, "Chez moi")


def test_one_that_is_refused_does_not_stop_the_others(source, monkeypatch):
    bring = verbs.bring

    def refuse(source, line, by):
        if line.uid == "1":
            raise actions.common.refuse("no_form")
        return bring(source, line, by=by)

    monkeypatch.setattr(verbs, "bring", refuse)
    read(source, event(), event("2", "Atelier"))
    source.refresh_from_db()
    assert Activity.objects.get().title == "Atelier"
    assert "Assemblée" in source.outcome["failures"][0]


def test_each_night(source):
    other = verbs.follow(values={"name": "Cassé", "url": "https://casse.example/a.ics", "form": "conference"}, by=None)
    off = verbs.follow(
        values={"name": "Éteint", "url": "https://eteint.example/a.ics", "form": "conference", "is_active": False},
        by=None,
    )
    with gateways.pretending(FakeWeb({URL: agenda(event()).encode(), other.url: b"<html>", off.url: b""})) as web:
        assert nightly.read_all() == 1
        assert nightly.read_all() == 1
    assert off.url not in web.asked
    assert Activity.objects.count() == 1
    other.refresh_from_db()
    assert "iCalendar" in other.outcome["error"]
    assert other.read_at is not None


def test_a_plan_asks_the_same_number_of_questions(source):
    counts = []
    for size in (5, 200):
        events = [event(str(n), f"Événement {n}", days=n % 30) for n in range(size)]
        plan(source, *events)
        with CaptureQueriesContext(connection) as found:
            plan(source, *events)
        counts.append(len(found))
    assert counts[0] == counts[1]


# The screens


@pytest.fixture
def officer(source):
    return cast.browser(cast.user("Amina", "activities_officer"))


def said(answer):
    return [str(one) for one in get_messages(answer.wsgi_request)]


def test_from_the_address_to_the_calendar(officer, source):
    CalendarSource.objects.all().delete()
    pages = FakeWeb({URL: agenda(event(), event("2", "Atelier")).encode()})
    with gateways.pretending(pages):
        answer = officer.post("/gestion/agendas/nouveau/", {"name": "Le membre", "url": "webcal://membre.example/agenda.ics",
                                                           "form": "conference", "is_active": "on"})  # fmt: skip
    made = CalendarSource.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert made.url == URL
    page = officer.get(answer["Location"]).content.decode()
    assert "Assemblée" in page
    assert "Atelier" in page
    assert not Activity.objects.exists()  # nothing before one agrees
    answer = officer.post(f"/gestion/agendas/{made.pk}/lire/")
    assert Activity.objects.count() == 2
    assert not following.file_of(made).exists()
    again = officer.post(f"/gestion/agendas/{made.pk}/lire/")
    assert "Regardez d’abord" in " ".join(said(again))


def test_from_a_file(officer, source):
    CalendarSource.objects.all().delete()
    upload = SimpleUploadedFile("a.ics", agenda(event()).encode())
    officer.post("/gestion/agendas/nouveau/", {"name": "Fichier", "form": "conference", "file": upload})
    made = CalendarSource.objects.get()
    officer.post(f"/gestion/agendas/{made.pk}/lire/", {"forget": "1"})
    assert not Activity.objects.exists()
    officer.post(
        f"/gestion/agendas/{made.pk}/regarder/", {"file": SimpleUploadedFile("a.ics", agenda(event()).encode())}
    )
    officer.post(f"/gestion/agendas/{made.pk}/lire/")
    assert Activity.objects.get().title == "Assemblée"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"name": "x"}, "Donnez l’adresse"), ({"name": "x", "url": "http://127.0.0.1/a:b@c"}, ""), ({"name": "", "url": URL}, ""),
        ({"name": "x", "url": "file:///etc/passwd"}, "Cette adresse ne se lit pas"), ({"name": "x", "url": URL}, "déjà suivi"),
        ({"name": "x", "url": "https://a.example/" + "é" * 900}, ""), ({"name": "\x00", "url": "https://a.example/"}, ""),
    ],
)  # fmt: skip
def test_what_is_refused_is_said(officer, values, why):
    answer = officer.post("/gestion/agendas/nouveau/", {"form": "conference", **values})
    if answer.status_code == 302:  # an address of its own machine is followed, but never fetched
        assert "127.0.0.1" in values["url"]
        return
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_an_address_that_fails_is_said_on_its_page(officer, source):
    with gateways.pretending(FakeWeb({URL: "slow"})):
        answer = officer.post(f"/gestion/agendas/{source.pk}/regarder/", follow=True)
    assert "secondes" in answer.content.decode()
    assert "Échec" in officer.get("/gestion/agendas/").content.decode()


def test_a_file_too_big_or_not_an_agenda(officer, source):
    for content, why in ((b"x" * 5_000_001, "5 Mo"), (b"PK\x03\x04", "iCalendar"), (b"", "")):
        CalendarSource.objects.filter(pk=source.pk).update(url="")
        answer = officer.post(
            f"/gestion/agendas/{source.pk}/regarder/", {"file": SimpleUploadedFile("a.ics", content)}, follow=True
        )
        assert why in answer.content.decode()
        assert not following.file_of(source).exists()


def test_a_long_reading_is_a_job(officer, source, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr("maillage.activities.views.sources.AT_ONCE", 1)
    following.keep(source, agenda(event(), event("2", "Atelier")).encode())
    officer.post(f"/gestion/agendas/{source.pk}/lire/")
    assert Activity.objects.count() == 2  # jobs are done at once in tests
    assert not following.file_of(source).exists()


def test_only_those_who_prepare_activities(source):
    reader = cast.browser(cast.user("Bruno", "treasurer"))
    assert reader.post(f"/gestion/agendas/{source.pk}/regarder/").status_code == 403
    assert reader.post(f"/gestion/agendas/{source.pk}/lire/").status_code == 403


def test_a_withheld_organisation_s_agenda_is_not_told(officer, source):
    Organisation.objects.filter(pk=source.organisation_id).update(withheld=True)
    assert "Agenda du membre" not in officer.get("/gestion/agendas/").content.decode()
    assert officer.get(f"/gestion/agendas/{source.pk}/").status_code == 404


def test_what_is_no_longer_followed_leaves_its_activities(officer, source):
    read(source, event())
    officer.post(f"/gestion/agendas/{source.pk}/retirer/")
    assert not CalendarSource.objects.exists()
    assert Activity.objects.get().source is None
