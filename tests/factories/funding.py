"""The money of projects for a test: rows as they stand, and, by the verbs, what the pages show."""

from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.core.money import Money
from maillage.funding import actions
from maillage.funding.models import BudgetLine, Expense, Funder, Grant, Transfer
from maillage.projects.models import Project
from tests.factories import organisations as factory

_numbers = count(1)


def project(title: str = "", **values: Any) -> Project:
    return Project.objects.create(title=title or f"Projet {next(_numbers)}", **{"currency": "EUR", **values})


def funder(name: str = "", **values: Any) -> Funder:
    organisation = factory.organisation(name or f"Bailleur {next(_numbers)}")
    return Funder.objects.create(organisation=organisation, **{"currency": "EUR", **values})


def grant_row(of: Project | None = None, **values: Any) -> Grant:
    values = {"funder": values.pop("funder", None) or funder(), "title": f"Subvention {next(_numbers)}", "amount": 100_000,
              "currency": "EUR", "starts_on": date(2025, 1, 1), "ends_on": date(2027, 12, 31), "state": "granted",
              **values}  # fmt: skip
    return Grant.objects.create(project=of or project(), **values)


def line(of: Project, **values: Any) -> BudgetLine:
    number = next(_numbers)
    return BudgetLine.objects.create(project=of, **{"code": f"L{number}", "title": f"Ligne {number}", **values})


def transfer_row(of: Project | None = None, **values: Any) -> Transfer:
    values = {"organisation": values.pop("organisation", None) or factory.organisation(f"Partenaire {next(_numbers)}"),
              "purpose": "Premier semestre", "amount": 100_000, "currency": "EUR", "received_currency": "EUR",
              "due_on": date(2026, 1, 1), **values}  # fmt: skip
    return Transfer.objects.create(project=of or project(), **values)


def expense_row(of: Project | None = None, **values: Any) -> Expense:
    values = {
        "label": "Location d’une salle",
        "amount": 10_000,
        "currency": "EUR",
        "spent_on": date(2026, 2, 1),
        **values,
    }
    return Expense.objects.create(project=of or project(), **values)


def transfer(of: Project | None = None, **values: Any) -> Transfer:
    money = Money(values.pop("amount", 100_000), values.pop("currency", "EUR"))
    values = {"purpose": "Premier semestre", "received_currency": money.currency, "due_on": date(2026, 1, 1), **values}
    partner = values.pop("organisation", None) or factory.organisation(f"Partenaire {next(_numbers)}")
    return actions.plan_transfer(project=of or project(), organisation=partner, amount=money, values=values, by=None)


def expense(of: Project | None = None, *, amount: Money | None = None, by: Any = None, key: str | None = None,
            organisation: Any = None, **values: Any) -> Expense:  # fmt: skip
    values = {"label": "Location d’une salle", "spent_on": date(2026, 2, 1), **values}
    return actions.write_expense(project=of or project(), organisation=organisation, amount=amount or Money(10_000, "EUR"),
                                 values=values, key=key, by=by)  # fmt: skip


def piece(of: Expense, by: Any = None) -> Any:
    return actions.add_piece(expense=of, upload=SimpleUploadedFile("recu.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"),
                             title="Reçu", by=by)  # fmt: skip


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
