"""The pages of Gestion and of everyone: what they write, what they cost, what they never show."""

import json

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.core import pagecache
from maillage.organisations.forms.rows import names_for
from maillage.projects import actions
from maillage.projects.models import Bond, Project
from tests import cast, networks
from tests.factories import organisations as directory
from tests.factories import projects as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    profile = networks.install("wsm")
    caches["memory"].clear()
    return profile


@pytest.fixture
def nour(network):
    return cast.browser(cast.user("Nour", "project_officer"))


def post(browser, name, pk, **values):
    return browser.post(reverse(f"projects:{name}", args=[pk]), values)


def test_a_project_is_written_page_after_page(nour):
    new = {"title": "Eau à Thiès", "level": "project", "parent": "", "language": "fr", "text": "Des bornes-fontaines."}
    assert nour.post(reverse("projects:new"), new).status_code == 302
    row = Project.objects.get()
    syndicate = directory.organisation("Syndicat de Thiès")
    assert post(nour, "who", row.pk, who_0_role="4", who_0_name="syndicat de thies", who_0_work="60", who_1_role="1",
                who_1_name="Fonds du Nord", who_1_ref="XM-1", who_1_type="22").status_code == 302  # fmt: skip
    assert [(p.role, p.organisation, p.ref) for p in row.participants.all()] == [
        ("4", syndicate, ""),
        ("1", None, "XM-1"),
    ]
    assert (
        post(nour, "who", row.pk, who_0_role="4", who_0_name="Syndicat de Thiès", who_0_work="101").status_code == 422
    )
    assert post(nour, "where", row.pk, countries_0_name="Sénégal", countries_0_share="70", countries_1_name="ML",
                countries_1_share="20").status_code == 422  # fmt: skip
    assert post(nour, "where", row.pk, countries_0_name="Sénégal", countries_0_share="100", locations_0_name="Thiès",
                locations_0_lat="14,79", locations_0_lon="-16.93", locations_0_exact="2").status_code == 302  # fmt: skip
    assert [(p.code, p.latitude) for p in row.places.all()] == [("SN", None), ("", 14.79)]
    assert post(nour, "codes", row.pk, sectors_0_list="1", sectors_0_code="99999").status_code == 422
    assert post(nour, "codes", row.pk, sectors_0_list="1", sectors_0_code="14030", goals=["6"], marker_1="2",
                theme=["genre"]).status_code == 302  # fmt: skip
    assert {(c.kind, c.code) for c in row.codes.all()} == {
        ("sector", "14030"),
        ("tag", "6"),
        ("marker", "1"),
        ("theme", "genre"),
    }
    added = nour.post(reverse("projects:code_choose", args=[row.pk]) + "?liste=secteurs&q=eau", {"code": "14032"})
    assert added.status_code == 302
    assert row.codes.filter(code="14032").exists()
    row.refresh_from_db()
    words = {
        "version": row.version,
        "title_en": "Water in Thiès",
        "text_1_fr": "Bornes.",
        "text_1_en": "Taps.",
        "text_2_fr": "De l’eau.",
    }
    assert post(nour, "words", row.pk, **words).status_code == 302
    assert [d.texts for d in row.descriptions.all()] == [[["fr", "Bornes."], ["en", "Taps."]], [["fr", "De l’eau."]]]
    stale = post(nour, "words", row.pk, **words)
    assert stale.status_code == 409
    assert post(nour, "iati", row.pk, iati_identifier="BE-1", flow_type="30", humanitarian="no", other_identifiers_0_type="A1",
                other_identifiers_0_ref="X9").status_code == 302  # fmt: skip
    row.refresh_from_db()
    assert (row.iati_identifier, row.humanitarian, row.other_identifiers.get().ref) == ("BE-1", False, "X9")
    assert (
        post(
            nour,
            "contacts",
            row.pk,
            contacts_0_type="1",
            contacts_0_service="Accueil",
            contacts_0_email="a@x.org; b@x.org",
        ).status_code
        == 302
    )
    assert row.contacts.get().email == ["a@x.org", "b@x.org"]


