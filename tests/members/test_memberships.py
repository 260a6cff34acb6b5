"""Joining, leaving, exclusions, applications: what the verbs refuse, and two at once."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from maillage.audit.models import Entry
from maillage.members import actions
from maillage.members.enums import ApplicationState, EndReason, ExclusionState
from maillage.members.models import Application, Delegation, Member, MembershipPeriod, Sponsor
from maillage.messages.models import Message
from tests import cast, networks
from tests.databases import only_postgresql
from tests.factories import members as make

ON = date(2024, 6, 1)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000"
    "000049454e44ae426082"
)


@pytest.mark.django_db
def test_leaving_ends_delegations_even_those_with_an_end_to_come():
    networks.install("csi")
    member = make.member("oci")
    make.delegate(member)
    Delegation.objects.update(ended_on=date(2025, 1, 1))
    with pytest.raises(ValidationError, match="pas membre"):
        actions.end_membership(member=member, on=date(2023, 1, 1), reason=EndReason.RESIGNED, by=None)
    actions.end_membership(member=member, on=ON, reason=EndReason.RESIGNED, by=None)
    assert Delegation.objects.get().ended_on == ON


@pytest.mark.django_db
def test_a_later_period_is_not_left_hanging():
    networks.install("csi")
    member = make.member("oci", holder=make.organisation(family=""))
    actions.change_category(member=member, category="associee", on=ON, by=None)
    with pytest.raises(ValidationError, match="autre période"):
        actions.end_membership(member=member, on=date(2024, 3, 1), reason=EndReason.RESIGNED, by=None)


@pytest.mark.django_db
def test_the_table_itself_refuses_two_open_periods_and_two_applications():
    networks.install("csi")
    member = make.member("oci")
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipPeriod.objects.create(member=member, category="oci", started_on=ON)
    first = actions.begin_application(category="oci", values=given(), key="une")
    assert actions.begin_application(category="oci", values=given(), key="une") == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(category="oci", name="X", contact_name="X", contact_email="x@exemple.org", key="une")


def given(**values):
    return {"name": "Solidarité Estrie", "contact_name": "Ana Lopez", "contact_email": "ana@exemple.org", **values}


@pytest.mark.django_db
def test_the_steps_of_an_exclusion_in_order_and_the_body_that_decides():
    networks.install("wsm")  # Belgian law: the assembly alone
    member = make.member("effectif-mouvement", sizes={"budget": 1})
    exclusion = actions.open_exclusion(
        member=member, grounds="…", notified_on=ON, hearing_on=date(2024, 6, 15), by=None
    )
    with pytest.raises(ValidationError):
        actions.decide_exclusion(exclusion=exclusion, decision="", body="assembly", on=ON, by=None)
    with pytest.raises(ValidationError, match="précéder"):
        actions.hear_member(exclusion=exclusion, defence="", on=date(2024, 5, 1), by=None)
    actions.hear_member(exclusion=exclusion, defence="Nous contestons.", on=date(2024, 6, 15), by=None)
    with pytest.raises(ValidationError, match="assemblée"):
        actions.decide_exclusion(exclusion=exclusion, decision="", body="board", on=date(2024, 6, 20), by=None)
    actions.decide_exclusion(exclusion=exclusion, decision="Exclu", body="assembly", on=date(2024, 6, 20), by=None)
    assert not Member.objects.current(date(2024, 6, 21)).exists()
    actions.settle_exclusion(exclusion=exclusion, on=date(2024, 8, 1), by=None)
    exclusion.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.appeal_exclusion(exclusion=exclusion, on=date(2024, 8, 2), by=None)
    # Years later the member is back: a new procedure may open.
    actions.start_membership(holder=member.holder, category="effectif-mouvement", start=date(2025, 1, 1), by=None)
    assert actions.open_exclusion(
        member=member, grounds="…", notified_on=date(2025, 2, 1), hearing_on=date(2025, 3, 1), by=None
    )


@pytest.mark.django_db
def test_an_appeal_that_succeeds_brings_the_member_back():
    networks.install("csi")
    member = make.member("oci")
    step = actions.open_exclusion(member=member, grounds="…", notified_on=ON, hearing_on=date(2024, 6, 15), by=None)
    actions.hear_member(exclusion=step, defence="", on=date(2024, 6, 15), by=None)
    actions.decide_exclusion(exclusion=step, decision="Exclu", body="board", on=date(2024, 6, 20), by=None)
    with pytest.raises(ValidationError):
        actions.close_appeal(exclusion=step, upheld=False, on=date(2024, 7, 1), by=None)
    step = actions.appeal_exclusion(exclusion=step, on=date(2024, 6, 25), by=None)
    with pytest.raises(ValidationError):
        actions.drop_exclusion(exclusion=step, on=date(2024, 7, 1), by=None)
    step = actions.close_appeal(exclusion=step, upheld=False, on=date(2024, 7, 1), by=None)
    assert step.state == ExclusionState.DROPPED
    assert Member.objects.current(date(2024, 7, 1)).get() == member


@pytest.mark.django_db
def test_an_application_through_board_and_assembly(django_capture_on_commit_callbacks):
    networks.install("csi")
    amina, bruno = cast.user("Amina", "director"), cast.user("Bruno")
    sponsor_member = make.member("oci")
    make.delegate(sponsor_member, bruno)
    application = make.application("oci", answers={"city": "Sherbrooke", "country": "CA", "region": "05"})
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_sponsors(application=application, members=[sponsor_member])
        application = actions.submit_application(application=application, on=ON)
    assert set(Message.objects.values_list("to", flat=True)) == {
        application.contact_email,
        Delegation.objects.get().person.email,
    }
    with pytest.raises(ValidationError, match="pièces"):
        actions.declare_complete(application=application, on=ON, by=amina)
    application = actions.ask_for_more(application=application, word="Envoyez vos statuts.", on=ON, by=amina)
    for code in ("lettres-patentes", "reglements", "etats-financiers"):
        actions.give_document(application=application, code=code, upload=SimpleUploadedFile("p.png", PNG))
    actions.give_document(application=application, code="reglements", upload=SimpleUploadedFile("q.png", PNG))
    assert application.pieces.count() == 3
    application = actions.submit_application(application=application, on=ON)
    with pytest.raises(ValidationError, match="parrainages"):
        actions.declare_complete(application=application, on=ON, by=amina)
    sponsor = Sponsor.objects.get()
    actions.answer_sponsorship(sponsor=sponsor, confirmed=True, by=bruno)
    with pytest.raises(ValidationError, match="déjà"):
        actions.answer_sponsorship(sponsor=sponsor, confirmed=False, by=bruno)
    application = actions.declare_complete(application=application, on=ON, by=amina)
    with pytest.raises(ValidationError, match="assemblée"):
        actions.admit(application=application, on=ON, by=amina)
    application = actions.decide(application=application, accepted=True, on=ON, by=amina)
    assert application.state == ApplicationState.ACCEPTED
    period = actions.admit(application=application, on=date(2024, 6, 20), by=amina)
    seat = period.member.organisation.places.get()
    assert (seat.city, seat.region, period.member.organisation.family) == ("Sherbrooke", "05", "cooperation")
    assert not any(application.name in entry.label for entry in Entry.objects.filter(kind="members.application"))


@pytest.mark.django_db
def test_a_draft_may_be_withdrawn_and_the_charter_is_signed_with_its_version():
    networks.install("occitanie")
    draft = make.application("associations")
    with pytest.raises(ValidationError, match="charte"):
        actions.submit_application(application=draft, on=ON)
    draft = actions.sign_charter(application=draft)
    assert draft.charter_version == networks.shipped("occitanie").charter.version
    assert actions.withdraw_application(application=draft, on=ON).state == ApplicationState.WITHDRAWN
    with pytest.raises(ValidationError):
        actions.write_application(application=draft, values=given())


@pytest.mark.django_db
def test_abandoned_drafts_go_with_their_documents():
    networks.install("csi")
    draft = make.application("oci")
    actions.give_document(application=draft, code="reglements", upload=SimpleUploadedFile("p.png", PNG))
    kept = actions.submit_application(application=make.application("associee"), on=ON)
    assert actions.forget_drafts(before=date(2100, 1, 1)) == 1
    assert list(Application.objects.all()) == [kept]


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_two_numbers_and_one_open_period():
    networks.install("csi")
    holders = [make.organisation("oci") for _n in range(4)]
    barrier, outcomes = Barrier(8), []

    def join(holder):
        barrier.wait()
        try:
            actions.start_membership(holder=holder, category="oci", start=ON, by=None)
            outcomes.append("made")
        except (ValidationError, IntegrityError):
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=join, args=(holder,)) for holder in [*holders, *holders]]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["made"] * 4 + ["refused"] * 4
    assert sorted(Member.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
