"""The pages: teachers without an account, facilitators on their own, the team; each sees what is theirs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.bookings.models import Absence, Availability
from maillage.messages.models import Message
from maillage.schools import actions, levels, owed
from maillage.schools.models import Assignment, School, SchoolRequest
from tests import cast, networks
from tests.factories import schools as make
from tests.factories.schools import soon

pytestmark = pytest.mark.django_db
LISTS = ("requests", "week", "conflicts", "schools", "animations", "facilitators", "fees", "school_new", "animation_new",
         "facilitator_new")  # fmt: skip


@pytest.fixture
def csi():
    return networks.install("csi")


@pytest.fixture
def camille(csi):
    return cast.browser(cast.user("Camille", "activities_officer"))


def form_data(client, **changes):
    page = client.get(reverse("site:ask_workshop"))
    day = localdate() + timedelta(days=20)
    return {"key": page.context["form"]["key"].value(), "school_name": "École du Fleuve", "level": "secondary-1", "language": "fr",
            "groups_0_name": "31", "groups_0_count": "28", "slots_0_day": f"{day}", "slots_0_from": "09:00", "slots_0_to": "12:00",
            "contact_name": "Rosa", "contact_email": "rosa@ecole.org", **changes}  # fmt: skip


def test_a_teacher_asks_on_one_page_and_follows(csi):
    visitor = cast.browser(None)
    make.school()
    data = form_data(visitor)
    answer, again = (visitor.post(reverse("site:ask_workshop"), data) for _n in range(2))
    made = SchoolRequest.objects.get()
    assert answer.url == again.url == reverse("schools:follow", args=[made.token])
    assert (made.groups.get().pupils, made.slots.count()) == (28, 1)
    page = visitor.get(answer.url)
    assert page["Cache-Control"] == "private, no-store"
    assert "École du Fleuve" in page.content.decode()
    change = reverse("schools:rewrite", args=[made.token])
    assert visitor.get(change).status_code == 200
    assert visitor.post(change, {**data, "groups_0_count": "30"}).status_code == 302
    assert made.groups.get().pupils == 30
    make.visit(made)
    actions.send_proposal(request=made, by=None)
    visitor.get(answer.url)  # a scanner of links changes nothing
    made.refresh_from_db()
    assert made.state == "proposed"
    assert visitor.get(change).status_code == 302
    visitor.post(answer.url, {"do": "accept"})
    made.refresh_from_db()
    assert made.state == "confirmed"


def test_what_a_teacher_writes_wrong_is_said(csi):
    visitor = cast.browser(None)
    make.school()
    yesterday = localdate() - timedelta(days=1)
    for changes, word in (({"school_name": ""}, "écrivez son nom"), ({"groups_0_count": "beaucoup"}, "nombre d’élèves"),
                          ({"groups_0_name": "", "groups_0_count": ""}, "au moins un groupe"), ({"slots_0_day": f"{yesterday}"}, "à venir"),
                          ({"slots_0_to": "08:00"}, "après le début"), ({"slots_0_day": ""}, "donnez le jour"),
                          ({"level": "lune"}, "choix"), ({"text": "x" * 10_000}, "3000"), ({"room": "\x00"}, "nul"),
                          ({"animation": "99999"}, "choix")):  # fmt: skip
        page = visitor.post(reverse("site:ask_workshop"), form_data(visitor, **changes))
        assert page.status_code == 422, changes
        assert word in page.content.decode().replace("\xa0", "").replace("\u202f", ""), changes
    visitor.post(reverse("site:ask_workshop"), form_data(visitor, trap="machine"))
    assert not SchoolRequest.objects.exists()


def test_public_pages_show_what_is_offered_and_no_withheld_school(csi):
    make.animation("Offerte")
    make.animation("Retirée", is_offered=False)
    make.school("École Montrée")
    make.school("École Cachée", withheld=True)
    visitor = cast.browser(None)
    page = visitor.get(reverse("site:workshops"))
    assert "Offerte" in page.content.decode()
    assert "Retirée" not in page.content.decode()
    assert not page.cookies
    form = visitor.get(reverse("site:ask_workshop")).content.decode()
    assert "École Montrée" in form
    assert "École Cachée" not in form


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_gestion(camille, name):
    make.past(make.confirmed())
    url = reverse(f"schools:{name}")
    assert camille.get(url).status_code == 200
    assert cast.browser(cast.user("Bruno")).get(url).status_code in (403, 404)


def test_the_team_plans_with_conflicts_in_sight_and_goes_to_the_end(camille):
    made, late = make.request(), make.facilitator(last_name="Tardif", check_until=localdate())
    plan = reverse("schools:plan", args=[made.pk])
    page = camille.get(plan).content.decode()
    assert "Tardif" in page
    assert "motif demandé" in page
    start = made.slots.first().starts_at
    moment = {"day": f"{start:%Y-%m-%d}", "begins": f"{start:%H:%M}", "ends": f"{start + timedelta(hours=1):%H:%M}"}
    refused = camille.post(plan, {**moment, "facilitators": [late.pk]})
    assert refused.status_code == 422
    assert "Écrivez pourquoi" in refused.content.decode()
    assert camille.post(plan, {**moment, "facilitators": [late.pk], "reason": "Attestation vue."}).status_code == 302
    for step, values in (("send", {}), ("accept", {})):
        url = reverse(f"schools:{step}", args=[made.pk])
        assert camille.get(url).status_code == 200
        assert camille.post(url, values).status_code == 302
    make.past(made)
    assert camille.post(reverse("schools:hold", args=[made.pk])).status_code == 302
    visit = made.visits.get()
    assert (
        camille.post(reverse("schools:count", args=[visit.pk]), {f"g{visit.groups.get().pk}": "26"}).status_code == 302
    )
    assert camille.post(reverse("schools:evaluate", args=[made.pk]), {"text": "Bien"}).status_code == 302
    assert camille.get(made.get_absolute_url()).status_code == 200
    assert camille.get(made.activity.get_absolute_url()).status_code == 200
    made.refresh_from_db()
    assert made.state == "evaluated"


def test_a_facilitator_has_their_own_page_alone(csi):
    user = cast.user("Nadia")
    nadia = make.facilitator(user)
    client = cast.browser(user)
    made = make.request()
    visit = make.visit(made, nadia)
    row = Assignment.objects.get()
    mine = reverse("schools:mine")
    assert "J’accepte" in client.get(mine).content.decode()
    assert client.get(reverse("schools:answer", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.answer == "waiting"
    client.post(reverse("schools:answer", args=[row.pk]), {"answer": "yes"})
    row.refresh_from_db()
    assert row.answer == "accepted"
    client.post(mine, {"do": "hours", "h-weekday": "1", "h-begins": "09:00", "h-ends": "12:00"})
    client.post(mine, {"do": "away", "a-first_on": "2027-01-04", "a-last_on": "2027-01-08"})
    assert (Availability.objects.count(), Absence.objects.count()) == (1, 1)
    assert client.post(mine, {"do": "away", "a-first_on": "2027-01-04", "a-last_on": "2026-01-08"}).status_code == 422
    client.post(reverse("schools:forget_mine", args=[nadia.pk]), {"what": "absence", "row": Absence.objects.get().pk})
    assert not Absence.objects.exists()
    actions.send_proposal(request=made, by=None)
    actions.accept(request=made)
    make.past(made)
    count = reverse("schools:count_mine", args=[row.pk])
    assert client.get(count).status_code == 200
    assert client.post(count, {f"g{visit.groups.get().pk}": "27", "km": "48", "teachers": "1"}).status_code == 302
    row.refresh_from_db()
    made.refresh_from_db()
    assert (row.km, made.state) == (48, "counted")
    other = cast.user("Samuel")
    make.facilitator(other)
    stranger = cast.browser(other)
    assert stranger.get(count).status_code == 404
    assert stranger.post(reverse("schools:answer", args=[row.pk]), {"answer": "no"}).status_code == 404
    assert cast.browser(cast.user("Bruno")).get(mine).status_code in (403, 404)


def test_the_table_of_fees_is_exact(camille, csi):
    user = cast.user("Amina", "director")
    who = make.facilitator(fee=12550, per_100_km=6111)
    made = make.past(make.confirmed(who))
    actions.hold(request=made)
    actions.report_km(assignment=Assignment.objects.get(), km=33, by=None)
    (row,) = owed.table(localdate() - timedelta(days=60), localdate(), user)
    assert (row["sum"].amount.minor, row["sum"].minutes) == (12550 + 2017, 75)
    url = reverse("schools:fees")
    period = {"du": f"{localdate() - timedelta(days=60)}", "au": f"{localdate()}"}
    sheet = b"".join(camille.get(url, {**period, "format": "csv"}).streaming_content).decode()
    assert "145.67" in sheet or "145,67" in sheet
    for bad in ("", "x", "9999-99-99", "0001-01-01"):
        assert camille.get(url, {"du": bad, "au": bad}).status_code == 200


def test_conflicts_said_after_are_shown(camille):
    who = make.facilitator(last_name="Partie")
    make.confirmed(who)
    assert "Partie" not in camille.get(reverse("schools:conflicts")).content.decode()
    Absence.objects.create(bookable=who.person.bookable, first_on=soon(9).date(), last_on=soon(12).date())
    assert "Partie" in camille.get(reverse("schools:conflicts")).content.decode()
    assert "conflit" in camille.get(reverse("web:manage_home")).content.decode()


def test_who_is_withheld_is_not_told(camille):
    make.request(school_=make.school("École Ombre", withheld=True))
    make.facilitator(last_name="Masque", withheld=True)
    for name in ("requests", "week", "schools", "facilitators", "conflicts"):
        page = camille.get(reverse(f"schools:{name}")).content.decode()
        assert "Ombre" not in page
        assert "Masque" not in page
    hidden = SchoolRequest.objects.get()
    assert camille.get(hidden.get_absolute_url()).status_code == 404
    assert camille.get(School.objects.get().get_absolute_url()).status_code == 404


def test_lists_stay_flat(camille, django_assert_max_num_queries):
    for wanted in (2, 6):
        while SchoolRequest.objects.count() < wanted:
            number = SchoolRequest.objects.count()
            make.confirmed(make.facilitator(), start=soon(1 + number), school_=make.school())
        for name in ("requests", "week", "conflicts", "schools", "facilitators", "animations", "fees"):
            camille.get(reverse(f"schools:{name}"))
            with django_assert_max_num_queries(34):
                camille.get(reverse(f"schools:{name}"))


def test_who_animates_without_an_account_is_told_to_write_and_the_team_sees_it(csi, django_capture_on_commit_callbacks):
    without, having = make.facilitator(), make.facilitator(cast.user("Bruno"))
    asked = make.request()
    make.visit(asked, without, having)
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_proposal(request=asked, by=None)
    letters = {one.to: one.text for one in Message.objects.filter(subject__startswith="Pouvez-vous")}
    assert "/espace/" not in letters[without.person.email]
    assert "pas encore de compte" in letters[without.person.email]
    assert "/espace/" in letters[having.person.email]
    director = cast.browser(cast.user("Amina", "director"))
    assert reverse("accounts:invite") in director.get(without.get_absolute_url()).content.decode()
    assert "pas de compte" not in director.get(having.get_absolute_url()).content.decode()


def test_what_has_not_taken_place_is_neither_held_nor_counted(camille):
    made = make.confirmed(make.facilitator())
    page = camille.get(made.get_absolute_url()).content.decode()
    assert reverse("schools:hold", args=[made.pk]) not in page
    assert reverse("schools:count", args=[made.visits.get().pk]) not in page
    make.past(made)
    page = camille.get(made.get_absolute_url()).content.decode()
    assert reverse("schools:hold", args=[made.pk]) in page
    assert reverse("schools:count", args=[made.visits.get().pk]) in page


@pytest.mark.parametrize(("code", "level", "region"), [
    ("ciso", "Cégep ou université", "Région"), ("wsm", "Haute école ou université", "Région"),
    ("occitanie", "Enseignement supérieur", "Département")])  # fmt: skip
def test_teachers_read_the_words_of_their_country(code, level, region):
    networks.install(code)
    page = cast.browser(None).get(reverse("site:ask_workshop"))
    assert level in page.content.decode()
    assert page.context["form"]["school_region"].label == region
    languages = dict(page.context["form"].fields["language"].choices)
    assert ("iu" in languages) == (code == "ciso")
    assert levels.label("higher") == level
