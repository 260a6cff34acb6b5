"""Agendas however they were written: broken zones, broken lines, rules without end, files without measure."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.activities import reading
from maillage.activities.reading import zones
from maillage.activities.reading.problems import AgendaError

HOME = ZoneInfo("America/Toronto")
SINCE, UNTIL = datetime(2027, 1, 1, tzinfo=HOME), datetime(2028, 6, 1, tzinfo=UTC)


def agenda(*events, before=""):
    body = "".join(f"BEGIN:VEVENT\n{one.strip()}\nEND:VEVENT\n" for one in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Chez nous\\, l’agenda\n{before}{body}END:VCALENDAR\n".replace(
        "\n", "\r\n"
    )


def read(text):
    data = text if isinstance(text, bytes) else text.encode()
    return reading.read(data, zone=HOME, since=SINCE, until=UNTIL)


def only(text):
    (event,) = read(text).events
    return event


def starts(text):
    return [one.start.astimezone(HOME).strftime("%m-%d %H:%M") for one in only(text).dates]


def codes(found):
    return [one.code for one in found.problems]


def test_an_event_whole():
    event = only(agenda("UID:1\nSUMMARY:Réunion\\, publique\nDTSTART:20270310T150000Z\nDTEND:20270310T170000Z\n"
                        "DESCRIPTION:Une ligne\\nune autre \\; fin\\\\n\nLOCATION:Salle\\, 12\nURL:https://exemple.org/a?b=c"))  # fmt: skip
    assert (event.uid, event.title, event.location) == ("1", "Réunion, publique", "Salle, 12")
    assert event.text == "Une ligne\nune autre ; fin\\n"
    assert event.url == "https://exemple.org/a?b=c"
    assert event.dates[0].end - event.dates[0].start == timedelta(hours=2)
    assert read(agenda("UID:1\nSUMMARY:a\nDTSTART:20270310T150000Z")).name == "Chez nous, l’agenda"


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("DTSTART:20270710T140000Z", "07-10 10:00"),
        ("DTSTART:20270710T100000", "07-10 10:00"),  # floating: the network's own hour
        ("DTSTART;TZID=America/New_York:20270710T100000", "07-10 10:00"),
        ("DTSTART;TZID=Eastern Standard Time:20270710T100000", "07-10 10:00"),
        ("DTSTART;TZID=Romance Standard Time:20270710T160000", "07-10 10:00"),
        ('DTSTART;TZID="W. Europe Standard Time":20270710T160000', "07-10 10:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Paris:20270710T160000", "07-10 10:00"),
        ("DTSTART;TZID=/mozilla.org/20070129_1/Europe/Berlin:20270710T160000", "07-10 10:00"),
        ("DTSTART;TZID=europe/paris:20270710T160000", "07-10 10:00"),
        ("DTSTART;TZID=X-Moi:20270710T170000", "07-10 10:00"),
        ("DTSTART;TZID=X-Ailleurs:20270710T160000", "07-10 10:00"),
        ("DTSTART;TZID=Nulle/Part:20270710T100000", "07-10 10:00"),
        ("DTSTART;TZID=X-Casse:20270710T100000", "07-10 10:00"),
        ("DTSTART;TZID=X-Sans-Fin:20270710T100000", "07-10 10:00"),
        ("DTSTART;TZID=:20270710T100000", "07-10 10:00"),
        ("DTSTART;TZID=../../etc/passwd:20270710T100000", "07-10 10:00"),
        ("DTSTART;VALUE=DATE:20270710", "07-10 00:00"),
        ("DTSTART:20270710", "07-10 00:00"),
        ("DTSTART ; TZID = Europe/Paris :20270710T160000", "07-10 10:00"),
    ],
)
def test_zones_however_they_are_named(start, told):
    own = """BEGIN:VTIMEZONE
