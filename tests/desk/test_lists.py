"""The list: narrowed, sorted, laid out, saved, acted upon and exported; never a row one may not see, never slower."""

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import number_format

from maillage.accounts.models import User
from maillage.desk import markup
from maillage.desk.columns import Column
from maillage.desk.models import SavedView
from tests import cast
from tests.desk import pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desk.pages")]


@pytest.fixture(autouse=True)
def _staff_without_factor(settings):
    settings.DEMO = True  # in demonstration no second factor is asked


@pytest.fixture
def people():
    names = ["Amina", "Bruno", "Chloé", "Dao", "Émile"]
    return [
        User.objects.create_user(f"{i}@x.org", name=name, language="en" if i % 2 else "fr")
        for i, name in enumerate(names)
    ]


@pytest.fixture
def director():
    return cast.user("Zoé Directrice", "director")


@pytest.fixture
def browser(director):
    return cast.browser(director)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def names(response):
    return [th.a.text for th in soup(response).select("tbody th")]


def test_filters_narrow_and_an_unknown_value_leaves_nothing(people, browser):
    assert names(browser.get("/essai/?q=am")) == ["Amina"]
    assert names(browser.get("/essai/?language=en")) == ["Bruno", "Dao"]
    page = browser.get("/essai/?language=klingon")
    assert names(page) == []
    assert "Aucune ligne ne correspond" in page.content.decode()
    assert names(browser.get("/essai/?q=%00")) != []


@pytest.mark.parametrize("day", ["hier", "2026-13-45", "0000-00-00", "2020-01-01"])
def test_a_date_that_is_not_one_never_breaks_the_list(people, browser, day):
    assert browser.get("/essai/", {"depuis": day}).status_code == 200


def test_the_sort_is_announced_and_turns_around(people, browser):
    page = browser.get("/essai/?tri=-name")
    assert names(page)[:2] == ["Émile", "Zoé Directrice"] or names(page)[0] in {"Zoé Directrice", "Émile"}
    heads = soup(page).select("th[aria-sort]")
    assert [head["aria-sort"] for head in heads] == ["descending", "none"]
    assert browser.get("/essai/?tri=password").status_code == 200


def test_columns_are_chosen_and_the_name_always_stays(people, browser):
    page = soup(browser.get("/essai/?col=email"))
    assert [th.text.strip() for th in page.select("thead th")] == ["Nom", "Courriel"]


def test_every_cell_keeps_its_role_and_its_label(people, browser):
    row = soup(browser.get("/essai/")).select_one("tbody tr")
    assert row["role"] == "row"
    assert row.th["role"] == "rowheader"
    assert {td.get("data-l") for td in row.select("td[role=cell]")} >= {"Courriel", "État", "Numéro"}


def test_a_bulk_verb_says_the_exact_count_then_acts_on_it(people, browser):
    ids = [people[0].pk, people[2].pk]
    asked = browser.post("/essai/", {"verb": "close", "ids": ids})
    assert "2 lignes seront touchées." in asked.content.decode()
    assert User.objects.filter(is_active=False).count() == 0
    browser.post("/essai/", {"verb": "close", "ids": ids, "expected": "2", "confirmed": "1"})
    assert set(User.objects.filter(is_active=False)) == {people[0], people[2]}


def test_a_list_that_grew_meanwhile_is_asked_again(people, browser):
    browser.post("/essai/?language=en", {"verb": "close", "everything": "1"})
    User.objects.create_user("new@x.org", name="Nouvelle", language="en")
    again = browser.post("/essai/?language=en", {"verb": "close", "everything": "1", "expected": "2", "confirmed": "1"})
    assert "3 lignes seront touchées." in again.content.decode()
    assert not User.objects.filter(is_active=False).exists()


def test_a_verb_without_rows_or_without_right_does_nothing(people, browser):
    assert browser.post("/essai/", {"verb": "close"}).status_code == 302
    assert browser.post("/essai/", {"verb": "rien", "ids": [people[0].pk]}).status_code == 302
    assert browser.post("/essai/", {"verb": "jobs", "ids": [people[0].pk]}).status_code == 404
    assert "Tenir l’installation" not in browser.get("/essai/").content.decode()


