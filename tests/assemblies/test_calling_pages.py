"""The pages of the calling: the check-list, the member's page, the public page; their questions do not grow."""

import html
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import now

from maillage.assemblies import emails, law
from maillage.assemblies.actions import call, papers
from maillage.assemblies.forms.calling import WhenForm
from maillage.assemblies.models import AgendaItem, Assembly, Excuse, NoticeDelivery
from maillage.ballots.models import RightAbsence
from maillage.members.models import Delegation
from maillage.network import current
from maillage.organisations.models import Person
from tests import networks
from tests.cast import browser, user
from tests.factories import assemblies as factory
from tests.factories import members as make
from tests.matrix_objects import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return browser(user("Sofia", "secretary"))


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_check_list_says_what_is_next_and_what_the_law_asks(secretary):
    profile = networks.install("wsm")
    one = factory.assembly(40)
    page = text(secretary.get(one.get_absolute_url()))
    assert "À faire maintenant" in page
    assert profile.legal.notice_days.source in page
    page = page[page.index("De la date au procès-verbal") :]
    assert page.index("Fixer la date et le lieu") < page.index("Écrire l’ordre du jour") < page.index("Convoquer")
    late = factory.assembly(6, title="Assemblée trop proche")
    assert "En retard" in text(secretary.get(late.get_absolute_url()))
    cancelled = call.cancel(assembly=late, reason="Trop tard", by=None)
    assert "Trop tard" in text(secretary.get(cancelled.get_absolute_url()))


def test_the_secretary_convenes_by_pages(secretary):
    networks.install("occitanie")
    factory.voters(2, "associations")
    day = (now() + timedelta(days=50)).date().isoformat()
    body = Assembly._meta.get_field("body").related_model.objects.general_assembly()
    secretary.post("/gestion/assemblees/nouvelle/", {
        "body": body.pk, "kind": "annual", "title": "Assemblée 2027", "day": day, "starts": "09:30", "ends": "12:00",
        "mode": "on_site", "place": "Maison des associations", "public": "on"})  # fmt: skip
    one = Assembly.objects.get()
    secretary.post(f"/gestion/assemblees/{one.pk}/ordre-du-jour/nouveau/", {
        "title": "Budget", "kind": "decision", "minutes_planned": "15", "decision_kind": "ordinary"})  # fmt: skip
    secretary.post(f"/gestion/assemblees/{one.pk}/liste-electorale/", {"rights_on": now().date().isoformat()})
    page = text(secretary.get(f"/gestion/assemblees/{one.pk}/convocation/"))
    assert "Ce qui est vérifié" in page
    refused = secretary.post(f"/gestion/assemblees/{one.pk}/convocation/envoyer/", {})
    assert refused.status_code == 422
    secretary.post(f"/gestion/assemblees/{one.pk}/convocation/envoyer/", {"confirmed": "on"})
    one.refresh_from_db()
    assert one.state == "called"
    assert NoticeDelivery.objects.count() == 2
    assert "lien ouvert" in text(secretary.get(f"/gestion/assemblees/{one.pk}/convocation/"))


def voter(one: Assembly) -> tuple[Person, object]:
    person = Person.objects.filter(delegations__isnull=False).first()
    person.user = user("Bruno")
    person.save()
    return person, browser(person.user)


def test_a_member_reads_excuses_and_comes_back():
    networks.install("occitanie")
    one = factory.called()
    person, member = voter(one)
    paper = papers.join(assembly=one, upload=PDF, title="Comptes détaillés", by=None)
    page = text(member.get(one.member_url))
    assert "Comptes détaillés" in page
    assert "procuration" in page
    assert b"".join(member.get(f"/espace/assemblees/documents/{paper.pk}/").streaming_content) == PDF
    member.post(f"/espace/assemblees/{one.pk}/excuse/", {"answer": "none", "note": "Je suis en voyage"})
    assert Excuse.objects.get(withdrawn_at=None).person == person
    assert "Je suis en voyage" in text(member.get(one.member_url))
    member.post(f"/espace/assemblees/{one.pk}/excuse/", {"do": "back"})
    assert not Excuse.objects.filter(withdrawn_at=None).exists()
    assert "BEGIN:VEVENT" in text(member.get(f"/espace/assemblees/{one.pk}/agenda.ics"))
    assert "Vos assemblées" in text(member.get("/espace/"))


def test_a_draft_is_the_team_s_alone_and_the_board_s_meeting_the_board_s():
    networks.install("occitanie")
    factory.voters(1, "associations")
    draft = factory.assembly()
    meeting = factory.assembly(kind="board", title="Conseil")
    Assembly.objects.filter(pk=meeting.pk).update(called_at=now(), state="called")
    _person, member = voter(draft)
    assert member.get(draft.member_url).status_code == 404
    assert member.get(meeting.member_url).status_code == 404
    assert browser(None).get(f"/fr/assemblees/{draft.pk}/").status_code == 404