TZID:X-Moi
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:X-Ailleurs
X-LIC-LOCATION:Europe/Paris
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:X-Casse
BEGIN:STANDARD
DTSTART:jamais
TZOFFSETTO:+99999
END:STANDARD
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:X-Sans-Fin
BEGIN:STANDARD
DTSTART:19700101T000000
RRULE:FREQ=SECONDLY
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
"""
    found = read(agenda(f"UID:1\nSUMMARY:Ici\n{start}", before=own))
    assert [one.start.astimezone(HOME).strftime("%m-%d %H:%M") for one in found.events[0].dates] == [told]
    unknown = any(name in start for name in ("Nulle", "Casse", "Sans-Fin", "passwd"))
    assert codes(found) == (["zone"] if unknown else [])


def test_a_zone_of_one_file_is_not_that_of_the_next():
    own = (
        "BEGIN:VTIMEZONE\nTZID:X-Moi\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "UID:1\nSUMMARY:Ici\nDTSTART;TZID=X-Moi:20270710T170000"
    assert starts(agenda(event, before=own)) == ["07-10 10:00"]
    assert starts(agenda(event)) == ["07-10 17:00"]


def test_every_windows_zone_is_known():
    assert all(zones.named(name) for name in zones.windows())


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("RRULE:FREQ=WEEKLY;COUNT=3", ["03-10 19:00", "03-17 19:00", "03-24 19:00"]),  # the clock changes on the 14th
        ("RRULE:FREQ=WEEKLY;UNTIL=20270318", ["03-10 19:00", "03-17 19:00"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20270317T230000Z", ["03-10 19:00", "03-17 19:00"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20270317T225959Z", ["03-10 19:00"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=2WE;COUNT=3", ["03-10 19:00", "04-14 19:00", "05-12 19:00"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=America/Toronto:20270317T190000", ["03-10 19:00", "03-24 19:00"]),
        ("RDATE;TZID=America/Toronto:20270311T190000,20270312T200000", ["03-10 19:00", "03-11 19:00", "03-12 20:00"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=XX", ["03-10 19:00"]),
        ("RRULE:FREQ=SECONDLY", ["03-10 19:00"]),
        ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", ["03-10 19:00"]),
        ("RRULE:FREQ=DAILY;INTERVAL=0", ["03-10 19:00"]),
        ("RRULE:FREQ=DAILY;INTERVAL=-1", ["03-10 19:00"]),
        ("RRULE:N'IMPORTE QUOI", ["03-10 19:00"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ["03-10 19:00"]),
    ],
)
def test_rules(rule, told):
    assert (
        starts(agenda(f"UID:1\nSUMMARY:Chaque semaine\nDTSTART;TZID=America/Toronto:20270310T190000\n{rule}")) == told
    )


def test_a_rule_is_bounded_by_the_horizon_and_by_number():
    found = read(agenda("UID:1\nSUMMARY:Chaque jour\nDTSTART:19990101T120000Z\nRRULE:FREQ=DAILY"))
    assert len(found.events[0].dates) == 200
    assert found.events[0].dates[0].start == datetime(2027, 1, 1, 12, tzinfo=UTC)
    assert "rule-many" in codes(found)
    monthly = only(agenda("UID:1\nSUMMARY:Chaque mois\nDTSTART:20100101T120000Z\nRRULE:FREQ=MONTHLY"))
    assert len(monthly.dates) == 17  # January 2027 to May 2028


def test_a_date_changed_apart_from_its_rule():
    event = only(agenda(
        "UID:1\nSUMMARY:Cercle\nDTSTART;TZID=America/Toronto:20270310T190000\nRRULE:FREQ=WEEKLY;COUNT=3",
        "UID:1\nSUMMARY:Cercle déplacé\nRECURRENCE-ID;TZID=America/Toronto:20270317T190000\n"
        "DTSTART;TZID=America/Toronto:20270318T200000\nLOCATION:Ailleurs",
        "UID:1\nRECURRENCE-ID:20270324T230000Z\nDTSTART;TZID=America/Toronto:20270324T190000\nSTATUS:CANCELLED",
    ))  # fmt: skip
    assert [(one.start.astimezone(HOME).day, one.cancelled, one.location) for one in event.dates] == [
        (10, False, ""), (18, False, "Ailleurs"), (24, True, ""),
    ]  # fmt: skip
    assert [one.key for one in event.dates] == ["20270311T000000Z", "20270317T230000Z", "20270324T230000Z"]


def test_what_is_left_aside_is_said_with_its_line():
    found = read(agenda(
        "UID:1\nSUMMARY:Bancal\nDTSTART:20270310T150000Z\nCECI NEST PAS UNE LIGNE\nDTEND:20270310T140000Z",
        "UID:2\nSUMMARY:Sans date", "UID:3\nSUMMARY:Date folle\nDTSTART:demain", "UID:4\nDTSTART:20270310T150000Z",
        "SUMMARY:Sans nom\nDTSTART:20270310T150000Z", "UID:5\nSUMMARY:Privé\nCLASS:PRIVATE\nDTSTART:20270310T150000Z",
        "UID:6\nSUMMARY:Très vieux\nDTSTART:00010101T000000Z", "UID:7\nSUMMARY:Deux fois\nDTSTART:20270310T150000Z\nSEQUENCE:2",
        "UID:7\nSUMMARY:Deux fois, avant\nDTSTART:20270311T150000Z\nSEQUENCE:1", "UID:8\nSUMMARY:Passé\nDTSTART:20200101T000000Z",
    ))  # fmt: skip
    assert [one.title for one in found.events] == ["Bancal", "Sans nom", "Deux fois"]
    assert sorted(codes(found)) == [
        "bad-end",
        "far",
        "line",
        "no-start",
        "no-start",
        "no-title",
        "no-uid",
        "private",
        "twice",
    ]
    assert found.past == 1
    with translation.override("fr"):
        sentences = [one.sentence for one in found.problems]
    assert any(said.startswith("Ligne 8, « Bancal » : Cette ligne ne se lit pas") for said in [
        said.replace("\N{NO-BREAK SPACE}", " ") for said in sentences])  # fmt: skip
    assert not any("Privé" in said for said in sentences)  # what is private is not even named


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"  \r\n ", "empty"), (b"<!doctype html><html>", "not-calendar"), (b"\x00\x01\x02\xff", "not-calendar"),
     (b"x" * 5_000_001, "big"), (b"PK\x03\x04", "not-calendar")],
)  # fmt: skip
def test_what_is_no_agenda(data, code):
    with pytest.raises(AgendaError) as refused:
        read(data)
    assert refused.value.code == code
    assert refused.value.message() != code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_however_it_is_encoded(encoding, ends):
    text = agenda("UID:1\nSUMMARY:Été à Québec\nDTSTART:20270310T150000Z").replace("’", "'").replace("\r\n", ends)
    assert only(text.encode(encoding)).title == "Été à Québec"


def test_long_lines_are_joined():
    folded = "SUMMARY:Une longue ré\n union pub\n\tlique"
    assert only(agenda(f"UID:1\n{folded}\nDTSTART:20270310T150000Z")).title == "Une longue réunion publique"


def test_descriptions_lose_their_markup():
    event = only(
        agenda(
            "UID:1\nSUMMARY:a\nDTSTART:20270310T150000Z\nDESCRIPTION:<p>Bonjour<br>le <b>monde</b><script>x</script></p>"
        )
    )
    assert event.text.startswith("Bonjour\nle monde")
    assert "<" not in event.text


@pytest.mark.slow
def test_hostile_files_end(monkeypatch):
    monkeypatch.setattr("maillage.activities.reading.files.SECONDS", 1.5)
    never = [
        f"UID:{n}\nSUMMARY:a\nDTSTART:20270310T150000Z\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31" for n in range(300)
    ]
    deep = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 200_000
    params = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY" + b';A="b"' * 500_000 + b":x\r\n"
    blanks = b"BEGIN:VCALENDAR\r\n" + b"\n \n" * 1_000_000
    for data in (agenda(*never).encode(), deep, params, blanks):
        began = time.process_time()
        read(data)
        assert time.process_time() - began < 6


def test_two_thousand_events_and_no_more():
    found = read(agenda(*[f"UID:{n}\nSUMMARY:Événement {n}\nDTSTART:20270310T150000Z" for n in range(2005)]))
    assert len(found.events) == 2000
    assert codes(found) == ["many"]


def test_a_file_cut_in_the_middle():
    found = read(
        agenda("UID:1\nSUMMARY:Entier\nDTSTART:20270310T150000Z", "UID:2\nSUMMARY:Coupé\nDTSTART:20270311T150000Z")[
            :-40
        ]
    )
    assert [one.title for one in found.events][:1] == ["Entier"]
    assert "unfinished" in codes(found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:VALARM", "END:VALARM", "UID:1", "SUMMARY:a",
     "DTSTART:20270310T150000Z", "DTSTART;VALUE=DATE:20270310", "DTEND:20270310", "DURATION:P1D", "DURATION:-PT1H", "DURATION:x",
     "RRULE:FREQ=DAILY;COUNT=2", "RRULE:COUNT=2", "EXDATE:20270311T150000Z", "RDATE;VALUE=PERIOD:20270311T150000Z/PT1H", "RDATE:",
     "RECURRENCE-ID:20270310T150000Z", "STATUS:CANCELLED", "SEQUENCE:-1", "TZID:a", ";;;", ":", "=", '"', " suite", "\t", "\\", "DTSTART"]
), max_size=25))  # fmt: skip
def test_no_order_of_lines_breaks_it(lines):
    read("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_it(data):
    read(
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:a\r\nDTSTART:20270310T150000Z\r\n"
        + data
        + b"\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
