"""The search of Gestion, as a person reads it."""

import pytest
from bs4 import BeautifulSoup

from maillage.search import index
from maillage.search.analyser import ask
from maillage.search.links import mark
from maillage.search.sources import Doc
from tests import cast
from tests.search import corpus
from tests.search.corpus import HIDDEN, HOME, VIEW, Shelf

pytestmark = pytest.mark.django_db
HERE = "/gestion/recherche/"


@pytest.fixture(autouse=True)
def _open(monkeypatch, settings):
    settings.DEMO = True  # no second factor asked: it is not what is tested here
    docs = [Doc(n, f"Association <b>{n}</b> & amis", HOME, "public", subtitle="Zinder") for n in range(1, 40)]
    docs += [Doc(50, "Retenue", HOME, HIDDEN)]
    people = [Doc(1, "Amina Associative", HOME, VIEW)]
    corpus.alone(monkeypatch, Shelf("tests.a", docs), Shelf("tests.b", people, accesses=(VIEW,)))
    index.rebuild()


def page(person, **asked):
    response = cast.browser(person).get(HERE, asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_who_may_open_it():
    assert cast.browser(None).get(HERE).status_code == 302
    assert cast.browser(cast.user("Émile")).get(HERE).status_code == 403


def test_results_stand_by_kind_with_the_words_marked_and_the_rest_escaped():
    soup = page(cast.user("Direction", "director"), q="associations")
    sections = soup.select("main section")
    assert [s.h2.text for s in sections] == ["Genre tests.a", "Genre tests.b"]
    assert len(sections[0].select("li")) == 6
    assert sections[0].find("mark").text == "Association"
    assert "<b>" not in str(sections[0])
    assert "40 résultats" in soup.find(attrs={"role": "status"}).text


def test_one_kind_has_its_pages():
    director = cast.user("Direction", "director")
    soup = page(director, q="association", genre="tests.a")
    assert len(soup.select("main section li")) == 30
    assert len(page(director, q="association", genre="tests.a", page="2").select("main section li")) == 9


def test_nothing_found_teaches_and_tells_nothing_of_what_is_withheld():
    editor = cast.user("Rédaction", "editor")
    soup = page(editor, q="retenue")
    assert "Rien ne correspond à « retenue »" in soup.text
    assert "Genre tests.a" in soup.text
    assert "retenu" not in soup.text.replace("« retenue »", "").lower()
    assert "Que cherchez-vous" in page(editor).text
    assert "Genre tests.b" not in page(cast.user("Technique", "administrator"), q="zzz").text


def test_a_typing_error_is_told():
    soup = page(cast.user("Direction", "director"), q="asociaton")
    assert soup.select_one("main .avis a")["href"] == "?q=association"
    assert "écriture proche" in soup.text


@pytest.mark.parametrize("asked", [{"q": '"><script>'}, {"q": "\x00"}, {"q": "a" * 9999}, {"genre": "x"}, {"q": "amis", "page": "zz"},
                                   {"q": "amis", "genre": "tests.a", "page": "99"}, {"q": "NEAR( AND *"}])  # fmt: skip
def test_nothing_that_is_asked_breaks_the_page(asked):
    assert "<script>" not in str(page(cast.user("Direction", "director"), **asked).find("main"))


def test_marks():
    assert mark("L’œuvre & les élèves", ask("oeuvres eleve")) == "L’<mark>œuvre</mark> &amp; les <mark>élèves</mark>"