def test_what_a_source_wrote_survives_the_forms(nour):
    row = make.project(titles=[["nl", "Water"]], descriptions=[{"type": "1", "texts": [["", "Eau"], ["nl", "Water"]]}],
                       participants=[{"role": "1", "names": [["en", "Agency"], ["fr", "Agence"]], "ref": "XM-A", "activity_id": "XM-A-1",
                                      "channel": "11000"}],
                       places=[{"kind": "location", "code": "AF", "names": [["en", "Town"]], "latitude": 1.5, "longitude": 2.5,
                                "position": "1.50 2.50", "administrative": [["G1", "1", "22"]]}])  # fmt: skip
    assert (
        post(
            nour, "who", row.pk, who_0_role="1", who_0_name="Agence", who_0_ref="XM-A", who_0_activity="XM-A-1"
        ).status_code
        == 302
    )
    part = row.participants.get()
    assert (part.names, part.channel) == ([["en", "Agency"], ["fr", "Agence"]], "11000")
    assert (
        post(nour, "where", row.pk, locations_0_name="Town", locations_0_lat="1,5", locations_0_lon="2,5").status_code
        == 302
    )
    assert (row.places.get().position, row.places.get().administrative) == ("1.50 2.50", [["G1", "1", "22"]])
    assert post(nour, "words", row.pk, text_1_fr="Eau potable").status_code == 302
    row.refresh_from_db()
    assert row.descriptions.get().texts == [["", "Eau potable"], ["nl", "Water"]]
    assert row.titles == [["nl", "Water"]]


def test_calendar_risks_notes_and_papers(nour):
    row, today = make.project(), localdate().isoformat()
    assert post(nour, "milestone_add", row.pk, title="Bilan", due_on=today).status_code == 302
    step = row.milestones.get()
    assert post(nour, "milestone_reach", step.pk, on=today).status_code == 302
    assert (
        post(nour, "risk_add", row.pk, title="Route coupée", likelihood="3", impact="3", state="open").status_code
        == 302
    )
    risk = row.risks.get()
    assert (
        post(nour, "risk_edit", risk.pk, title="Route", likelihood="1", impact="1", state="closed").status_code == 302
    )
    risk.refresh_from_db()
    assert risk.closed_on == localdate()
    assert post(nour, "note_add", row.pk, on=today, text="Vu.").status_code == 302
    assert post(nour, "document_add", row.pk, title="Rapport").status_code == 422
    assert (
        post(nour, "document_add", row.pk, title="Rapport", url="https://exemple.org/r.pdf", public="on").status_code
        == 302
    )
    assert post(nour, "state", row.pk, state="4", on=today).status_code == 302
    page = nour.get(reverse("projects:detail", args=[row.pk])).content.decode()
    for said in ("Bilan", "Route", "Vu.", "Rapport", "Terminé"):
        assert said in page
    assert nour.get(reverse("projects:risks") + "?etat=closed").status_code == 200


def test_a_tie_is_written_and_shown_to_everyone(nour, client):
    here, there = directory.organisation("Amis de Namur"), directory.organisation("Union de Dakar", country="SN")
    asked = {"here": "Amis de Namur", "there": "Union de Dakar", "kind": "twinning", "is_public": "on"}
    assert nour.post(reverse("projects:bond_new"), asked).status_code == 302
    assert nour.post(reverse("projects:bond_new"), {**asked, "there": "Amis de Namur"}).status_code == 422
    assert (Bond.objects.get().here, Bond.objects.get().there) == (here, there)
    assert "Union de Dakar" in client.get("/fr/ici-et-ailleurs/").content.decode()


def test_the_portfolio_tells_nothing_of_what_is_withheld(network, client):
    shown = make.project("Projet montré", places=[{"kind": "country", "code": "SN"}])
    make.project("Projet gardé", public=False)
    make.withheld("Projet retenu", places=[{"kind": "country", "code": "HT"}])
    make.carried(
        directory.organisation("Union menacée", withheld=True),
        title="Projet menacé",
        places=[{"kind": "country", "code": "CD"}],
    )
    for view in (
        "",
        "?vue=carte",
        "?vue=themes",
        "?vue=partenaires",
        "?vue=frise",
        "?pays=HT",
        "?vue=inconnue&page=99&etat=x",
    ):
        page = client.get(f"/fr/projets/{view}").content.decode()
        for secret in ("retenu", "gardé", "menacé", "Haïti (1", "Congo"):
            assert secret not in page
    feed = json.loads(client.get("/fr/projets.json").content)
    assert [one["title"] for one in feed["projects"]] == ["Projet montré"]
    assert "Projet montré" in client.get("/fr/projets.csv").content.decode("utf-8-sig")
    assert client.get(shown.public_url).status_code == 200
    for hidden in Project.objects.exclude(pk=shown.pk):
        assert client.get(hidden.public_url).status_code == 404
        assert client.get(reverse("site:project_card", args=[hidden.pk])).status_code == 404


