"""Budget against actual over 100,000 expenses: `python -m scripts.bench.money` prints JSON.

MAILLAGE_DATA is an install with a network (`maillage init`); what is measured is written there and stays.
"""

import json
import os
import random
import statistics
import time
from datetime import UTC, date, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from maillage.funding import table  # noqa: E402
from maillage.funding.models import (  # noqa: E402
    BudgetAmount,
    BudgetLine,
    BudgetVersion,
    Expense,
    ExpenseShare,
    Funder,
    Grant,
)
from maillage.organisations.models import Organisation  # noqa: E402
from maillage.projects.models import Project  # noqa: E402

EXPENSES, LINES, YEARS, GRANTS, CARRIERS = 100_000, 40, 5, 3, 4
FIRST = date(2022, 1, 1)
BATCH = 5_000
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
TURNS = 7


def write() -> Project:
    """One project of five years, forty lines, three grants, four carriers; half of the expenses shared by two grants."""
    chance = random.Random(11)
    project = Project.objects.create(title="Cent mille dépenses", currency="EUR")
    people = Organisation.objects.bulk_create(
        Organisation(name=f"Porteur {n}", sort_name=f"porteur {n}") for n in range(CARRIERS)
    )
    giver = Funder.objects.create(organisation=people[0], currency="EUR")
    grants = Grant.objects.bulk_create(
        Grant(funder=giver, project=project, title=f"Subvention {n}", amount=10**11, currency="EUR", state="granted",
              starts_on=FIRST, ends_on=date(FIRST.year + YEARS, 1, 1)) for n in range(GRANTS))  # fmt: skip
    lines = BudgetLine.objects.bulk_create(
        BudgetLine(project=project, code=f"L{n:02}", title=f"Ligne {n}", rank=n) for n in range(LINES)
    )
    version = BudgetVersion.objects.create(
        project=project, number=1, currency="EUR", rates_on=FIRST, state="adopted", adopted_on=FIRST
    )
    BudgetAmount.objects.bulk_create((
        BudgetAmount(version=version, line=line, year=FIRST.year + year, grant=grant, carrier=people[n % CARRIERS],
                     amount=5_000_000, value=5_000_000, currency="EUR")
        for line in lines for year in range(YEARS) for n, grant in enumerate(grants)), batch_size=BATCH)  # fmt: skip
    expenses, shares = [], []
    for n in range(EXPENSES):
        on = FIRST + timedelta(days=chance.randrange(365 * YEARS))
        amount = chance.randrange(500, 90_000)
        expense = Expense(project=project, organisation=people[n % CARRIERS], label=str(n), spent_on=on, amount=amount,
                          currency="EUR", state="approved", value=amount, value_currency="EUR", approved_at=NOON)  # fmt: skip
        expenses.append(expense)
        parts = [amount // 2, amount - amount // 2] if n % 2 else [amount]
        for at, part in enumerate(parts):
            shares.append(ExpenseShare(expense=expense, project=project, line=lines[n % LINES], grant=grants[(n + at) % GRANTS],
                                       carrier=expense.organisation, year=on.year, amount=part, value=part))  # fmt: skip
    Expense.objects.bulk_create(expenses, batch_size=BATCH)
    ExpenseShare.objects.bulk_create(shares, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return project


def measure(project: Project, by: str) -> dict[str, float]:
    spent = []
    for _turn in range(TURNS):
        begun = time.perf_counter()
        found = table.build(project, by=by, currency="EUR")
        spent.append((time.perf_counter() - begun) * 1000)
        assert found.total.actual > 0
    with CaptureQueriesContext(connection) as asked:
        table.build(project, by=by, currency="EUR")
    return {"ms": round(statistics.median(spent), 1), "worst_ms": round(max(spent), 1), "queries": len(asked)}


def main() -> None:
    project = Project.objects.filter(title="Cent mille dépenses").first() or write()
    told = {by: measure(project, by) for by in table.AXES}
    print(
        json.dumps(
            {"vendor": connection.vendor, "expenses": Expense.objects.filter(project=project).count(), "table": told}
        )
    )


if __name__ == "__main__":
    main()
