"""The year's figures: what they add up to, what they never add, the pages and files that show them."""

import csv
from datetime import UTC, datetime, timedelta

import bs4
import pytest
from django.urls import reverse

from maillage.attendance import actions
from maillage.attendance.breakdown import Table
from maillage.attendance.figures import asked as asking
from maillage.attendance.figures import assembly, reading, years
from maillage.attendance.figures.dimensions import DIMENSIONS
from tests import cast, networks
from tests.factories import activities as make
from tests.factories import organisations

pytestmark = pytest.mark.django_db
D = DIMENSIONS
AT = datetime(2026, 5, 20, 18, 0, tzinfo=UTC)  # in the fiscal year 2026-2027 of cesiq


@pytest.fixture(autouse=True)
def network(monkeypatch):
    """A network in November 2026."""
    today = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    for module in (
        "maillage.attendance.figures.reading",
        "maillage.attendance.listing",
        "maillage.attendance.actions.counts",
    ):
        monkeypatch.setattr(f"{module}.now", lambda: today)
    monkeypatch.setattr("maillage.attendance.figures.years.localdate", lambda: today.date())
    monkeypatch.setattr("maillage.attendance.actions.snapshots.localdate", lambda: today.date())
    return networks.install("cesiq")


@pytest.fixture
def amina():
    return cast.browser(cast.user("Amina", "director"))


def activity(title, at=AT, present=10, dates=1, classified=(), margins=None, crossings=None, counted=True, **values):
    made = make.activity(title, state="held", starts_at=at, classified=classified, **values)
    for step in range(1, dates):
        make.session(made, at + timedelta(days=7 * step))
    for session in made.sessions.all() if present is not None else ():
        actions.record(session=session, present=present, margins=margins, crossings=crossings, counted=counted, by=None)
    return made


def lines(slug, label="2026-2027", **options):
    chosen = years.asked(label, civil=options.pop("civil", False))
    facts = reading.read(chosen.span, [D[slug]], options.pop("filters", {}), **options)
    return assembly.lines(facts, D[slug])


def now_of(found, field="presences"):
    return {code: getattr(tallies[-1], field) for code, tallies in found.by_code.items()}


def test_an_activity_of_two_themes_stands_on_both_and_counts_once_in_all():
    activity("Deux", classified=(("theme", "decroissance"), ("theme", "droits-enfants")))
    activity("Une", classified=(("theme", "decroissance"),), present=5)
    activity("Sans thème", present=2)
    found = lines("themes")
    assert now_of(found) == {"decroissance": 15, "droits-enfants": 10, "": 2}
    assert found.totals[-1].presences == 17
    assert found.totals[-1].activities == 3
    assert found.overlapping


def test_presences_people_and_hours():
    activity("Cycle", structure="cycle", dates=3, present=10)
    apart = activity("Ateliers", dates=3, present=10)
    known = activity("Cycle connu", structure="cycle", dates=2, present=10)
    actions.give_people(activity=known, people=13, by=None)
    total = lines("formes").totals[-1]
    assert (total.activities, total.dates, total.presences, total.people) == (3, 8, 80, 10 + 30 + 13)
    assert total.hours == 160
    actions.record(session=apart.sessions.first(), present=10, minutes=30, indirect=50, online_views=7, by=None)
    total = lines("formes").totals[-1]
    assert (total.hours, total.indirect, total.views) == (145, 50, 7)


def test_what_is_not_counted_is_missing_and_not_zero():
    activity("Comptée", present=10, counted=False)
    activity("Non comptée", present=None)
    lost = activity("Perdue", present=None)
    actions.record(session=lost.sessions.get(), present=None, by=None)
    total = lines("formes").totals[-1]
    assert (total.dates, total.counted, total.uncounted, total.presences) == (3, 1, 2, 10)
    assert total.estimated_share == 1


def test_what_is_not_the_networks_or_did_not_take_place_is_left_out():
    member = organisations.organisation("Membre")
    activity("Chez un membre", present=None, part="hosts", proposed_by=member)
    make.activity("Annulée", state="cancelled", starts_at=AT)
    make.activity("Brouillon", state="draft", starts_at=AT)
    activity("À venir", at=AT + timedelta(days=300), present=None)
    one = activity("La nôtre", dates=2)
    make.session(one, AT, cancelled_at=AT)
    total = lines("formes").totals[-1]
    assert (total.activities, total.dates) == (1, 2)


