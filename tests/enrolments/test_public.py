"""Enrolling on the public page, and what its owner does with the link: without an account, without a script."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.timezone import now

from maillage.enrolments import actions, links
from maillage.enrolments.models import Enrolment, PlaceKind, Question
from maillage.messages.models import Consent, Message
from tests import networks
from tests.factories import activities
from tests.factories import enrolments as factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _network():
    networks.install()
    caches["memory"].clear()


def make(size=5, sessions=1, activity=None, **opening):
    row = activities.activity("Soirée climat", starts_at=None, **(activity or {}))
    for days in range(sessions):
        activities.session(row, activities.START + timedelta(days=7 * days), venue=activities.venue("Le Patro"))
    return row, activities.opening(row, size, **opening)


def address(row, language="fr"):
    return f"/{language}/activites/{row.pk}/inscription/"


def filled(client, row, **values):
    """The form as a browser sends it back, with what was typed."""
    text = client.get(address(row)).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', text)[1]
    (kind,) = PlaceKind.objects.filter(opening__activity=row)[:1]
    return {"key": key, f"kind_{kind.pk}": "1", "name": "Ana Ruiz", "email": "ana@exemple.org", **values}


def test_three_requests_and_one_is_enrolled(django_assert_max_num_queries):
    row, opening = make(remind_days=[1])
    client = Client()
    data = filled(client, row, first_time="yes", postal_area="G1K", needs="Près de l’entrée")
    with django_assert_max_num_queries(40):
        sent = client.post(address(row), data)
    made = Enrolment.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"{links.own_path(made)}?merci")
    assert (made.state, made.first_time, made.postal_area, made.needs) == ("confirmed", True, "G1K", "Près de l’entrée")
    page = client.get(sent["Location"])
    text = page.content.decode()
    assert "C’est fait" in text
    assert "code-qr" in text
    assert "Le Patro" in text
    assert page["Cache-Control"] == "private, no-store"
    assert "noindex" in page["X-Robots-Tag"]
    (letter,) = Message.objects.all()
    assert links.own_url(made) in letter.text
    again = client.post(address(row), data)  # the button twice, or back and again
    assert again["Location"] == sent["Location"]
    assert Enrolment.objects.count() == Message.objects.count() == 1
    assert opening.quotas.get().taken == 1


def test_back_and_someone_else_is_another_enrolment():
    row, _opening = make()
    data = filled(Client(), row)
    Client().post(address(row), data)
    Client().post(address(row), {**data, "name": "Léo Tremblay", "email": "leo@exemple.org"})
    assert set(Enrolment.objects.values_list("name", flat=True)) == {"Ana Ruiz", "Léo Tremblay"}


def test_another_tab_is_told_and_the_link_is_written_again():
    row, _opening = make()
    Client().post(address(row), filled(Client(), row))
    told = Client().post(address(row), filled(Client(), row))
    assert "existe déjà" in told.content.decode()
    assert "ana@exemple.org" not in told.content.decode()
    assert Enrolment.objects.count() == 1
    assert Message.objects.count() == 2
    Client().post(address(row), filled(Client(), row))
    assert Message.objects.count() == 2  # at most once an hour


def test_the_last_place_goes_while_one_types():
    row, _opening = make(1)
    client = Client()
    data = filled(client, row, needs="Près de l’entrée", organisation_name="École du Parc")
    factory.enrolment(row)
    told = client.post(address(row), data)
    text = told.content.decode()
    assert told.status_code == 422
    assert "la dernière place vient d’être prise" in text
    assert "École du Parc" in text
    assert "Près de l’entrée" in text
    assert 'name="attendre"' in text
    client.post(address(row), {**data, "attendre": "1"})
    assert Enrolment.objects.get(email="ana@exemple.org").state == "waiting"


def test_a_full_activity_offers_its_waiting_list():
    row, opening = make(1)
    factory.enrolment(row)
    client = Client()
    text = client.get(address(row)).content.decode()
    assert "C’est complet" in text
    assert 'name="attendre"' in text
    sent = client.post(address(row), filled(client, row, attendre="1"))
    page = client.get(sent["Location"]).content.decode()
    assert "Pourquoi pas encore" in page
    assert "Rang dans la liste" in page
    opening.waiting_list = False
    opening.save()
    text = client.get(address(row)).content.decode()
    assert 'name="attendre"' not in text


@pytest.mark.parametrize(
    ("opening", "word"),
    [
        ({"opens_at": now() + timedelta(days=2)}, "ouvrent le"),
        ({"closes_at": now() - timedelta(days=2)}, "fermées depuis"),
    ],
)
def test_closed_is_said(opening, word):
    row, _opening = make(**opening)
    assert word in Client().get(address(row)).content.decode()
    assert word in Client().post(address(row), {"name": "x"}).content.decode()


def test_what_is_not_told_does_not_exist():
    row, _opening = make(activity={"state": "draft"})
    assert Client().get(address(row)).status_code == 404
    other, opening = make()
    opening.delete()
    assert Client().get(address(other)).status_code == 404
    gone, _opening = make(activity={"state": "cancelled", "announced_at": now()})
    assert "annulée" in Client().get(address(gone)).content.decode()


def test_questions_and_their_conditions():
    row, opening = make()
    first = Question.objects.create(opening=opening, label="Venez-vous en groupe ?", kind="yes_no", required=True)
    then = Question.objects.create(
        opening=opening, label="Quel groupe ?", required=True, after=first, after_answer="yes", rank=2
    )
    many = Question.objects.create(opening=opening, label="Ateliers", kind="several", options=["Eau", "Terre"], rank=3)
    client = Client()
    text = client.get(address(row)).content.decode()
    assert "Si « oui » à « Venez-vous en groupe ? »." in text
    data = filled(client, row)
    assert "Répondez à cette question" in client.post(address(row), data).content.decode()
    refused = client.post(address(row), {**data, first.key: "yes"})
    assert refused.status_code == 422
    client.post(address(row), {**data, first.key: "no", then.key: "oublié", many.key: ["Terre"]})
    assert Enrolment.objects.get().answers == {first.key: "no", many.key: ["Terre"]}


def test_dates_are_chosen_and_companions_named():
    row, opening = make(sessions=3, ask_names=True)
    first, _second, third = row.sessions.all()
    (kind,) = opening.kinds.all()
    client = Client()
    data = filled(client, row, **{f"kind_{kind.pk}": "2"}, sessions=[first.pk, third.pk])
    assert "Écrivez 1 nom" in client.post(address(row), data).content.decode()
    client.post(address(row), {**data, "names": "Zoé Ruiz"})
    made = Enrolment.objects.get()
    assert sorted(made.places.values_list("session", "name")) == sorted(
        (one.pk, name) for one in (first, third) for name in ("Ana Ruiz", "Zoé Ruiz")
    )


def test_news_are_apart_and_proven():
    row, _opening = make()
    client = Client()
    assert not re.search(r'name="news"[^>]*checked', client.get(address(row)).content.decode())
    client.post(address(row), filled(client, row))
    assert not Consent.objects.exists()
    client.post(address(row), filled(client, row, name="Léo", email="leo@exemple.org", news="on"))
    consent = Consent.objects.get()
    assert consent.given_at is None
    assert "nouvelles" in consent.wording


def test_hostile_words():
    row, _opening = make()
    client = Client()
    for wrong in (
        {"name": "x" * 10_000}, {"email": "pas une adresse"}, {"name": "\x00\x00"}, {"name": "  \u200b "},
        {"contribution": "mille"}, {"postal_area": "G" * 5000},
    ):  # fmt: skip
        answer = client.post(address(row), filled(client, row, **wrong))
        assert answer.status_code in (422, 302)
    assert all(one.name.strip() and "\x00" not in one.name for one in Enrolment.objects.all())
    (kind,) = PlaceKind.objects.all()
    for many in ("-1", "0", "999999999999999", "²", "1.5"):
        assert client.post(address(row), filled(client, row, **{f"kind_{kind.pk}": many})).status_code == 422
    assert client.post(address(row), {**filled(client, row), "trap": "http://spam"}).status_code == 302
    assert Enrolment.objects.filter(email="ana@exemple.org").count() <= 1


def test_a_class_enrols_from_one_address_and_a_machine_is_stopped(monkeypatch):
    row, _opening = make(None)
    monkeypatch.setattr("maillage.enrolments.views.public.PER_HOUR", 35)
    client = Client()
    for pupil in range(35):
        sent = client.post(address(row), filled(client, row, name=f"Élève {pupil}", email=f"e{pupil}@exemple.org"))
        assert sent.status_code == 302
    assert "réessayez dans une heure" in client.post(address(row), filled(client, row, name="36")).content.decode()


# The owner's link


def test_a_scanner_changes_nothing_and_the_owner_cancels():
    row, opening = make(1)
    made = factory.enrolment(row)
    path, client = links.own_path(made), Client()
    for address_ in (path, f"{path}?do=cancel", f"{path}modifier/", f"{path}dates.ics"):
        assert client.get(address_).status_code == 200
    made.refresh_from_db()
    assert made.state == "confirmed"
    client.post(path, {"do": "cancel"})
    client.post(path, {"do": "cancel"})  # the button twice
    made.refresh_from_db()
    assert made.state == "cancelled"
    assert opening.quotas.get().taken == 0
    client.post(path, {"do": "rejoin"})
    made.refresh_from_db()
    assert made.state == "offered"
    client.post(path, {"do": "accept"})
    made.refresh_from_db()
    assert made.state == "confirmed"


def test_a_link_is_not_guessed():
    row, _opening = make()
    one, other = factory.enrolment(row), factory.enrolment(row)
    good = links.token(one)
    forged = f"{other.pk}~{good.partition('~')[2]}"
    for token in ("devine", forged, f"{one.pk}", links.ticket(one)):
        assert Client().get(f"/inscription/{token}/").status_code == 404


def test_the_owner_changes_places_and_answers():
    row, opening = make(3, ask_names=True)
    made = factory.enrolment(row, 1)
    (kind,) = opening.kinds.all()
    client, path = Client(), f"{links.own_path(made)}modifier/"
    data = {"name": made.name, "email": made.email, f"kind_{kind.pk}": "2", "names": "Zoé", "needs": "Fauteuil"}
    assert client.post(path, data).status_code == 302
    made.refresh_from_db()
    assert made.needs == "Fauteuil"
    assert [one.name for one in made.places.all()] == [made.name, "Zoé"]
    refused = client.post(path, {**data, f"kind_{kind.pk}": "5", "names": "a\nb\nc\nd"})
    assert refused.status_code == 422
    assert opening.quotas.get().taken == 2


def test_the_private_address_and_the_link_are_for_who_is_confirmed():
    row, _opening = make(2, approval=True)
    venue = activities.venue("Chez Léa", street="12, rue Secrète", is_private=True)
    row.sessions.update(venue=venue, mode="both", online_link="https://reunion.example/salle")
    PlaceKind.objects.update(mode="online")
    public = Client().get(address(row)).content.decode()
    asked = factory.enrolment(row)
    page = Client().get(links.own_path(asked)).content.decode()
    for text in (public, page, Message.objects.get().text):
        assert "rue Secrète" not in text
        assert "reunion.example" not in text
    actions.approve(enrolment=asked, by=None)
    page = Client().get(links.own_path(asked)).content.decode()
    letter = Message.objects.order_by("-pk")[0].text
    calendar = Client().get(f"{links.own_path(asked)}dates.ics").content.decode().replace("\r\n ", "")
    for text in (page, letter, calendar):
        assert "rue Secrète" in text
        assert "reunion.example" in text


def test_the_language_of_the_person_is_kept():
    row, _opening = make()
    client = Client()
    client.post(address(row, "en"), filled(client, row))
    made = Enrolment.objects.get()
    assert made.language == "en"
    assert 'lang="en"' in client.get(links.own_path(made)).content.decode()
