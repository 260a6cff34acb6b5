"""Around the day: paper sheets, tables, reminders, certificates for those who came and for nobody else."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from maillage.activities.models import DinnerTable
from maillage.core import pagecache
from maillage.core.registry import house
from maillage.enrolments import attended, bulk_day, certified, links, papers, presence, tables
from maillage.enrolments.actions import certificates, desk_links, door, reminders, seating, sheets, walkins
from maillage.enrolments.actions.purging import purge_activity
from maillage.enrolments.models import Certificate, CheckIn, Enrolment, Headcount, Place, Quota
from maillage.messages.models import Mailing, Message
from tests import cast, networks
from tests.enrolments.day import date_of, enrolled
from tests.factories import activities

pytestmark = pytest.mark.django_db
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 3), timezones=st.just(UTC))


@pytest.fixture(autouse=True)
def _network():
    networks.install()


def officer():
    return cast.browser(cast.user("Awa Diop", "activities_officer"))


# Arithmetic


@given(st.lists(st.tuples(MOMENTS, st.integers(0, 600)), max_size=8), st.randoms())
def test_time_spent_counts_each_minute_once(pairs, chance):
    spans = [(start, start + timedelta(minutes=length)) for start, length in pairs]
    told = attended.minutes(spans)
    shuffled = list(spans)
    chance.shuffle(shuffled)
    assert attended.minutes(shuffled) == attended.minutes(spans * 2) == told
    assert max((length for _start, length in pairs), default=0) <= told + 1
    assert told <= sum(length for _start, length in pairs) + 1


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 100))
def test_nobody_deserves_without_coming(came, expected, share):
    assert attended.enough(0, expected, share) is False
    if came and came >= expected:
        assert attended.enough(came, expected, share)


def test_numbers_are_read_as_they_are_typed():
    number = attended.number(2026, Random(4).choice)
    assert len(number) == 14
    assert attended.typed(f" {number.lower().replace('-', ' ')} ") == number
    assert attended.typed("!!") == ""
    assert attended.initials("Lucie Roy-Tremblay") == "L. R.-T."


@given(st.dictionaries(st.integers(1, 40), st.integers(1, 9), max_size=20),
       st.dictionaries(st.integers(1, 9), st.integers(0, 12), max_size=8))  # fmt: skip
def test_tables_hold_no_more_than_their_seats_and_groups_stay_whole(groups, free):
    found = tables.seat(groups.items(), free)
    for table, seats in free.items():
        assert sum(groups[key] for key, at in found.items() if at == table) <= seats
    left = {
        table: seats - sum(groups[key] for key, at in found.items() if at == table) for table, seats in free.items()
    }
    for key in set(groups) - set(found):
        assert all(room < groups[key] for room in left.values())


# Paper


def test_the_sheet_is_printed_for_each_date_and_large():
    session, _opening = date_of(30, title="Atelier <b> #set ‘’")
    enrolled(session, 3, name="Lucie $Roy# @x")
    activities.session(session.activity, now() + timedelta(days=7))
    for options in ({}, {"large": True, "blank": 0}):
        assert papers.sheet(session.activity, list(session.activity.sessions.all()), **options)[:5] == b"%PDF-"
    answer = officer().get(
        reverse("enrolments:sheet", args=[session.pk]), {"toutes": "1", "gros": "1", "vierges": "999999"}
    )
    assert answer.content[:5] == b"%PDF-"
    assert "no-store" in answer["Cache-Control"]


def sheet(session, key="feuille-1", **values):
    values = {"signed": frozenset(), "was": frozenset(), **values}
    return sheets.type_sheet(session=session, sheet=sheets.Sheet(key=key, **values), by=None)


def test_a_sheet_sent_twice_is_one_sheet():
    session, _opening = date_of(4)
    people = enrolled(session) + enrolled(session)
    said = {"signed": frozenset({people[0].pk}), "total": 6, "others": [
        walkins.Party(nonce="feuille-1.r0", name="Rosa"), walkins.Party(nonce="feuille-1.r1", first_time=True)]}  # fmt: skip
    first = sheet(session, **said)
    assert (first.came, first.others, first.present) == (1, 2, 6)
    again = sheet(session, **said)
    assert again.present == 6
    assert CheckIn.objects.filter(undone_at=None).count() == 3
    assert presence.without_place(session) == 3
    assert Quota.objects.get().taken == 4


def test_a_sheet_changes_what_was_changed_on_it_alone():
    session, _opening = date_of(4)
    one, two = enrolled(session)[0], enrolled(session)[0]
    door.arrive(session=session, place=one, nonce="at-the-door", by=None)
    page_opened = frozenset({one.pk})
    door.arrive(session=session, place=two, nonce="in-between", by=None)  # while the sheet was being typed
    sheet(session, signed=frozenset(), was=page_opened)
    assert set(presence.came(session)) == {two.pk}
    sheet(session, key="feuille-2", signed=frozenset({one.pk, two.pk}), was=frozenset({two.pk}))
    assert set(presence.came(session)) == {one.pk, two.pk}


def test_a_total_is_not_less_than_the_named_and_is_replaced():
    session, _opening = date_of(4)
    people = enrolled(session, 3)
    everyone = frozenset(row.pk for row in people)
    with pytest.raises(ValidationError, match="inférieur"):
        sheet(session, signed=everyone, total=2)
    assert not CheckIn.objects.exists()  # whole or not at all
    assert sheet(session, signed=everyone, total=10).present == 10
    assert sheet(session, key="feuille-2", signed=everyone, was=everyone, total=8).present == 8
    assert sheet(session, key="feuille-3", signed=everyone, was=everyone, total=3).present == 3
    assert Headcount.objects.filter(undone_at=None).count() == 0


def test_when_all_is_taken_those_of_the_sheet_are_counted_without_a_place():
    session, _opening = date_of(1)
    enrolled(session)
    done = sheet(session, others=[walkins.Party(nonce="feuille-1.r0", name="Rosa")])
    assert (done.seatless, done.present, Quota.objects.get().taken) == (1, 1, 1)


def test_a_sheet_is_typed_in_one_screen():
    session, _opening = date_of(9)
    people = enrolled(session, 2, name="Lucie Roy")
    browser, address = officer(), reverse("enrolments:sheet_type", args=[session.pk])
    assert "Lucie Roy" in browser.get(address).content.decode()
    data = {
        "key": "a" * 24,
        "lines": "12",
        "signed": [people[0].pk],
        "name0": "Rosa",
        "there3": "1",
        "first3": "1",
        "total": "5",
    }
    for _click in range(2):
        assert browser.post(address, data).status_code == 302
    assert presence.counts(session).present == 5
    bad = browser.post(address, {**data, "key": "b" * 24, "total": "1\x00 million"})
    assert bad.status_code == 422
    assert "Rosa" in bad.content.decode()  # what was typed stays


# Tables


def test_a_table_never_has_more_people_than_seats():
    session, _opening = date_of(20, structure="dinner")
    small, large = (DinnerTable.objects.create(session=session, label=f"Table {n}", seats=n) for n in (2, 4))
    three, two, one = enrolled(session, 3), enrolled(session, 2), enrolled(session)
    with pytest.raises(ValidationError, match="2 couverts"):
        seating.seat(session=session, places=[row.pk for row in three], table=small.pk, by=None)
    assert seating.seat_all(session=session, by=None) == (6, 0)
    assert seating.taken(session) == {small.pk: 2, large.pk: 4}
    assert {row.table_id for row in Place.objects.filter(pk__in=[r.pk for r in three])} == {large.pk}
    assert len(one + two) == 3
    extra = enrolled(session, 2)
    assert seating.seat_all(session=session, by=None) == (0, 2)
    browser, address = officer(), reverse("enrolments:tables", args=[session.pk])
    browser.post(address, {"place": [row.pk for row in extra], "table": large.pk})
    assert seating.taken(session) == {small.pk: 2, large.pk: 4}
    browser.post(address, {"place": [row.pk for row in two], "leave": "1"})
    assert browser.post(address, {"all": "1"}).status_code == 302
    assert sum(seating.taken(session).values()) == 6
    assert browser.get(reverse("enrolments:tables_pdf", args=[session.pk])).content[:5] == b"%PDF-"


# Reminders and letters


def test_a_reminder_leaves_once_for_each_delay():
    session, opening = date_of(9, hours=47, online_link="https://salle.exemple/abc", mode="both")
    opening.remind_days = [7, 2, 1]
    opening.save()
    early = enrolled(session, 2, name="Lucie Roy")[0].enrolment
    Enrolment.objects.update(created_at=now() - timedelta(days=30))
    enrolled(session, name="À l’instant")  # told a moment ago
    assert reminders.remind() == 1
    assert reminders.remind() == 0
    letter = Message.objects.get(purpose="reminder.activity")
    assert letter.to == early.email
    assert "2 places" in letter.text
    assert "salle.exemple" not in letter.text  # they come on site
    assert reminders.remind(now() + timedelta(hours=24)) == 2
    assert reminders.remind(now() + timedelta(hours=25)) == 0


def test_the_link_goes_to_those_who_come_on_line():
    session, opening = date_of(9, hours=20, online_link="https://salle.exemple/abc", mode="online")
    opening.kinds.update(mode="online")
    opening.remind_days = [1]
    opening.save()
    enrolled(session)
    Enrolment.objects.update(created_at=now() - timedelta(days=3))
    assert reminders.remind() == 1
    assert "https://salle.exemple/abc" in Message.objects.get(purpose="reminder.activity").text


@given(st.lists(st.integers(-5, 80), max_size=5), st.integers(-100, 2000))
def test_a_reminder_is_never_early_nor_long_past(days, hours):
    start = datetime(2027, 1, 1, tzinfo=UTC)
    at = start - timedelta(hours=hours)
    found = reminders.due(start, days, at)
    if found:
        delay, instant = found
        assert delay in days
        assert timedelta() <= at - instant <= reminders.LATE
        assert at < start


def test_writing_to_a_group_begins_a_letter():
    session, _opening = date_of(9)
    enrolled(session)
    enrolled(session, email="")
    by = cast.user("Awa Diop", "activities_officer")
    assert "1 personne" in bulk_day.write(Enrolment.objects.all(), by=by)
    assert len(Mailing.objects.get().recipients) == 1


# Certificates


def certify(activity, **values):
    values = {"least_share": 100, "statement": "", "signer": "", "signer_role": "", "self_service": True} | values
    return certificates.choose(activity=activity, values=values, by=None)


def test_certificates_go_to_those_who_came_and_are_withdrawn_with_their_arrival():
    session, _opening = date_of(9, hours=-3)
    came, absent = enrolled(session, name="Lucie Roy")[0], enrolled(session, name="Marc Absent")[0]
    with pytest.raises(ValidationError, match="Choisissez"):
        certificates.issue(activity=session.activity, by=None)
    certify(session.activity)
    door.arrive(session=session, place=came, nonce="nonce-nonce", by=None)
    (made,) = certificates.issue(activity=session.activity, by=None, write=True)
    assert certificates.issue(activity=session.activity, by=None, write=True) == []
    assert (made.place, made.minutes, made.dates) == (came, 120, 1)
    letter = Message.objects.get(purpose="activities.certificate")
    assert letter.attachments == [f"certificate:{made.pk}"]
    file = house.attachments.get("certificate")(str(made.pk))
    assert file.content[:5] == b"%PDF-"
    visitor, address = cast.browser(None), reverse("site:certificate", args=[made.number])
    page = visitor.get(address).content.decode()
    assert "valable" in page
    assert "L. R." in page
    assert "Lucie" not in page
    assert visitor.get(reverse("site:certificate", args=["2026-AAAA-AAAA"])).status_code == 404
    door.undo(session=session, nonce="nonce-nonce", reason="Erreur", by=None)
    pagecache.store.clear()  # it follows the commit, which a test undoes
    page = cast.browser(None).get(address).content.decode()
    assert "retirée" in page
    assert "L. R." not in page
    assert house.attachments.get("certificate")(str(made.pk)) is None
    assert not certified.attendees(session.activity, [absent.enrolment_id])[0].certificate


def test_a_cycle_asks_for_its_share_and_counts_the_dates_attended():
    first, _opening = date_of(9, hours=-80, structure="cycle")
    dates = [first, *(activities.session(first.activity, now() - timedelta(hours=h)) for h in (60, 40, 20))]
    keen, rare = enrolled(first, name="Lucie Roy")[0], enrolled(first, name="Marc Rare")[0]
    for rank, date in enumerate(dates[:3]):
        door.arrive(session=date, place=keen, nonce=f"nonce-k-{rank}", by=None)
    door.arrive(session=dates[0], place=rare, nonce="nonce-r-0", by=None)
    rule = certify(first.activity, least_share=75)
    (made,) = certificates.issue(activity=first.activity, by=None)
    assert (made.place, made.minutes, made.dates) == (keen, 360, 3)
    assert made.first_on < made.last_on
    people = {one.name: certificates.missing(one, rule) for one in certified.attendees(first.activity)}
    assert people == {"Lucie Roy": "", "Marc Rare": "dates suivies : 1 sur 4"}
    door.undo(session=dates[2], nonce="nonce-k-2", reason="Erreur", by=None)
    assert Certificate.objects.get().withdrawn_at


def test_who_chose_several_dates_is_one_person():
    first, _opening = date_of(9, hours=-50)
    second = activities.session(first.activity, now() - timedelta(hours=20))
    places = enrolled(first, 2, name="Lucie Roy", names=["Lucie Roy", "Tom Roy"], sessions=[first.pk, second.pk])
    certify(first.activity)
    for rank, place in enumerate(places):
        if place.name == "Lucie Roy":
            door.arrive(session=place.session, place=place, nonce=f"nonce-nonce-{rank}", by=None)
    (made,) = certificates.issue(activity=first.activity, by=None)
    assert (made.dates, made.minutes) == (2, 240)


def test_one_takes_ones_own_by_a_button():
    session, _opening = date_of(9, hours=-3)
    (place,) = enrolled(session, name="Lucie Roy")
    rule = certify(session.activity)
    door.arrive(session=session, place=place, nonce="nonce-nonce", by=None)
    visitor = cast.browser(None)
    address = reverse("enrolments:certificates_own", args=[links.token(place.enrolment)])
    assert "Obtenir" in visitor.get(address).content.decode()
    assert not Certificate.objects.exists()  # opening the page gives nothing
    for _click in range(2):
        assert visitor.post(address).status_code == 302
    made = Certificate.objects.get()
    paper = reverse("enrolments:certificate_own_pdf", args=[links.token(place.enrolment), made.pk])
    assert visitor.get(paper).content[:5] == b"%PDF-"
    (other,) = enrolled(session)
    assert visitor.get(paper.replace(links.token(place.enrolment), links.token(other.enrolment))).status_code == 404
    Enrolment.objects.update(name="", email="", purged_at=now())
    Place.objects.update(name="")
    assert visitor.get(paper).status_code == 404
    assert "effacés" in visitor.get(address).content.decode()
    assert "effacés" in visitor.get(reverse("site:certificate", args=[made.number])).content.decode()
    assert rule.self_service


def test_the_team_gives_and_withdraws(django_assert_max_num_queries):
    session, _opening = date_of(30, hours=-3)
    people = [enrolled(session, name=f"Personne {n}")[0] for n in range(12)]
    for place in people[:10]:
        door.arrive(session=session, place=place, nonce=f"nonce-{place.pk:06}", by=None)
    browser, address = officer(), reverse("enrolments:certificates", args=[session.activity_id])
    bad = browser.post(address, {"rule": "1", "least_share": "0"})
    assert bad.status_code == 422
    browser.post(address, {"rule": "1", "least_share": "100", "signer": "Awa Diop", "self_service": "on"})
    browser.post(address, {"issue": "1"})
    assert Certificate.objects.count() == 10
    with django_assert_max_num_queries(30):
        page = browser.get(address).content.decode()
    assert "aucune arrivée notée" in page
    one = Certificate.objects.first()
    assert browser.get(reverse("enrolments:certificate_pdf", args=[one.pk])).content[:5] == b"%PDF-"
    browser.post(reverse("enrolments:certificate_withdraw", args=[one.pk]), {"reason": "Nom mal écrit"})
    assert Certificate.objects.get(pk=one.pk).withdraw_reason == "Nom mal écrit"
    browser.post(address, {"send": "1"})
    assert Certificate.objects.filter(withdrawn_at=None).count() == 10


def test_the_purge_leaves_arrivals_and_numbers_and_names_nobody():
    session, opening = date_of(9, hours=-3)
    (place,) = enrolled(session, name="Lucie Roy")
    certify(session.activity)
    link = desk_links.make_link(session=session, label="Paul", by=cast.user("Awa Diop", "activities_officer"))
    door.arrive(session=session, place=place, nonce="nonce-nonce", by=None)
    door.undo(session=session, nonce="nonce-nonce", reason="C’était Marc Untel", by=None)
    door.arrive(session=session, place=place, nonce="nonce-again", by=None)
    (made,) = certificates.issue(activity=session.activity, by=None)
    page = cast.browser(None).get(reverse("enrolments:own", args=[links.token(place.enrolment)])).content.decode()
    assert "Mon attestation" in page
    purge_activity(opening=opening, at=now())
    assert presence.counts(session).present == 1
    assert presence.listed(session)[0].name == "Personne sans nom"
    assert not CheckIn.objects.filter(undo_reason__contains="Marc").exists()
    assert Certificate.objects.get(pk=made.pk).withdrawn_at is None
    assert papers.pdf_of(made) is None
    assert desk_links.forget(now()) == 0
    assert desk_links.forget(now() + timedelta(days=90)) == 1
    link.refresh_from_db()
    assert (link.label, link.made_by) == ("", None)


def test_the_day_comes_first_on_its_own_day_alone():
    todays, later = date_of()[0].activity, date_of(hours=24 * 9)[0].activity
    client = officer()
    page = client.get(todays.get_absolute_url()).content.decode()
    assert page.index("Le jour même") < page.index("Dates et lieux")
    page = client.get(later.get_absolute_url()).content.decode()
    assert page.index("Le jour même") > page.index("Dates et lieux")
