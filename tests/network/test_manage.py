"""The profile in Gestion: read by staff, changed by the director, version after version."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from maillage.audit.models import Entry
from maillage.core.registry import ProfileGuard, house
from maillage.network import actions, current
from maillage.network.models import ProfileVersion
from tests import cast, networks

pytestmark = pytest.mark.django_db
SECTIONS = ["texts", "contact", "colours", "categories", "fees", "themes", "families", "activity_forms", "audiences",
            "visibility"]  # fmt: skip


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.DEMO = True  # no second factor asked here


@pytest.fixture
def director():
    networks.install("csi")
    return cast.browser(cast.user("Amina", "director"))


def filled(browser, section: str, **given: object) -> dict[str, object]:
    """What a browser would send back of the form, with some fields changed."""
    form = browser.get(reverse("network:section", args=[section])).context["form"]
    data: dict[str, object] = {"version": ProfileVersion.last_number()}
    for field in form:
        value = field.value()
        if value not in (None, False, ""):
            data[field.html_name] = value() if callable(value) else value
    return data | given


@pytest.mark.parametrize("name", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_every_shipped_profile_reads_whole(name):
    profile = networks.install(name)
    page = cast.browser(cast.user("Amina", "director")).get("/gestion/reseau/").content.decode()
    for category in profile.membership.categories:
        assert str(category.name) in page.replace("&#x27;", "'")
    assert "à confirmer par un ou une juriste" in page


@pytest.mark.parametrize("section", SECTIONS)
def test_a_form_sent_back_unchanged_changes_nothing(director, section):
    before = current.profile()
    extra = {"first_year": before.fees.schedules[0].first_year + 20} if section == "fees" else {}
    response = director.post(reverse("network:section", args=[section]), filled(director, section, **extra))
    assert response.status_code == 302, response.context["form"].errors
    if section != "fees":
        assert current.profile() == before
    assert ProfileVersion.last_number() == 2


def test_names_change_and_the_journal_tells_it(director):
    response = director.post(
        reverse("network:section", args=["texts"]), filled(director, "texts", name_fr="Carrefour neuf", note="Vote"),
        follow=True,
    )  # fmt: skip
    assert "version 2" in response.content.decode()
    assert current.profile().names.name.fr == "Carrefour neuf"
    entry = Entry.objects.filter(verb="network.profile_adopted").first()
    assert entry.actor == "Amina"
    assert "names" in entry.changes
    page = director.get(reverse("network:version", args=[2])).content.decode()
    assert "Carrefour neuf" in page


def test_two_people_at_once_lose_nothing(director):
    data = filled(director, "contact", phone="819 555-0100")
    actions.change(edit=lambda plain: plain["contact"].update(email="autre@csi.example"), by=None)
    response = director.post(reverse("network:section", args=["contact"]), data)
    assert response.status_code == 409
    assert "819 555-0100" in response.content.decode()
    assert current.profile().contact.phone is None


def test_the_action_itself_refuses_an_old_version(director):
    with pytest.raises(ValidationError, match="entre-temps"):
        actions.change(edit=lambda plain: None, by=None, expected=7)


def test_colours_that_read_badly_are_refused_and_previewed(director):
    url = reverse("network:section", args=["colours"])
    response = director.post(url, filled(director, "colours", accent="#dddddd"))
    assert response.status_code == 422
    assert "contraste" in response.content.decode()
    response = director.post(url, filled(director, "colours", accent="#004400", preview="1"))
    assert response.status_code == 200
    assert 'fill="#004400"' in response.content.decode()
    assert ProfileVersion.last_number() == 1


def test_a_new_schedule_closes_the_last(director):
    last = max(current.profile().fees.schedules, key=lambda one: one.first_year)
    director.post(reverse("network:section", args=["fees"]), filled(director, "fees", r0_step0="321.00"))
    schedules = sorted(current.profile().fees.schedules, key=lambda one: one.first_year)
    assert schedules[-1].first_year == last.first_year + 1
    assert schedules[-1].rules[0].steps[0].amount == 32100
    assert not schedules[-1].example
    assert schedules[-2].last_year == last.first_year


def test_a_theme_is_added_and_another_removed(director):
    codes = [theme.code for theme in current.profile().themes]
    given = filled(director, "themes", **{f"r{len(codes)}_fr": "Droits des enfants", f"r{len(codes)}_points": "École"})
    given["r1_fr"] = ""
    response = director.post(reverse("network:section", args=["themes"]), given)
    assert response.status_code == 302
    assert [theme.code for theme in current.profile().themes] == [codes[0], *codes[2:], "droits-des-enfants"]
    assert current.profile().themes[-1].attention_points[0].code == "ecole"


def test_the_text_is_kept_and_every_problem_has_its_line(director):
    text = ProfileVersion.read(1).replace('currency = "CAD"', 'currency = "XXZ"')
    line = text.split("\n").index('currency = "XXZ"') + 1
    data = {"toml": text, "note": "", "decided_on": "2026-11-22", "version": 1}
    response = director.post(reverse("network:toml"), data)
    assert response.status_code == 422
    page = response.content.decode()
    assert f"ligne {line}" in page
    assert "XXZ" in response.context["form"]["toml"].value()
    assert ProfileVersion.last_number() == 1
    data["toml"] = "# chez nous\n" + ProfileVersion.read(1)
    assert director.post(reverse("network:toml"), data).status_code == 302
    assert ProfileVersion.read(2).startswith("# chez nous")


@pytest.mark.parametrize("text", ["", "=", "a = [", 'x = """', "[[a]]\n[a]", "\x00", "é" * 1000, "a=1\n" * 5000])
def test_no_text_breaks_the_editor(director, text):
    data = {"toml": text, "note": "", "decided_on": "2026-11-22", "version": 1}
    assert director.post(reverse("network:toml"), data).status_code == 422


