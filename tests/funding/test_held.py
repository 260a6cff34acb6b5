"""What the databases themselves hold: a locked rate, shares within the expense, instalments within the grant."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from maillage.funding.models import Expense, ExpenseShare, Instalment, Transfer
from tests.factories import funding as make

pytestmark = pytest.mark.django_db


def refused(work, word):
    with pytest.raises(IntegrityError, match=word), transaction.atomic():
        work()


def test_a_locked_rate_never_changes():
    row = make.transfer_row(state="sent", sent_on=date(2026, 1, 5), currency="EUR", received_currency="XOF",
                            rate="655957/1000", rate_source="Parité", rate_on=date(2026, 1, 5))  # fmt: skip
    rows = Transfer.objects.filter(pk=row.pk)
    for change in ({"rate": "656"}, {"rate_source": "Autre"}, {"rate_on": date(2026, 1, 6)}):
        refused(lambda change=change: rows.update(**change), "rate_locked")
    rows.update(purpose="Autre chose")


def test_shares_never_pass_the_expense():
    expense = make.expense_row(amount=1_000)
    line, other = make.line(expense.project), make.line(expense.project)
    first = ExpenseShare.objects.create(expense=expense, project=expense.project, line=line, year=2026, amount=600)
    share = {"expense": expense, "project": expense.project, "line": other, "year": 2026}
    refused(lambda: ExpenseShare.objects.create(amount=401, **share), "within")
    ExpenseShare.objects.create(amount=400, **share)
    refused(lambda: ExpenseShare.objects.filter(pk=first.pk).update(amount=601), "within")
    refused(lambda: Expense.objects.filter(pk=expense.pk).update(amount=999), "within")
    refused(lambda: ExpenseShare.objects.bulk_create([ExpenseShare(
        expense=expense, project=expense.project, line=make.line(expense.project), year=2026, amount=1)]), "within")  # fmt: skip


def test_instalments_never_pass_the_grant():
    grant = make.grant_row(amount=1_000)
    Instalment.objects.create(grant=grant, number=1, due_on=date(2026, 1, 1), amount=999)
    refused(lambda: Instalment.objects.create(grant=grant, number=2, due_on=date(2026, 2, 1), amount=2), "within")
