"""The pages where one says how many came."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from maillage.attendance import actions, breakdown, links
from maillage.attendance.breakdown import Table
from maillage.attendance.models import Count
from maillage.messages.models import Message
from tests import cast, networks
from tests.attendance.test_counts import past
from tests.factories import activities as make
from tests.factories import organisations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    return networks.install("cesiq")


@pytest.fixture
def lea():
    return cast.browser(cast.user("Léa", "activities_officer"))


def url(session, name="count"):
    return reverse(f"attendance:{name}", args=[session.pk])


def test_one_number_and_save(lea):
    session = past()
    page = lea.get(url(session))
    assert page.status_code == 200
    answer = lea.post(url(session), {"present": "23", "method": "estimated", "version": "0"}, follow=True)
    count = Count.objects.get()
    assert (count.present, count.method) == (23, "estimated")
    assert "23 personnes" in answer.content.decode()


def test_margins_and_details(lea):
    session = past()
    lea.post(url(session), {"present": "20", "method": "counted", "version": "0", "m-sex-0": "12", "m-sex-1": "8",
                            "m-age-1": "20", "indirect": "60", "minutes": "90", "note": "Belle salle"})  # fmt: skip
    count = Count.objects.get()
    assert breakdown.margin(20, count.kept, "sex") == {"F": 12, "M": 8}
    assert breakdown.crossed(count.kept, ("sex", "age")) == {("F", "12-17"): 12, ("M", "12-17"): 8}
    assert (count.indirect, count.minutes, count.note) == (60, 90, "Belle salle")
    page = lea.get(url(session)).content.decode()
    assert 'value="12"' in page
    assert "Belle salle" in page


def test_the_big_keys_work_without_a_script(lea):
    session = past()
    page = lea.post(url(session), {"present": "9", "m-sex-0": "x", "bump": "present:5"})
    assert 'name="present" value="14"' in page.content.decode()
    assert not Count.objects.exists()
    for wrong in ("present:-1000", "version:1", "nulle-part:1", "present", ""):
        assert lea.post(url(session), {"present": "9", "bump": wrong}).status_code == 200


def test_a_grid_crosses_two_dimensions(lea):
    session = past()
    page = lea.get(url(session) + "?grille=sex,age").content.decode()
    assert "g-sex-age-0" in page
    assert "m-sex-0" not in page
    lea.post(
        url(session) + "?grille=sex,age", {"present": "20", "version": "0", "g-sex-age-1": "7", "g-sex-age-5": "2"}
    )
    count = Count.objects.get()
    assert breakdown.crossed(count.kept, ("sex", "age")) == {("F", "12-17"): 7, ("F", ""): 2}
    assert 'value="7"' in lea.get(url(session)).content.decode()  # drawn again without being asked for
    for wrong in ("sex,sex", "sex", "taille,age", "%00,age"):
        assert lea.get(url(session) + f"?grille={wrong}").status_code == 200


def test_a_crossing_that_has_no_form_is_kept(lea):
    session = past()
    three = Table(("sex", "age", "region"), {("F", "12-17", "03"): 4, ("M", "", ""): 1})
    actions.record(session=session, present=9, crossings=[three], by=None)
    lea.post(url(session), {"present": "10", "version": "1"})
    assert breakdown.crossed(Count.objects.get().kept, ("sex", "age", "region"))["F", "12-17", "03"] == 4


def test_what_is_refused_says_which_line_and_keeps_what_was_typed(lea):
    session = past()
    answer = lea.post(url(session), {"present": "5", "version": "0", "m-sex-0": "12"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Sexe" in text
    assert 'value="12"' in text
    for wrong in ({}, {"present": "beaucoup"}, {"present": "-4"}, {"present": "9" * 40}, {"present": "\x00"}):
        assert lea.post(url(session), wrong).status_code == 422
    assert not Count.objects.exists()


def test_nobody_will_know(lea):
    session = past()
    lea.post(url(session), {"present": "", "unknown": "1", "version": "0"})
    assert Count.objects.get().present is None
    assert "sans nombre" in lea.get(reverse("attendance:dates")).content.decode()


def test_two_tabs(lea):
    session = past()
    lea.post(url(session), {"present": "5", "version": "0"})
    answer = lea.post(url(session), {"present": "8", "version": "0"})
    assert answer.status_code == 422
    assert 'name="version" value="1"' in answer.content.decode()
    assert Count.objects.get().present == 5
    assert lea.post(url(session), {"present": "8", "version": "1"}).status_code == 302


def test_the_list_of_dates_in_a_flat_number_of_queries(lea, django_assert_max_num_queries):
    sessions = [past(days) for days in range(1, 15)]
    actions.record(session=sessions[0], present=3, by=None)
    past(-5, title="À venir")
    make.activity("Chez d’autres", state="held", starts_at=now() - timedelta(days=1), part="hosts",
                  proposed_by=organisations.organisation("Membre"))  # fmt: skip
    lea.get(reverse("attendance:dates"))
    with django_assert_max_num_queries(14):
        page = lea.get(reverse("attendance:dates") + "?etat=a-compter").content.decode()
    assert "13 lignes" in page
    assert "Chez d’autres" not in page


def test_the_link_counts_without_an_account():
    session = past()
    visitor = cast.browser(None)
    address = reverse("attendance:by_link", args=[links.token(session)])
    page = visitor.get(address)
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert not Count.objects.exists()
    answer = visitor.post(address, {"present": "17", "method": "counted", "version": "0", "m-age-1": "17"}, follow=True)
    assert "Merci" in answer.content.decode()
    count = Count.objects.get()
    assert (count.present, count.origin) == (17, "link")
    assert visitor.post(address, {"present": "3", "version": "1", "m-age-1": "17"}).status_code == 422


def test_a_link_has_an_end_and_a_beginning():
    visitor = cast.browser(None)

    def opened(session):
        answer = visitor.get(reverse("attendance:by_link", args=[links.token(session)]))
        return answer.status_code, answer.content.decode()

    status, text = opened(past(-3))
    assert status == 200
    assert "n’a pas commencé" in text
    status, text = opened(past(40))
    assert status == 410
    assert "plus de 30 jours" in text
    cancelled = past()
    cancelled.cancelled_at = now()
    cancelled.save()
    assert opened(cancelled)[0] == 410
    token = links.token(past())
    for wrong in (token[:-2], "x", token.replace(":", ";")):
        assert visitor.get(reverse("attendance:by_link", args=[wrong])).status_code == 404
    posted = visitor.post(reverse("attendance:by_link", args=[links.token(past(40))]), {"present": "3"})
    assert posted.status_code == 410
    assert not Count.objects.exists()


def test_the_link_goes_by_mail(lea):
    session = past()
    lea.post(url(session, "send_link"), {"email": "hote@exemple.org", "language": "fr"})
    letter = Message.objects.get()
    assert links.token(session) in letter.text
    assert lea.post(url(past(60), "send_link"), {"email": "hote@exemple.org", "language": "fr"}).status_code == 409


def test_people_of_an_activity(lea):
    session = past(20, structure="cycle")
    make.session(session.activity, now() - timedelta(days=5))
    for one, people in zip(session.activity.sessions.all(), (12, 10), strict=True):
        actions.record(session=one, present=people, by=None)
    address, give = (reverse(f"attendance:{name}", args=[session.activity_id]) for name in ("activity", "people"))
    text = lea.get(address).content.decode()
    assert "la date la plus suivie" in text
    lea.post(give, {"people": "15"})
    assert "nombre donné par l’équipe" in lea.get(address).content.decode()
    assert lea.post(give, {"people": "50"}).status_code == 422
    reader = cast.browser(cast.user("Vera", "auditor"))
    assert reader.post(give, {"people": "13"}).status_code in (403, 404)
    assert session.activity.reach.people == 15


def test_those_who_read_do_not_count():
    session = past()
    auditor = cast.browser(cast.user("Vera", "auditor"))
    rows = auditor.get(reverse("attendance:dates") + "?etat=a-compter").content.decode()
    assert reverse("attendance:activity", args=[session.activity_id]) in rows
    assert url(session) not in rows  # a link that would be refused
    assert auditor.post(url(session), {"present": "3"}).status_code in (403, 404)
    assert cast.browser(None).get(url(session)).status_code == 302
    assert not Count.objects.exists()


def test_taking_back(lea):
    session = past()
    assert lea.get(url(session, "forget")).status_code == 404
    actions.record(session=session, present=3, by=None)
    lea.post(url(session, "forget"))
    assert not Count.objects.exists()


def test_each_date_says_where_it_stands(lea):
    session = past(20)
    for days, present in ((15, 7), (10, None)):
        actions.record(session=make.session(session.activity, now() - timedelta(days=days)), present=present, by=None)
    make.session(session.activity, now() + timedelta(days=5))
    for address in (reverse("attendance:activity", args=[session.activity_id]), session.activity.get_absolute_url()):
        text = lea.get(address).content.decode()
        assert text.count("à compter</span>") == 1
        assert text.count(">comptées<") == 1
        assert "sans nombre" in text
        assert "à venir" in text
