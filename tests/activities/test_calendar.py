"""The public calendar: its list, its month, its map, its filters, its frame; what it costs."""

import time
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from maillage.activities.agenda import entries, markup
from maillage.activities.models import Activity, Session
from maillage.core import generation, pagecache
from maillage.core.registry import CalendarFilter, house
from tests import networks
from tests.activities.world import SECRET, day, world
from tests.factories import activities as make

PATHS = ("agenda/", "agenda/?vue=mois", "agenda/?vue=carte", "agenda/?passe=1", "agenda/cadre/", "agenda/cadre/code/",
         "agenda.ics", "agenda.atom", "agenda.json")  # fmt: skip


@pytest.fixture
def calendar(db):
    return world()


def titles(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    return [link.get_text() for link in page.select("article a")]


@pytest.mark.parametrize("name", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
@pytest.mark.parametrize("lang", ["fr", "en", "es"])
def test_every_network_in_every_language_even_empty(client, db, name, lang):
    networks.install(name)
    for path in PATHS:
        assert client.get(f"/{lang}/{path}").status_code == 200
    make.activity("Une seule", starts_at=day(1))
    pagecache.store.clear()
    for path in PATHS:
        assert client.get(f"/{lang}/{path}").status_code == 200
    assert "Une seule" in client.get(f"/{lang}/agenda/").content.decode()


def test_what_comes_first_then_what_is_past(client, calendar):
    assert titles(client.get("/fr/agenda/")) == [
        "Conférence sur l’eau", "Séance en ligne", "Souper chez l’habitant", "Souper chez l’habitant", "Fête reportée",
        "Sur la route", "Sur la route", "Sur la route",
    ]  # fmt: skip
    assert titles(client.get("/fr/agenda/?passe=1")) == ["Débat d’hier"]


def test_both_faces_are_marked(client, calendar):
    page = BeautifulSoup(client.get("/fr/agenda/").content, "html.parser")
    talk, online = page.select("article")[:2]
    assert "D’un membre" in talk.get_text()
    assert "Atelier du lac" in talk.get_text()
    assert "D’un membre" not in online.get_text()


def test_a_cancelled_one_is_seen_as_such(client, calendar):
    page = BeautifulSoup(client.get("/fr/agenda/").content, "html.parser")
    (one,) = [a for a in page.select("article") if "Fête reportée" in a.get_text()]
    assert "Annulée" in one.get_text()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("forme=conference", 8), ("forme=atelier", 0), ("public=scolaire", 1), ("theme=egalite", 1), ("langue=es", 1),
        ("region=05", 6), ("region=17", 0), ("comment=online", 2), ("comment=onsite", 7), ("qui=reseau", 7),
        ("qui=membres", 3), ("gratuit=1", 7), ("acces=wheelchair", 4), ("acces=sign-language", 1),
        ("acces=wheelchair&acces=sign-language", 1), ("acces=captions", 0), ("acces=nulle-part", 0), ("ville=Sherbrooke", 4),
        ("q=eau", 1), ("q=Sherbrooke", 4), ("q=zzz", 0), ("theme=egalite&comment=online&gratuit=1", 1), ("page=99", 8),
    ],
)  # fmt: skip
def test_filters_narrow_together(client, calendar, query, found):
    assert client.get(f"/fr/agenda/?{query}").context["total"] == found


def test_a_period(client, calendar):
    today = localdate()
    asked = f"du={today + timedelta(days=9)}&au={today + timedelta(days=11)}"
    assert set(titles(client.get(f"/fr/agenda/?{asked}"))) == {"Sur la route"}
    assert titles(client.get(f"/fr/agenda/?du={today - timedelta(days=3)}&au={today - timedelta(days=1)}")) == [
        "Débat d’hier"
    ]


def test_of_one_organisation_and_of_a_withheld_one_nothing(client, calendar):
    assert titles(client.get(f"/fr/agenda/?organisme={calendar.shown.pk}")) == ["Conférence sur l’eau"]
    for kept in (calendar.hidden, calendar.inner):
        for path in ("agenda/", "agenda/cadre/", "agenda.ics", "agenda.json", "agenda.atom"):
            said = client.get(f"/fr/{path}?organisme={kept.pk}").content.decode()
            assert "Souper" not in said
            assert "Conférence sur l’eau" not in said


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "é" * 900, "page=-1", "page=²", "du=x", "du=2027-02-30", "au=9999-12-31", "du=0001-01-01", "du=9999-12-31",
     "mois=9999-99&vue=mois", "mois=2199-12&vue=mois", "mois=1970-01&vue=mois", "organisme=" + "9" * 40, "organisme=%00", "forme=%00",
     "q='\"<script>alert(1)</script>", "theme=%27%29%20OR%201=1--", "vue=../../etc", "ville=%00x", "acces=%25&acces=%22"],
)  # fmt: skip
def test_no_question_breaks_it(client, calendar, query):
    for path in ("agenda/", "agenda/cadre/", "agenda/cadre/code/", "agenda.ics", "agenda.atom", "agenda.json"):
        answer = client.get(f"/fr/{path}?{query}")
        assert answer.status_code == 200, path
        assert b"<script>alert" not in answer.content


def test_the_month_shows_each_day(client, calendar):
    exhibition = make.activity("Exposition", starts_at=None)
    make.session(exhibition, day(3).replace(hour=12), hours=72)
    page = BeautifulSoup(client.get("/fr/agenda/?vue=mois").content, "html.parser")
    cells = [cell for cell in page.select("td") if "Exposition" in cell.get_text()]
    month = localdate().month
    if (day(3).month, day(6).month) == (month, month):
        assert len(cells) == 4
        assert len(page.select("td .suite")) == 3
    assert len(page.select("tbody tr td")) % 7 == 0
    assert page.select("thead th")[0].get_text() == "dimanche"


