"""The money of projects for a test: rows as they stand, and, by the verbs, what the pages show."""

from datetime import date
from itertools import count
from typing import Any

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
