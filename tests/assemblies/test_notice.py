"""The notice: refused or warned, sent once to everyone who is called, with its proof; a second one when the quorum fails."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now

from maillage.assemblies import checking, emails, jobs, recipients, steps
from maillage.assemblies.actions import agenda, call, notices, papers
from maillage.assemblies.enums import AssemblyKind, DeliveryState, NoticeKind
from maillage.assemblies.letters import letter, render, waiting
from maillage.assemblies.models import Assembly, Notice, NoticeDelivery
from maillage.audit.models import Entry
from maillage.ballots.enums import RollState
from maillage.members.models import Delegation, Member
from maillage.messages.enums import State
from maillage.messages.models import Message
from maillage.organisations.models import Person
from tests import networks
from tests.cast import browser, user
from tests.factories import assemblies as factory
from tests.factories import members as make
from tests.matrix_objects import PDF

pytestmark = pytest.mark.django_db
VOTING = {"csi": "oci", "wsm": "effectif-personne", "occitanie": "associations"}


def levels(assembly: Assembly) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in checking.findings(assembly):
        found.setdefault(one.level, []).append(one.text)
    return found


def prepared(profile: str, days: int) -> Assembly:
    networks.install(profile)
    factory.voters(2, VOTING[profile])
    one = factory.assembly(days)
    factory.item(one)
    call.make_roll(assembly=one, by=None)
    return Assembly.objects.get(pk=one.pk)


def test_a_delay_that_the_law_forbids_is_refused():
    one = prepared("csi", days=8)
    with pytest.raises(ValidationError, match="délai est trop court"):
        call.send_notice(assembly=one, by=None, confirmed=True, short_reason="Urgence")
    one.refresh_from_db()
    assert one.called_at is None
    assert one.roll.state == RollState.DRAFT
    assert not NoticeDelivery.objects.exists()


def test_a_delay_of_usage_is_warned_and_needs_a_reason():
    one = prepared("occitanie", days=8)
    with pytest.raises(ValidationError, match="pourquoi le délai"):
        call.send_notice(assembly=one, by=None, confirmed=True)
    with pytest.raises(ValidationError, match="Confirmez"):
        call.send_notice(assembly=one, by=None, short_reason="Subvention à accepter avant le 30")
    notice = call.send_notice(assembly=one, by=None, confirmed=True, short_reason="Subvention à accepter avant le 30")
    assert notice.days_asked == 15
    assert notice.days_given < 15
    assert notice.short_reason
    assert Entry.objects.filter(verb="assembly.called").latest("number").changes["short_notice"]


@pytest.mark.parametrize("profile", list(VOTING))
def test_a_notice_in_time_goes_to_each_right_holder_once(profile):
    one = prepared(profile, days=40)
    notice = call.send_notice(assembly=one, by=None, confirmed=True)
    rows = list(notice.deliveries.all())
    assert {row.person_id for row in rows} == set(one.roll.rights.values_list("delegate", flat=True))
    jobs.send_notice(notice.pk)
    keys = [f"notice:{row.pk}" for row in rows]
    assert Message.objects.filter(key__in=keys).count() == len(rows) == 2
    jobs.send_notice(notice.pk)
    assert Message.objects.filter(key__in=keys).count() == 2
    with pytest.raises(ValidationError, match="déjà partie"):
        call.send_notice(assembly=one, by=None, confirmed=True)


def test_without_date_place_agenda_or_roll_nothing_leaves():
    networks.install("occitanie")
    one = factory.assembly(40, starts_at=None, place="")
    Assembly.objects.filter(pk=one.pk).update(starts_at=None, ends_at=None)
    one.refresh_from_db()
    said = " ".join(levels(one)["error"])
    for word in ("date", "lieu", "ordre du jour", "liste électorale"):
        assert word in said


def test_the_proof_follows_the_message():
    networks.install("occitanie")
    one = factory.called()
    jobs.send_notice(one.notices.get().pk)
    sent, lost, _rest = NoticeDelivery.objects.order_by("pk").select_related("message")
    Message.objects.filter(pk=sent.message_id).update(state=State.SENT, sent_at=now())
    Message.objects.filter(pk=lost.message_id).update(state=State.BOUNCED, error="550 boîte inconnue")
    jobs.follow()
    jobs.follow()
    sent.refresh_from_db(), lost.refresh_from_db()
    assert sent.state == DeliveryState.SENT
    assert sent.sent_at
    assert lost.state == DeliveryState.BOUNCED
    assert "550" in lost.error
    assert lost.bounced_at
    notices.by_letter(delivery=lost, by=None)
    assert list(waiting(one.notices.get())) == [lost]


def test_a_link_opened_at_once_keeps_the_proof_that_it_was_sent():
    networks.install("occitanie")
    one = factory.called()
    jobs.send_notice(one.notices.get().pk)
    read = NoticeDelivery.objects.select_related("message").first()
    notices.opened(read)
    gone = now() - timedelta(minutes=4)
    Message.objects.filter(pk=read.message_id).update(state=State.SENT, sent_at=gone)
    assert jobs.follow() == 1
    assert jobs.follow() == 0
    read.refresh_from_db()
    assert (read.state, read.sent_at) == (DeliveryState.OPENED, gone)


def test_papers_are_told_with_their_version_and_size_and_a_change_has_its_own_proof():
    networks.install("occitanie")
    factory.voters(1, "associations")
    one = factory.assembly()
    factory.item(one)
    papers.join(assembly=one, upload=PDF, title="Comptes", by=None)
    call.make_roll(assembly=one, by=None)
    notice = call.send_notice(assembly=one, by=None, confirmed=True)
    said = "Comptes (version 1, "
    assert said in emails.posts(notice, notice.deliveries.all())[0].letter.text
    assert said in letter(notice, notice.deliveries.get())["papers"][0]
    moved = call.change(assembly=Assembly.objects.get(pk=one.pk), values={"place": "Salle voisine"}, by=None)
    change = notices.tell(assembly=moved, kind=NoticeKind.CHANGE, text="", by=None)
    change.deliveries.update(state=DeliveryState.BOUNCED, error="550 boîte inconnue")
    (step,) = [row for row in steps.calling(moved) if row.key == "bounced"]
    page = browser(user("Sofia", "secretary")).get(step.url).content.decode()
    assert "550 boîte inconnue" in page
    assert "Envoyer une lettre" in page


def test_the_link_opens_without_signing_in_and_says_so_once():
    networks.install("occitanie")
    one = factory.called()
    delivery = NoticeDelivery.objects.first()
    answer = browser(None).get(f"/convocation/{delivery.token}/")
    assert answer.status_code == 200
    assert "Comptes de l’année" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert len({row.token for row in NoticeDelivery.objects.all()}) == NoticeDelivery.objects.count() > 1
    assert delivery.email not in answer.content.decode()
    delivery.refresh_from_db()
    first = delivery.opened_at
    assert first
    assert delivery.state == DeliveryState.OPENED
    browser(None).get(f"/convocation/{delivery.token}/")
    delivery.refresh_from_db()
    assert delivery.opened_at == first
    assert browser(None).get("/convocation/devine-devine-devine/").status_code == 404
    Assembly.objects.filter(pk=one.pk).update(starts_at=now() - timedelta(days=4), ends_at=now() - timedelta(days=3))
    assert browser(None).get(f"/convocation/{delivery.token}/").status_code == 410


def test_people_without_mail_get_letters_in_one_file():
    networks.install("occitanie")
    members = factory.voters(2, "associations")
    person = Person.objects.get(delegations__member=members[0])
    Person.objects.filter(pk=person.pk).update(email="", street="3, rue des Lilas", city="Namur", postal_code="5000")
    one = factory.assembly()
    factory.item(one)
    call.make_roll(assembly=one, by=None)
    notice = call.send_notice(assembly=one, by=None, confirmed=True)
    rows = waiting(notice)
    assert [row.person_id for row in rows] == [person.pk]
    content = render(notice, rows)
    assert content.startswith(b"%PDF")
    assert notices.posted(notice=notice, content=content, by=None) == 1
    row = rows.get()
    assert row.state == DeliveryState.SENT
    assert Notice.objects.get().letters is not None
    with pytest.raises(ValidationError):
        notices.posted(notice=notice, content=content, by=None)


def test_those_added_later_get_the_same_notice_and_nobody_twice():
    networks.install("occitanie")
    one = factory.called(members=2)
    body_before = NoticeDelivery.objects.count()
    right = one.roll.rights.first()
    newcomer = make.person("Nadia Renfort")
    right.delegate = newcomer
    right.save()
    assert notices.missing(one) == 1
    assert notices.complete(assembly=one, by=None) == 1
    assert notices.complete(assembly=one, by=None) == 0
    assert NoticeDelivery.objects.count() == body_before + 1


def test_supporting_members_are_called_when_they_are_invited():
    networks.install("wsm")
    supporter = make.member("adherent", start=factory.LONG_AGO)
    one = factory.called(category="effectif-personne", supporters_invited=True)
    row = NoticeDelivery.objects.get(member=supporter)
    assert row.standing == "supporter"
    other = factory.assembly(60)
    factory.item(other)
    call.make_roll(assembly=other, by=None)
    call.send_notice(assembly=other, by=None, confirmed=True)
    other.refresh_from_db()
    assert supporter.pk not in {r.member.pk for r in recipients.of(other) if r.member}
    assert one.roll_id != other.roll_id


def test_a_cancelled_assembly_is_told_to_all():
    networks.install("occitanie")
    one = factory.called()
    with pytest.raises(ValidationError):
        call.cancel(assembly=one, reason=" ", by=None)
    call.cancel(assembly=one, reason="La salle est inondée.", by=None)
    told = Notice.objects.get(kind=NoticeKind.CANCELLATION)
    assert told.deliveries.count() == one.notices.get(kind=NoticeKind.NOTICE).deliveries.count() == 3


def test_a_new_date_is_to_be_told():
    networks.install("occitanie")
    one = factory.called()
    assert not call.must_be_told(one)
    call.change(assembly=one, values={"starts_at": one.starts_at + timedelta(days=1), "ends_at": None}, by=None)
    one.refresh_from_db()
    assert call.must_be_told(one)
    notices.tell(assembly=one, kind=NoticeKind.CHANGE, text="Un jour plus tard.", by=None)
    assert not call.must_be_told(one)


def test_a_new_day_leaves_the_delay_again():
    networks.install("csi")
    one = factory.called(category="oci")
    with pytest.raises(ValidationError, match="délai est trop court"):
        call.change(assembly=one, values={"starts_at": now() + timedelta(days=5), "ends_at": None}, by=None)
    moved = call.change(assembly=one, values={"starts_at": now() + timedelta(days=20), "ends_at": None}, by=None)
    told = notices.tell(assembly=moved, kind=NoticeKind.CHANGE, text="", by=None)
    assert (told.days_given, told.days_asked) == (19, 10)
    moved = call.change(assembly=moved, values={"place": "Salle voisine"}, by=None)
    Assembly.objects.filter(pk=one.pk).update(starts_at=told.assembly.starts_at)
    assert notices.new_day(moved) is None  # another room asks for no delay


def test_a_new_day_sooner_than_usage_says_why():
    networks.install("occitanie")
    one = factory.called()
    moved = call.change(assembly=one, values={"starts_at": now() + timedelta(days=5), "ends_at": None}, by=None)
    with pytest.raises(ValidationError, match="pourquoi le délai"):
        notices.tell(assembly=moved, kind=NoticeKind.CHANGE, text="", by=None)
    told = notices.tell(assembly=moved, kind=NoticeKind.CHANGE, text="", by=None, short_reason="La salle ferme")
    assert told.short_reason == "La salle ferme"


def test_the_board_has_no_legal_delay():
    networks.install("csi")
    one = factory.assembly(2, kind=AssemblyKind.BOARD)
    factory.item(one)
    assert not [text for text in levels(one).get("error", []) if "délai" in text]


def test_after_the_notice_nothing_new_is_decided():
    networks.install("occitanie")
    one = factory.called()
    with pytest.raises(ValidationError, match="convocation est partie"):
        factory.item(one, "Vendre l’immeuble", "decision")
    item = factory.item(one, "Nouvelles de la salle", "information")
    with pytest.raises(ValidationError):
        agenda.edit(item=item, values={"kind": "election"}, by=None)


@pytest.mark.parametrize(("profile", "days"), [("wsm", 16), ("csi", 11)])
def test_a_second_meeting_takes_up_the_agenda(profile, days):
    networks.install(profile)
    one = factory.called(category=VOTING[profile])
    Assembly.objects.filter(pk=one.pk).update(
        state="closed", opened_at=now(), closed_at=now(), starts_at=now() - timedelta(hours=1), ends_at=None
    )
    with pytest.raises(ValidationError, match="au plus tôt"):
        call.second_notice(assembly=one, starts_at=now() + timedelta(days=days - 2), by=None)
    second = call.second_notice(assembly=one, starts_at=now() + timedelta(days=days), by=None)
    assert [item.title for item in second.items.all()] == [item.title for item in one.items.all()]
    assert second.second_of == one
    assert second.place == one.place
    with pytest.raises(ValidationError, match="déjà fixée"):
        call.second_notice(assembly=one, starts_at=now() + timedelta(days=40), by=None)
    call.make_roll(assembly=second, by=None)
    assert "Le délai est trop court" not in " ".join(levels(Assembly.objects.get(pk=second.pk)).get("error", []))
    assert localdate(second.starts_at) > localdate()


def test_a_member_in_two_organisations_is_called_once():
    networks.install("occitanie")
    one, other = factory.voters(2, "associations")
    person = Person.objects.get(delegations__member=one)
    Delegation.objects.filter(member=other).update(person=person)
    meeting = factory.assembly()
    factory.item(meeting)
    call.make_roll(assembly=meeting, by=None)
    call.send_notice(assembly=meeting, by=None, confirmed=True)
    assert NoticeDelivery.objects.filter(person=person).count() == 1
    assert Member.objects.count() == 2
