"""What the public reads and does: the same institutions everywhere, nothing withheld, letters of which nothing is kept."""

import json
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.advocacy import actions, publishing, territory
from maillage.advocacy.models import Commitment, LetterCount
from maillage.core import pagecache
from maillage.organisations.actions import withholding
from maillage.organisations.models import Organisation
from maillage.search import index
from tests import cast, networks
from tests.factories import advocacy as make
from tests.factories import members as joining
from tests.factories import organisations as directory

pytestmark = pytest.mark.django_db
SECRET = "Zorblaxie-la-Cachée"


@pytest.fixture
def csi():
    cache.clear()
    return networks.install("csi")


def fresh(browser, url, **headers):
    pagecache.store.clear()
    return browser.get(url, **headers)


def town(name="", region="05", **values):
    return directory.organisation(name, city="Bourg", region=region, kind="11", **values)


def held(ask, name="", **values):
    row = make.commitment(ask, town(name, **values))
    make.step(row, "adopted", localdate() - timedelta(days=40))
    return row


def page_of(browser, ask, query=""):
    return fresh(browser, reverse("site:ask", args=[ask.pk, publishing.words.slug_of(ask.title)]) + query)


def test_table_map_curve_and_data_count_the_same(csi):
    ask = make.ask("Communes hospitalières", renewal_months=12)
    for region in ("05", "05", "06", ""):
        held(ask, region=region)
    held(ask, hidden_fields=["region", "city"])
    make.step(make.commitment(ask, town()), "met", localdate() - timedelta(days=3))
    visitor = cast.browser(None)
    page = page_of(visitor, ask)
    assert page.context["every"] == page.context["total"] == len(page.context["entries"]) == 5
    assert sum(page.context["map"]["counts"].values()) + page.context["nowhere"] == 5
    assert publishing.curve(publishing.entries(ask), localdate())[-1][1] == 5
    data = json.loads(fresh(visitor, reverse("site:ask_json", args=[ask.pk])).content)
    assert data["count"] == len(data["commitments"]) == 5
    table = fresh(visitor, reverse("site:ask_csv", args=[ask.pk])).content.decode("utf-8-sig")
    assert len(table.strip().splitlines()) == 6
    assert page_of(visitor, ask, "?region=06").context["total"] == 1
    for odd in ("?region=zz", "?page=99999", "?page=²", "?region=%00"):
        assert page_of(visitor, ask, odd).status_code == 200


def test_the_public_page_asks_no_more_of_the_base_when_there_are_more(csi, django_assert_max_num_queries):
    ask = make.ask(renewal_months=12)
    for _n in range(10):
        held(ask)
    list(publishing.entries(ask))
    with django_assert_max_num_queries(7):
        assert len(publishing.entries(ask)) == 10
    for _n in range(20):
        held(ask)
    with django_assert_max_num_queries(7):
        assert len(publishing.entries(ask)) == 30


def test_public_pages_have_no_cookie_and_may_be_cached(csi):
    ask, position = make.ask("Une demande"), make.position("Une position")
    held(ask)
    study = actions.create_study(values={"title": "Une étude", "year": 2025}, by=None)
    letter = make.letter("Une lettre")
    visitor = cast.browser(None)
    for url in (reverse("site:advocacy"), f"/fr/engagements/{ask.pk}-une-demande/", reverse("site:positions"),
                f"/fr/positions/{position.pk}-une-position/", reverse("site:studies"), f"/fr/etudes/{study.pk}-une-etude/",
                f"/fr/ecrire/{letter.pk}-une-lettre/", reverse("site:letter_thanks", args=[letter.pk])):  # fmt: skip
        answer = fresh(visitor, url)
        assert answer.status_code == 200, url
        assert "public" in answer.headers["Cache-Control"]
        assert not answer.cookies
        assert b"csrfmiddlewaretoken" not in answer.content


