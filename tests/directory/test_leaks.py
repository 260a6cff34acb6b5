"""What is withheld, hidden or merged is on no public page, feed, table, count or map; at once."""

import pytest

from maillage.core import generation, pagecache
from maillage.network import actions
from maillage.organisations import found
from maillage.organisations.models import Organisation
from maillage.search import index, queries
from maillage.search.jobs import drain
from maillage.search.models import SearchTask
from maillage.search.sources import PUBLIC
from tests import cast, networks

SECRETS = ("Zébu", "Zanzibourg", "Zèle", "Zéphyrville", "Zinc", "xyzsecret", "zebu-clandestin", "zele-interne")
PAGES = [
    f"/{lang}/{path}"
    for lang in ("fr", "en", "es")
    for path in ("", "annuaire/", "annuaire/carte/", "annuaire.csv", "annuaire.json", "annuaire.atom", "le-reseau/",
                 "annuaire/?region=17", "annuaire/?pays=HT", "annuaire/?q=clandestin", "annuaire/?theme=commerce-equitable",
                 "annuaire.json?region=16", "annuaire.csv?pays=SN")
] + ["/sitemap.xml", "/robots.txt"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_no_public_page_says_what_is_withheld(client, world, address):
    answer = client.get(address)
    assert answer.status_code == 200
    text = answer.content.decode()
    for secret in SECRETS:
        assert secret not in text, secret
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_numbers_count_what_is_shown_alone(client, world):
    answer = client.get("/fr/annuaire/")
    assert answer.context["total"] == 2
    counts = {facet.name: {one.code: one.count for one in choices} for facet, choices in answer.context["facets"]}
    assert counts["region"] == {"05": 2}
    assert counts["pays"] == {"ML": 1, "PE": 1}
    assert counts["theme"] == {"egalite": 1, "besoins-fondamentaux": 1}
    assert answer.context["map"]["counts"] == {"05": 2}
    assert client.get("/fr/annuaire/carte/").context["world"]["counts"] == {"ML": 1, "PE": 1}


@pytest.mark.parametrize("who", ["withheld", "hidden"])
def test_their_pages_do_not_exist(client, world, who):
    row = getattr(world, who)
    for address in (
        f"/fr/organisations/{row.pk}/",
        f"/fr/organisations/{row.pk}-zebu-clandestin/",
        f"/fr/organisations/{row.pk}.png",
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Zébu" not in answer.content.decode()


def test_links_lead_to_what_everyone_may_see(client, world):
    page = client.get(f"/fr/organisations/{world.shown.pk}/", follow=True).content.decode()
    assert "Coopérative des semences" in page
    for secret in SECRETS:
        assert secret not in page


def test_a_merged_one_leads_to_what_it_became(client, world):
    answer = client.get(f"/fr/organisations/{world.merged.pk}/", follow=True)
    assert answer.redirect_chain[-1][0].endswith(f"/fr/organisations/{world.shown.pk}-atelier-du-lac/")
    Organisation.objects.filter(pk=world.shown.pk).update(withheld=True)
    assert client.get(f"/fr/organisations/{world.merged.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_cache_forgets_as_soon_as_it_is_withheld(client, world):
    addresses = ["/fr/", "/fr/annuaire/", "/fr/annuaire.json", "/fr/annuaire.csv", "/fr/annuaire.atom", "/sitemap.xml",
                 f"/fr/organisations/{world.shown.pk}-atelier-du-lac/", f"/fr/organisations/{world.shown.pk}.png"]  # fmt: skip
    for address in addresses:
        assert client.get(address).status_code == 200
    assert pagecache.store.pages
    Organisation.objects.filter(pk=world.shown.pk).update(withheld=True)
    generation.advance()
    for address in addresses:
        answer = client.get(address)
        assert b"Atelier du lac" not in answer.content, address
        assert answer.status_code == (404 if "organisations/" in address else 200)


def test_a_field_the_network_does_not_show_is_nowhere(client, world):
    """csi shows neither e-mail, nor telephone, nor street."""
    for address in (f"/fr/organisations/{world.shown.pk}-atelier-du-lac/", "/fr/annuaire.csv", "/fr/annuaire.json"):
        text = client.get(address).content.decode()
        for secret in ("atelier@exemple.org", "819 555-0100", "rue du Lac"):
            assert secret not in text


@pytest.mark.parametrize(
    ("field", "word", "facet"),
    [("city", "Coaticook", None), ("region", "Estrie", "region"), ("themes", "Égalité", "theme"),
     ("countries", "Mali", "pays"), ("website", "atelier.example", None), ("description", "Atelier du lac agit", None)],
)  # fmt: skip
def test_a_field_the_organisation_hides_is_neither_shown_nor_counted(client, world, field, word, facet):
    Organisation.objects.exclude(pk=world.shown.pk).update(withheld=True)
    page = f"/fr/organisations/{world.shown.pk}-atelier-du-lac/"
    assert word in client.get(page).content.decode()
    Organisation.objects.filter(pk=world.shown.pk).update(hidden_fields=[field])
    pagecache.store.clear()
    for address in (page, "/fr/annuaire.csv", "/fr/annuaire.json"):
        assert word not in client.get(address).content.decode(), address
    if facet:
        pagecache.store.clear()
        counts = {one.name: choices for one, choices in client.get("/fr/annuaire/").context["facets"]}
        assert counts[facet] == []
        value = {"region": "05", "theme": "egalite", "pays": "ML"}[facet]
        assert client.get(f"/fr/annuaire/?{facet}={value}").context["total"] == 0


def test_a_network_that_shows_no_region_has_no_regional_map(client, world):
    networks.install("ciso")
    answer = client.get("/fr/annuaire/")
    assert answer.context["map"] is None
    assert "region" not in {facet.name for facet, _choices in answer.context["facets"]}
    assert "Coaticook" not in answer.content.decode()


def test_the_search_finds_nobody_by_what_the_network_does_not_show(client, world):
    """ciso shows no town: looking for one finds no one."""
    networks.install("ciso")
    documents = list(found.organisations([world.shown.pk]))
    assert all("Coaticook" not in f"{one.subtitle} {one.body}" for one in documents if one.access == PUBLIC)


def test_a_field_that_the_network_withdraws_is_no_longer_found_by(world):
    """From the very change for visitors; the team goes on finding by it."""
    index.rebuild()
    director = cast.user("Amina", "director")
    assert world.shown.pk in {hit.object_id for hit in queries.find("coaticook", user=None).hits}

    def withdraw(plain):
        shown = plain["visibility"]["public_fields"]
        plain["visibility"]["public_fields"] = [field for field in shown if field != "city"]

    actions.change(edit=withdraw, by=director)
    for word in ("coaticook", "atelier"):  # its new document is not there yet
        assert queries.find(word, user=None).total == 0
    drain()
    assert [hit.object_id for hit in queries.find("atelier", user=None).hits] == [world.shown.pk]
    (hit,) = queries.find("atelier", user=None).hits
    assert "Coaticook" not in hit.subtitle
    assert queries.find("coaticook", user=None).total == 0
    assert world.shown.pk in {hit.object_id for hit in queries.find("coaticook", user=director).hits}


def test_a_change_that_shows_as_much_leaves_the_index_alone(world):
    index.rebuild()
    SearchTask.objects.all().delete()  # what the first adoption told: the bodies that every network has
    actions.change(edit=lambda plain: plain["contact"].update(email="autre@csi.example"), by=None)
    assert not SearchTask.objects.exists()
    assert queries.find("atelier", user=None).total == 1
