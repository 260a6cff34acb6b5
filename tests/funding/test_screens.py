"""The pages of money: read, filled in, refused in words; what is withheld is nowhere; the questions asked stay few."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.core.money import Money
from maillage.core.registry import house
from maillage.funding import actions, entries, headings, panels, public_money, told
from maillage.funding.models import Expense, Grant, GrantReport, Heading, Movement, Rate, Transfer
from maillage.projects.models import Participant
from tests import cast
from tests.factories import funding as make
from tests.factories import organisations as factory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]


@pytest.fixture
def director():
    return cast.user("Amina Direction", "director")


@pytest.fixture
def treasurer():
    return cast.user("Joseph Trésor", "treasurer")


def text(answer):
    return answer.content.decode()


def project_with_partner(**values):
    project, partner = make.project(is_public=True, **values), factory.organisation("Mutuelle du Nord", country="SN")
    Participant.objects.create(project=project, organisation=partner, role="4")
    return project, partner


def rows(name, *lines):
    """The fields of rows, as a browser sends them."""
    return {f"{name}_{at}_{key}": value for at, line in enumerate(lines) for key, value in line.items()}


def test_a_budget_is_made_in_a_browser(director):
    project, partner = project_with_partner()
    at, page = cast.browser(director), reverse("funding:money", args=[project.pk])
    at.post(reverse("funding:budget_new", args=[project.pk]), {"currency": "EUR", "rates_on": "2026-03-01"})
    at.post(reverse("funding:line_new", args=[project.pk]),
            {"code": "A1", "title": "Salaires", "category": "staff", "nature": "operational"})  # fmt: skip
    line = project.budget_lines.get()
    url = reverse("funding:amounts", args=[line.pk])
    cell = {"year": "2026", "grant": "", "carrier": str(partner.pk), "amount": "100 000", "currency": "htg"}
    answer = at.post(url, rows("cells", cell))
    assert answer.status_code == 422
    assert "Aucun taux de HTG" in text(answer)
    at.post(url, rows("cells", {**cell, "amount": "1 234,50", "currency": ""}))
    version = project.budgets.get()
    at.post(reverse("funding:budget_adopt", args=[version.pk]), {"on": localdate().isoformat()})
    shown = text(at.get(page))
    assert "234,50" in shown
    assert "en vigueur" in shown
    assert at.get(url).status_code == 404


def test_an_expense_goes_from_its_piece_to_the_budget(director, treasurer):
    project, partner = project_with_partner()
    line, grant = make.line(project), make.grant_row(project)
    at = cast.browser(director)
    answer = at.post(reverse("funding:expense_new", args=[project.pk]), {
        "label": "Pompe", "spent_on": "2026-02-01", "amount": "150,00", "currency": "EUR", "category": "equipment",
        "organisation": partner.pk})  # fmt: skip
    expense = Expense.objects.get()
    split = reverse("funding:expense_split", args=[expense.pk])
    assert answer.url == split
    share = {"line": line.pk, "grant": grant.pk, "amount": "60 %"}
    answer = at.post(split, rows("shares", share, {"line": line.pk, "grant": "", "amount": "60,01"}))
    assert answer.status_code == 422
    assert "enlevez 0,01" in text(answer)
    answer = at.post(split, rows("shares", share, {"line": line.pk, "grant": "", "amount": "41 %"}))
    assert "100 %" in text(answer)
    at.post(split, rows("shares", share, {"line": line.pk, "grant": "", "amount": "40 %"}))
    make.piece(expense, director)
    at.post(reverse("funding:expense_submit", args=[expense.pk]))
    approve = reverse("funding:expense_approve", args=[expense.pk])
    answer = at.post(approve)
    assert answer.status_code == 422
    assert "une autre personne doit l’approuver" in text(answer)
    cast.browser(treasurer).post(approve)
    cast.browser(treasurer).post(approve)  # a double click
    expense.refresh_from_db()
    assert (expense.state, expense.value) == ("approved", 15_000)
    assert "150" in text(at.get(reverse("funding:money", args=[project.pk])))


def test_a_transfer_waits_for_those_who_may_approve(director, treasurer):
    officer = cast.user("Nour Projets", "project_officer")
    project, partner = project_with_partner()
    row = make.transfer(project, organisation=partner)
    cast.browser(officer).post(reverse("funding:transfer_ask", args=[row.pk]), {"note": ""})
    assert len(list(panels.transfers_waiting(director))) == 1
    assert not list(panels.transfers_waiting(officer))
    approve = reverse("funding:transfer_approve", args=[row.pk])
    assert cast.browser(officer).post(approve, {"note": ""}).status_code in (403, 404)
    assert cast.browser(director).post(approve, {"note": ""}).status_code == 302
    assert cast.browser(director).post(approve, {"note": ""}).status_code == 422
    assert not list(panels.transfers_waiting(director))
    cast.browser(treasurer).post(approve, {"note": ""})
    assert Transfer.objects.get().state == "approved"
    assert cast.browser(director).get(reverse("funding:transfer_send", args=[row.pk])).status_code == 200
    assert Transfer.objects.get().state == "approved"  # reading changes nothing


def test_a_partner_reads_its_calendar_and_says_it_arrived():
    project, partner = project_with_partner()
    dao, other = cast.user("Dao Keïta"), cast.user("Chloé Autre")
    factory.contributor(dao, partner)
    factory.contributor(other, factory.organisation("Ailleurs"))
    row = make.transfer_row(project, organisation=partner, state="sent", sent_on=date(2026, 1, 2))
    page = text(cast.browser(dao).get(reverse("funding:mine")))
    assert "Premier semestre" in page
    assert "Il est arrivé" in page
    url = reverse("funding:arrived", args=[row.pk])
    assert cast.browser(other).get(url).status_code == 404
    assert cast.browser(dao).post(url, {"on": "2026-01-05", "received": "995,00", "fees": "5"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.received, row.received_fees) == ("received", 99_500, 500)
    assert cast.browser(dao).get(reverse("funding:money", args=[project.pk])).status_code in (403, 404)


def test_an_arrival_far_from_what_is_expected_is_asked_again_and_can_be_corrected(director):
    project, partner = project_with_partner()
    row = make.transfer_row(project, organisation=partner, state="sent", sent_on=date(2026, 1, 2))
    at, url = cast.browser(director), reverse("funding:transfer_receive", args=[row.pk])
    wrong = {"on": "2026-01-05", "received": "100,00"}
    answer = at.post(url, wrong)
    assert answer.status_code == 422
    assert "C’est loin des" in text(answer)
    assert 'type="checkbox" name="sure"' in text(answer)
    assert at.post(url, {**wrong, "sure": "on"}).status_code == 302
    again = reverse("funding:transfer_correct", args=[row.pk])
    assert at.post(again, {"on": "2026-01-05", "received": "990", "note": ""}).status_code == 422
    assert (
        at.post(again, {"on": "2026-01-01", "received": "990", "note": "Un zéro"}).status_code == 422
    )  # before it was sent
    assert at.post(again, {"on": "2026-01-06", "received": "990", "note": "Un zéro oublié"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.received, str(row.received_on)) == ("received", 99_000, "2026-01-06")
    assert "Un zéro oublié" in text(at.get(row.get_absolute_url()))


def test_what_was_received_of_an_instalment_is_corrected_with_a_reason(director):
    grant = make.grant_row(amount=100_000)
    part = actions.add_instalment(grant=grant, amount=Money(50_000, "EUR"), due_on=date(2026, 1, 1), by=None)
    at, url = cast.browser(director), reverse("funding:instalment_correct", args=[part.pk])
    assert at.post(url, {"received": "490", "note": "Frais"}).status_code == 422  # nothing came yet
    actions.receive_instalment(instalment=part, on=date(2026, 1, 3), received=Money(5_000, "EUR"), by=None)
    assert at.post(url, {"received": "490", "note": ""}).status_code == 422
    assert at.post(url, {"received": "490", "note": "Frais de banque"}).status_code == 302
    part.refresh_from_db()
    assert part.received == 49_000
    assert "490\u00a0€" in text(at.get(grant.get_absolute_url()))  # what came, not what was planned


def test_the_table_of_the_funder_says_its_own_headings(director):
    project, partner = project_with_partner()
    giver = make.funder(variance=Decimal(10))
    grant = make.grant_row(project, funder=giver)
    heading = Heading.objects.create(funder=giver, code="1.2", title="Personnel", ceiling=Decimal(40))
    staff, trips = make.line(project, title="Salaires"), make.line(project, title="Missions")
    actions.write_line(project=project, line=staff, values={}, headings=[heading], by=None)
    version = actions.draft_budget(project=project, currency="EUR", rates_on=date(2026, 1, 1), by=None)
    for line, amount in ((staff, 40_000), (trips, 60_000)):
        cells = [{"year": 2026, "grant": grant, "carrier": None, "amount": Money(amount, "EUR")}]
        actions.set_amounts(version=version, line=line, cells=cells, by=None)
    actions.adopt_budget(version=version, on=date(2026, 1, 1), by=None)
    for line, amount, on in (
        (staff, 30_000, date(2026, 2, 1)),
        (staff, 15_000, date(2026, 8, 1)),
        (trips, 1_001, date(2026, 8, 2)),
    ):
        spent = make.expense(project, amount=Money(amount, "EUR"), by=director, spent_on=on, key=str(amount))
        actions.split_expense(
            expense=spent, shares=[{"line": line, "grant": grant, "amount": Money(amount, "EUR")}], by=director
        )
        make.piece(spent, director)
        actions.submit_expense(expense=spent, by=director)
        actions.approve_expense(expense=spent, by=None)
    [told] = headings.told(grant, director, date(2026, 7, 1), date(2026, 12, 31))
    rows = [(row.name, row.planned, row.spent, row.within, row.above, row.capped) for row in told.rows]
    assert rows == [
        ("1.2 Personnel", 40_000, 45_000, 15_000, True, True),
        (str(trips), 60_000, 1_001, 1_001, False, False),
    ]
    assert (told.total.planned, told.total.spent, told.total.left) == (100_000, 46_001, 53_999)
    at = cast.browser(director)
    page = text(at.get(grant.get_absolute_url()))
    assert "1.2 Personnel" in page
    report = GrantReport.objects.create(grant=grant, covers_from=date(2026, 7, 1), covers_until=date(2026, 12, 31),
                                        due_on=date(2027, 3, 1))  # fmt: skip
    url = reverse("funding:grant_table", args=[grant.pk, "csv"])
    file = b"".join(at.get(f"{url}?rapport={report.pk}").streaming_content).decode("utf-8-sig")
    assert "Dépensé sur la période" in file
    assert "10,01" in file
    assert at.get(f"{url}?rapport=0").status_code == 404
    assert at.get(reverse("funding:grant_table", args=[grant.pk, "exe"])).status_code == 404


def test_the_same_form_sent_twice_is_written_once(director):
    """Without a script, a press may leave twice; the back button sends the very same form again."""
    project, partner = project_with_partner()
    at = cast.browser(director)
    url = reverse("funding:expense_new", args=[project.pk])
    typed = {"label": "Pompe", "spent_on": "2026-02-01", "amount": "150", "currency": "EUR", "category": "equipment",
             "key": at.get(url).context["form"]["key"].value()}  # fmt: skip
    for _press in range(2):
        assert at.post(url, typed).status_code == 302
    assert Expense.objects.count() == 1
    other = at.get(url).context["form"]["key"].value()
    assert (
        at.post(url, {**typed, "key": other, "file": make.upload("facture.pdf", b"ceci n\x00est rien")}).status_code
        == 422
    )
    assert Expense.objects.count() == 1  # the piece was refused: nothing is half written
    planned = {"organisation": partner.pk, "purpose": "Suite", "amount": "500", "currency": "EUR", "received_currency": "EUR",
               "due_on": "2026-12-01"}  # fmt: skip
    for _press in range(2):
        assert at.post(reverse("funding:transfer_new", args=[project.pk]), planned).status_code == 302
    assert Transfer.objects.count() == 1
    at.post(reverse("funding:transfer_new", args=[project.pk]), {**planned, "due_on": "2026-12-02"})
    assert Transfer.objects.count() == 2
    funder = make.funder()
    asked = {"funder": funder.pk, "title": "Convention", "amount": "500", "currency": "EUR", "starts_on": "2026-01-01",
             "ends_on": "2026-12-31"}  # fmt: skip
    for _press in range(2):
        assert at.post(reverse("funding:grant_new", args=[project.pk]), asked).status_code == 302
    assert Grant.objects.count() == 1


def test_what_stays_of_a_year_counts_what_was_there_before_and_the_banks_fees(client):
    project, partner = project_with_partner()
    grant = make.grant_row(project, amount=1_000_000)
    for on, amount in ((date(2024, 2, 1), 500_000), (date(2025, 2, 1), 100_000)):
        part = actions.add_instalment(grant=grant, amount=Money(amount, "EUR"), due_on=on, by=None)
        actions.receive_instalment(instalment=part, on=on, received=Money(amount, "EUR"), by=None)
    make.transfer_row(project, organisation=partner, amount=300_000, fees=1_500, state="sent", sent_on=date(2025, 3, 1))
    Movement.objects.create(project=project, type="4", on=date(2025, 5, 1), amount=700, currency="ZZZ")
    year = text(client.get(reverse("site:money"), {"annee": "2025"}))
    for figure in ("là au 1er janvier 2025", "5\u202f000\u00a0€", "là à la fin de 2025", "2\u202f985\u00a0€"):
        assert figure.replace("\u202f", "") in year.replace("\u202f", "")
    whole = text(client.get(reverse("site:money")))
    assert "2985\u00a0€" in whole.replace("\u202f", "")  # 6 000 came, 3 000 left, 15 of fees
    assert client.get(reverse("site:money_csv")).status_code == 200  # a currency without a code stops nobody


def test_thousands_of_movements_are_added_up_by_the_database(client, django_assert_max_num_queries):
    project, _partner = project_with_partner()
    Movement.objects.bulk_create(
        Movement(project=project, type="13"[n % 2], on=date(2020 + n % 3, 1, 1), amount=100, currency="EUR",
                 provider_names=[["fr", f"Donateur {n % 60:02}"]], receiver_names=[["en", f"Partner {n % 60:02}"]])
        for n in range(600))  # fmt: skip
    with django_assert_max_num_queries(16):
        page = text(client.get(reverse("site:money")))
    assert "Donateur 00" in page
    assert "300\u00a0€" in page  # 30 000 cents came
    file = text(client.get(reverse("site:money_csv")))
    assert "Donateur 00;2020;10,00;EUR" in file  # ten movements, one row
    Movement.objects.bulk_create(
        Movement(project=project, type="1", on=date(2021, 1, 1), amount=100, currency="EUR",
                 provider_names=[["fr", f"Autre {n:02}"]]) for n in range(20))  # fmt: skip
    [block] = public_money.told([project.pk])["blocks"]
    assert len(block["came"]) == public_money.LISTED + 1
    assert block["came"][-1] == ("10 autres, ensemble", "10,00\u00a0€")


def test_rates_are_imported_and_typed_on_one_page(director):
    at, url = cast.browser(director), reverse("funding:rates_new")
    file = make.upload("eurofxref.csv", b"Date,USD,CAD\n2026-01-05,1.08,1.47\n")
    assert at.post(url, {"form": "file", "file": file}).status_code == 302
    assert Rate.objects.count() == 2
    for content, word in (
        (b"nom,ville\n", "ni de la Banque"),
        (b"\x00", "abîmé"),
        (b"Date,USD\n2199-01-05,1.08\n", "pas encore venu"),
    ):
        answer = at.post(url, {"form": "file", "file": make.upload("x.csv", content)})
        assert answer.status_code == 422
        assert word in text(answer)
    typed = {
        "form": "rate",
        "t-base": "EUR",
        "t-quote": "HTG",
        "t-on": "2026-01-05",
        "t-value": "142,5",
        "t-source": "BRH",
    }
    assert at.post(url, typed).status_code == 302
    assert Rate.objects.get(quote="HTG").value == Decimal("142.5")
    assert at.post(url, {**typed, "t-value": "0"}).status_code == 422


@pytest.mark.parametrize("amount", ["", "beaucoup", "-5", "0", "9" * 39, "1\x002", "1e9", "12,3456"])
def test_bad_amounts_are_refused(director, amount):
    project, partner = project_with_partner()
    answer = cast.browser(director).post(reverse("funding:transfer_new", args=[project.pk]), {
        "organisation": partner.pk, "purpose": "x" * 10_000 if amount == "" else "Essai", "amount": amount, "currency": "EUR",
        "received_currency": "EUR", "due_on": "2026-02-31" if amount == "0" else "2026-02-01"})  # fmt: skip
    assert answer.status_code == 422
    assert not Transfer.objects.exists()


def test_a_movement_is_seen_and_changed_and_keeps_what_the_form_does_not_say(director):
    project, partner = project_with_partner()
    row = Movement.objects.create(
        project=project, type="3", on=date(2025, 5, 1), value_date=date(2025, 5, 1), amount=123_457, currency="EUR",
        exact="1234.5678", descriptions=[["fr", "Versement"], ["en", "Payment"]], receiver=partner, aid_types=[["1", "B01"]],
        sectors=[{"code": "14030", "vocabulary": "1", "uri": "", "names": [["fr", "Eau"]]}], humanitarian=True)  # fmt: skip
    at, url = cast.browser(director), reverse("funding:told_edit", args=["mouvement", row.pk])
    page = text(at.get(url))
    assert "1234.5678" in page
    assert "Payment" in page
    data = {
        "type": "4", "on": "2025-05-01", "value_date": "2025-05-01", "amount": "1234,57", "currency": "EUR", "receiver": partner.name,
        "humanitarian": "true", **rows("descriptions", {"language": "fr", "text": "Versement"}),
        **rows("sectors", {"code": "14030", "vocabulary": "1", "uri": ""}), **rows("aid_types", {"vocabulary": "1", "code": "B01"}),
    }  # fmt: skip
    assert at.post(url, data).status_code == 302
    row.refresh_from_db()
    assert (row.type, row.exact, row.descriptions) == ("4", "1234.5678", [["fr", "Versement"]])
    assert row.sectors[0]["names"] == [["fr", "Eau"]]
    at.post(url, {**data, "amount": "99"})
    row.refresh_from_db()
    assert (row.amount, row.exact) == (9_900, "")


# What is withheld is nowhere


def money_of(project, partner):
    grant = make.grant_row(project, funder=make.funder(f"Bailleur de {project.pk}"))
    part = actions.add_instalment(grant=grant, amount=Money(70_000, "EUR"), due_on=date(2026, 1, 1), by=None)
    actions.receive_instalment(instalment=part, on=date(2026, 1, 2), received=Money(70_000, "EUR"), by=None)
    make.transfer_row(project, organisation=partner, state="sent", sent_on=date(2026, 1, 2), amount=30_000)


def test_the_public_page_says_in_out_and_kept_without_who_is_withheld(treasurer):
    project, partner = project_with_partner()
    money_of(project, partner)
    hidden, there = make.project("Projet secret", is_public=True), factory.organisation("Syndicat secret", country="GT")
    Participant.objects.create(project=hidden, organisation=there, role="4")
    money_of(hidden, there)
    url = reverse("site:money")
    page = text(cast.browser(None).get(url))
    assert "1\u202f400\u00a0€" in page
    there.withheld, there.withheld_reason = True, "menaces"
    there.save()
    page = text(cast.browser(None).get(url + "?annee=2026")) + text(cast.browser(None).get(reverse("site:money_csv")))
    assert "Mutuelle du Nord" in page
    assert "700\u00a0€" in page
    assert "400\u00a0€" in page  # 700 came, 300 left
    for word in ("secret", "1\u202f400\u00a0€", f"Bailleur de {hidden.pk}"):
        assert word not in page
    at = cast.browser(treasurer)  # follows money, sees nothing of who is withheld
    for name in ("transfers", "grants"):
        listed = text(at.get(reverse(f"funding:{name}")))
        assert "secret" not in listed
        assert "Mutuelle" in listed or name == "grants"
    assert at.get(reverse("funding:money", args=[hidden.pk])).status_code == 404
    assert {line.number[0] for line in entries.lines(treasurer, date(2026, 1, 1), date(2026, 12, 31))} == {"T", "V"}
    assert sum(1 for _ in entries.lines(treasurer, date(2026, 1, 1), date(2026, 12, 31))) == 4


def test_what_facts_tell_is_told_once():
    project, partner = project_with_partner()
    money_of(project, partner)
    line = make.line(project)
    for day in ("2026-01-05", "2026-03-31"):
        expense = make.expense(project, spent_on=date.fromisoformat(day), amount=Money(1_000, "EUR"))
        make.piece(expense)
        actions.split_expense(expense=expense, shares=[{"line": line, "amount": Money(1_000, "EUR")}], by=None)
        actions.submit_expense(expense=expense, by=None)
        actions.approve_expense(expense=expense, by=None)
    found = told.of_projects([project.pk])[project.pk]
    assert [(one.type, one.on.isoformat(), one.amount) for one in found] == [
        ("1", "2026-01-02", 70_000), ("3", "2026-01-02", 30_000), ("4", "2026-03-31", 2_000)]  # fmt: skip
    assert found[1].receiver == partner.pk
    Movement.objects.create(
        project=project, type="3", on=date(2026, 1, 2), amount=30_000, currency="EUR", ref=found[1].ref
    )
    assert [one.type for one in told.of_projects([project.pk])[project.pk]] == ["1", "4"]


def test_the_entries_of_the_accountant_are_balanced(director):
    project, partner = project_with_partner()
    money_of(project, partner)
    rows = list(entries.lines(director, date(2026, 1, 1), date(2026, 12, 31)))
    assert sum(row.debit.minor - row.credit.minor for row in rows) == 0
    told_rows = list(entries.fec(rows))
    assert told_rows[0].split("\t") == list(entries.FEC)
    assert all(len(line.split("\t")) == 18 for line in told_rows)
    url = reverse("funding:accountant")
    for kind in ("csv", "fec", "xlsx"):
        answer = cast.browser(director).get(url, {"format": kind, "first": "2026-01-01", "last": "2026-12-31"})
        assert answer.status_code == 200
    assert (
        cast.browser(director).get(url, {"format": "csv", "first": "2026-02-01", "last": "2026-01-31"}).status_code
        == 422
    )


def test_autonomy_is_typed_drawn_and_flagged(director):
    partner = factory.organisation("Union des femmes", country="SN")
    at, url = cast.browser(director), reverse("funding:autonomy_year", args=[partner.pk])
    for year, ours in ((2023, "60"), (2024, "60"), (2025, "70")):
        data = {"year": year, "currency": "XOF", **rows("resources", {"own": "own", "what": "Cotisations", "amount": "40"},
                                                        {"own": "other", "what": "Un réseau", "amount": ours})}  # fmt: skip
        assert at.post(url, data).status_code == 302
    at.post(reverse("funding:support_new", args=[partner.pk]), {"name": "Un réseau", "since": "2020-01-01"})
    page = text(at.get(reverse("funding:autonomy", args=[partner.pk])))
    assert "n’a pas de fin prévue" in page
    assert "ne baisse pas" in page
    assert any("Union des femmes" in item.title for item in panels.waiting(director))


def test_the_sums_are_checked():
    project, _partner = project_with_partner()
    expense = make.expense_row(
        project, state="approved", value=10_000, value_currency="EUR", approved_at="2026-01-01T12:00Z"
    )
    expense.shares.create(project=project, line=make.line(project), year=2026, amount=10_000, value=10_000)
    assert [level for level, _words in panels.check()] == ["ok"]
    expense.shares.update(value=9_999)
    assert [level for level, _words in panels.check()] == ["error"]


def many(project, partner, number):
    for n in range(number):
        grant = make.grant_row(project)
        grant.instalments.create(number=1, due_on=localdate() + timedelta(n), amount=500)
        make.transfer_row(project, organisation=partner)
        expense = make.expense_row(project, organisation=partner)
        expense.shares.create(project=project, line=make.line(project), grant=grant, year=2026, amount=100, value=100)
        Movement.objects.create(
            project=project, type="3", on=date(2026, 1, 1), amount=5, currency="EUR", receiver=partner
        )


def test_questions_stay_few(director, django_assert_max_num_queries):
    project, partner = project_with_partner()
    at = cast.browser(director)
    pages = [reverse("funding:money", args=[project.pk]), *(reverse(f"funding:{name}") for name in ("grants", "transfers", "expenses")),
             reverse("organisations:detail", args=[partner.pk])]  # fmt: skip
    for number in (3, 12):
        many(project, partner, number)
        for url, most in zip(pages, (56, 14, 14, 14, 60), strict=True):
            at.get(url)
            with django_assert_max_num_queries(most + cast.menu_counts()):
                assert at.get(url).status_code == 200
        with django_assert_max_num_queries(16):
            list(panels.waiting(director))
    panel = next(one for one in house.panels_on("project", "public") if one.render is panels.project_public)
    with django_assert_max_num_queries(8):
        assert panel.render(None, project)
