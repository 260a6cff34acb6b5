"""Feeds read back by the readers of others: iCalendar, Atom; the same bytes while nothing changes."""

import json
import time
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from maillage.activities import actions
from maillage.core import ics, pagecache
from tests.activities.world import day, world
from tests.factories import activities as make

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def calendar(db):
    return world()


def events(client, path="agenda.ics"):
    answer = client.get(f"/fr/{path}")
    assert answer["Content-Type"].startswith("text/calendar")
    read = Calendar.from_ical(answer.content)
    assert not read.errors
    return {str(one["UID"]): one for one in read.walk("VEVENT")}


def test_the_whole_calendar_is_read_back(client, calendar):
    found = events(client)
    assert len(found) == 9  # the past one stays, as calendars keep it
    session = calendar.talk.sessions.get()
    one = found[f"{session.uid}@127.0.0.1"]
    assert one["DTSTART"].dt == session.starts_at
    assert one["DTEND"].dt == session.ends_at
    assert str(one["SUMMARY"]) == "Conférence sur l’eau"
    assert "Salle des fêtes, 12, rue du Lac" in str(one["LOCATION"])
    assert str(one["STATUS"]) == "CONFIRMED"
    assert str(one["URL"]).endswith(calendar.talk.public_url)
    assert (one["GEO"].latitude, one["GEO"].longitude) == (45.4, -71.9)


def test_filtered_as_the_calendar_is(client, calendar):
    assert len(events(client, "agenda.ics?theme=egalite")) == 1
    assert len(events(client, f"agenda.ics?organisme={calendar.shown.pk}")) == 1
    assert len(events(client, f"activites/{calendar.tour.pk}.ics")) == 3


def test_what_changes_keeps_its_name_and_counts_its_writings(client, calendar):
    session = calendar.talk.sessions.get()
    before = events(client)[f"{session.uid}@127.0.0.1"]
    actions.cancel(activity=calendar.talk, reason="Tempête", by=None)
    pagecache.store.clear()
    after = events(client)[f"{session.uid}@127.0.0.1"]
    assert str(after["STATUS"]) == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "Tempête" in str(after["DESCRIPTION"])
    actions.take_up(activity=calendar.talk, by=None)
    pagecache.store.clear()
    again = events(client)[f"{session.uid}@127.0.0.1"]
    assert str(again["STATUS"]) == "CONFIRMED"
    assert again["SEQUENCE"] > after["SEQUENCE"]


def test_whole_days_are_days(client, calendar):
    one = make.activity("Portes ouvertes", starts_at=None)
    make.session(one, datetime(2027, 3, 14, 5, tzinfo=UTC), hours=23)  # the day when the clock changes, in Sherbrooke
    (event,) = events(client, f"activites/{one.pk}.ics").values()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 3, 14), date(2027, 3, 15))


def test_lines_are_folded_and_escaped(client, calendar):
    text = "Une virgule, un point-virgule ; une barre \\ et\ndes lignes – " + "é🌍" * 60
    one = make.activity(text[:190].replace("\n", " "), starts_at=day(2), summary=text[:290])
    raw = client.get(f"/fr/activites/{one.pk}.ics").content
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    (event,) = events(client, f"activites/{one.pk}.ics").values()
    assert str(event["SUMMARY"]) == one.title
    assert one.summary.strip() in str(event["DESCRIPTION"])


@settings(max_examples=120)
@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=300))
def test_any_text_comes_back(text):
    line = ics.folded(f"SUMMARY:{ics.text(text)}")
    assert all(len(piece.encode()) <= 75 for piece in line.split("\r\n"))
    whole = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (event,) = Calendar.from_ical(whole.encode()).walk("VEVENT")
    wanted = ics.CONTROLS.sub("", text.replace("\r\n", "\n")).replace("\r", "")
    assert str(event["SUMMARY"]) == wanted


def test_the_newest_as_atom(client, calendar):
    feed = ET.fromstring(client.get("/fr/agenda.atom?theme=egalite").content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Conférence sur l’eau"
    whole = ET.fromstring(client.get("/fr/agenda.atom").content)
    ids = [entry.find(f"{ATOM}id").text for entry in whole.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 6
    assert "Annulée : Fête reportée" in [e.find(f"{ATOM}title").text for e in whole.findall(f"{ATOM}entry")]


def test_the_list_as_linked_data(client, calendar):
    data = json.loads(client.get("/fr/agenda.json").content)
    assert data["numberOfItems"] == 8
    assert data["itemListElement"][0]["item"]["name"] == "Conférence sur l’eau"
    assert {one["item"]["eventStatus"].rsplit("/")[-1] for one in data["itemListElement"]} == {
        "EventScheduled",
        "EventCancelled",
    }


@pytest.mark.parametrize("path", ["agenda.ics", "agenda.atom", "agenda.json", "agenda/cadre/", "agenda/"])
def test_nothing_new_is_answered_in_no_time(client, calendar, path):
    first = client.get(f"/fr/{path}")
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    pagecache.store.clear()
    assert client.get(f"/fr/{path}")["ETag"] == first["ETag"]  # drawn again, the same bytes
    costs = []
    for _again in range(10):
        before = time.process_time()
        answer = client.get(f"/fr/{path}", headers={"If-None-Match": first["ETag"]})
        costs.append(time.process_time() - before)
        assert answer.status_code == 304
    assert min(costs) < 0.003


def test_any_site_may_read_them(client, calendar):
    for path in ("agenda.ics", "agenda.atom", "agenda.json"):
        assert client.get(f"/fr/{path}")["Access-Control-Allow-Origin"] == "*"


def test_a_feed_goes_a_year_back_and_no_more(client, calendar):
    make.activity("Il y a longtemps", starts_at=day(-900), state="accounted")
    assert "Il y a longtemps" not in str(events(client))
    since = (day(-1000)).date().isoformat()
    assert (
        "longtemps"
        in client.get(f"/fr/agenda.ics?du={since}&au={(day(-1) - timedelta(days=3)).date()}").content.decode()
    )
