"""The homes and the error pages stand, with a network or without, for everyone of the cast."""

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from maillage.core.registry import PublicBlock, Waiting, WaitingItem, house
from maillage.web.views import errors, public
from tests import cast, networks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _staff_without_factor(settings):
    settings.DEMO = True


@pytest.mark.parametrize("lang", ["fr", "en", "es"])
def test_the_public_home_stands_without_a_network_and_sets_no_cookie(client, lang):
    answer = client.get(f"/{lang}/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert f'<html lang="{lang}"' in answer.content.decode()


def test_blocks_go_where_they_ask():
    found = public.by_slot([("a.html", {"slot": "hero"}), ("b.html", {}), ("c.html", {"slot": "nulle part"})])
    assert [template for template, _ in found["hero"]] == ["a.html"]
    assert [template for template, _ in found["sections"]] == ["b.html", "c.html"]


def test_figures_of_several_rooms_make_one_strip(client, monkeypatch):
    for n, label in ((34, "membres"), (80, "partenaires")):
        block = PublicBlock(lambda request, n=n, label=label: ("", {"slot": "figures", "figures": [(n, label)]}))
        monkeypatch.setitem(house.public_blocks._items, label, block)
    text = client.get("/fr/").content.decode()
    assert text.count('class="chiffres"') == 1
    assert "membres" in text
    assert "partenaires" in text


def test_what_is_late_comes_first_on_the_home_of_gestion(monkeypatch):
    items = [WaitingItem("Calme", "", "/a/", "Voir"), WaitingItem("Pressé", "", "/b/", "Voir", "er")]
    monkeypatch.setattr(house.waiting, "_items", {"essai": Waiting("gestion.enter", lambda user: items)})
    text = cast.browser(cast.user("Marie-Ève Tremblay", "director")).get("/gestion/").content.decode()
    assert "Bonjour Marie-Ève" in text
    assert "2 choses attendent votre attention." in text
    assert text.index("Pressé") < text.index("Calme")


def test_today_comes_before_what_is_late_and_is_not_said_soon(monkeypatch):
    items = [WaitingItem("Pressé", "", "/b/", "Voir", "er"), WaitingItem("Ce soir", "", "/a/", "Voir", "jour")]
    monkeypatch.setattr(house.waiting, "_items", {"essai": Waiting("gestion.enter", lambda user: items)})
    text = cast.browser(cast.user("Marie-Ève Tremblay", "director")).get("/gestion/").content.decode()
    assert text.index("Ce soir") < text.index("Pressé")
    assert "Bientôt" not in text


def test_the_header_is_short_and_the_page_to_act_leads_to_campaigns_and_advocacy(client):
    networks.install("csi")
    text = client.get("/fr/agir/").content.decode()
    header, rest = text.split("</header>")
    main, foot = rest.split("</main>")
    for name in ("campaigns", "advocacy"):
        link = f'href="{reverse(f"site:{name}")}"'
        assert link not in header
        assert link in main
        assert link in foot
    assert reverse("site:certificate_check") in foot


def test_each_one_lands_where_they_work():
    assert cast.browser(cast.user("Zoé", "treasurer")).get("/entrer/")["Location"] == "/gestion/"
    assert cast.browser(cast.user("Bruno")).get("/entrer/")["Location"] == "/espace/"


def test_the_members_home_teaches_whoever_has_no_organisation(monkeypatch):
    monkeypatch.setattr(house.panels, "_items", {})
    text = cast.browser(cast.user("Bruno Roy")).get("/espace/").content.decode()
    assert "Bonjour Bruno" in text
    assert "rattaché à aucune organisation" in text


@pytest.mark.parametrize("lang", ["fr", "en", "es"])
def test_what_broke_is_said_without_the_database(lang, django_db_blocker):
    with django_db_blocker.block(), override(lang):
        answer = errors.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"<h1>" in answer.content


def test_error_pages_say_one_word_and_a_way_on(client):
    answer = client.get("/fr/nulle-part/")
    assert answer.status_code == 404
    assert "Page introuvable" in answer.content.decode()
    request = RequestFactory().get("/")
    assert errors.bad_request(request).status_code == 400
    assert "Aller à votre espace" in errors.forbidden(request).content.decode()
