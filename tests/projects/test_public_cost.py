"""What a public page costs: a project that has little asks little, whatever the rooms above could tell of it."""

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.core import generation, pagecache
from maillage.projects import actions
from tests import networks
from tests.factories import organisations as directory
from tests.factories import projects as make
from tests.factories import results

NAME = "Ce que l’on y fait"


@pytest.fixture
def network():
    networks.install("wsm")
    caches["memory"].clear()
    pagecache.store.clear()
    generation.forget()


def read(client, row):
    pagecache.store.clear()
    answer = client.get(row.public_url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db(transaction=True)  # what is remembered is never read inside a transaction
def test_a_bare_project_costs_few_questions_and_a_change_is_seen_at_once(
    network, client, django_assert_max_num_queries
):
    top = make.project("Programme", level="programme")
    row = make.project("Nu", parent=top, places=[{"kind": "country", "code": "SN"}])
    rich = make.project("Mesuré", parent=top)
    period = results.period(results.indicator(results.result(rich)), project=rich, target=10)
    make.milestone(rich, "Comité public")
    read(client, row)
    with django_assert_max_num_queries(9):
        page = read(client, row)
    assert "Programme" in page
    assert "Comité public" not in page
    assert "Ce qui est visé" not in page
    rich_page = read(client, rich)
    assert str(period.indicator) in rich_page
    assert "Comité public" in rich_page
    # What is written afterwards is not hidden by what was remembered.
    make.milestone(row, "Ouverture du puits")
    under = make.project("Une activité", level="line", parent=row)
    results.indicator(results.result(row), title="Robinets qui coulent")
    page = read(client, row)
    assert "Ouverture du puits" in page
    assert under.title in page
    assert "Robinets qui coulent" in page
    actions.change_project(project=top, values={"title": "Programme renommé"}, by=None)
    assert "Programme renommé" in read(client, row)
    actions.withhold_project(project=under, reason="Menaces", by=None)
    assert under.title not in read(client, row)
    actions.withhold_project(project=top, reason="Menaces", by=None)
    pagecache.store.clear()
    assert client.get(row.public_url).status_code == 404


@pytest.mark.django_db
def test_cards_are_few_questions(network, client, django_assert_max_num_queries):
    house = directory.organisation()
    for n in range(12):
        make.project(f"Projet {n}", participants=[{"role": "4", "organisation_id": house.pk}],
                     places=[{"kind": "country", "code": "SN"}], codes=[{"kind": "theme", "code": "genre"}])  # fmt: skip
    client.get("/fr/projets/?pays=SN")
    pagecache.store.clear()
    with django_assert_max_num_queries(12):
        assert "Projet 3" in client.get("/fr/projets/?pays=SN&etat=2").content.decode()


@pytest.mark.django_db
def test_a_tie_is_on_the_map_where_its_writer_said_and_not_where_the_directory_hides_it(client):
    networks.install("ciso")  # its directory shows no country
    caches["memory"].clear()
    here, there = directory.organisation("Centrale d’ici"), directory.organisation("Syndicat de là-bas", country="HT")
    bond = make.bond(here, there)
    url = reverse("site:bonds")
    pagecache.store.clear()
    page = client.get(url).content.decode()
    assert "Syndicat de là-bas" in page
    assert "Haïti" not in page
    assert "<h2>Ailleurs" in page or "Ailleurs</h2>" in page
    values = {"here": here, "there": there, "kind": bond.kind, "country": "HT", "since": localdate()}
    actions.change_bond(bond=bond, values=values, by=None)
    pagecache.store.clear()
    page = client.get(url).content.decode()
    assert "Haïti</h2>" in page
    assert 'class="monde"' in page or "monde" in page
