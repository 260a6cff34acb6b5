"""The edit loses nothing: not to another person, not to a session that ends, not to a form grown old."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from maillage.accounts.models import User
from maillage.desk.models import KeptForm
from maillage.desk.views import kept
from tests import cast
from tests.desk import pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desk.pages")]


@pytest.fixture(autouse=True)
def _staff_without_factor(settings):
    settings.DEMO = True
    pages.Edit.versions = {}


@pytest.fixture
def director():
    return cast.user("Zoé Directrice", "director")


@pytest.fixture
def person():
    return User.objects.create_user("a@x.org", name="Amina")


def url(person):
    return f"/essai/{person.pk}/modifier/"


def form(name, version="1"):
    return {"name": name, "language": "fr", "version": version, "note": "Kɔrɔnfɛ"}


def test_saving_says_so_and_writes_the_journal(director, person):
    answer = cast.browser(director).post(url(person), form("Amina Diallo"), follow=True)
    text = answer.content.decode()
    assert "Enregistré." in text
    assert "<del>Amina</del> → Amina Diallo" in text


def test_the_second_of_two_people_keeps_their_text_and_sees_the_others(director, person):
    one, two = cast.browser(director), cast.browser(cast.user("Marc", "director"))
    assert one.post(url(person), form("Première")).status_code == 302
    answer = two.post(url(person), form("Seconde"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Première" in text
    assert 'value="Seconde"' in text
    person.refresh_from_db()
    assert person.name == "Première"
    version = re.search(r'name="version" value="(\d+)"', text).group(1)
    assert two.post(url(person), form("Seconde", version)).status_code == 302
    person.refresh_from_db()
    assert person.name == "Seconde"


def test_a_refusal_of_the_verb_is_told_and_the_text_kept(director, person):
    answer = cast.browser(director).post(url(person), form("Interdit"))
    assert answer.status_code == 422
    assert "choisissez-en un autre" in answer.content.decode()
    assert "Kɔrɔnfɛ" in answer.content.decode()


def test_what_was_typed_when_the_session_ended_is_shown_after_signing_in(director, person):
    visitor = Client()
    answer = visitor.post(url(person), form("Amina Diallo") | {"password": "secret", "csrfmiddlewaretoken": "x"})
    assert answer.status_code == 302
    row = KeptForm.objects.get()
    assert "reprise%3D" in answer["Location"]
    assert "password" not in row.data
    assert "csrfmiddlewaretoken" not in row.data
    visitor.force_login(director, backend="allauth.account.auth_backends.AuthenticationBackend")
    back = f"{url(person)}?reprise={row.token}"
    text = visitor.get(back).content.decode()
    assert 'value="Amina Diallo"' in text
    assert "Kɔrɔnfɛ" in text
    person.refresh_from_db()
    assert person.name == "Amina"
    assert visitor.post(back, form("Amina Diallo")).status_code == 302
    assert not KeptForm.objects.exists()


def test_a_link_to_someone_elses_text_shows_nothing_of_it(director, person):
    Client().post(url(person), form("Piège"))
    victim = cast.browser(director)
    assert "Piège" not in victim.get(f"{url(person)}?reprise={KeptForm.objects.get().token}").content.decode()


def test_a_text_too_long_or_too_many_is_not_kept_and_stale_ones_go(person, monkeypatch):
    visitor = Client()
    visitor.post(url(person), form("a" * (kept.MAX_BYTES + 1)))
    assert not KeptForm.objects.exists()
    KeptForm.objects.create(path="/x/", data={}, kept_at=now() - timedelta(hours=25))
    monkeypatch.setattr(kept, "AN_HOUR", 2)
    for _ in range(4):
        assert visitor.post(url(person), form("Amina")).status_code == 302
    assert KeptForm.objects.count() == 2


def test_a_form_grown_old_is_shown_again_to_who_is_still_signed_in(director, person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(director, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = strict.post(url(person), form("Amina Diallo"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{url(person)}?reprise=")
    assert 'value="Amina Diallo"' in strict.get(answer["Location"]).content.decode()


def test_a_form_grown_old_elsewhere_says_what_to_do(director, person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(director, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = strict.post(f"/essai/{person.pk}/fermer/", {"reason": "x"})
    assert answer.status_code == 403
    assert "Formulaire expiré" in answer.content.decode()


def test_another_rooms_visitor_is_only_asked_to_sign_in(person):
    assert Client().post("/essai/", {"verb": "close"}).status_code == 302
    assert not KeptForm.objects.exists()