def test_years_are_the_networks_or_civil_and_are_compared():
    activity("Mars", at=datetime(2026, 3, 31, 23, 0, tzinfo=UTC), present=7)  # 19 h in Québec: still the year before
    activity("Avril", at=datetime(2026, 4, 1, 5, 0, tzinfo=UTC), present=3)
    found = lines("formes")
    assert [total.presences for total in found.totals] == [7, 3]
    assert [total.presences for total in lines("formes", "2026", civil=True).totals] == [10]
    assert [year.label for year in years.choices()] == ["2026-2027", "2025-2026"]
    assert now_of(lines("mois")) == {"3": 0, "4": 3}


def test_headings_are_gathered_under_their_framework_once():
    activity("Deux rubriques", classified=(("heading", "mrif/engagement"), ("heading", "mrif/solidarite")))
    activity("À venir", at=AT + timedelta(days=300), present=None, classified=(("heading", "mrif/solidarite"),))
    found = lines("cadres", ahead=True)
    assert now_of(found) == {"mrif/engagement": 10, "mrif/solidarite": 10}
    assert now_of(found, "ahead")["mrif/solidarite"] == 1
    frames = lines("referentiels", ahead=True)
    assert now_of(frames) == {"mrif": 10}
    assert frames.totals[-1].ahead == 1
    assert lines("formes", filters={"cadres": "mrif/engagement"}).totals[-1].activities == 1
    assert lines("formes", filters={"referentiels": "ecm"}).totals[-1].activities == 0


def test_people_and_their_unknown_rest():
    activity("A", present=10, margins={"sex": {"F": 6, "M": 2}})
    activity("B", present=5)
    found = lines("sexe")
    assert now_of(found) == {"F": 6, "M": 2, "": 7}
    assert found.totals[-1].presences == 15


def grid(row, column, **filters):
    chosen = years.asked("2026-2027")
    facts = reading.read(chosen.span[-1:], [D[row], D[column]], filters)
    return assembly.grid(facts, D[row], D[column], "presences", 0)


def test_people_crossed_with_what_activities_are():
    activity("A", form="animation", present=10, margins={"age": {"12-17": 8}})
    activity("B", form="conference", present=5, margins={"age": {"12-17": 1, "65+": 4}})
    found = grid("formes", "age")
    assert found.cells == {("animation", "12-17"): 8, ("conference", "12-17"): 1, ("conference", "65+"): 4}
    assert found.rows == {"animation": 10, "conference": 5}
    assert found.columns == {"12-17": 9, "65+": 4}
    assert found.total == 15
    assert grid("age", "formes").cells["12-17", "animation"] == 8


def test_people_crossed_with_people_never_invent():
    activity("Grille", present=10, crossings=[Table(("sex", "age"), {("F", "12-17"): 4, ("M", ""): 2})])
    activity("Marges", present=10, margins={"sex": {"F": 5}, "age": {"12-17": 6}})
    activity("Classe", present=10, margins={"age": {"12-17": 10}, "sex": {"F": 7, "M": 3}})
    found = grid("sexe", "age")
    assert {cell: n for cell, n in found.cells.items() if all(cell)} == {("F", "12-17"): 11, ("M", "12-17"): 3}
    assert found.rows == {"F": 16, "M": 5}
    assert found.columns == {"12-17": 20}
    assert found.total == 30


def test_what_a_crossed_table_does_not_know_stands_on_each_line_and_at_its_foot(amina):
    activity("A", form="animation", present=10, margins={"sex": {"F": 6}})
    activity("B", form="conference", present=5, margins={"sex": {"M": 5}})
    asked = {"par": "formes", "croise": "sexe", "mesure": "presences", "annee": "2026-2027"}
    table = bs4.BeautifulSoup(amina.get(reverse("attendance:figures"), asked).content, "html.parser").find("table")
    rows = [[cell.get_text(strip=True) for cell in row(["th", "td"])] for row in table("tr")]
    assert [row[1:] for row in rows] == [
        ["Femmes et filles", "Hommes et garçons", "Inconnu ou non croisé", "Ensemble"],
        ["6", "0", "4", "10"], ["0", "5", "0", "5"], ["0", "0", "–", "0"], ["6", "5", "4", "15"],
    ]  # fmt: skip


def test_activities_crossed():
    activity("A", form="animation", classified=(("theme", "decroissance"), ("theme", "droits-enfants")))
    activity("B", form="conference", classified=(("theme", "decroissance"),))
    found = grid("themes", "formes")
    assert found.cells == {("decroissance", "animation"): 10, ("droits-enfants", "animation"): 10,
                           ("decroissance", "conference"): 10}  # fmt: skip
    assert (found.total, found.overlapping) == (20, True)