def test_a_room_may_refuse_what_breaks_what_exists(director, monkeypatch):
    def refuse(old, new):
        gone = {one.code for one in old.themes} - {one.code for one in new.themes}
        return [f"Le thème « {code} » sert encore." for code in gone]

    monkeypatch.setitem(house.profile_guards._items, "essai", ProfileGuard(refuse))
    response = director.post(reverse("network:section", args=["themes"]), filled(director, "themes", r0_fr=""))
    assert response.status_code == 422
    assert "sert encore" in response.content.decode()
    assert ProfileVersion.last_number() == 1


@pytest.mark.parametrize("role", ["membership_officer", "treasurer", "auditor", "editor", "administrator"])
def test_others_of_the_team_read_and_do_not_change(role):
    networks.install("csi")
    browser = cast.browser(cast.user("Joseph", role))
    assert browser.get("/gestion/reseau/").status_code == 200
    assert "Modifier" not in browser.get("/gestion/reseau/").content.decode()
    for url in [reverse("network:toml"), *(reverse("network:section", args=[one]) for one in SECTIONS)]:
        assert browser.get(url).status_code == 403
        assert browser.post(url, {}).status_code == 403


def test_unknown_places_are_404(director):
    assert director.get("/gestion/reseau/modifier/rien/").status_code == 404
    assert director.get("/gestion/reseau/versions/9/").status_code == 404
    assert director.get("/gestion/reseau/versions/9/profil.toml").status_code == 404


def test_the_download_reads_back(director):
    answer = director.get("/gestion/reseau/profil.toml")
    assert "attachment" in answer["Content-Disposition"]
    assert actions.parse_profile(answer.content) == current.profile()


def test_the_colours_are_public_and_cached(client):
    networks.install("csi")
    answer = client.get("/reseau/couleurs.css")
    assert "--net-accent:#7a1f3d" in answer.content.decode()
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_form_of_activity_says_how_it_is_built(director):
    forms = {one.code: one.structure for one in current.profile().activity_forms}
    at = list(forms).index("conference")
    given = filled(director, "activity_forms", **{f"r{at}_structure": "cycle", f"r{len(forms)}_fr": "Veillée"})
    assert director.post(reverse("network:section", args=["activity_forms"]), given).status_code == 302
    after = {one.code: one.structure for one in current.profile().activity_forms}
    assert after == {**forms, "conference": "cycle", "veillee": "sessions"}
    assert "une tournée, avec ses étapes" in director.get(reverse("network:profile")).content.decode()
