"""The pages of the session: the desk, the chair's screen, the room's screen and its beat, a member's phone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from maillage.assemblies import checkin
from maillage.assemblies.actions import presence, quick, session, speech, ticking
from maillage.assemblies.live import STEADY, beat, facts, live
from maillage.assemblies.models import Assembly, Attendance, Screen, Speech, Stay
from maillage.ballots.actions import count, questions, votes
from maillage.ballots.models import NominalVote, Right
from maillage.core import generation, pagecache
from maillage.organisations.models import Person
from tests import cast, networks
from tests.assemblies import holding
from tests.factories import members as make
from tests.factories import rolls

pytestmark = pytest.mark.django_db


@pytest.fixture
def four():
    networks.install("csi")
    return holding.meeting(4)


@pytest.fixture
def desk():
    return cast.browser(cast.user("Sophie", "secretary"))


def url(name, assembly):
    return reverse(f"assemblies:{name}", args=[assembly.pk])


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def post(client, address, status=302, **data):
    response = client.post(address, data)
    assert response.status_code == status, text(response)[:3000]
    return response


def test_the_desk_notes_arrivals_without_script(four, desk):
    page, (a, b, *_rest) = url("presence", four.assembly), four.people
    told = text(desk.get(page))
    assert str(a) in told
    assert four.members[0].organisation.name in told
    post(desk, page, arrive=a.pk, card="12")
    assert Attendance.objects.get(person=a).card == "12"
    post(desk, page, arrive=b.pk)
    assert "Le quorum est atteint" in text(desk.get(page))
    row = Attendance.objects.get(person=b)
    post(desk, page, leave=row.pk)
    assert "Revient" in text(desk.get(page))
    post(desk, page, undo=Attendance.objects.get(person=a).pk, reason="Erreur de personne")
    assert not Attendance.objects.filter(person=a).exists()
    post(desk, page, add="1", name="Une invitée", capacity="guest")
    assert Attendance.objects.get(name="Une invitée").capacity == "guest"
    post(desk, page, 422, add="1", name="Un faux", capacity="voter")
    post(desk, page, 404, leave="999")


def test_the_desk_searches_and_says_why_someone_has_no_right(four, desk):
    alone = make.member("associee", name="Sans Personne")
    four.assembly.roll = roll = rolls.frozen()
    four.assembly.save()
    assert roll.absences.filter(member=alone).exists()
    told = text(desk.get(url("presence", four.assembly), {"q": "sans personne"}))
    assert "Sans droit de vote" in told
    assert str(four.people[0]) not in told
    assert 'name="arrive"' not in told


def test_hours_are_corrected_on_a_page(four, desk):
    holding.come(four.assembly, four.people[0])
    stay = Stay.objects.get()
    page = reverse("assemblies:presence_correct", args=[stay.pk])
    assert desk.get(page).status_code == 200
    before = stay.came_at.replace(second=0, microsecond=0)
    post(desk, page, 422, came_at="2020-01-01 10:00", left_at="", reason="")
    post(desk, page, came_at="2020-01-01 10:00", left_at="2020-01-01 11:00", reason="Mauvaise heure")
    assert Stay.objects.get().came_at < before


def test_the_sheet(four, desk):
    holding.come(four.assembly, *four.people[:2])
    pdf = desk.get(url("presence_pdf", four.assembly))
    assert pdf.content.startswith(b"%PDF")
    csv = b"".join(desk.get(url("presence_csv", four.assembly)).streaming_content).decode("utf-8-sig")
    assert str(four.people[0]) in csv
    assert str(four.people[3]) not in csv


def test_withheld_people_keep_their_name_from_who_may_not_read_it(four, desk):
    who = four.people[0]
    Person.objects.filter(pk=who.pk).update(withheld=True, withheld_reason="Menaces", last_name="Zylberschtock")
    who.refresh_from_db()
    holding.come(four.assembly, who)
    speech_of = holding.opened(four, four.people[1])
    speech.ask(assembly=speech_of, person=who, by=None)
    typed = speech.ask(assembly=speech_of, name=str(who), kind="question", by=None, by_chair=True)
    assert typed.person == who  # found among those who are there
    for name in ("presence", "chair", "presence_csv"):
        response = desk.get(url(name, speech_of))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Zylberschtock" not in body, name


def test_the_chair_runs_the_meeting_from_one_page(four, desk):
    assembly = four.assembly
    holding.come(assembly, *four.people[:3])
    budget = holding.item(assembly)
    page = url("chair", assembly)
    assert "Ouvrir la séance" in text(desk.get(page))
    post(desk, url("session_open", assembly), chair=four.people[0].pk)
    assert Assembly.objects.get(pk=assembly.pk).chair == four.people[0]
    post(desk, page, do="begin", item=budget.pk)
    post(desk, page, do="ask", name="Une voix du fond", kind="question")
    assert "Une voix du fond" in text(desk.get(page))
    waiting = Speech.objects.get()
    post(desk, page, do="give", speech=waiting.pk)
    post(desk, page, do="end")
    post(desk, page, do="rule", alternation="declared", minutes="2")
    told = text(desk.get(assembly.get_absolute_url()))
    assert "Quorum constaté : 3 / 4" in told
    assert "Comment : À l’accueil" in told
    assert "Pour : Question" in told
    kept = post(desk, page, 422, do="vote_new", title="Avis du fond", secrecy="cry").content.decode()
    assert "Avis du fond" in kept
    post(desk, page, do="vote_new", title="", secrecy="nominal")
    question = assembly.roll.questions.get()
    for person in four.people[:3]:
        votes.cast(question=question, person=person, choices="yes", by=None)
    assert "3 droits exercés sur 4" in text(desk.get(page))
    post(desk, page, 422, do="finish")
    post(desk, page, do="vote_close", question=question.pk)
    post(desk, page, do="vote_declare", question=question.pk)
    told = text(desk.get(page))
    assert "Adopté" in told
    post(desk, page, do="finish")
    post(desk, page, do="suspend")
    post(desk, page, do="resume")
    post(desk, page, 422, do="nonsense")
    post(desk, url("session_close", assembly))
    assert Assembly.objects.get(pk=assembly.pk).state == "closed"


def test_the_quorum_that_fails_is_found_on_a_page(four, desk):
    page = url("session_fail", four.assembly)
    assert "n’est pas atteint" in text(desk.get(page))
    post(desk, page)
    assert Assembly.objects.get(pk=four.assembly.pk).quorum["failed"]


def screen_of(assembly):
    return reverse("assemblies:screen", args=[Screen.objects.get(assembly=assembly).token])


def seen(assembly):
    """The screen once the change is known: nothing commits inside a test."""
    generation.forget()
    return text(Client().get(screen_of(assembly)))


def test_the_room_s_screen_follows_and_names_nobody_withheld(four):
    assembly = holding.opened(four, *four.people)
    a, hidden = four.people[:2]
    Person.objects.filter(pk=hidden.pk).update(withheld=True, withheld_reason="Menaces")
    ticking.begin(item=holding.item(assembly, "Le budget"), by=None)
    assembly = Assembly.objects.get(pk=assembly.pk)
    for person in (a, hidden):
        speech.ask(assembly=assembly, person=person, by=None)
    speech.ask(assembly=assembly, name=str(hidden), by=None, by_chair=True)
    response = Client().get(screen_of(assembly))
    told = text(response)
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert "Le budget" in told
    assert str(a) in told
    assert str(hidden) not in told
    assert "Une personne" in told
    assert "csrf" not in told
    question = quick.put(assembly=assembly, title="On adopte ?", secrecy="nominal", by=None)
    votes.cast(question=question, person=a, choices="no", by=None)
    told = seen(assembly)
    assert "On adopte ?" in told
    assert "droit exercé sur 4" in told
    assert "Contre" not in told  # how many voted, never how
    questions.close_vote(question=question, by=None)
    assert "Contre" not in seen(assembly)
    count.declare(question=question, by=None)
    assert "Contre" in seen(assembly)
    assert Client().get(reverse("assemblies:screen", args=["devine"])).status_code == 404


def test_the_room_reads_that_nothing_is_decided_without_the_quorum(four):
    assembly = holding.opened(four, *four.people[:2])
    assert "Rien ne se décide" not in seen(assembly)
    presence.leave(attendance=assembly.attendances.get(person=four.people[0]), by=None)
    assert "1 sur 2 requis, il en manque 1. Rien ne se décide tant qu’il manque du monde." in seen(assembly)


def test_the_beat_is_served_from_the_cache(four, django_assert_num_queries):
    assembly = holding.opened(four, *four.people)
    address, client = screen_of(assembly) + "pouls/", Client()
    first = client.get(address)
    assert len(first.content) <= 22
    assert "s-maxage=1," in first["Cache-Control"]
    with django_assert_num_queries(0):
        again = [client.get(address, headers={"If-None-Match": first["ETag"]}).status_code for _one in range(20)]
    assert set(again) == {304}
    speech.ask(assembly=assembly, person=four.people[0], by=None)
    generation.forget()
    assert client.get(address).json() != first.json()


def test_the_beat_is_the_same_in_every_language(four):
    assembly = holding.opened(four, *four.people)
    told = set()
    for lang in ("fr", "en", "es"):
        pagecache.store.clear()
        told.add(Client().get(screen_of(assembly) + "pouls/", headers={"Accept-Language": lang}).content)
    assert len(told) == 1


def test_a_turnout_that_moves_is_seen_within_a_second(four):
    assembly = holding.opened(four, *four.people)
    question = quick.put(assembly=assembly, title="On adopte ?", secrecy="nominal", by=None)
    address, client = screen_of(assembly) + "pouls/", Client()
    client.get(address)
    page = next(page for key, page in pagecache.store.pages.items() if key.endswith("pouls/?#"))
    assert page.seconds <= 1
    questions.cancel(question=question, reason="essai", by=None)
    generation.forget()
    client.get(address)
    page = next(page for key, page in pagecache.store.pages.items() if key.endswith("pouls/?#"))
    assert page.seconds > 1


def test_a_ballot_moves_the_screen_and_not_every_phone(four, bruno):
    assembly = holding.opened(four, *four.people)
    question = quick.put(assembly=assembly, title="On adopte ?", secrecy="nominal", by=None)

    def heard():
        one = live(Assembly.objects.get(pk=assembly.pk))
        return beat(one, facts(one))

    before = heard()
    votes.cast(question=question, person=four.people[0], choices="no", by=None)
    after = heard()
    assert before != after
    assert before[:STEADY] == after[:STEADY]
    assert f'data-part="{STEADY}"' in text(bruno.get(url("own_session", assembly)))
    questions.close_vote(question=question, by=None)
    assert heard()[:STEADY] != after[:STEADY]


def test_the_chair_cancels_a_vote_with_its_reason_and_takes_an_item_out_of_the_lot(four, desk):
    assembly = holding.opened(four, *four.people)
    question = quick.put(assembly=assembly, title="On adopte ?", secrecy="nominal", by=None)
    page = url("chair", assembly)
    assert "Annuler ce vote" in text(desk.get(page))
    post(desk, page, 422, do="vote_cancel", question=question.pk, reason="")
    post(desk, page, do="vote_cancel", question=question.pk, reason="Le quorum est perdu")
    question.refresh_from_db()
    assert (question.state, question.cancel_reason) == ("cancelled", "Le quorum est perdu")
    item = holding.item(assembly, consent=True)
    assert "Sortir du lot" in text(desk.get(page))
    post(desk, page, do="out", item=item.pk)
    item.refresh_from_db()
    assert not item.consent


def test_a_member_whose_vote_is_suspended_joins_from_afar_without_voting(four):
    member, person = rolls.voter()
    four.roll.absences.create(member=member, name="Oublieuse", reason="arrears", explanation="Cotisation en retard.")
    Assembly.objects.filter(pk=four.assembly.pk).update(mode="remote", remote_url="https://visio.example/a", place="")
    user = cast.user("Bruno")
    Person.objects.filter(pk=person.pk).update(user=user)
    page, phone = url("own_presence", four.assembly), cast.browser(user)
    assert "sans voter" in text(phone.get(page))
    post(phone, page, join="1")
    assert Attendance.objects.get().capacity == "guest"


def test_queries_of_the_session_do_not_grow(four, desk, django_assert_max_num_queries):
    assembly = holding.opened(four, *four.people)
    for n in range(3):
        holding.item(assembly, f"Point {n}")
        speech.ask(assembly=assembly, name=f"Personne {n}", by=None, by_chair=True)

    def cost(name):
        with django_assert_max_num_queries(60) as found:
            desk.get(url(name, assembly))
        return len(found)

    desk.get(url("chair", assembly))
    before = {name: cost(name) for name in ("chair", "presence")}
    for n in range(10):
        holding.item(assembly, f"Autre {n}")
        speech.ask(assembly=assembly, name=f"Autre {n}", by=None, by_chair=True)
        presence.arrive(assembly=assembly, who=presence.Who(name=f"Invité {n}", capacity="guest"), by=None)
    assert {name: cost(name) for name in before} == before


@pytest.fixture
def bruno(four):
    """A delegate with a phone."""
    user = cast.user("Bruno")
    Person.objects.filter(pk=four.people[1].pk).update(user=user)
    return cast.browser(user)


def test_one_comes_in_with_the_code_of_the_room(four, bruno):
    page = url("own_presence", four.assembly)
    told = text(bruno.get(page))
    assert "Code à montrer à l’accueil" in told
    post(bruno, page, 422, come="1")
    post(bruno, f"{page}?salle=devine", 422, come="1")
    shown = checkin.room_address(four.assembly)
    post(bruno, shown[shown.index(page) :], come="1")
    assert Stay.objects.get().how == "qr"
    post(bruno, page, leave="1")
    assert Stay.objects.get().left_at
    post(bruno, page, 422, join="1")  # on site


def test_one_joins_from_afar(four, bruno):
    Assembly.objects.filter(pk=four.assembly.pk).update(mode="hybrid", remote_url="https://visio.example/a")
    assert bruno.get(url("join", four.assembly)).status_code == 200
    post(bruno, url("own_presence", four.assembly), join="1")
    assert Stay.objects.get().how == "remote"
    assert "https://visio.example/a" in text(bruno.get(url("join", four.assembly)))


def test_one_asks_for_the_floor_and_goes_to_the_vote(four, bruno):
    assembly = holding.opened(four, *four.people)
    page = url("own_session", assembly)
    post(bruno, page, kind="speech")
    assert "votre tour est le prochain" in text(bruno.get(page))
    post(bruno, page, withdraw=Speech.objects.get().pk)
    assert Speech.objects.get().state == "withdrawn"
    question = quick.put(assembly=assembly, title="On adopte ?", secrecy="nominal", by=None)
    assert reverse("ballots:vote", args=[question.pk]) in text(bruno.get(page))
    carried = Right.objects.get(roll=assembly.roll, delegate=four.people[1])
    Right.objects.filter(pk=carried.pk).update(delegate=four.people[0])  # no door opens on nothing
    told = text(bruno.get(page))
    assert "aucun droit dans ce vote" in told
    assert reverse("ballots:vote", args=[question.pk]) not in told
    carried.save()
    receipt = bruno.post(reverse("ballots:vote", args=[question.pk]), {"choix": "yes"}, follow=True)
    assert f'href="{page}"' in receipt.content.decode()  # back to the meeting
    assert "Changer mon vote" in text(bruno.get(page))
    NominalVote.objects.update(by=four.people[0])  # what another voted by name is theirs to change
    assert "Changer mon vote" not in text(bruno.get(page))


def test_another_does_not_see_it(four, bruno):
    stranger = cast.browser(cast.user("Zoé"))
    session.screen_of(four.assembly)
    for name in ("own_presence", "own_session", "join"):
        assert stranger.get(url(name, four.assembly)).status_code == 404
    for name in ("chair", "presence", "presence_pdf", "session_open"):
        assert bruno.get(url(name, four.assembly)).status_code in (302, 403, 404)
