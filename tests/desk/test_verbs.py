"""A verb says what will happen before, and what was done after; refused, it says what to do."""

import pytest

from maillage.accounts.models import User
from maillage.audit import journal
from maillage.audit.models import Entry
from maillage.core.registry import house
from maillage.desk import timeline
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desk.pages")]


@pytest.fixture(autouse=True)
def _staff_without_factor(settings):
    settings.DEMO = True


@pytest.fixture
def browser():
    return cast.browser(cast.user("Zoé", "director"))


@pytest.fixture
def person():
    return User.objects.create_user("a@x.org", name="Amina")


def test_consequences_come_before_and_the_sentence_after(browser, person):
    url = f"/essai/{person.pk}/fermer/"
    page = browser.get(url).content.decode()
    assert "Cette personne ne pourra plus entrer." in page
    done = browser.post(url, {"reason": "Départ"}, follow=True)
    assert "Compte fermé." in done.content.decode()


def test_a_form_not_filled_is_422_and_its_error_is_tied_to_the_field(browser, person):
    answer = browser.post(f"/essai/{person.pk}/fermer/", {})
    assert answer.status_code == 422
    assert 'aria-describedby="id_reason_error"' in answer.content.decode()
    assert browser.post(f"/essai/{person.pk}/fermer/", {"reason": "?"}).status_code == 422


def test_what_cannot_be_done_now_says_why(browser, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    answer = browser.post(f"/essai/{person.pk}/fermer/", {"reason": "Départ"})
    assert answer.status_code == 409
    assert "Ce compte est déjà fermé." in answer.content.decode()


def test_who_may_not_see_it_does_not_find_it(person):
    assert cast.browser(cast.user("Rédactrice", "editor")).get(f"/essai/{person.pk}/fermer/").status_code == 404


def test_the_timeline_is_in_words(person, monkeypatch):
    monkeypatch.setitem(house.verbs._items, "essai.closed", "Compte fermé")
    entry = journal.record("essai.closed", person, by=None, changes={
        "is_active": [True, False], "name": ["", "Amina"], "created_at": [None, "2026-01-02T03:04:05+00:00"],
        "language": ["fr", None], "birth": [None, "2026-03-01"],
    })  # fmt: skip
    assert timeline.verb_label(entry.verb) == "Compte fermé"
    assert timeline.lines(Entry.objects.get(pk=entry.pk)) == [
        ("Birth", "", "1 mars 2026"), ("Langue", "français", "vide"), ("Nom", "", "Amina"), ("Peut se connecter", "oui", "non"),
    ]  # fmt: skip


def test_an_erased_value_says_so(person):
    journal.record("essai.closed", person, by=None, changes={"name": ["Amina", "A."]})
    journal.erase_values("accounts.user", person.pk, ["name"])
    assert timeline.lines(Entry.objects.get()) == [("Nom", "", "effacé")]