def test_every_dimension_and_crossing_is_shown(amina):
    place = make.venue(region="03", capacity=40)
    one = activity("A", classified=(("audience", "scolaire"), ("heading", "mrif/engagement"), ("theme", "decroissance")),
                   crossings=[Table(("sex", "age"), {("F", "12-17"): 4})], margins={"region": {"03": 8}}, expected=20)  # fmt: skip
    one.sessions.update(venue=place)
    activity("B", at=AT - timedelta(days=300), margins={"age": {"18-35": 4}})
    url = reverse("attendance:figures")
    for slug in DIMENSIONS:
        page = amina.get(url, {"par": slug, "annee": "2026-2027"})
        assert page.status_code == 200, slug
        assert "Ensemble" in page.content.decode(), slug
    for row, column in (("themes", "formes"), ("sexe", "age"), ("age", "themes"), ("cadres", "mois"), ("lieux", "origine"),
                        ("mois", "age"), ("campagnes", "roles")):  # fmt: skip
        page = amina.get(url, {"par": row, "croise": column})
        assert page.status_code == 200, (row, column)
    for measure in ("activites", "dates", "personnes", "heures", "indirectes", "vues"):
        assert amina.get(url, {"par": "formes", "mesure": measure, "calendrier": "civil"}).status_code == 200
    strange = {
        "par": "rien",
        "croise": "\x00",
        "annee": "9999",
        "mesure": "x",
        "themes": "é" * 300,
        "campagnes": "12x",
        "format": "exe",
    }
    assert amina.get(url, strange).status_code == 200


def test_the_table_as_a_file_and_the_activities_behind_it(amina):
    activity("Fleuve", classified=(("theme", "decroissance"),), margins={"age": {"12-17": 10}}, expected=20)
    activity("Forêt", classified=(("theme", "droits-enfants"),), present=4)
    url = reverse("attendance:figures")
    answer = amina.get(url, {"par": "themes", "annee": "2026-2027", "format": "csv"})
    rows = list(csv.reader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][:5] == ["Thème", "Activités", "Dates", "Présences", "Personnes"]
    assert ["Décroissance", "1", "1", "10", "10"] in [row[:5] for row in rows]
    assert rows[-1][:4] == ["Ensemble", "2", "2", "14"]
    assert amina.get(url, {"format": "xlsx"}).status_code == 200
    behind = reverse("attendance:behind")
    for line, here, away in (("themes:decroissance", "Fleuve", "Forêt"), ("age:12-17", "Fleuve", "Forêt"),
                             ("mois:5", "Fleuve", "Rien"), ("themes:droits-enfants", "Forêt", "Fleuve")):  # fmt: skip
        text = amina.get(behind, {"annee": "2026-2027", "ligne": line}).content.decode()
        assert here in text, line
        assert away not in text, line
    for line in (
        [f"{slug}:" for slug in DIMENSIONS] + [f"{slug}:rien" for slug in DIMENSIONS] + ["x:y", "mois", "campagnes:²"]
    ):
        assert amina.get(behind, {"ligne": line}).status_code == 200, line


def test_the_activities_behind_are_those_one_may_see():
    activity("Fermée", is_public=False)
    activity("Ouverte")
    treasurer = cast.browser(cast.user("Joseph", "treasurer"))
    text = treasurer.get(reverse("attendance:behind"), {"annee": "2026-2027"}).content.decode()
    assert "Ouverte" in text
    assert "Fermée" not in text
    assert "1 autre" in text
    assert cast.browser(cast.user("Bruno")).get(reverse("attendance:figures")).status_code in (403, 404)


def test_figures_cost_the_same_for_more_rows(amina, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(13 + cast.menu_counts("director")) as found:
            amina.get(reverse("attendance:figures"), {"par": "themes"})
        return len(found)

    for number in range(3):
        activity(f"A{number}", classified=(("theme", "decroissance"),), margins={"sex": {"F": 3}})
    queries()
    few = queries()
    for number in range(12):
        activity(f"B{number}", classified=(("theme", "decroissance"),), margins={"sex": {"F": 3}})
    queries()
    assert queries() <= few


def test_the_address_says_what_is_asked():
    asked = asking.read({"par": "themes", "croise": "themes", "annee": "2026-2027", "roles": "organises"})
    assert asked.column is None
    assert "roles=organises" in asked.query(par="formes")
    assert asking.read({"par": "cadres", "croise": "referentiels"}).column is None
