"""The verbs: what they write, and what they refuse."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from maillage.audit.models import Entry
from maillage.messages.models import Message
from maillage.partnerships import actions, links
from maillage.partnerships.models import Agreement, Assessment, Partnership, QuestionSet
from tests import cast, networks
from tests.factories import organisations as factory
from tests.factories import partnerships as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    networks.install("wsm")


def refused(code):
    return pytest.raises(ValidationError, check=lambda error: error.code == code)


def test_a_life_with_dated_states():
    row = make.partnership(state="exploring", since=None)
    actions.activate(partnership=row, on=make.day(-90), by=None)
    actions.suspend(partnership=row, on=make.day(-60), reason="Conflit dans la région", by=None)
    actions.activate(partnership=row, on=make.day(-30), by=None)
    with refused("future"):
        actions.end(partnership=row, on=make.day(1), end_reason="agreed", by=None)
    with refused("too_early"):
        actions.end(partnership=row, on=make.day(-91), end_reason="agreed", by=None)
    row = actions.end(partnership=row, on=make.day(-1), end_reason="agreed", end_note="D’un commun accord", by=None)
    assert (row.since, row.until, row.end_reason) == (make.day(-90), make.day(-1), "agreed")
    assert [one.after for one in row.transitions.all()] == ["exploring", "active", "suspended", "active", "ended"]
    with refused("state"):
        actions.suspend(partnership=row, on=make.day(0), reason="", by=None)
    back = actions.activate(partnership=row, on=localdate(), by=None)
    assert (back.state, back.until, back.end_reason) == ("active", None, "")


def test_one_living_partnership_for_an_organisation():
    row = make.partnership()
    with refused("once"):
        make.partnership(row.organisation)
    actions.end(partnership=row, on=localdate(), end_reason="term", by=None)
    again = make.partnership(row.organisation)
    with refused("once"):
        actions.activate(partnership=row, on=localdate(), by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.filter(pk=row.pk).update(state="active", until=None, end_reason="")
    assert again.is_living


def test_someone_carries_it():
    with refused("nobody"):
        make.partnership(by_network=False)
    partner, member = make.partner(), factory.organisation("Membre")
    with refused("same_organisation"):
        make.partnership(partner, carriers=[{"organisation": partner}])
    row = make.partnership(partner, by_network=False, carriers=[{"organisation": member, "role": "jumelage"}])
    with refused("nobody"):
        actions.change(partnership=row, values={"carriers": []}, by=None)
    assert row.carriers.get() == member


def test_who_does_not_see_the_withheld_keeps_them_among_carriers():
    hidden, shown = factory.organisation("Retenue", withheld=True), factory.organisation("Vue")
    row = make.partnership(carriers=[{"organisation": hidden}, {"organisation": shown}])
    treasurer = cast.user("Tess", "treasurer")
    actions.change(partnership=row, values={"carriers": []}, by=treasurer)
    assert list(row.carriers.all()) == [hidden]


def test_the_file_follows_the_regime():
    row = make.partnership(regime="control")
    assert set(row.pieces.values_list("kind", flat=True)) >= {"statutes", "screening", "control", "monitoring"}
    actions.change(partnership=row, values={"regime": "grant"}, by=None)
    assert row.pieces.get(kind="grant_file").required
    assert not row.pieces.get(kind="control").required
    assert row.pieces.get(kind="screening").required


def test_an_agreement_is_in_force_when_both_signed_the_same_text():
    row = make.agreement(text=False)
    with refused("no_text"):
        actions.sign(agreement=row, party="network", name="Amina", on=localdate(), by=None)
    row = actions.add_text(agreement=row, upload=make.PDF, by=None)
    actions.sign(agreement=row, party="network", name="Amina", on=make.day(-9), by=None)
    with refused("signed_twice"):
        actions.sign(agreement=row, party="network", name="Amina", on=make.day(-8), by=None)
    row = actions.add_text(agreement=row, upload=make.PDF + b"2", by=None)
    actions.sign(agreement=row, party="partner", name="Awa", on=make.day(-7), by=None)
    row.refresh_from_db()
    assert row.state == "draft"  # the network signed the former text
    actions.sign(agreement=row, party="network", name="Amina", on=make.day(-6), by=None)
    row.refresh_from_db()
    assert (row.state, row.in_force_on, row.signatures.count()) == ("force", make.day(-6), 3)
    with refused("signed"):
        actions.add_text(agreement=row, upload=make.PDF, by=None)
    with refused("signed"):
        actions.change_agreement(agreement=row, values={"title": "Autre"}, by=None)


def test_renewed_the_former_gives_way_with_what_still_stands():
    old = make.signed(make.agreement())
    kept, standing = old.commitments.order_by("pk")
    actions.settle(commitment=kept, state="kept", on=localdate(), by=None)
    with refused("renewal_first"):
        actions.renew(agreement=old, starts_on=old.starts_on, ends_on=None, by=None)
    new = actions.renew(agreement=old, starts_on=make.day(-5), ends_on=make.day(900), by=None)
    assert [one.text for one in new.commitments.all()] == [standing.text]
    with refused("renewed_already"):
        actions.renew(agreement=old, starts_on=make.day(-4), ends_on=None, by=None)
    actions.add_text(agreement=new, upload=make.PDF, by=None)
    make.signed(new)
    old.refresh_from_db()
    assert (old.state, old.ended_on) == ("renewed", make.day(-6))


def test_the_end_of_a_partnership_ends_its_agreements_and_questions():
    row = make.partnership(contact=True)
    agreement, asked = make.signed(make.agreement(row)), make.assessment(row)
    actions.end(partnership=row, on=localdate(), end_reason="money", by=None)
    agreement.refresh_from_db(), asked.refresh_from_db()
    assert (agreement.state, asked.state) == ("ended", "lapsed")
    with refused("not_active"):
        actions.ask(partnership=row, year=localdate().year, by=None)


def test_commitments_say_whether_they_were_kept():
    row = make.agreement()
    one = row.commitments.get(party="network")
    with refused("not_in_force"):
        actions.settle(commitment=one, state="kept", on=localdate(), by=None)
    make.signed(row)
    assert one.is_late
    done = actions.settle(commitment=one, state="broken", on=localdate(), note_="Trois mois de retard", by=None)
    assert (done.state, done.settled_on, done.is_late) == ("broken", localdate(), False)
    again = actions.settle(commitment=one, state="open", on=localdate(), by=None)
    assert again.settled_on is None


def test_the_assessment_goes_by_a_link_that_answers_once(django_capture_on_commit_callbacks):
    row = make.partnership()
    with refused("no_address"):
        make.assessment(row)
    person = make.person(row, language="es")
    with django_capture_on_commit_callbacks(execute=True):
        asked = make.assessment(row)
    letter = Message.objects.get(to=person.email)
    assert letter.language == "es"
    assert links.make("a", asked) in letter.text
    token = links.make("a", asked)
    assert links.find("a", token, Assessment.objects) == asked
    assert links.find("p", token, Assessment.objects) is None
    actions.ask(partnership=row, year=asked.year, by=None)
    assert links.find("a", token, Assessment.objects) is None  # the former link closes
    with refused("nothing_said"):
        actions.receive(assessment=asked, answers=actions.Answers({}), source="link", by=None)
    done = actions.receive(assessment=asked, answers=make.answers(asked), source="link", by=None)
    assert done.answers.count() == 9
    assert done.answered_by == "Awa Diop"
    for source in ("link", "paper"):
        with refused("answered"):
            actions.receive(assessment=asked, answers=make.answers(asked, 1), source=source, by=None)
    with refused("answered"):
        actions.ask(partnership=row, year=asked.year, by=None)


def test_paper_may_be_corrected_and_a_year_to_come_is_refused():
    row = make.partnership()
    sheet = actions.open_sheet(partnership=row, year=localdate().year, direction="by_partner", by=None)
    actions.receive(assessment=sheet, answers=make.answers(sheet, 2), source="paper", by=None)
    actions.receive(assessment=sheet, answers=make.answers(sheet, 3), source="paper", by=None)
    assert set(sheet.answers.values_list("score", flat=True)) == {3}
    for year in (localdate().year + 1, 1900):
        with refused("year"):
            actions.open_sheet(partnership=row, year=year, direction="by_network", by=None)
    same = actions.open_sheet(partnership=row, year=localdate().year, direction="by_partner", by=None)
    assert same == sheet


def test_a_new_grid_keeps_codes_and_the_old_answers():
    old = make.assessment()
    grid = actions.next_grid(by=None)
    with refused("grid_draft"):
        actions.next_grid(by=None)
    first = grid.questions.all()[0]
    rows = [{"code": first.code, "for_partner": [["fr", "Autrement dit"]], "for_network": first.for_network},
            {"code": "", "for_partner": [["fr", "Du neuf"]], "for_network": [["fr", "Du neuf aussi"]]}]  # fmt: skip
    actions.change_grid(grid=grid, values={"note": "Plus court"}, questions=rows, by=None)
    actions.adopt_grid(grid=grid, by=None)
    assert [one.code for one in grid.questions.all()] == [first.code, "du-neuf-aussi"]
    assert make.assessment().question_set == grid
    assert old.question_set.number == 1
    with refused("grid_in_use"):
        actions.change_grid(grid=grid, values={}, questions=rows, by=None)
    assert QuestionSet.objects.count() == 2


def test_capacities_are_told_by_the_partner():
    row = make.partnership(contact=True)
    asked = actions.ask_capacities(partnership=row, by=None)
    assert actions.ask_capacities(partnership=row, by=None).pk == asked.pk
    with refused("nothing_said"):
        actions.note_capacities(
            partnership=row, levels={"unknown": (3, "")}, on=localdate(), source="link", row=asked, by=None
        )
    told = actions.note_capacities(
        partnership=row, levels={"finance": (2, "Cahier de caisse"), "gender": (4, "")}, on=localdate(), source="link",
        name="Awa", row=asked, by=None,
    )  # fmt: skip
    assert {one.domain: one.level for one in told.levels.all()} == {"finance": 2, "gender": 4}
    with refused("not_asked"):
        actions.note_capacities(
            partnership=row, levels={"finance": (5, "")}, on=localdate(), source="link", row=told, by=None
        )


def test_a_piece_is_received_looked_at_and_renewed_as_a_version():
    one, amina = make.piece(), cast.user("Amina", "director")
    with refused("no_document"):
        actions.look_at(piece=one, verdict="accepted", lapses_on=None, by=amina)
    one = actions.receive_piece(piece=one, upload=make.PDF, lapses_on=make.day(20), by=amina)
    with refused("lapsed"):
        actions.look_at(piece=one, verdict="accepted", lapses_on=make.day(-1), by=amina)
    look = actions.look_at(piece=one, verdict="accepted", lapses_on=make.day(20), by=amina)
    one.refresh_from_db()
    assert one.standing().code == "soon"
    assert (look.name, look.text_number) == ("Amina", 1)
    document = one.document
    one = actions.receive_piece(piece=one, upload=make.PDF + b"2", lapses_on=make.day(400), by=amina)
    assert one.document == document
    assert document.versions.count() == 2
    assert one.state == "received"
    actions.look_at(piece=one, verdict="refused", lapses_on=None, note_="Page 2 illisible", by=amina)
    one.refresh_from_db()
    assert one.standing().code == "refused"
    assert one.looks.count() == 2
    with refused("waive_reason"):
        actions.waive_piece(piece=one, reason=" ", by=amina)


def test_visits_and_what_follows():
    row = make.partnership()
    visit = actions.note_visit(partnership=row, by=None, values={
        "title": "Comptes de caisse", "kind": "support", "starts_on": make.day(-40), "upload": make.PDF,
        "follow_up": "Envoyer le modèle", "follow_up_due": make.day(-3)})  # fmt: skip
    assert visit.is_late
    assert visit.report.latest.number == 1
    with refused("too_early"):
        actions.follow_up(visit=visit, on=make.day(-41), text="", by=None)
    actions.follow_up(visit=visit, on=make.day(-1), text="Envoyé", by=None)
    with refused("no_follow"):
        actions.follow_up(visit=visit, on=localdate(), text="", by=None)


def test_a_network_keeps_the_state_of_its_actions_and_the_seats_one_does_not_see():
    hidden, shown = make.partner("Cachée", withheld=True), make.partner("Vue")
    row = make.network(hidden, shown, actions=[{"title": "Rencontre"}, {"title": "Plaidoyer commun"}])
    actions.settle_action(action=row.actions.get(title="Rencontre"), state="done", on=make.day(-2), by=None)
    tess = cast.user("Tess", "treasurer")
    actions.change_network(network=row, by=tess, values={"seats": [], "actions": [{"title": "Rencontre"}]})
    assert row.actions.get().state == "done"
    assert row.seats.get().organisation == hidden


def test_the_journal_names_nobody_withheld():
    row = make.partnership(make.partner("Zorblaxie", withheld=True))
    make.signed(make.agreement(row))
    actions.suspend(partnership=row, on=localdate(), reason="", by=None)
    assert not Entry.objects.filter(kind__startswith="partnerships.", label__icontains="zorblaxie").exists()


def test_names_go_when_the_law_asks_no_more():
    agreement = make.signed(make.agreement())
    actions.end_agreement(agreement=agreement, on=make.day(-50), reason="Terme", by=None)
    done = actions.receive(
        assessment=(asked := make.assessment()), answers=make.answers(asked, words="merci"), source="link", by=None
    )
    assert actions.purge(before=make.day(-60)) == 0
    assert actions.purge(before=make.day(1)) == 3
    assert not agreement.signatures.filter(name__startswith="Qui signe").exists()
    assert agreement.signatures.count() == 2
    done.refresh_from_db()
    assert (done.answered_by, done.words) == ("", "")
    assert done.answers.filter(score=4).count() == 9
    assert actions.purge(before=make.day(1)) == 0
    assert Agreement.objects.get(pk=agreement.pk).state == "ended"
