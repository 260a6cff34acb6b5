"""The door: one person is one arrival, whoever notes it, however often it is sent; links that end; nothing that leaks."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.enrolments import doorway, links, places, presence
from maillage.enrolments.actions import desk_links, door, walkins
from maillage.enrolments.models import CheckIn, DeskLink, Enrolment, Headcount, Place, Quota
from tests import cast, networks
from tests.enrolments.day import date_of, enrolled
from tests.factories import activities

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _network():
    networks.install()


def present(session):
    return CheckIn.objects.filter(session=session, undone_at=None).count()


def arrive(session, place, nonce, **values):
    return door.arrive(session=session, place=place, nonce=nonce, by=None, **values).state


def test_a_nonce_is_used_once_and_a_person_is_one_arrival():
    session, _opening = date_of()
    (place,) = enrolled(session)
    assert arrive(session, place, "first-nonce") == "noted"
    assert arrive(session, place, "first-nonce") == "noted"  # sent again
    assert arrive(session, place, "other-device") == "already"
    assert arrive(session, place, "other-device") == "already"
    assert present(session) == 1
    assert door.undo(session=session, nonce="first-nonce", reason="Erreur", by=None).state == "undone"
    # What was noted before and comes again is not another arrival.
    assert arrive(session, place, "first-nonce") == "undone"
    assert arrive(session, place, "other-device") == "already"
    assert present(session) == 0
    assert arrive(session, place, "third-nonce") == "noted"
    assert present(session) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(["arrive", "undo"]), st.integers(0, 3), st.integers(0, 1)), max_size=12))
def test_whatever_is_sent_and_sent_again(steps):
    """Any order of arrivals and undoings of two people by four nonces: never two arrivals of one, and sending all of
    it again changes nothing."""
    session, _opening = date_of()
    people = enrolled(session) + enrolled(session)

    def send():
        for what, nonce, who in steps:
            try:
                if what == "arrive":
                    arrive(session, people[who], f"nonce-{nonce}-{who}-{session.pk}")
                else:
                    door.undo(session=session, nonce=f"nonce-{nonce}-{who}-{session.pk}", reason="Erreur", by=None)
            except ValidationError:
                assert what == "undo"  # of what was never noted

    send()
    once = sorted(CheckIn.objects.filter(session=session).values_list("nonce", "undone_at"))
    for place in people:
        assert CheckIn.objects.filter(place=place, session=session, undone_at=None).count() <= 1
    assert len(once) == len({nonce for nonce, _at in once})
    for what, nonce, who in steps:  # arrivals alone, in any order: every nonce is known
        if what == "arrive":
            arrive(session, people[who], f"nonce-{nonce}-{who}-{session.pk}")
    assert sorted(CheckIn.objects.filter(session=session).values_list("nonce", "undone_at")) == once


def test_refusals_say_what_to_do():
    session, _opening = date_of()
    other, _ = date_of()
    (place,) = enrolled(other)
    with pytest.raises(ValidationError, match="autre date"):
        arrive(session, place, "nonce-nonce")
    places.give_back([place])
    with pytest.raises(ValidationError, match="sans inscription"):
        arrive(other, place, "nonce-nonce")
    soon, _ = date_of(hours=30)
    (early,) = enrolled(soon)
    with pytest.raises(ValidationError, match="douze heures"):
        arrive(soon, early, "nonce-nonce")
    with pytest.raises(ValidationError, match="pourquoi"):
        door.undo(session=other, nonce="nonce-nonce", reason="  ", by=None)
    assert not CheckIn.objects.exists()


def test_a_cycle_is_noted_at_each_of_its_dates():
    session, _opening = date_of(structure="cycle")
    second = activities.session(session.activity, now() - timedelta(minutes=30))
    (place,) = enrolled(session)
    assert place.session is None
    assert arrive(session, place, "nonce-one") == "noted"
    assert arrive(second, place, "nonce-two") == "noted"
    assert presence.present([session.pk, second.pk]) == {session.pk: 1, second.pk: 1}


def come(session, number=1, nonce="walk-in-1", **values):
    return walkins.come_in(session=session, party=walkins.Party(nonce=nonce, number=number, **values), by=None)


def test_walk_ins_take_places_and_never_one_too_many():
    session, opening = date_of(3)
    come(session, 2, name="Rosa Diaz", first_time=True)
    come(session, 2, name="Rosa Diaz", first_time=True)  # sent again
    assert (Enrolment.objects.count(), present(session), Quota.objects.get().taken) == (1, 2, 2)
    assert Enrolment.objects.get().first_time is True
    with pytest.raises(places.Full):
        come(session, 2, nonce="walk-in-2")
    assert (present(session), Quota.objects.get().taken) == (2, 2)
    come(session, 2, nonce="walk-in-3", seatless=True)
    come(session, 2, nonce="walk-in-3", seatless=True)
    assert presence.counts(session) == presence.Counts(registered=2, came=2, without=2)
    assert presence.counts(session).present == 4
    assert places.counted(opening)[Quota.objects.get().pk] == 2


def test_the_room_has_a_size_too():
    session, _opening = date_of(1, venue=activities.venue(capacity=3))
    come(session, 1)
    come(session, 2, nonce="walk-in-2", seatless=True)
    with pytest.raises(ValidationError, match="3 personnes"):
        come(session, 1, nonce="walk-in-3", seatless=True)
    assert presence.counts(session).present == 3


def test_what_was_taken_at_the_door_is_given_back_with_its_last_arrival():
    session, _opening = date_of(2)
    come(session, 2)
    for rank in range(2):
        walkins.take_back(session=session, nonce=f"walk-in-1.{rank}", reason="Repartis", by=None)
        assert Quota.objects.get().taken == (2 if rank == 0 else 0)
    assert come(session, 2).state == "undone"
    assert present(session) == 0


def test_where_nobody_enrols_people_are_counted():
    session, _none = date_of(None)
    come(session, 12)
    come(session, 12)
    assert presence.counts(session).present == 12
    walkins.take_back(session=session, nonce="walk-in-1", reason="Erreur", by=None)
    assert presence.counts(session).present == 0
    assert Headcount.objects.get().undo_reason == "Erreur"


# Devices


def sync(client, address, events=(), last=0):
    return client.post(address, json.dumps({"events": list(events), "last": last}), content_type="application/json")


def test_two_devices_note_the_same_person_and_both_are_told():
    session, _opening = date_of()
    places_ = enrolled(session, 2, name="Lucie Roy")
    officer = cast.browser(cast.user("Awa Diop", "activities_officer"))
    address = reverse("enrolments:door_sync", args=[session.pk])
    one = {"kind": "arrival", "nonce": "a" * 24, "place": str(places_[0].pk), "at": now().isoformat()}
    first = sync(officer, address, [one]).json()
    second = sync(officer, address, [{**one, "nonce": "b" * 24}]).json()
    assert first["said"][f"{'a' * 24}:arrival"]["state"] == "noted"
    assert second["said"][f"{'b' * 24}:arrival"]["state"] == "already"
    assert second["came"][str(places_[0].pk)][0] == "a" * 24
    assert (second["present"], second["registered"]) == (1, 2)


def test_an_event_that_is_refused_does_not_hold_the_others():
    session, _opening = date_of(2)
    (place,) = enrolled(session)
    officer = cast.browser(cast.user("Awa Diop", "activities_officer"))
    events = [
        {"kind": "arrival", "nonce": "c" * 24, "place": "99999999999999999999"}, {"kind": "?", "nonce": "d" * 24},
        {"kind": "walkin", "nonce": "e" * 24, "number": "5", "name": "x\x00" * 9000},
        {"kind": "undo", "nonce": "nothing-here", "reason": "Erreur"}, {"nonce": None}, {"kind": "arrival", "nonce": "'; --"},
        {"kind": "arrival", "nonce": "f" * 24, "place": place.pk, "at": "yesterday"},
    ]  # fmt: skip
    answer = sync(officer, reverse("enrolments:door_sync", args=[session.pk]), events)
    said = {key: one["state"] for key, one in answer.json()["said"].items()}
    assert said[f"{'f' * 24}:arrival"] == "noted"
    assert said[f"{'e' * 24}:walkin"] == "full"
    assert sorted(said.values()).count("refused") == 5
    for body in (b"{", b"[]", b'{"events": 3}', b"[" * 5000, b'{"events": [1]}', b"x" * 300_000):
        address = reverse("enrolments:door_sync", args=[session.pk])
        assert officer.post(address, body, content_type="application/json").status_code == 400


def test_late_news_keeps_the_hour_of_the_device_when_it_can_be_true():
    session, _opening = date_of()
    a, b = enrolled(session), enrolled(session)
    then = session.starts_at + timedelta(minutes=3)
    door.arrive(session=session, place=a[0], nonce="nonce-late", at=then, by=None)
    door.arrive(session=session, place=b[0], nonce="nonce-mad", at=now() + timedelta(days=400), by=None)
    assert CheckIn.objects.get(nonce="nonce-late").came_at == then
    assert CheckIn.objects.get(nonce="nonce-mad").came_at <= now()


def test_the_page_works_without_script():
    session, _opening = date_of(2, title="Soirée du Sahel")
    (lucie,) = enrolled(session, name="Lucie Roy")
    enrolled(session, name="Éva Nuñez")
    officer = cast.browser(cast.user("Awa Diop", "activities_officer"))
    address = reverse("enrolments:door", args=[session.pk])
    page = officer.get(address, {"q": "nunez"}).content.decode()
    assert page.count("<li data-place") == 2
    assert page.count('hidden><div class="qui"') == 1
    nonce = "0123456789abcdef"
    for _click in range(2):
        assert officer.post(address, {"place": lucie.pk, "nonce": nonce}).status_code == 302
    assert present(session) == 1
    check = CheckIn.objects.get()
    assert officer.post(address, {"undo": check.nonce, "reason": ""}).status_code == 422
    assert officer.post(address, {"undo": check.nonce, "reason": "Erreur de personne"}).status_code == 302
    assert present(session) == 0
    full = officer.post(address, {"walkin": "1", "nonce": nonce + "-s", "number": "3", "name": "Tam"})
    assert full.status_code == 409
    assert "Compter sans place" in full.content.decode()
    assert (
        officer.post(address, {"walkin": "1", "nonce": nonce + "-s", "number": "3", "seatless": "1"}).status_code == 302
    )
    assert presence.counts(session).present == 3


# Links


def test_a_volunteer_sees_the_names_of_one_date_and_nothing_else(django_assert_max_num_queries):
    session, _opening = date_of(30)
    other, _ = date_of(5)
    enrolled(session, 2, name="Lucie Roy", email="lucie@secret.example",
             values={"needs": "fauteuil-zz", "diet": "arachide-zz", "phone": "555-zz", "note": "note-zz"})  # fmt: skip
    (elsewhere,) = enrolled(other, name="Autre Personne")
    link = desk_links.make_link(session=session, label="Paul", by=None)
    visitor = cast.browser(None)
    address = reverse("enrolments:desk", args=[desk_links.token(link)])
    page = visitor.get(address).content.decode()
    assert "Lucie Roy" in page
    told = page + json.dumps(sync(visitor, address + "envoi/").json())
    for secret in ("secret.example", "-zz", "Autre Personne", "/gestion/"):
        assert secret not in told
    event = {"kind": "arrival", "nonce": "a" * 24, "place": elsewhere.pk}
    assert sync(visitor, address + "envoi/", [event]).json()["said"][f"{'a' * 24}:arrival"]["state"] == "refused"
    for _n in range(10):
        enrolled(session)
    with django_assert_max_num_queries(14):
        visitor.get(address)


def test_a_link_ends_and_can_be_taken_back():
    session, _opening = date_of()
    link = desk_links.make_link(session=session, label="", by=None)
    visitor = cast.browser(None)
    address = reverse("enrolments:desk", args=[desk_links.token(link)])
    assert visitor.get(address).status_code == 200
    assert timedelta(hours=20) < link.ends_at - session.ends_at < timedelta(hours=50)
    DeskLink.objects.filter(pk=link.pk).update(ends_at=now())
    assert visitor.get(address).status_code == 410
    DeskLink.objects.filter(pk=link.pk).update(ends_at=now() + timedelta(hours=5))
    desk_links.revoke_link(link=link, by=None)
    assert visitor.get(address).status_code == 410
    assert sync(visitor, address + "envoi/").status_code == 410
    assert visitor.get(address.replace("~", "~x")).status_code == 410
    past, _ = date_of(hours=-100)
    with pytest.raises(ValidationError, match="passée"):
        desk_links.make_link(session=past, label="", by=None)


def test_a_ticket_is_a_ticket_for_its_owner_and_a_button_for_the_door():
    session, _opening = date_of()
    (place,) = enrolled(session, name="Lucie Roy", email="lucie@secret.example")
    address = reverse("enrolments:ticket", args=[links.ticket(place.enrolment)])
    visitor = cast.browser(None)
    page = visitor.get(address).content.decode()
    assert "Lucie Roy" in page
    assert not [word for word in ("Est là", "secret.example") if word in page]
    link = desk_links.make_link(session=session, label="", by=None)
    desk = reverse("enrolments:desk", args=[desk_links.token(link)])
    visitor.get(desk)
    assert "Est là" not in visitor.get(address).content.decode()  # reading gave it nothing
    assert visitor.post(desk, {"hold": "1"}).status_code == 302
    page = visitor.get(address).content.decode()
    assert "Est là" in page
    assert desk in page
    assert not CheckIn.objects.exists()  # a scanner of links notes nobody
    desk_links.revoke_link(link=link, by=None)
    assert "Est là" not in visitor.get(address).content.decode()
    officer = cast.browser(cast.user("Awa Diop", "activities_officer"))
    assert "Est là" in officer.get(address).content.decode()
    assert visitor.get(reverse("enrolments:ticket", args=[links.token(place.enrolment)])).status_code == 404


def test_once_the_names_are_purged_the_list_names_nobody():
    session, _opening = date_of()
    (place,) = enrolled(session, name="Lucie Roy")
    arrive(session, place, "nonce-nonce")
    Enrolment.objects.update(name="", email="", purged_at=now())
    Place.objects.update(name="")
    assert [row.name for row in presence.listed(session)] == ["Personne sans nom"]
    assert presence.counts(session).present == 1
    assert doorway.answer(doorway.Desk(session), [], 0)["rows"][0]["name"] == "Personne sans nom"
