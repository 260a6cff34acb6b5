"""The verbs of a report: written by two phones, sent, returned, approved into the budget and the chain."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import etree

from maillage.fieldwork import actions, jobs, panels
from maillage.fieldwork.actions.approving import Choices, Payer
from maillage.fieldwork.content import content
from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportLink
from maillage.funding.models import Expense
from maillage.iati.exports import files
from maillage.messages.models import Message
from maillage.organisations.models import Organisation
from maillage.projects import actions as projects_actions
from maillage.projects.models import Project
from maillage.results.models import Measurement
from tests import cast, networks
from tests.factories import fieldwork as factory
from tests.factories import iati as publishers
from tests.factories import organisations, projects

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    networks.install("occitanie")


def code(refused) -> str:
    return refused.value.error_list[0].code


def choices(made, approve=True) -> Choices:
    payers = {row.pk: Payer(made.line, made.grant) for row in made.report.expenses.all()}
    measures = frozenset(made.report.measures.values_list("pk", flat=True))
    return Choices(payers, measures) if approve else Choices()


# Written


def test_a_sending_twice_is_one():
    made = factory.whole()
    told = {"key": "phone1-aaaa", "read": 1, "done": "Semis.", "e_exp00001": factory.expense(made.line)}
    first = factory.send(made.report, **told)
    again = factory.send(made.report, **told)
    assert again.again
    assert first.report.version == again.report.version == 2
    assert made.report.expenses.count() == 1


def test_two_phones_that_wrote_different_things_are_put_together():
    made = factory.whole()
    factory.send(made.report, read=1, done="Semis.", e_exp00001=factory.expense(made.line))
    outcome = factory.send(made.report, read=1, story="Awa raconte.", e_exp00002=factory.expense(made.line, amount=900))
    assert outcome.aside is None
    told = content(PartnerReport.objects.get(pk=made.report.pk))
    assert (told["done"], told["story"]) == ("Semis.", "Awa raconte.")
    assert {"e:exp00001", "e:exp00002"} <= set(told)


def test_what_two_phones_changed_is_set_aside_then_chosen():
    made = factory.whole()
    factory.send(made.report, read=1, done="Semis.", people=10, women=4)
    outcome = factory.send(made.report, read=1, done="Récolte.", people=12, women=4)
    assert outcome.aside.values == {"done": "Récolte.", "people": 12}
    with pytest.raises(ValidationError) as refused:
        actions.submit_report(report=made.report, by=None)
    assert code(refused) == "copies"
    report = actions.settle_copy(copy=outcome.aside, choices={"done": "both", "people": "mine"}, by=None)
    assert report.done == "Semis.\n\nRécolte."
    assert report.people == 12
    assert actions.settle_copy(copy=outcome.aside, choices={"done": "mine"}, by=None).done == "Semis.\n\nRécolte."


def test_one_phone_does_not_conflict_with_itself():
    made = factory.whole()
    factory.send(made.report, key="phone1-0001", read=1, done="Un.")
    outcome = factory.send(made.report, key="phone1-0002", read=1, done="Deux.")
    assert outcome.aside is None
    assert outcome.report.done == "Deux."


def test_women_and_people_of_two_phones_never_make_a_false_figure():
    made = factory.whole()
    factory.send(made.report, read=1, people=5)
    outcome = factory.send(made.report, read=1, people=20, women=12)
    assert outcome.report.women is None
    assert outcome.aside.values == {"people": 20, "women": 12}
    settled = actions.settle_copy(copy=outcome.aside, choices={"people": "theirs", "women": "mine"}, by=None)
    assert (settled.people, settled.women) == (20, 12)


def test_what_arrives_once_sent_is_set_aside():
    made = factory.submitted()
    outcome = factory.send(made.report, read=1, done="Autre chose.")
    assert outcome.aside.values == {"done": "Autre chose."}
    assert PartnerReport.objects.get(pk=made.report.pk).done == "Deux formations."
    assert factory.send(made.report, read=1, done="Deux formations.").aside is None


# Files


def test_a_photo_that_is_not_one_is_refused():
    row = factory.report()
    for fake in (b"MZ\x90\x00 not a photo", b"<svg onload=alert(1)>", b"%PDF-1.4\n%%EOF", b""):
        with pytest.raises(ValidationError) as refused:
            actions.add_photo(report=row, upload=SimpleUploadedFile("vacances.jpg", fake, "image/jpeg"), by=None)
        assert code(refused) == "not_a_photo"
    broken = factory.photo().read()[:200]
    with pytest.raises(ValidationError):
        actions.add_photo(report=row, upload=SimpleUploadedFile("coupee.jpg", broken, "image/jpeg"), by=None)
    assert row.photos.count() == 0


def test_a_photo_is_kept_once_without_what_the_camera_hid():
    row = factory.report()
    one = actions.add_photo(
        report=row, upload=factory.photo(size=(2400, 1800)), key="a1b2", caption="La digue", by=None
    )
    assert actions.add_photo(report=row, upload=factory.photo(colour="red"), key="a1b2", by=None) == one
    same = actions.add_photo(report=row, upload=factory.photo(colour="blue"), by=None)
    assert actions.add_photo(report=row, upload=factory.photo(colour="blue"), by=None) == same
    assert one.document.latest.size < 60_000
    actions.remove_photo(photo=one, by=None)
    assert row.photos.count() == 1


# Sent, returned


def test_a_report_that_could_not_be_approved_does_not_leave():
    made = factory.whole()
    for values, why in [
        ({}, "empty"),
        ({"e_exp00001": factory.expense(made.line, label="")}, "expense_label"),
        ({"e_exp00001": factory.expense(made.line, amount=None)}, "expense_amount"),
        ({"e_exp00001": factory.expense(made.line, on="")}, "expense_day"),
        ({"e_exp00001": factory.expense(made.line, on="2099-01-01")}, "expense_future"),
    ]:
        if values:
            factory.send(PartnerReport.objects.get(pk=made.report.pk), **values)
        with pytest.raises(ValidationError) as refused:
            actions.submit_report(report=made.report, by=None)
        assert code(refused) == why


def test_returned_with_a_word_then_sent_again(django_capture_on_commit_callbacks):
    dao, nour = cast.user("Dao"), cast.user("Nour", "project_officer")
    made = factory.submitted(dao)
    with pytest.raises(ValidationError) as refused:
        actions.return_report(report=made.report, note="  ", by=nour)
    assert code(refused) == "note_needed"
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_report(report=made.report, note="Joignez le reçu.", by=nour)
    letter = Message.objects.get(to=dao.email)
    assert "Joignez le reçu." in letter.text
    assert f"/terrain/rapports/{made.report.pk}/" in letter.text
    with pytest.raises(ValidationError):
        actions.approve_report(report=made.report, choices=choices(made), by=nour)
    again = actions.submit_report(report=made.report, by=dao)
    assert again.state == "submitted"
    assert again.return_note == ""
    assert actions.submit_report(report=made.report, by=dao).version == again.version


# Approved


def test_approved_it_enters_the_budget_and_the_chain():
    dao, amina = cast.user("Dao"), cast.user("Amina", "director")
    made = factory.submitted(dao)
    actions.approve_report(report=made.report, choices=choices(made), by=amina)
    expense = Expense.objects.get()
    assert (expense.amount, expense.currency, expense.state, expense.value) == (12_500, "EUR", "approved", 12_500)
    assert (expense.author, expense.approved_by, expense.category) == (dao, amina, "supplies")
    share = expense.shares.get()
    assert (share.line, share.grant, share.value) == (made.line, made.grant, 12_500)
    measurement = Measurement.objects.get()
    assert (measurement.state, measurement.value, measurement.organisation) == (
        "approved",
        35,
        made.report.organisation,
    )
    assert made.period.actuals.get(dimensions=[]).value == 35
    assert made.report.expenses.get().expense == expense
    assert [level for level, _said in panels.check()] == ["ok"]
    with pytest.raises(ValidationError) as refused:
        actions.approve_report(report=made.report, choices=choices(made), by=amina)
    assert code(refused) == "state"
    assert Expense.objects.count() == 1


def test_who_wrote_it_never_approves_it():
    amina = cast.user("Amina", "director")
    made = factory.submitted(amina)
    with pytest.raises(ValidationError) as refused:
        actions.approve_report(report=made.report, choices=choices(made), by=amina)
    assert code(refused) == "author"


def test_what_the_approver_may_not_approve_waits_in_its_room():
    dao = cast.user("Dao")
    made = factory.submitted(dao)
    editor = cast.user("Édith")  # may approve a report by the page's rule, has neither money nor results
    actions.approve_report(report=made.report, choices=choices(made), by=editor)
    assert Expense.objects.get().state == "submitted"
    assert Measurement.objects.get().state == "submitted"


def test_left_for_later_it_waits_without_being_typed_again():
    made = factory.submitted()
    actions.approve_report(report=made.report, choices=Choices(), by=cast.user("Amina", "director"))
    assert Expense.objects.get().state == "submitted"
    assert not Expense.objects.get().shares.exists()
    assert Measurement.objects.get().state == "submitted"


def test_an_expense_without_rate_refuses_the_whole_with_what_to_do():
    made = factory.whole()
    factory.send(made.report, done="Semis.", e_exp00001=factory.expense(made.line, currency="XOF", amount=50_000))
    actions.add_piece(report=made.report, key="exp00001", upload=factory.photo(), by=None)
    made.report = actions.submit_report(report=made.report, by=None)
    with pytest.raises(ValidationError):
        actions.approve_report(report=made.report, choices=choices(made), by=cast.user("Amina", "director"))
    assert not Expense.objects.exists()
    assert PartnerReport.objects.get(pk=made.report.pk).state == "submitted"


def test_words_stay_in_their_language_and_the_story_is_shown_when_asked():
    made = factory.submitted()
    factory.send(made.report, read=9)
    PartnerReport.objects.filter(pk=made.report.pk).update(story="Ji bɛ yan.", language="bm")
    amina = cast.user("Amina", "director")
    actions.translate(report=made.report, words={"story": "L’eau est là."}, language="fr", by=amina)
    with pytest.raises(ValidationError):
        actions.publish_story(report=made.report, shown=True, by=amina)
    actions.approve_report(report=made.report, choices=Choices(), by=amina)
    row = actions.publish_story(report=made.report, shown=True, by=amina)
    assert (row.story, row.translations["story"]) == ("Ji bɛ yan.", [["fr", "L’eau est là."]])
    _template, told = panels.project_public(None, made.project)
    assert told["stories"][0]["text"] == "L’eau est là."
    projects_actions.withhold_project(project=made.project, reason="Menaces", by=None)
    assert not PartnerReport.objects.told().exists()


# Asked, entrusted, purged


def test_reports_open_as_time_goes_once():
    partner = organisations.organisation("Union de Kayes")
    project = projects.carried(partner, planned_start=date(2025, 1, 1), planned_end=date(2026, 12, 31))
    values = {"every": 3, "starts_on": date(2025, 2, 10), "days": 20, "language": "es"}
    other = organisations.organisation("Une autre")
    with pytest.raises(ValidationError) as refused:
        actions.plan_reports(project=project, organisation=other, values=values, by=None)
    assert code(refused) == "not_carrying"
    plan = actions.plan_reports(project=project, organisation=partner, values=values, by=None)
    first = PartnerReport.objects.order_by("starts_on")[0]
    assert (first.starts_on, first.ends_on, first.due_on, first.language) == (
        date(2025, 2, 10), date(2025, 3, 31), date(2025, 4, 20), "es")  # fmt: skip
    known = PartnerReport.objects.count()
    assert actions.open_reports(date(2025, 8, 1)) == 0
    assert PartnerReport.objects.count() == known
    factory.send(first, done="Semis.")
    actions.end_plan(plan=plan, by=None)
    assert list(PartnerReport.objects.all()) == [first]


def test_reminders_leave_once(monkeypatch):
    dao = cast.user("Dao", language="es")
    row = factory.report(keeper=dao)
    monkeypatch.setattr(jobs, "localdate", lambda: date(2025, 4, 2))
    assert jobs.remind() == 1
    assert jobs.remind() == 0
    monkeypatch.setattr(jobs, "localdate", lambda: date(2025, 5, 2))
    assert jobs.remind() == 1
    assert jobs.remind() == 0
    assert {one.language for one in Message.objects.filter(to=dao.email)} == {"es"}
    factory.send(row, done="Fait.")


def test_a_link_is_entrusted_told_taken_back_forgotten():
    row = factory.report()
    link = actions.make_link(report=row, label="Awa", email="awa@exemple.org", by=None)
    assert "/terrain/lien/" in Message.objects.get(to="awa@exemple.org").text
    actions.revoke_link(link=link, by=None)
    assert not ReportLink.objects.usable().exists()
    assert actions.forget_links(link.ends_at.replace(year=2099)) == 1
    assert ReportLink.objects.get().email == ""


def test_purge_forgets_phones_and_settled_copies():
    made = factory.whole()
    factory.send(made.report, read=1, done="Un.")
    aside = factory.send(made.report, read=1, done="Deux.").aside
    made.report.sendings.update(at="2020-01-01T00:00Z")
    ReportCopy.objects.update(at="2020-01-01T00:00Z")
    assert jobs.purge() == 2
    assert ReportCopy.objects.filter(pk=aside.pk).exists()  # nobody chose yet


def test_approved_it_is_told_to_everyone_and_in_the_publication():
    made = factory.submitted()
    publishers.publisher()
    Project.objects.filter(pk=made.project.pk).update(iati_identifier="XM-TEST-1", publishes_iati=True)
    before = BytesIO()
    files.write_activities(before)
    assert b"DP-" not in before.getvalue()
    actions.approve_report(report=made.report, choices=choices(made), by=cast.user("Amina", "director"))
    after = BytesIO()
    assert files.write_activities(after).left_out == []
    [told] = etree.fromstring(after.getvalue()).xpath("//transaction[starts-with(@ref, 'DP-')]")
    assert told.findtext("value") == "125"
    assert told.find("transaction-type").get("code") == "4"
    assert told.xpath("string(provider-org)").strip() == made.report.organisation.name
    _template, shown = panels.project_public(None, made.project)
    assert [(line, sum_.replace("\N{NO-BREAK SPACE}", " ")) for line, sum_ in shown["spent"]] == [
        ("Semences et outils", "125,00 €")
    ]
    Organisation.objects.filter(pk=made.report.organisation_id).update(withheld=True)
    hidden = BytesIO()
    files.write_activities(hidden)
    assert b"DP-" not in hidden.getvalue()
    assert panels.project_public(None, made.project) is None
