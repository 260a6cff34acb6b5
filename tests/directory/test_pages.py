"""The public pages: what they say, what they weigh, what they cost."""

import gzip
import io
import json
import time
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from maillage.core import pagecache
from maillage.core.registry import DirectoryFilter, house
from maillage.organisations.models import Organisation
from maillage.ui.critical import STYLE
from tests import networks

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("name", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
@pytest.mark.parametrize("lang", ["fr", "en", "es"])
def test_every_network_in_every_language(client, db, make_organisation, name, lang):
    networks.install(name)
    make_organisation("Atelier du lac")
    for path in ("", "annuaire/", "annuaire/carte/", "le-reseau/", "accessibilite/", "donnees-personnelles/"):
        answer = client.get(f"/{lang}/{path}")
        assert answer.status_code == 200
        assert f'<html lang="{lang}"' in answer.content.decode()


def test_an_empty_network_has_pages_too(client, db):
    networks.install("csi")
    for path in ("", "annuaire/", "annuaire/carte/", "annuaire.csv", "annuaire.json", "annuaire.atom"):
        assert client.get(f"/fr/{path}").status_code == 200


def test_the_filters_narrow_together(client, world):
    for query, total in (("region=05", 2), ("region=05&theme=egalite", 1), ("theme=egalite&theme=besoins-fondamentaux", 2),
                         ("pays=PE&theme=egalite", 0), ("q=semences", 1), ("region=zz", 0), ("page=99", 2)):  # fmt: skip
        assert client.get(f"/fr/annuaire/?{query}").context["total"] == total, query


@pytest.mark.parametrize("query", ["q=%00", "q=" + "é" * 900, "page=-1", "page=x", "region=%00", "theme=" + "a" * 999, "x=1",
                                   "q='\"<script>alert(1)</script>", "theme=%27%29%20OR%201=1--"])  # fmt: skip
def test_no_question_breaks_the_directory(client, world, query):
    for path in ("annuaire/", "annuaire.csv", "annuaire.json"):
        answer = client.get(f"/fr/{path}?{query}")
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_a_room_above_adds_its_filter(client, world, monkeypatch):
    given = DirectoryFilter(
        "Adhésion", lambda: [("membre", "Membre")], lambda rows, codes: rows.filter(pk=world.shown.pk),
        lambda rows: {"membre": 1}, lambda ids: {world.shown.pk: ["Membre solidaire"]},
    )  # fmt: skip
    monkeypatch.setitem(house.directory_filters._items, "essai", given)
    answer = client.get("/fr/annuaire/?essai=membre")
    assert answer.context["total"] == 1
    assert "Membre solidaire" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["", "annuaire/", "annuaire/?region=05&theme=egalite", "annuaire.json", "annuaire.atom"]
)
def test_queries_stay_flat(client, db, make_organisation, path):
    networks.install("csi")
    client.get("/fr/le-reseau/")
    counts = []
    for size in (3, 24):
        for number in range(size):
            make_organisation(f"Organisme {size} {number}")
        pagecache.store.clear()
        with CaptureQueriesContext(connection) as found:
            client.get(f"/fr/{path}")
        counts.append(len(found))
    assert counts[0] == counts[1] <= 29  # the home: five of them for its projects and partners


def test_the_pages_travel_light(client, world):
    for path in ("annuaire/", f"organisations/{world.shown.pk}-atelier-du-lac/", "le-reseau/", ""):
        html = client.get(f"/fr/{path}").content.decode()
        assert STYLE[:60] in html
        without_map = (
            html.split('<div class="region">')[0] + html.split("</svg></div>")[-1] if "region" in html else html
        )
        assert len(gzip.compress(without_map.encode(), 6)) <= 14 * 1024, path


@pytest.mark.django_db(transaction=True)  # as it is served: what rooms remember is not asked again
def test_an_organisation_s_page_costs_little(client, world):
    address = f"/fr/organisations/{world.shown.pk}-atelier-du-lac/"
    client.get(address)
    costs = []
    for _again in range(15):
        pagecache.store.clear()
        before = time.process_time()
        client.get(address)
        costs.append(time.process_time() - before)
    assert min(costs) < 0.020  # under the instruments of the tests; 8 ms asked of the bare page


def test_the_page_says_the_same_to_machines(client, world):
    page = client.get(f"/fr/organisations/{world.shown.pk}-atelier-du-lac/").content.decode()
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (data["@type"], data["name"]) == ("Organization", "Atelier du lac")
    assert data["address"]["addressLocality"] == "Coaticook"
    assert 'rel="canonical"' in page
    assert 'property="og:image"' in page


def test_nothing_leaves_the_linked_data(client, world, make_organisation):
    row = make_organisation("</script><script>alert(1)</script>", text="</script><b>")
    page = client.get(f"/fr/organisations/{row.pk}/", follow=True).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("name", ["Atelier", "Union des maraîchères de Kɔrɔnfɛ", "A" * 300, "x " * 140, "Ⅻ日本 ‮abc"])
def test_the_social_card(client, db, make_organisation, name, settings, tmp_path):
    settings.DATA = tmp_path
    networks.install("csi")
    row = make_organisation(name[:290])
    answer = client.get(f"/fr/organisations/{row.pk}.png")
    assert len(answer.content) <= 40 * 1024
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    pagecache.store.clear()
    assert client.get(f"/fr/organisations/{row.pk}.png").content == answer.content
    assert len(list((tmp_path / "cartes").iterdir())) == 1


def test_an_old_name_leads_to_the_new_one(client, world):
    Organisation.objects.filter(pk=world.shown.pk).update(name="Nouvel atelier")
    answer = client.get(f"/fr/organisations/{world.shown.pk}-atelier-du-lac/")
    assert answer["Location"].endswith("-nouvel-atelier/")


def test_a_closed_one_keeps_its_page_out_of_the_list(client, world):
    assert "Dissoute" in client.get(f"/fr/organisations/{world.closed.pk}/", follow=True).content.decode()
    assert "Club fermé" not in client.get("/fr/annuaire/").content.decode()


def test_the_table_cannot_run_a_formula(client, db, make_organisation):
    networks.install("csi")
    make_organisation("=HYPERLINK(1)")
    answer = client.get("/fr/annuaire.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert b";=HYPERLINK" not in answer.content
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_feed_and_the_sitemap_are_well_formed(client, world):
    feed = ET.fromstring(client.get("/fr/annuaire.atom").content)
    assert len(feed.findall(f"{ATOM}entry")) == 2
    urls = ET.fromstring(client.get("/sitemap.xml").content)
    assert len(urls) == 3 * (7 + 2)
    assert "Sitemap: http" in client.get("/robots.txt").content.decode()


def test_the_policy_is_written_from_the_models(client, db):
    networks.install("csi")
    page = client.get("/fr/donnees-personnelles/").content.decode()
    assert "Comptes" in page or "Personnes" in page
    assert "loi 25" in page
    networks.install("occitanie")
    assert "Règlement général" in client.get("/fr/donnees-personnelles/").content.decode()
