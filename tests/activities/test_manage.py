"""Activities in Gestion, as the team works with them: list, page, forms, series, bulk verbs."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime, now
from PIL import Image as Picture

from maillage.activities.actions import add_sessions
from maillage.activities.models import Activity, Nominee, Session, Venue
from maillage.activities.words import form_label
from maillage.desk.timeline import coded
from maillage.files.models import Image
from maillage.ui import context
from tests import cast, networks
from tests.factories import activities as make
from tests.factories import organisations as directory

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 3, 17, 22, 30, tzinfo=UTC)  # 18:30 in Québec


@pytest.fixture(autouse=True)
def _csi():
    return networks.install("csi")


@pytest.fixture
def amina():
    return cast.browser(cast.user("Amina", "activities_officer"))


def url(name, *args):
    return reverse(f"activities:{name}", args=args)


FIRST = {"title": "Parlons d’eau", "form": "conference", "structure": "sessions", "language": "fr", "part": "organises",
         "is_free": "on", "is_public": "on", "day": "2027-03-17", "starts": "18:30", "ends": "20:30", "mode": "onsite",
         "new_venue": "La Ruche", "new_city": "Magog", "theme": ["egalite"], "audience": ["adulte"],
         "heading": ["odd/odd-5"], "language_codes": ["fr"], "movement": "jqsi"}  # fmt: skip


def test_from_the_form_chosen_to_the_calendar(amina):
    chosen = amina.get(url("create"))
    assert "choisissez sa forme" in chosen.content.decode()
    page = amina.get(url("create") + "?forme=conference")
    assert 'name="starts"' in page.content.decode()
    answer = amina.post(url("create") + "?forme=conference", FIRST)
    row = Activity.objects.get()
    assert answer.url == row.get_absolute_url()
    date = row.sessions.get()
    assert (localtime(date.starts_at).hour, date.venue.name, row.state) == (18, "La Ruche", "draft")
    assert (row.movement, row.movement_year) == ("jqsi", 2027)
    assert set(row.classifications.values_list("code", flat=True)) == {"egalite", "adulte", "odd/odd-5", "fr"}
    assert amina.post(url("announce", row.pk)).status_code == 302
    assert (
        "La Ruche" in cast.browser(None).get(row.public_url).content.decode()
        if Activity.objects.get().shows_publicly
        else False
    )


def test_the_form_follows_the_structure(amina):
    for form, words in (
        ("tournee", "La première étape"),
        ("souper-causerie", "Le repas"),
        ("stage", "premier au dernier jour"),
    ):
        assert words in amina.get(url("create") + f"?forme={form}").content.decode()


@pytest.mark.parametrize(("field", "value"), [
    ("title", ""), ("title", "x" * 201), ("title", "a\x00b"), ("day", "2027-02-30"), ("starts", ""), ("theme", ["inconnu"]),
    ("movement_year", "abc"), ("expected", "-1"), ("outside_url", "pas une adresse"), ("form", "inconnue"), ("day", "0001-01-01"),
])  # fmt: skip
def test_what_is_mistaken_is_told_and_kept(amina, field, value):
    answer = amina.post(url("create") + "?forme=conference", {**FIRST, field: value})
    assert answer.status_code == 422
    assert not Activity.objects.exists()
    assert "Magog" in answer.content.decode()


def test_two_people_at_once(amina):
    row = make.activity("Avant")
    stands = {**FIRST, "title": "À moi", "version": str(row.version)}
    assert amina.post(url("update", row.pk), {**stands, "title": "À l’autre"}).status_code == 302
    answer = amina.post(url("update", row.pk), stands)
    assert answer.status_code == 409
    assert "À moi" in answer.content.decode()
    row.refresh_from_db()
    assert row.title == "À l’autre"


def test_a_name_of_the_directory_is_tied_to_its_page_and_a_withheld_one_stays_hidden(amina):
    friend = directory.organisation("Amies du livre")
    hidden, also = (directory.organisation(name, withheld=True) for name in ("Syndicat caché", "Syndicat caché aussi"))
    row = make.activity(organiser=hidden)
    row.co_organisers.create(organisation=also)
    page = amina.get(url("update", row.pk)).content.decode()
    assert "Syndicat caché" not in page
    assert "Syndicat caché" not in amina.get(url("detail", row.pk)).content.decode()
    assert "Syndicat caché" not in amina.get(url("list")).content.decode()
    amina.post(url("update", row.pk), {**FIRST, "co_organisers": "amies du livre\nCiné-club"})
    row.refresh_from_db()
    assert row.organiser == hidden  # what she may not see stays
    assert {one.organisation_id or one.name for one in row.co_organisers.all()} == {friend.pk, also.pk, "Ciné-club"}
    director = cast.browser(cast.user("Zoé", "director"))
    assert "Syndicat caché" in director.get(url("detail", row.pk)).content.decode()


def test_the_list_is_flat_and_narrows(amina, django_assert_max_num_queries):
    friend = directory.organisation("Amies du livre")
    hall = make.venue(region="05")
    for n in range(10):
        row = make.activity(
            f"Soir {n}", organiser=friend, classified=(("theme", "egalite"), ("audience", "adulte")), starts_at=None
        )
        make.session(row, LATER + timedelta(days=n), venue=hall)
    amina.get(url("list"))
    with CaptureQueriesContext(connection) as ten:  # counts of every room's menu are asked again inside a transaction
        amina.get(url("list"))
    assert sum('"activities_' in query["sql"] for query in ten) <= 10
    for n in range(40):
        make.activity(f"Autre {n}", state="draft", part="takes_part", starts_at=now() - timedelta(days=n + 1))
    with django_assert_max_num_queries(len(ten) + 2):
        assert "Soir 3" in amina.get(url("list")).content.decode()
    for query, shown in (("?theme=egalite", 10), ("?etat=draft", 40), ("?region=05", 10), ("?annee=2027", 10), ("?q=Soir+3", 1),
                         ("?role=takes_part", 40), ("?quand=passees", 40), ("?quand=a-venir", 10), ("?public=scolaire", 0),
                         ("?forme=conference", 50), ("?rubrique=odd/odd-5", 0), ("?etat=nulle-part", 0), ("?q=%00", 50)):  # fmt: skip
        assert amina.get(url("list") + query).context["total"] == shown, query
    csv = b"".join(amina.get(url("list") + "?format=csv&etat=announced").streaming_content)
    assert b"Soir 3" in csv


def test_bulk_verbs_do_what_can_be_done_and_say_what_was_not(amina):
    ready = make.activity("Prête", state="draft", starts_at=None)
    make.session(ready, LATER, venue=make.venue())
    bare = make.activity("Nue", state="draft", starts_at=None)
    data = {"verb": "announce", "ids": [ready.pk, bare.pk], "confirmed": "1"}
    page = amina.post(url("list"), data, follow=True).content.decode()
    assert "1 activité annoncée" in page
    assert "Nue" in page
    amina.post(url("list"), {"verb": "cancel", "ids": [ready.pk], "confirmed": "1"})
    assert set(Activity.objects.values_list("state", flat=True)) == {"cancelled", "draft"}


def test_the_editor_may_and_the_treasurer_may_not():
    row = make.activity()
    assert cast.browser(cast.user("Éva", "editor")).get(url("update", row.pk)).status_code == 200
    assert cast.browser(cast.user("Joseph", "treasurer")).get(url("detail", row.pk)).status_code in (403, 404)
    member = cast.browser(cast.user("Moussa", "membership_officer"))
    assert member.get(url("detail", row.pk)).status_code == 200
    assert (
        member.post(
            url("dates", row.pk), {"verb": "delete", "ids": [row.sessions.get().pk], "confirmed": "1"}
        ).status_code
        == 404
    )


# Dates

RULE = {"day": "2027-01-20", "starts": "18:30", "ends": "20:00", "every": "month_weekday", "interval": "1", "nth": "0",
        "until": "2027-06-30", "mode": "onsite", "room": "B"}  # fmt: skip


def test_a_series_is_seen_before_it_is_written(amina):
    row = make.activity(state="draft", starts_at=None)
    page = amina.post(url("series", row.pk), RULE)
    assert page.content.decode().count('name="keep"') == 6
    assert not row.sessions.exists()
    kept = ["2027-01-20", "2027-03-17", "1999-01-01"]
    amina.post(url("series", row.pk), {**RULE, "write": "1", "keep": kept})
    assert [localtime(one.starts_at).strftime("%Y-%m-%d %H:%M") for one in row.sessions.all()] == [
        "2027-01-20 18:30", "2027-03-17 18:30",
    ]  # fmt: skip
    again = amina.post(url("series", row.pk), RULE).content.decode()
    assert "déjà écrite" in again


@pytest.mark.parametrize("change", [
    {"until": "", "count": ""}, {"until": "2026-01-01"}, {"every": "day", "until": "2199-01-01"}, {"left_out": "demain"},
    {"interval": "0"}, {"weekdays": ["9"]}, {"count": "501"}, {"day": ""},
])  # fmt: skip
def test_a_rule_that_cannot_be_says_why_and_writes_nothing(amina, change):
    row = make.activity(state="draft", starts_at=None)
    for extra in ({}, {"write": "1", "keep": ["2027-01-20"]}):
        answer = amina.post(url("series", row.pk), {**RULE, **change, **extra})
        assert answer.status_code == 422
        assert "erreur" in answer.content.decode()
    assert not row.sessions.exists()


def test_five_hundred_dates_are_seen_and_written(amina):
    row = make.activity(state="draft", starts_at=None)
    rule = {**RULE, "every": "day", "until": "", "count": "500"}
    page = amina.post(url("series", row.pk), rule).content.decode()
    assert page.count('name="keep"') == 500
    days = [(datetime(2027, 1, 20) + timedelta(days=n)).date().isoformat() for n in range(500)]
    amina.post(url("series", row.pk), {**rule, "write": "1", "keep": days})
    assert row.sessions.count() == 500
    assert amina.get(url("dates", row.pk)).status_code == 200


def test_dates_are_moved_cancelled_deleted_together(amina):
    row = make.activity(starts_at=LATER)
    other = make.session(row, LATER + timedelta(days=7))
    ids = list(row.sessions.values_list("pk", flat=True))
    assert "Nouveau lieu" in amina.post(url("dates", row.pk), {"verb": "move", "ids": ids}).content.decode()
    nothing = amina.post(url("dates", row.pk), {"verb": "move", "ids": ids, "days": "0", "confirmed": "1"})
    assert nothing.status_code == 422
    amina.post(url("dates", row.pk), {"verb": "move", "ids": ids, "days": "7", "confirmed": "1"})
    other.refresh_from_db()
    assert other.starts_at == LATER + timedelta(days=14)
    amina.post(url("dates", row.pk), {"verb": "cancel", "ids": [other.pk], "reason": "Grève", "confirmed": "1"})
    other.refresh_from_db()
    assert other.cancel_reason == "Grève"
    refused = amina.post(url("dates", row.pk), {"verb": "delete", "ids": [ids[0]], "confirmed": "1"})
    assert refused.status_code in (302, 422)
    assert amina.post(url("dates", row.pk), {"verb": "inconnu", "ids": ids}).status_code == 302


def test_one_date_and_someone_else_in_between(amina):
    date = make.activity(starts_at=LATER).sessions.get()
    page = amina.get(url("date", date.pk))
    version = page.context["version"]
    data = {
        "day": "2027-03-18",
        "starts": "18:30",
        "ends": "00:30",
        "mode": "both",
        "room": "C",
        "online_link": "visio.example/a",
    }
    assert amina.post(url("date", date.pk), {**data, "version": version}).status_code == 302
    date.refresh_from_db()
    assert date.ends_at - date.starts_at == timedelta(hours=6)
    assert date.online_link == "https://visio.example/a"
    assert amina.post(url("date", date.pk), {**data, "version": version}).status_code == 409


def test_an_hour_that_does_not_exist_is_told(amina):
    row = make.activity(state="draft", starts_at=None)
    data = {
        "day": "2027-03-14",
        "starts": "02:30",
        "ends": "04:00",
        "mode": "online",
        "online_link": "https://v.example/a",
    }
    page = amina.post(url("date_new", row.pk), data, follow=True).content.decode()
    assert "cette heure n’existe pas" in page
    assert localtime(row.sessions.get().starts_at).hour == 3


def test_a_place_taken_by_another_is_shown(amina):
    hall = make.venue()
    one, two = (make.activity(starts_at=None) for _n in range(2))
    for row in (one, two):
        make.session(row, LATER, venue=hall)
    assert "lieu pris" in amina.get(url("dates", one.pk)).content.decode()


# Poster, documents, texts, copy


def image():
    out = BytesIO()
    Picture.new("RGB", (1200, 1600), "teal").save(out, "PNG")
    return SimpleUploadedFile("affiche.png", out.getvalue())


def test_a_poster_with_its_words(amina):
    row = make.activity()
    assert amina.post(url("poster", row.pk), {"poster": image()}).status_code == 422
    amina.post(url("poster", row.pk), {"poster": image(), "poster_alt": "Une goutte d’eau"})
    row.refresh_from_db()
    kept = Image.objects.get(public_id=row.poster)
    assert row.poster_alt == kept.alt == "Une goutte d’eau"
    assert kept.renditions["800.webp"][2] == 800
    assert "Une goutte d’eau" in amina.get(url("detail", row.pk)).content.decode()
    amina.post(url("poster", row.pk), {"remove": "on"})
    row.refresh_from_db()
    assert row.poster == row.poster_alt == ""


def test_documents_join_and_leave(amina):
    row = make.activity()
    upload = SimpleUploadedFile("a.csv", b"nom;ville\nA;B\n")
    assert amina.post(url("attach", row.pk), {"access": "public"}).status_code == 422
    amina.post(url("attach", row.pk), {"upload": upload, "title": "Programme", "access": "public"})
    document = row.documents.get().document
    assert "Programme" in amina.get(url("detail", row.pk)).content.decode()
    amina.post(url("detach", row.pk, document.pk))
    assert not row.documents.exists()
    assert amina.get(url("detach", row.pk, document.pk)).status_code == 404


def test_another_language(amina):
    row = make.activity()
    amina.post(url("translate", row.pk, "en"), {"title": "Water", "summary": "", "text": "", "version": "1"})
    assert row.translations.get().title == "Water"
    amina.post(url("translate", row.pk, "en"), {"title": "", "summary": "", "text": ""})
    assert not row.translations.exists()
    assert amina.get(url("translate", row.pk, "fr")).status_code == 404
    assert amina.get(url("translate", row.pk, "xx")).status_code == 404


def test_a_copy_from_its_page(amina):
    row = make.activity(starts_at=LATER)
    assert amina.post(url("copy", row.pk), {"title": "Encore", "parts": ["dates"]}).status_code == 422
    answer = amina.post(url("copy", row.pk), {"title": "Encore", "parts": ["dates"], "first_day": "2028-03-15"})
    made = Activity.objects.get(title="Encore")
    assert answer.url == made.get_absolute_url()
    assert localtime(made.starts_at).strftime("%Y-%m-%d %H:%M") == "2028-03-15 18:30"


# Parts and venues


def test_a_tour_from_its_page(amina):
    row = make.activity(structure="tour", form="tournee", starts_at=LATER)
    amina.post(
        url("guest_new", row.pk),
        {"name": "Rosa Quispe", "is_named": "on", "arrives_on": "2027-03-15", "leaves_on": "2027-03-20"},
    )
    amina.post(url("stop", row.sessions.get().pk), {"host_said": "Radio", "travel": "train", "distance_km": "120"})
    amina.post(
        url("costs", row.pk),
        {"costs_0_kind": "travel", "costs_0_label": "Vol", "costs_0_planned": "1 200,50", "costs_0_actual": ""},
    )
    assert row.costs.get().planned == 120_050
    page = amina.get(url("tour", row.pk)).content.decode()
    for said in ("Rosa Quispe", "Radio", "120 km en tout", "1 200,50"):
        assert said in page.replace("\xa0", " ").replace("\u202f", " ")
    assert "Rosa Quispe" in amina.get(url("itinerary", row.pk)).content.decode()
    wrong = {"costs_0_kind": "travel", "costs_0_label": "", "costs_0_planned": "douze", "costs_0_actual": ""}
    assert amina.post(url("costs", row.pk), wrong).status_code == 422
    assert amina.get(url("tour", make.activity().pk)).status_code == 404


def test_tables_and_people_named(amina):
    dinner = make.activity(structure="dinner")
    data = {
        "tables_0_label": "1",
        "tables_0_seats": "8",
        "tables_0_host": "",
        "tables_1_label": "1",
        "tables_1_seats": "6",
        "tables_1_host": "",
    }
    assert amina.post(url("tables", dinner.pk), data).status_code == 422
    amina.post(url("tables", dinner.pk), {**data, "tables_1_label": "2"})
    assert dinner.sessions.get().tables.count() == 2
    directory.organisation("Syndicat des cuisines")
    mission = make.activity(structure="placement", starts_at=now() + timedelta(days=40))
    named = {"organisation_said": "Syndicat des cuisines", "name": "Maude Roy", "release_granted": "true"}
    amina.post(url("nominee_new", mission.pk), named)
    one = Nominee.objects.get()
    assert one.release_granted is True
    amina.post(url("nominee_decide", one.pk), {"state": "chosen"})
    assert "Retenue" in amina.get(url("nominees", mission.pk)).content.decode()
    assert amina.post(url("nominee_new", mission.pk), {**named, "organisation_said": "Nulle part"}).status_code == 422


def test_venues_are_kept(amina):
    amina.post(url("venue_new"), {"name": "La Ruche", "city": "Magog", "region": "05", "country": "CA", "latitude": "45.27",
                                  "longitude": "-72.15", "access": ["wheelchair"]})  # fmt: skip
    hall = Venue.objects.get()
    assert (hall.latitude, hall.access) == (45.27, ["wheelchair"])
    assert (
        amina.post(url("venue_edit", hall.pk), {"name": "La Ruche", "latitude": "45", "version": "1"}).status_code
        == 422
    )
    for name in ("venues",):
        assert "La Ruche" in amina.get(url(name)).content.decode()
    assert amina.get(url("venues") + "?acces=wheelchair").context["total"] == 1
    assert amina.get(url("venues") + "?carte=non").context["total"] == 0
    make.session(make.activity(starts_at=None), LATER, venue=hall)
    assert amina.post(url("venue_delete", hall.pk)).status_code == 409
    Session.objects.all().delete()
    amina.post(url("venue_delete", hall.pk))
    assert not Venue.objects.exists()


def test_a_folded_menu_shows_the_section_of_a_page_that_no_entry_names(amina, monkeypatch):
    monkeypatch.setattr(context, "SHORT_MENU", 0)
    page = amina.get(make.activity().get_absolute_url()).content.decode()
    assert page.count('<details class="rubrique" open><summary>Activités') == 2  # beside, and for a telephone
    assert page.count('<details class="rubrique" open>') == 2
    assert "aria-current" not in page[page.index('<details class="rubrique"') : page.index("</nav>")]


def test_the_journal_says_codes_in_words(amina):
    row = make.activity(starts_at=None)
    made = [{"starts_at": LATER, "ends_at": LATER + timedelta(hours=2), "mode": "onsite"}]
    add_sessions(activity=row, rows=made, by=None)
    page = amina.get(row.get_absolute_url()).content.decode()
    assert "La première" in page
    told = coded(Activity, Activity._meta.get_field("form"), "form", "conference")
    assert str(told) == form_label("conference")
    assert coded(Activity, Activity._meta.get_field("language"), "language", "fr") == "français"