def test_what_is_withheld_or_not_shown_is_nowhere(csi):
    ask = make.ask()
    row = held(ask, SECRET)
    text = actions.add_adopted_text(commitment=row, by=None, values={
        "title": f"Motion de {SECRET}", "adopted_on": date(2026, 1, 1), "text": "Attendu"})  # fmt: skip
    position = make.position()
    actions.add_signatory(position=position, by=None,
                          values={"organisation": row.organisation, "signed_on": localdate()})  # fmt: skip
    talk = make.exchange(subject=f"Parler à {SECRET}", commitment=row)
    index.rebuild()
    withholding.withhold(organisation=row.organisation, reason="menaces", by=None)
    visitor, officer = cast.browser(None), cast.browser(cast.user("Léo", "activities_officer"))
    urls = [reverse("site:advocacy"), f"/fr/engagements/{ask.pk}-{publishing.words.slug_of(ask.title)}/",
            reverse("site:ask_csv", args=[ask.pk]), reverse("site:ask_json", args=[ask.pk]),
            f"/fr/positions/{position.pk}-{publishing.words.slug_of(position.title)}/"]  # fmt: skip
    for url in urls:
        answer = fresh(visitor, url)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode()
    assert fresh(visitor, reverse("site:adopted_text", args=[text.pk])).status_code == 404
    for name in ("list", "board", "exchanges", "asks", "figures"):
        for query in ("", "?format=csv"):
            answer = officer.get(reverse(f"advocacy:{name}") + query)
            assert SECRET not in b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
    for name, pk in (("detail", row.pk), ("exchange", talk.pk), ("step_new", row.pk)):
        assert officer.get(reverse(f"advocacy:{name}", args=[pk])).status_code == 404
    assert SECRET not in officer.get(reverse("advocacy:position", args=[position.pk])).content.decode()
    director = cast.browser(cast.user("Amina", "director"))
    assert SECRET in director.get(reverse("advocacy:detail", args=[row.pk])).content.decode()


def test_only_the_stages_chosen_are_shown(csi):
    ask = make.ask()
    row = held(ask, "Ville promise")
    assert len(publishing.entries(ask)) == 1
    actions.change_ask(ask=ask, values={"shown_stages": ["renewed", "n’importe quoi"]}, by=None)
    assert not publishing.entries(ask)
    Organisation.objects.filter(pk=row.organisation_id).update(is_public=False)
    actions.change_ask(ask=ask, values={"shown_stages": ["adopted"]}, by=None)
    assert not Commitment.objects.public().exists()


def test_the_register_is_never_public(csi):
    person = make.decision_maker("Grzmotny", note="Notule-secrète", mandate={"territory": "Bourg-Neuf"})
    make.exchange(subject="Conciliabule", note="Notule-privée", decision_makers=[person])
    letter = make.letter("Une lettre")
    visitor, bruno = cast.browser(None), cast.browser(cast.user("Bruno"))
    found = fresh(visitor, f"/fr/ecrire/{letter.pk}-une-lettre/?ou=bourg neuf").content.decode()
    assert "Grzmotny" in fresh(visitor, f"/fr/ecrire/{letter.pk}-une-lettre/?ou=Bourg-Neuf").content.decode()
    assert "Notule" not in found
    assert "Conciliabule" not in found
    for name in ("exchanges", "decision_makers", "list", "figures", "roster_new", "letters"):
        assert bruno.get(reverse(f"advocacy:{name}")).status_code in (403, 404)
        assert visitor.get(reverse(f"advocacy:{name}")).status_code == 302


# Letters