def test_the_map_counts_and_leads(client, calendar):
    page = client.get("/fr/agenda/?vue=carte")
    assert page.context["places"].regions == {"05": 6}
    assert page.context["places"].online == 1
    link = BeautifulSoup(page.content, "html.parser").select_one(".region a")["href"]
    assert client.get(f"/fr/agenda/{link}").context["total"] == 6


def test_a_room_above_adds_its_filter_and_its_words(client, calendar, monkeypatch):
    kept = Session.objects.get(activity=calendar.talk)
    given = CalendarFilter(
        "Avec des places", lambda rows: rows.filter(pk=kept.pk), lambda dates, activity: {kept.pk: [("3 places", "ok")]}
    )
    monkeypatch.setitem(house.calendar_filters._items, "essai", given)
    assert titles(client.get("/fr/agenda/?essai=1")) == ["Conférence sur l’eau"]
    assert "3 places" in client.get("/fr/agenda/").content.decode()


def test_pages_of_many_dates(client, db):
    networks.install("csi")
    many = make.activity("Longue série", starts_at=None)
    Session.objects.bulk_create(
        Session(activity=many, starts_at=day(1 + n), ends_at=day(1 + n) + timedelta(hours=1)) for n in range(230)
    )
    page = client.get("/fr/agenda/?page=3")
    assert len(titles(page)) == 30
    assert [label for label, _url, _here in page.context["pages"]] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "path", ["agenda/", "agenda/?vue=mois", "agenda/?vue=carte", "agenda.ics", "agenda/cadre/", "agenda.json", ""]
)
def test_queries_stay_flat(client, db, path, monkeypatch):
    networks.install("csi")
    monkeypatch.setattr(generation, "POLL_SECONDS", 3600)  # a slow machine asks it once more
    hall = make.venue(region="05")
    counts = []
    for size in (10, 1000):
        made = Activity.objects.bulk_create(
            Activity(
                title=f"Activité {size} {n}", state="announced", announced_at=day(-1), form="conference", language="en"
            )
            for n in range(size)
        )
        Session.objects.bulk_create(
            Session(activity=one, starts_at=day(1 + n / 20), ends_at=day(1 + n / 20) + timedelta(hours=2), venue=hall)
            for n, one in enumerate(made)
        )
        pagecache.store.clear()
        generation.forget()
        with CaptureQueriesContext(connection) as found:
            client.get(f"/fr/{path}")
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= (30 if path == "" else 10)


@pytest.mark.one_database
def test_a_hundred_dates_cost_little(client, db):
    networks.install("csi")
    hall = make.venue(region="05")
    for n in range(100):
        make.session(make.activity(f"Activité {n}", starts_at=None), day(1 + n / 3), venue=hall)
    client.get("/fr/agenda/")
    costs = []
    for _again in range(8):
        pagecache.store.clear()
        before = time.process_time()
        client.get("/fr/agenda/")
        costs.append(time.process_time() - before)
    assert min(costs) < 0.045  # under the instruments of the tests; 15 ms asked of the bare page


def test_the_frame_stands_in_any_site_and_follows_nobody(client, calendar):
    answer = client.get(f"/fr/agenda/cadre/?organisme={calendar.shown.pk}")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "script-src 'none'" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    page = BeautifulSoup(answer.content, "html.parser")
    assert not page.select("script, form, img")
    links = page.select("main a")
    assert links
    assert all(link["target"] == "_blank" and link["rel"] == ["noopener"] for link in links)
    again = client.get(f"/fr/agenda/cadre/?organisme={calendar.shown.pk}")  # from the page cache
    assert "X-Frame-Options" not in again
    for other in ("/fr/agenda/", "/fr/agenda/cadre/code/", "/fr/"):
        assert "frame-ancestors 'none'" in client.get(other)["Content-Security-Policy"]
        assert client.get(other)["X-Frame-Options"] == "DENY"


def test_the_line_to_copy_is_what_was_chosen(client, calendar):
    page = BeautifulSoup(
        client.get(f"/fr/agenda/cadre/code/?organisme={calendar.shown.pk}&theme=egalite").content, "html.parser"
    )
    code = BeautifulSoup(page.select_one("textarea").get_text(), "html.parser").iframe
    assert "theme=egalite" in code["src"]
    assert f"organisme={calendar.shown.pk}" in code["src"]
    assert SECRET not in page.get_text()


def test_the_homes_say_what_comes(client, calendar):
    page = BeautifulSoup(client.get("/fr/").content, "html.parser")
    assert "Prochains rendez-vous" in page.get_text()
    assert page.select_one("article h3 a").get_text() == "Conférence sur l’eau"
    assert page.select_one("nav a[href='/fr/agenda/']")


def test_gestures_say_come(calendar):
    found = list(house.gestures.get("activities").find(None))
    assert [one.title for one in found] == [
        "Conférence sur l’eau",
        "Séance en ligne",
        "Souper chez l’habitant",
        "Sur la route",
    ]
    assert SECRET not in str(found)
    assert list(house.gestures.get("activities").find(999)) == []


def test_a_day_without_a_heading_says_its_month_on_its_own_line():
    shown = markup.days([entries.Group(date(2027, 3, 2), "", [])], months=True)
    assert "<b>2</b><span>mar</span> <span>mars 2027</span>" in shown
