"""The journal's screens: who reads what, what they find, what they take away."""

import json

import pytest
from bs4 import BeautifulSoup

from maillage.audit import chain, journal
from maillage.audit.models import Entry
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    amina = cast.user("Amina", "director")
    journal.record("role.given", amina, by=amina, changes={"name": ["Avant", "Ndiaye"]})
    journal.record("thing.made", amina, by=None)
    return amina


def text(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_the_director_reads_names_and_values(entries):
    browser = cast.browser(entries)
    page = text(browser.get("/gestion/journal/"))
    assert "Maillage" in page
    assert "Amina" in page
    entry = Entry.objects.get(verb="role.given")
    assert "Ndiaye" in text(browser.get(f"/gestion/journal/{entry.pk}/"))


def test_the_administrator_reads_who_did_what_without_values(entries):
    browser = cast.browser(cast.user("Adama", "administrator"))
    entry = Entry.objects.get(verb="role.given")
    page = text(browser.get(f"/gestion/journal/{entry.pk}/"))
    assert "Ndiaye" not in page
    assert "sans les valeurs" in page
    for format in ("csv", "xlsx", "ods"):
        assert browser.get(f"/gestion/journal/?format={format}").status_code == 403
    assert browser.get("/gestion/journal/lignes/").status_code == 403
    assert "format=csv" not in browser.get("/gestion/journal/").content.decode()


@pytest.mark.parametrize("path", ["", "1/", "verifier/", "lignes/"])
def test_others_are_refused(entries, path):
    assert cast.browser(None).get(f"/gestion/journal/{path}").status_code == 302
    for person in (cast.user("Bruno"), cast.user("Marie", "treasurer")):
        assert cast.browser(person).get(f"/gestion/journal/{path}").status_code == 403


def test_filters(entries):
    browser = cast.browser(entries)

    def found(query):
        page = BeautifulSoup(browser.get(f"/gestion/journal/?{query}").content, "html.parser")
        return len(page.select("table.tab tbody tr"))

    assert found("") == 2
    assert found(f"qui={entries.pk}") == 1
    assert found("qui=maillage") == 1
    assert found("verbe=role.given") == 1
    assert found("sur=accounts.user") == 2
    assert found("sur=rien") == 0
    today = Entry.objects.first().at.date().isoformat()
    assert found(f"du={today}&au={today}") == 2
    assert found("au=2001-01-01") == 0
    assert found("du=pas-un-jour") == 0


def test_the_verification_page_tells_where_it_breaks(entries):
    browser = cast.browser(entries)
    assert "La chaîne tient" in text(browser.get("/gestion/journal/verifier/"))
    Entry.objects.filter(verb="role.given").update(verb="role.taken")
    number = Entry.objects.get(verb="role.taken").number
    page = text(browser.get("/gestion/journal/verifier/?tout=1"))
    assert "La chaîne ne tient pas" in page
    assert str(number) in page


def test_the_export_can_be_verified_elsewhere(entries):
    browser = cast.browser(entries)
    response = browser.get("/gestion/journal/lignes/")
    lines = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]
    assert len(lines) == 2
    previous = chain.GENESIS
    for line in lines:
        head = (line["number"], line["at"], line["actor_id"], line["verb"], line["kind"], line["object_id"])
        assert line["previous"] == previous
        assert chain.entry_digest(previous, head, line["digests"]) == line["digest"]
        for name, value in line["values"].items():
            assert chain.field_digest(name, value, line["salts"][name]) == line["digests"][name]
        previous = line["digest"]


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_the_list_exports(entries, format):
    response = cast.browser(entries).get(f"/gestion/journal/?format={format}")
    assert response.status_code == 200
    assert len(b"".join(response.streaming_content)) > 100
