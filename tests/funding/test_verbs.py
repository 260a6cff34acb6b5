"""The verbs of money: what they do, and what they refuse, in clear words."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from maillage.accounts.models import User
from maillage.core.money import Money
from maillage.funding import actions, ledger, table
from maillage.funding.enums import GrantState
from maillage.funding.models import Expense, Rate, Transfer
from tests.factories import funding as make
from tests.factories import organisations as factory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]


@pytest.fixture
def people():
    return [User.objects.create(email=f"p{n}@exemple.org", name=f"Personne {n}") for n in range(4)]


def refused(code, work, *arguments, **named):
    with pytest.raises(ValidationError) as found:
        work(*arguments, **named)
    sentence = " ".join(found.value.messages)
    assert found.value.code == code or code in str(getattr(found.value, "error_dict", "")), sentence
    assert sentence.strip()
    return sentence


def eur(amount):
    return Money.of(str(amount), "EUR")


# Transfers


def asked(people, **values):
    row = make.transfer(currency="EUR", received_currency="XOF", **values)
    return actions.ask_transfer(transfer=row, by=people[0])


def test_a_transfer_is_approved_by_two_others_then_sent_at_a_locked_rate(people):
    row = asked(people)
    refused("by_asker", actions.approve_transfer, transfer=row, by=people[0])
    actions.approve_transfer(transfer=row, by=people[1])
    refused("approved_twice", actions.approve_transfer, transfer=row, by=people[1])
    refused("state", actions.send_transfer, transfer=row, on=localdate(), by=people[0])
    actions.approve_transfer(transfer=row, by=people[2])
    sentence = refused("no_rate", actions.send_transfer, transfer=row, on=localdate(), by=people[0])
    assert "XOF" in sentence
    actions.type_rate(source="Parité", base="EUR", quote="XOF", on=date(1999, 1, 1), value=Decimal("655.957"), fixed=True,
                      by=None)  # fmt: skip
    row = actions.send_transfer(transfer=row, on=localdate(), fees=eur(12), by=people[0])
    assert (row.fraction, row.rate_source, row.rate_on) == (Fraction("655.957"), "Parité", localdate())
    refused("rate_locked", actions.send_transfer, transfer=row, on=localdate(), by=people[0])
    Rate.objects.all().delete()
    refused("before_sent", actions.receive_transfer, transfer=row, on=localdate() - timedelta(1), by=None,
            received=Money(600_000, "XOF"))  # fmt: skip
    refused("other_currency", actions.receive_transfer, transfer=row, on=localdate(), received=eur(5), by=None)
    row = actions.receive_transfer(
        transfer=row, on=localdate(), received=Money(650_000, "XOF"), fees=Money(5_957, "XOF"), by=None
    )
    assert row.state == "received"
    assert [step.kind for step in row.steps.all()] == ["asked", "approved", "approved", "sent", "received"]
    assert ledger.advances(project=row.project)[0].left == 650_000


def test_a_transfer_given_back_is_approved_anew(people):
    row = asked(people)
    actions.approve_transfer(transfer=row, by=people[1])
    refused("no_reason", actions.return_transfer, transfer=row, note=" ", by=people[2])
    actions.return_transfer(transfer=row, note="Le montant est faux.", by=people[2])
    row = actions.change_transfer(transfer=Transfer.objects.get(pk=row.pk), amount=eur(900), values={}, by=people[0])
    actions.ask_transfer(transfer=row, by=people[3])
    assert not actions.approvals(row)
    actions.approve_transfer(transfer=row, by=people[1])
    refused("by_asker", actions.approve_transfer, transfer=row, by=people[3])
    assert actions.approve_transfer(transfer=row, by=people[0]).state == "approved"


def test_a_transfer_stays_within_its_grant_and_its_condition():
    grant = make.grant_row(amount=100_000)
    condition = actions.add_condition(grant=grant, text="Rapport du premier semestre", due_on=None, by=None)
    make.transfer(grant.project, grant=grant, amount=80_000)
    refused("beyond_grant", make.transfer, grant.project, grant=grant, amount=20_001)
    row = make.transfer(grant.project, grant=grant, amount=20_000, condition=condition)
    refused("condition_open", actions.ask_transfer, transfer=row, by=None)
    refused("future", actions.meet_condition, condition=condition, on=localdate() + timedelta(1), by=None)
    actions.meet_condition(condition=condition, on=localdate(), by=None)
    actions.ask_transfer(transfer=Transfer.objects.get(pk=row.pk), by=None)
    refused("other_project", make.transfer, make.project(), grant=grant)


# Grants


def test_instalments_make_the_grant_and_are_received_once():
    grant = make.grant_row(amount=100_001, state="asked")
    days = [date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1)]
    parts = actions.plan_instalments(grant=grant, percents=[Decimal(50), Decimal(45), Decimal(5)], days=days, by=None)
    assert sum(part.amount for part in parts) == 100_001
    refused("beyond", actions.add_instalment, grant=grant, amount=Money(1, "EUR"), due_on=days[0], by=None)
    refused("below_instalments", actions.change_grant, grant=grant, amount=Money(100_000, "EUR"), values={}, by=None)
    refused("not_granted", actions.receive_instalment, instalment=parts[0], on=localdate(), received=eur(5), by=None)
    actions.decide_grant(grant=grant, state=GrantState.GRANTED, on=localdate(), by=None)
    refused(
        "no_rate", actions.receive_instalment, instalment=parts[0], on=localdate(), received=Money(5, "CAD"), by=None
    )
    actions.receive_instalment(instalment=parts[0], on=localdate(), received=eur(500), by=None)
    refused("state", actions.receive_instalment, instalment=parts[0], on=localdate(), received=eur(500), by=None)
    refused("received", actions.remove_instalment, instalment=parts[0], by=None)
    kept = ledger.kept([grant.project_id])
    assert [(row.currency, row.came, row.stayed) for row in kept] == [("EUR", 50_000, 50_000)]


def test_reports_are_planned_by_the_rule_once():
    grant = make.grant_row(starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31))
    assert len(actions.plan_reports(grant=grant, months=6, within=60, kind="both", by=None)) == 4
    assert actions.plan_reports(grant=grant, months=6, within=60, kind="both", by=None) == []
    report = grant.reports.first()
    refused("report_sent", actions.accept_report, report=report, on=localdate(), by=None)
    actions.send_report(report=report, on=localdate(), by=None)
    actions.accept_report(report=report, on=localdate(), by=None)


# Budgets


def test_a_budget_is_written_adopted_revised_and_never_rewritten():
    project, grant = make.project(), None
    grant = make.grant_row(project)
    line = actions.write_line(project=project, values={"code": "A1", "title": "Salaires"}, by=None)
    version = actions.draft_budget(project=project, currency="EUR", rates_on=date(2026, 3, 1), by=None)
    refused("draft_exists", actions.draft_budget, project=project, currency="EUR", rates_on=date(2026, 3, 1), by=None)
    refused("empty_budget", actions.adopt_budget, version=version, on=localdate(), by=None)
    cells = [{"year": 2026, "grant": grant, "amount": eur(1_000)}, {"year": 2026, "amount": eur(250)}]
    actions.set_amounts(version=version, line=line, cells=cells, by=None)
    refused("cell_twice", actions.set_amounts, version=version, line=line, cells=[cells[0], cells[0]], by=None)
    gourdes = [{"year": 2026, "grant": grant, "amount": Money.of("100000", "HTG")}]
    assert "HTG" in refused("no_rate", actions.set_amounts, version=version, line=line, cells=gourdes, by=None)
    actions.adopt_budget(version=version, on=localdate(), by=None)
    refused("not_draft", actions.set_amounts, version=version, line=line, cells=cells, by=None)
    refused("line_used", actions.remove_line, line=line, by=None)
    revised = actions.draft_budget(project=project, currency="EUR", rates_on=date(2026, 3, 1), by=None)
    assert revised.kind == "2"
    assert revised.amounts.count() == 2
    actions.type_rate(source="BRH", base="EUR", quote="HTG", on=date(2026, 2, 27), value=Decimal("142.5"), by=None)
    actions.set_amounts(version=revised, line=line, cells=gourdes, by=None)
    actions.adopt_budget(version=revised, on=localdate(), by=None)
    found = table.build(project)
    assert (found.total.original, found.total.revised) == (125_000, 70_175)
    assert found.rows[0].groups[2026].revised == 70_175


def test_a_funder_s_ceiling_holds_when_the_budget_is_adopted():
    project = make.project()
    grant = make.grant_row(project, funder=make.funder(ceilings={"management": "20"}))
    version = actions.draft_budget(project=project, currency="EUR", rates_on=date(2026, 3, 1), by=None)
    for code, nature, amount in (("A", "operational", 795), ("B", "management", 205)):
        line = actions.write_line(project=project, values={"code": code, "title": code, "nature": nature}, by=None)
        actions.set_amounts(
            version=version, line=line, cells=[{"year": 2026, "grant": grant, "amount": eur(amount)}], by=None
        )
    assert "20,5" in refused("ceiling", actions.adopt_budget, version=version, on=localdate(), by=None)
    actions.set_amounts(version=version, line=line, cells=[{"year": 2026, "grant": grant, "amount": eur(195)}], by=None)
    actions.adopt_budget(version=version, on=localdate(), by=None)


# Expenses


@pytest.fixture
def spent(people):
    project = make.project()
    grant = make.grant_row(project, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    line = make.line(project)
    expense = make.expense(project, amount=Money.of("100.01", "EUR"), spent_on=date(2026, 2, 1), by=people[0])
    return expense, grant, line


def test_an_expense_is_split_once_and_approved_by_another(spent, people):
    expense, grant, line = spent
    refused("no_piece", actions.submit_expense, expense=expense, by=people[0])
    make.piece(expense, people[0])
    actions.submit_expense(expense=expense, by=people[0])
    refused("no_share", actions.approve_expense, expense=expense, by=people[1])
    over = [{"line": line, "grant": grant, "amount": eur(60)}, {"line": line, "amount": eur("40.02")}]
    assert "0,01" in refused("over", actions.split_expense, expense=expense, shares=over, by=people[0])
    right = [{"line": line, "grant": grant, "amount": eur(60)}, {"line": line, "amount": eur("40.01")}]
    actions.split_expense(expense=expense, shares=right, by=people[0])
    refused("by_author", actions.approve_expense, expense=expense, by=people[0])
    row = actions.approve_expense(expense=expense, by=people[1])
    assert (row.value, row.value_currency) == (10_001, "EUR")
    found = table.build(expense.project)
    assert (found.total.actual, found.own.actual, found.rows[0].over) == (10_001, 4_001, True)
    refused("state", actions.split_expense, expense=expense, shares=right, by=people[0])
    refused("no_reason", actions.cancel_expense, expense=expense, note="", by=people[1])
    actions.cancel_expense(expense=expense, note="Saisie deux fois.", by=people[1])
    assert table.build(expense.project).total.actual == 0


def test_a_share_follows_the_rules_of_its_funder(spent):
    expense, grant, line = spent
    other = make.grant_row(grant.project, starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    strict = make.grant_row(grant.project, funder=make.funder(categories=["staff"]))
    waiting = make.grant_row(grant.project, state="asked")
    for code, share in (
        ("out_of_grant", {"line": line, "grant": other}), ("not_eligible", {"line": line, "grant": strict}),
        ("not_granted", {"line": line, "grant": waiting}), ("other_project", {"line": make.line(make.project()), "grant": grant}),
        ("other_project", {"line": line, "grant": make.grant_row()}),
        ("line_closed", {"line": make.line(expense.project, closed=True), "grant": None}),
    ):  # fmt: skip
        refused(code, actions.split_expense, expense=expense, shares=[{**share, "amount": eur(1)}], by=None)
    refused("other_currency", actions.split_expense, expense=expense, by=None,
            shares=[{"line": line, "grant": grant, "amount": Money(1, "CAD")}])  # fmt: skip


def test_an_expense_in_another_currency_takes_the_rate_of_its_day(people):
    project = make.project()
    line = make.line(project)
    expense = make.expense(project, amount=Money(655_957, "XOF"), spent_on=date(2026, 2, 1), by=people[0])
    make.piece(expense, people[0])
    actions.split_expense(expense=expense, shares=[{"line": line, "amount": Money(655_957, "XOF")}], by=None)
    actions.submit_expense(expense=expense, by=people[0])
    refused("no_rate", actions.approve_expense, expense=expense, by=people[1])
    actions.type_rate(source="Parité", base="EUR", quote="XOF", on=date(1999, 1, 1), value=Decimal("655.957"), fixed=True,
                      by=None)  # fmt: skip
    row = actions.approve_expense(expense=expense, by=people[1])
    assert (row.value, row.fraction) == (100_000, 1 / Fraction("655.957"))
    assert row.shares.get().value == 100_000


def test_the_same_report_sent_twice_is_one_expense():
    project = make.project()
    one = make.expense(project, key="tel-1-12")
    assert make.expense(project, key="tel-1-12") == one
    assert Expense.objects.count() == 1


# Rates, autonomy


def test_a_known_rate_stays():
    rate = {"source": "Banque", "base": "EUR", "quote": "HTG", "on": date(2026, 1, 5), "by": None}
    actions.type_rate(value=Decimal("142"), **rate)
    refused("rate_known", actions.type_rate, value=Decimal("143"), **rate)
    refused("same_currency", actions.type_rate, **{**rate, "quote": "EUR", "value": Decimal(1)})
    refused("future", actions.type_rate, **{**rate, "on": localdate() + timedelta(1), "value": Decimal(1)})
    content = b"Date,USD,CAD\n2026-01-05,1.08,1.47\n"
    assert actions.import_rates(content=content, by=None)[1:] == (2, 0)
    assert actions.import_rates(content=content, by=None)[1:] == (0, 2)


def test_the_resources_of_a_year_are_in_one_currency():
    partner = factory.organisation("Partenaire")
    one = {"own": True, "what": "Cotisations", "amount": Money(5_000, "HTG")}
    refused("year_currency", actions.write_year, organisation=partner, year=2025, by=None,
            resources=[one, {"own": False, "what": "WSM", "amount": eur(5)}])  # fmt: skip
    refused("twice", actions.write_year, organisation=partner, year=2025, resources=[one, one], by=None)
    actions.write_year(organisation=partner, year=2025, resources=[one], by=None)
    actions.write_year(organisation=partner, year=2025, resources=[one], by=None)
    assert partner.year_resources.count() == 1
    refused("support_days", actions.write_support, organisation=partner, by=None,
            values={"name": "WSM", "since": date(2026, 1, 1), "until": date(2025, 1, 1)})  # fmt: skip


def test_what_waits_for_its_approval_does_not_change_under_the_eyes_of_who_approves():
    expense = make.expense()
    make.piece(expense)
    actions.submit_expense(expense=expense, by=None)
    with pytest.raises(ValidationError) as refused:
        actions.change_expense(expense=expense, amount=Money(99_900, "EUR"), values={}, by=None)
    assert refused.value.code == "submitted"
    actions.return_expense(expense=expense, note="Le montant de la facture", by=None)
    actions.change_expense(expense=expense, amount=Money(99_900, "EUR"), values={}, by=None)
    expense.refresh_from_db()
    assert expense.amount == 99_900


def test_a_condition_that_holds_money_back_is_not_taken_away():
    grant = make.grant_row()
    condition = actions.add_condition(grant=grant, text="Rapport accepté", due_on=None, by=None)
    part = actions.add_instalment(
        grant=grant, amount=Money(500, "EUR"), due_on=date(2026, 1, 1), condition=condition, by=None
    )
    with pytest.raises(ValidationError) as refused:
        actions.remove_condition(condition=condition, by=None)
    assert refused.value.code == "condition_holds"
    actions.change_instalment(instalment=part, amount=Money(500, "EUR"), due_on=date(2026, 1, 1), by=None)
    transfer = make.transfer(grant.project, amount=500, grant=grant, condition=condition)
    with pytest.raises(ValidationError):
        actions.remove_condition(condition=condition, by=None)
    actions.cancel_transfer(transfer=transfer, note="Plus besoin", by=None)
    actions.remove_condition(condition=condition, by=None)
    assert not grant.conditions.exists()