def test_a_supporting_member_reads_why_it_does_not_vote():
    networks.install("wsm")
    supporter = make.member("adherent", start=factory.LONG_AGO, holder=make.organisation("adherent", "Amis du Sud"))
    make.delegate(supporter, user("Chloé"), start=factory.LONG_AGO)
    one = factory.called(category="effectif-personne", supporters_invited=True)
    chloe = browser(Delegation.objects.get(member=supporter).person.user)
    page = text(chloe.get(one.member_url))
    assert "Amis du Sud" in page
    assert RightAbsence.objects.get(member=supporter).explanation in html.unescape(page)
    assert "Je ne peux pas venir" not in page
    chloe.post(f"/espace/assemblees/{one.pk}/excuse/", {"answer": "none"})
    assert not Excuse.objects.exists()


def test_a_supporting_member_takes_nothing_out_of_the_lot():
    networks.install("csi")
    supporter = make.member("solidaire", start=factory.LONG_AGO, holder=make.organisation("solidaire", "Amis du Sud"))
    make.delegate(supporter, user("Chloé"), start=factory.LONG_AGO)
    one = factory.called(category="oci", supporters_invited=True)
    chloe = browser(Delegation.objects.get(member=supporter).person.user)
    lot = one.items.get(kind="decision")
    AgendaItem.objects.filter(pk=lot.pk).update(consent=True)
    page = f"/espace/assemblees/points/{lot.pk}/"
    assert "Retirer du lot" not in text(chloe.get(page))
    assert "Proposer : Sa catégorie" in text(chloe.post(f"{page}debattre/", follow=True))
    assert AgendaItem.objects.get(pk=lot.pk).consent


def test_who_cannot_come_is_offered_what_can_be():
    networks.install("occitanie")
    one = factory.called()
    person, member = voter(one)
    page = text(member.get(one.member_url))
    assert "je donne procuration" in page
    assert "ma suppléance" not in page
    member.post(f"/espace/assemblees/{one.pk}/excuse/", {"answer": "substitute"})
    assert not Excuse.objects.exists()
    member.post(f"/espace/assemblees/{one.pk}/excuse/", {"answer": "none"})
    assert Excuse.objects.get().member == Delegation.objects.filter(person=person).first().member


def test_the_public_page_has_the_agenda_and_no_paper():
    networks.install("occitanie")
    one = factory.called(remote_url="https://visio.exemple.org/salle", mode="hybrid")
    papers.join(assembly=one, upload=PDF, title="Comptes détaillés", by=None)
    page = text(browser(None).get(f"/fr/assemblees/{one.pk}/"))
    assert "Comptes de l’année" in page
    assert "Comptes détaillés" not in page
    assert "visio.exemple.org" not in page
    assert "visio.exemple.org" not in text(browser(None).get(f"/fr/assemblees/{one.pk}/agenda.ics"))
    assert one.title in text(browser(None).get("/fr/assemblees/"))


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        text(client.get(path))
    return len(found)


def test_questions_do_not_grow_with_the_agenda_nor_with_the_people(secretary):
    networks.install("occitanie")
    one = factory.called()
    _person, member = voter(one)
    paths = [
        one.get_absolute_url(),
        f"/gestion/assemblees/{one.pk}/ordre-du-jour/",
        f"/gestion/assemblees/{one.pk}/convocation/",
    ]
    before = [queries(secretary, path) for path in paths] + [queries(member, one.member_url)]
    for rank in range(8):
        item = factory.item(one, f"Point {rank}", parent=None)
        papers.join(assembly=one, upload=PDF, title=f"Document {rank}", by=None, item=item)
    for _rank in range(6):
        person = make.person()
        NoticeDelivery.objects.create(notice=one.notices.get(), person=person, name=str(person), route="letter")
    after = [queries(secretary, path) for path in paths] + [queries(member, one.member_url)]
    assert [b - a for a, b in zip(before, after, strict=True)] == pytest.approx([0, 0, 0, 0], abs=3)


def test_hours_and_days_are_those_of_the_network():
    """Half past ten in the evening in Sherbrooke, the day before what the server's clock says."""
    networks.install("csi")
    one = factory.called(category="oci", starts_at=datetime(2027, 6, 26, 2, 30, tzinfo=UTC))
    with timezone.override(current.zone()):
        assert one.day == date(2027, 6, 25)
        assert law.notice_due(one) == date(2027, 6, 14)
        (post, *_others) = emails.posts(one.notices.get(), one.notices.get().deliveries.all())
    assert "vendredi 25 juin 2027, 22 h 30" in html.unescape(post.letter.text).replace("\xa0", " ").replace(
        "\u202f", " "
    )
    page = text(browser(None).get(f"/fr/assemblees/{one.pk}/"))
    assert "25 juin 2027" in page
    assert "26 juin" in page  # it ends after midnight, and says so


def test_a_meeting_in_the_night_of_the_change_of_clock_ends_after_it_began():
    networks.install("wsm")
    form = WhenForm({"day": "2027-10-30", "starts": "22:00", "ends": "04:00"})
    assert form.is_valid()
    when = form.moments()
    assert when["ends_at"] - when["starts_at"] == timedelta(hours=7)  # three o'clock is lived twice
