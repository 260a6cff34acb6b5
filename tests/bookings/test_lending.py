"""From the request on the public page to the return on the shelf: each step, each refusal, each letter once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate, now

from maillage.accounts.models import User
from maillage.bookings import actions, calendars, jobs, panels, personal
from maillage.bookings.forms.reservations import TakeBackForm
from maillage.bookings.models import Bookable, Reservation
from maillage.core.registry import house
from maillage.messages.models import Message
from tests import cast, networks
from tests.factories import bookings as make
from tests.factories import organisations as directory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def csi():
    return networks.install("csi")


@pytest.fixture
def camille(csi):
    return cast.browser(cast.user("Camille", "activities_officer"))


def soon(days=5):
    """So many days from today, where the network is: in the evening there, it is tomorrow in UTC."""
    return datetime.combine(localdate() + timedelta(days=days), time(5), UTC)


def request_for(kit, client=None, **changes):
    client = client or cast.browser(None)
    url = reverse("site:borrow", args=[kit.pk])
    page = client.get(url)
    key = page.context["form"]["key"].value()
    day = localdate()
    data = {"key": key, "first": day + 5 * DAY, "last": day + 9 * DAY, "organisation_name": "École du Fleuve",
            "contact_name": "Ana Lopez", "contact_email": "ana@ecole.org", "purpose": "Cours", **changes}  # fmt: skip
    return client, url, data


def test_a_school_asks_the_team_answers_it_leaves_and_comes_back(camille, django_capture_on_commit_callbacks):
    kit = make.kit("Trousse Eau", deposit=5000, currency="CAD", contents="Une carte\nUn jeu")
    client, url, data = request_for(kit)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, data)
        again = client.post(url, data)  # a double click
    row = Reservation.objects.get()
    assert answer.url == again.url == reverse("bookings:asked", args=[row.token])
    assert "bookings/asked.html" in [t.name for t in client.get(answer.url).templates]
    assert set(Message.objects.values_list("to", flat=True)) == {"ana@ecole.org", networks.shipped("csi").contact.email}
    for step, values in (("confirm", {"word": "Venez par la cour."}),
                         ("hand_out", {"condition": "worn", "notes": "Carte pliée", "deposit": "on"}),
                         ("take_back", {"condition": "damaged", "notes": "Jeu perdu", "broken": "on"})):  # fmt: skip
        page = reverse(f"bookings:{step}", args=[row.pk])
        assert camille.get(page).status_code == 200
        assert camille.post(page, values).status_code == 302, step
        assert camille.post(page, values).status_code == 409, step  # twice: refused, in words
    row.refresh_from_db()
    kit.refresh_from_db()
    assert (row.state, row.condition_out, row.deposit_taken, row.deposit_given_back) == (
        "returned",
        "worn",
        True,
        False,
    )
    assert kit.is_out_of_order
    assert kit.out_reason == "Jeu perdu"
    with pytest.raises(ValidationError, match="Jeu perdu"):
        make.reservation(kit, soon())
    actions.back_in_order(bookable=kit, by=None)
    make.reservation(kit, soon())


def test_what_the_form_refuses_is_said_and_kept(csi):
    kit = make.kit(longest_days=7)
    day = localdate()
    for changes, word in (({"first": day - DAY}, "date à venir"), ({"last": day + 4 * DAY}, "après le départ"),
                          ({"last": day + 30 * DAY}, "7 jours au plus"), ({"contact_email": "rien"}, "Saisissez"),
                          ({"purpose": "\x00"}, "nul"), ({"purpose": "x" * 10_000}, "300"),
                          ({"first": "9999-99-99"}, "date")):  # fmt: skip
        client, url, data = request_for(kit, **changes)
        page = client.post(url, data)
        assert page.status_code == 422, changes
        assert word in page.content.decode(), changes
    client, url, data = request_for(kit)
    client.post(url, {**data, "trap": "machine"})
    assert not Reservation.objects.exists()
    assert client.get(url).status_code == 200  # reading never asks
    make.reservation(kit, soon(4), 8)
    page = client.post(url, data)
    assert "déjà pris" in page.content.decode()


def test_following_and_giving_up(csi):
    row = make.reservation(make.kit(), soon(), asked=True)
    client = cast.browser(None)
    url = reverse("bookings:asked", args=[row.token])
    assert client.get(url)["Cache-Control"] == "private, no-store"
    assert Reservation.objects.get().state == "asked"
    client.post(url)
    client.post(url)
    assert Reservation.objects.get().state == "cancelled"
    assert client.get(reverse("bookings:asked", args=["autre"])).status_code == 404


def test_the_last_borrower_must_bring_it_back_first(csi):
    kit = make.kit()
    late = make.reservation(kit, soon(-10), 4)
    actions.hand_out(reservation=late, condition="good", by=None)
    assert calendars.next_free(kit, now()) > now()
    following = make.reservation(kit, soon(1), 2)
    with pytest.raises(ValidationError, match="pas encore revenu"):
        actions.hand_out(reservation=following, condition="good", by=None)
    with pytest.raises(ValidationError, match="déjà pris"):
        make.reservation(kit, now(), 0.5)
    with pytest.raises(ValidationError, match="déjà pris"):  # nor is it kept longer over the next one
        actions.move(reservation=late, start=soon(-10), end=soon(2), by=None)
    actions.take_back(reservation=late, condition="good", by=None)
    assert actions.hand_out(reservation=following, condition="good", by=None).state == "out"


def test_early_back_is_free_again(csi):
    kit = make.kit()
    row = make.reservation(kit, soon(-1), 20)
    actions.hand_out(reservation=row, condition="good", by=None)
    actions.take_back(reservation=row, condition="good", by=None)
    make.reservation(kit, soon(1), 3)


def test_reminders_leave_once(csi, monkeypatch):
    rows = {"soon": make.reservation(make.kit(), soon(2)), "back": make.reservation(make.kit(), soon(-3), 4),
            "late": make.reservation(make.kit(), soon(-20), 4)}  # fmt: skip
    for name in ("back", "late"):
        actions.hand_out(reservation=rows[name], condition="good", by=None)
    assert jobs.remind() == 3
    assert jobs.remind() == 0
    subjects = " ".join(Message.objects.values_list("subject", flat=True))
    assert "vous attend" in subjects
    assert "est à rendre" in subjects
    assert "devait revenir" in subjects


def test_borrowers_are_forgotten_and_loans_stay(csi):
    old, fresh = make.reservation(make.kit(), soon(-500)), make.reservation(make.kit(), soon(-30))
    assert jobs.purge() == 1
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.contact_email, old.organisation_name) == ("", "École du Fleuve")
    assert fresh.contact_email
    assert jobs.purge() == 0


def test_people_hours_are_told_and_absences_refused(csi):
    who = make.person()
    start = soon(3)
    codes = {p.code for p in calendars.problems([who], start, start + DAY / 24)[who.pk]}
    assert codes == {"not_said"}
    day = start.date()
    actions.say_available(bookable=who, first_on=day, last_on=day, begins="00:00", ends="23:59", by=None)
    assert calendars.problems([who], start, start + DAY / 24)[who.pk] == []
    actions.say_absent(bookable=who, first_on=day, last_on=day, by=None)
    actions.say_absent(bookable=who, first_on=day, last_on=day, by=None)
    assert who.absences.count() == 1
    with pytest.raises(ValidationError, match="Absence"):
        make.reservation(who, start, 0.1)
    with pytest.raises(ValidationError):
        actions.say_available(bookable=make.kit(), weekday=1, begins="09:00", ends="10:00", by=None)


def test_an_absence_said_after_shows_as_a_conflict(csi):
    who = make.person()
    make.reservation(who, soon(3), 0.2)
    assert not panels.conflicts().exists()
    actions.say_absent(bookable=who, first_on=soon(2).date(), last_on=soon(4).date(), by=None)
    assert panels.conflicts().count() == 1
    assert ("warning", "1 réservations tombent pendant une absence ou une panne.") in list(panels.check())


PAGES = ("list", "planning", "reservations", "new")


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_gestion(camille, name):
    make.reservation(make.kit(), soon())
    url = reverse(f"bookings:{name}")
    assert camille.get(url).status_code == 200
    assert cast.browser(None).get(url).status_code == 302


def test_lists_stay_flat(camille, django_assert_max_num_queries):
    def fill(count):
        for _n in range(count):
            make.reservation(make.kit(), soon(-30 + Reservation.objects.count()), organisation=directory.organisation())
            make.reservation(make.person(), soon())

    for count in (5, 25):
        fill(count)
        for name in PAGES[:3]:
            camille.get(reverse(f"bookings:{name}"))
            with django_assert_max_num_queries(20):
                camille.get(reverse(f"bookings:{name}"))
        with django_assert_max_num_queries(6):
            cast.browser(None).get(reverse("site:kits"))


def test_an_object_is_written_and_two_people_at_once_are_told(camille):
    values = {"kind": "kit", "name": "Trousse Cacao", "deposit": "25,50", "longest_days": 14, "margin_before": 0,
              "margin_after": 60, "is_public": "on", "is_active": "on", "contents": "Fèves\nGuide"}  # fmt: skip
    assert camille.post(reverse("bookings:new"), {**values, "deposit": "abc"}).status_code == 422
    assert camille.post(reverse("bookings:new"), values).status_code == 302
    kit = Bookable.objects.get()
    assert (kit.deposit, kit.currency, kit.pieces) == (2550, "CAD", ["Fèves", "Guide"])
    edit = reverse("bookings:edit", args=[kit.pk])
    assert camille.post(edit, {**values, "name": "Autre", "version": "1"}).status_code == 302
    assert camille.post(edit, {**values, "name": "Encore", "version": "1"}).status_code == 409
    assert camille.post(reverse("bookings:new"), {**values, "name": " "}).status_code == 422


def test_the_catalogue_shows_what_may_be_shown(csi):
    shown, hidden, gone = make.kit("Montrée"), make.kit("Cachée", is_public=False), make.kit("Retirée", is_active=False)
    make.reservation(shown, soon(), organisation_name="École Secrète")
    visitor = cast.browser(None)
    page = visitor.get(reverse("site:kits")).content.decode()
    assert "Montrée" in page
    assert "Cachée" not in page
    assert "Retirée" not in page
    one = visitor.get(shown.public_url)
    assert "Secrète" not in one.content.decode()
    assert "sessionid" not in one.cookies
    for row in (hidden, gone):
        assert visitor.get(row.public_url).status_code == 404
    for month in ("2026-13", "9999-12", "0001-01", "x" * 500, "\x00"):
        assert visitor.get(shown.public_url, {"mois": month}).status_code == 200
    assert [g.url for gesture in house.gestures if gesture.kind == "borrow" for g in gesture.find(None)] == [
        reverse("site:kits")
    ]


def test_who_is_withheld_is_not_told(camille):
    hidden = directory.organisation("Retenue", withheld=True)
    row = make.reservation(make.kit("Trousse Vue"), soon(), organisation=hidden, purpose="Rencontre secrète")
    for url in (reverse("bookings:reservations"), reverse("bookings:planning"), row.bookable.get_absolute_url()):
        page = camille.get(url).content.decode()
        assert "Retenue" not in page
        assert "secrète" not in page
    assert camille.get(row.get_absolute_url()).status_code == 404
    who = make.person(last_name="Ombre", withheld=True)
    assert camille.get(who.get_absolute_url()).status_code == 404
    assert "Ombre" not in camille.get(reverse("bookings:planning")).content.decode()


def test_a_person_reads_and_loses_what_is_theirs(csi):
    user = User.objects.create_user("ana@ecole.org", name="Ana")
    who = make.person(user=user)
    actions.say_absent(bookable=who, first_on=date(2027, 1, 4), last_on=date(2027, 1, 8), note="Voyage", by=None)
    kept = make.reservation(make.kit(), soon(-2), 3)
    actions.hand_out(reservation=kept, condition="good", by=None)
    make.reservation(make.kit(), soon(-30))
    told = personal.export(user)
    assert len(told["Emprunts"]) == 2
    assert "Voyage" in str(told)
    assert personal.erase(user, by=None)
    assert Reservation.objects.exclude(contact_email="").count() == 1
    assert not who.absences.exists()


def test_what_is_over_comes_after_what_is_to_come(csi):
    someone = make.person()
    over, coming = make.reservation(someone), make.reservation(someone, now() + 9 * DAY)
    Reservation.objects.filter(pk=over.pk).update(starts_at=now() - 9 * DAY, ends_at=now() - 8 * DAY)
    rows = Reservation.objects.late_first().order_by("urgency", "starts_at")
    assert [row.pk for row in rows] == [coming.pk, over.pk]


@pytest.mark.parametrize("condition", ["damaged", "incomplete"])
def test_what_comes_back_damaged_or_incomplete_says_what(condition):
    assert "notes" in TakeBackForm({"condition": condition}).errors
    assert TakeBackForm({"condition": condition, "notes": "Jeu perdu"}).is_valid()
    assert TakeBackForm({"condition": "good"}).is_valid()