def test_a_public_page_hides_the_team_s_and_the_withheld(network, client):
    top = make.programme("Programme ouvert")
    row = top.children.get().children.get()
    make.risk(row, "Risque secret"), make.note(row, "Note secrète")
    make.milestone(row, "Étape secrète", is_public=False), make.milestone(row, "Étape ouverte")
    make.participant(row, directory.organisation("Membre caché", is_public=False))
    make.bond(directory.organisation("Ici"), directory.organisation("Là-bas retenu", withheld=True), project=row)
    page = client.get(row.public_url).content.decode()
    assert "Étape ouverte" in page
    assert "Programme ouvert" in page
    for secret in ("Risque", "Note", "secrète", "caché", "retenu"):
        assert secret not in page
    actions.set_public(project=top, public=False, by=None)
    pagecache.store.clear()
    assert "Programme ouvert" not in client.get(row.public_url).content.decode()


def filled(number):
    house = directory.organisation()
    for n in range(number):
        make.project(f"Projet {n}", participants=[{"role": "4", "organisation_id": house.pk}], places=[{"kind": "country", "code": "SN"}],
                     codes=[{"kind": "theme", "code": "genre"}], descriptions=[{"type": "1", "texts": [["fr", "Texte"]]}])  # fmt: skip


@pytest.mark.parametrize("number", [3, 20])
def test_lists_cost_the_same_whatever_their_length(number, nour, client, django_assert_max_num_queries):
    filled(number)
    nour.get(reverse("projects:list"))
    with django_assert_max_num_queries(12 + cast.menu_counts()):
        assert nour.get(reverse("projects:list")).status_code == 200
    with django_assert_max_num_queries(16):
        assert client.get("/fr/projets/").status_code == 200
    with django_assert_max_num_queries(16):
        assert client.get("/fr/projets.json").status_code == 200


def test_bad_input_is_refused_with_a_word(nour):
    row = make.project()
    assert (
        nour.post(reverse("projects:new"), {"title": "\x00", "level": "project", "language": "fr"}).status_code == 422
    )
    assert (
        nour.post(reverse("projects:new"), {"title": "x" * 10_000, "level": "project", "language": "fr"}).status_code
        == 422
    )
    assert nour.get(reverse("projects:list") + "?programme=999999999999&pays=%00&q=%00").status_code == 200
    assert nour.get(reverse("projects:code_choose", args=[row.pk]) + "?liste=zzz&q=%00").status_code == 200
    assert post(nour, "milestone_add", row.pk, title="x", due_on="2026-02-31").status_code == 422
    assert (
        post(nour, "where", row.pk, locations_0_name="x", locations_0_lat="200", locations_0_lon="1").status_code == 422
    )
    assert post(nour, "who", row.pk, who_0_role="4", who_0_name="A", who_0_work="NaN").status_code == 422


def test_names_are_offered_of_those_whom_one_may_see(nour):
    row = make.project()
    directory.organisation("Maison ouverte")
    directory.organisation("Zorblaxie", withheld=True)
    text = nour.get(reverse("projects:who", args=[row.pk])).content.decode()
    assert '<option value="Maison ouverte">' in text
    assert names_for(cast.user("Théo", "treasurer")) == ["Maison ouverte"]  # sees projects, not what is withheld
    assert names_for(cast.user("Olga", "project_officer")) == ["Maison ouverte", "Zorblaxie"]


def test_two_people_at_once_are_told(nour):
    row = make.project()
    first = nour.get(reverse("projects:where", args=[row.pk])).content.decode()
    assert f'name="version" value="{row.version}"' in first
    one = {"countries_0_name": "Sénégal", "countries_0_share": "", "version": row.version}
    assert post(nour, "where", row.pk, **one).status_code == 302
    late = post(nour, "where", row.pk, **{**one, "countries_0_name": "Mali"})
    assert late.status_code in (409, 422)
    assert [place.code for place in row.places.all()] == ["SN"]
    # Sent twice (a double click), the same words change nothing more.
    version = Project.objects.get(pk=row.pk).version
    again = {**one, "version": version}
    assert post(nour, "where", row.pk, **again).status_code == 302
    assert Project.objects.get(pk=row.pk).version == version