def test_rows_one_may_not_see_are_neither_shown_nor_touched_nor_exported(people, browser):
    hidden = User.objects.create_user("cache@x.org", name="Cachée")
    assert "Cachée" not in names(browser.get("/essai/"))
    data = {"verb": "close", "ids": [hidden.pk], "expected": "1", "confirmed": "1"}
    browser.post("/essai/", data)
    hidden.refresh_from_db()
    assert hidden.is_active
    editor = cast.browser(cast.user("Rédactrice", "editor"))
    assert names(editor.get("/essai/")) == ["Rédactrice"]
    text = b"".join(editor.get("/essai/?format=csv").streaming_content).decode()
    assert "Amina" not in text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_the_export_holds_what_is_shown(people, browser, kind):
    answer = browser.get(f"/essai/?format={kind}&col=email&q=am")
    body = b"".join(answer.streaming_content)
    assert f".{kind}" in answer["Content-Disposition"]
    if kind == "csv":
        assert "Amina" in body.decode()
        assert "Bruno" not in body.decode()
        assert "Numéro" not in body.decode()
    else:
        assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None


def test_a_saved_view_comes_back_and_can_be_shared_or_forgotten(people, browser):
    browser.post("/essai/?language=en&page=1", {"save_view": "1", "view_name": "En anglais", "shared": "on"})
    view = SavedView.objects.get()
    assert view.query == "language=en"
    tabs = soup(browser.get(f"/essai/?{view.query}")).select(".vues a")
    assert [(tab.text, tab.get("aria-current")) for tab in tabs] == [("Tout", None), ("En anglais", "page")]
    other = cast.browser(cast.user("Autre", "treasurer"))
    assert "En anglais" in other.get("/essai/").content.decode()
    other.post("/essai/", {"forget_view": view.pk})
    assert SavedView.objects.exists()
    browser.post("/essai/", {"forget_view": view.pk})
    assert not SavedView.objects.exists()


def test_an_empty_list_teaches_what_would_be_there(browser, monkeypatch):
    monkeypatch.setattr(pages.People, "rows", lambda self: User.objects.none())
    page = browser.get("/essai/").content.decode()
    assert "Invitez une première personne." in page
    assert 'href="/essai/nouveau/"' in page


def test_the_count_of_queries_is_flat_from_ten_rows_to_a_thousand(browser):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get("/essai/").status_code == 200
        return len(seen)

    User.objects.bulk_create(User(email=f"a{i}@x.org", name=f"A {i}") for i in range(10))
    queries()
    few = queries()
    User.objects.bulk_create(User(email=f"b{i}@x.org", name=f"B {i}") for i in range(1000))
    assert queries() == few


@pytest.mark.parametrize("page", ["0", "-3", "99999999", "x", "2"])
def test_any_page_asked_for_is_answered(people, browser, page):
    assert browser.get(f"/essai/?page={page}").status_code == 200


def test_on_a_telephone_the_filters_fold_behind_one_control_after_the_search(people, browser):
    form = soup(browser.get("/essai/?language=en")).select_one("form.outils")
    names = [child.get("class", [""])[0] if child.name == "details" else child.input and child.input["name"]
             for child in form.find_all(["div", "details"], recursive=False)]  # fmt: skip
    assert names[:2] == ["q", "plier"]  # the search stays; the rest follows the control
    assert "Filtres (1 choisi)" in form.select_one(".plier summary").text
    assert "choisi" not in soup(browser.get("/essai/?q=a")).select_one(".plier summary").text


def test_thousands_stand_apart_and_what_is_empty_is_left_out_on_a_telephone():
    columns = [Column("n", "Nombre", value=lambda row: row, numeric=True), Column("e", "Rien", value=lambda row: "")]
    said = BeautifulSoup(str(markup.body([1509], columns, str, ticked=False)), "html.parser")
    assert said.select_one("td.n").text == number_format(1509, force_grouping=True) != "1509"
    assert said.select_one("td.vide")["data-l"] == "Rien"