def test_who_represents_a_place(csi):
    make.decision_maker("Un", mandate={"territory": "Val-d’Aubier", "postal_codes": "J1H J1J", "region": "05"})
    make.decision_maker("Deux", mandate={"territory": "Sainte-Rive", "postal_codes": "G1K", "region": "03"})
    make.decision_maker("Toutes", mandate={"territory": "", "title": "Ministre"})
    make.decision_maker("Passé", mandate={"territory": "Val-d’Aubier", "ended_on": localdate() - timedelta(days=1)})
    make.decision_maker("Ailleurs", mandate={"territory": "Val-d’Aubier", "level": "state"})
    letter = make.letter()

    def names(place, region=""):
        return [row.decision_maker.last_name for row in territory.by_place(territory.of_letter(letter), place, region)]

    assert names("VAL-D'AUBIER") == names("Val-d’Aubier") == ["Toutes", "Un"]
    assert names("J1H 2K4") == ["Toutes", "Un"]
    assert names("j1") == ["Toutes", "Un"]
    assert names("", "03") == ["Toutes", "Deux"]
    assert names("nulle part") == ["Toutes"]
    assert territory.asked("\x00" * 50) == ""


def write_url(letter, to):
    return reverse("site:letter_write", args=[letter.pk, to.mandates.get().pk])


def test_reading_and_preparing_a_letter_changes_nothing(csi, django_assert_max_num_queries):
    letter, to = make.letter(), make.decision_maker("Roy", email="mairie@commune.example")
    visitor = cast.browser(None)
    for _time in range(2):  # a scanner of links opens everything
        assert visitor.get(write_url(letter, to) + "?do=written").status_code == 200
    answer = visitor.post(
        write_url(letter, to), {"do": "prepare", "subject": "Bonjour\r\nBcc: x@y.z", "text": "Mes mots <b>"}
    )
    body = answer.content.decode()
    assert "mailto:mairie@commune.example?subject=Bonjour%20Bcc" in body
    assert "Mes mots &lt;b&gt;" in body
    assert "no-store" in answer.headers["Cache-Control"]
    assert not LetterCount.objects.exists()


def test_a_declaration_counts_once(csi):
    letter, to = make.letter(), make.decision_maker("Roy", email="mairie@commune.example")
    visitor = cast.browser(None)
    token = visitor.post(write_url(letter, to), {"do": "prepare", "subject": "O", "text": "T"}).context["token"]
    for _click in range(2):
        assert visitor.post(write_url(letter, to), {"do": "written", "token": token}).status_code == 302
    visitor.post(write_url(letter, to), {"do": "written", "token": "inventé"})
    visitor.post(write_url(letter, to), {"do": "written"})
    assert [(row.count, row.level) for row in LetterCount.objects.all()] == [(1, "local")]


def test_long_words_are_pasted_and_no_address_is_printed(csi):
    letter, to = make.letter(), make.decision_maker("Roy", email="mairie@commune.example")
    mute = make.decision_maker("Muet")
    visitor = cast.browser(None)
    answer = visitor.post(write_url(letter, to), {"do": "prepare", "subject": "O", "text": "é" * 10_000})
    assert not answer.context["whole"]
    assert len(answer.context["link"]) < 300
    assert len(answer.context["text"]) == 8000
    assert (
        "mailto"
        not in visitor.post(write_url(letter, mute), {"do": "prepare", "subject": "O", "text": "T"}).content.decode()
    )
    actions.set_letter_state(letter=letter, state="closed", by=None)
    assert visitor.get(write_url(letter, to)).status_code == 404


# Signing


def test_a_delegate_signs_once_and_only_for_their_own(csi):
    user = cast.user("Chloé")
    member = joining.member("associee", name="Union des Mains")
    joining.delegate(member, user)
    position = make.position(state="open")
    browser, url = cast.browser(user), reverse("advocacy:sign", args=[position.pk])
    page = browser.get(reverse("advocacy:to_sign"))
    assert url in page.content.decode()
    other = directory.organisation()
    assert browser.post(url, {"organisation": other.pk, "agreed": "on"}).status_code == 422
    assert browser.post(url, {"organisation": member.organisation_id}).status_code == 422
    assert browser.post(url, {"organisation": member.organisation_id, "agreed": "on"}).status_code == 302
    assert browser.post(url, {"organisation": member.organisation_id, "agreed": "on"}).status_code == 422
    assert position.signatories.get().by == user
    actions.set_position_state(position=position, state="published", by=None)
    assert browser.get(url).status_code == 404
