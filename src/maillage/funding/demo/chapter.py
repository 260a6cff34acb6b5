"""The money's chapter: funders and their rules, grants, budgets, transfers and expenses of every project, in its currencies."""

from typing import Any

from maillage.audit import journal
from maillage.funding.demo.common import Invented, write_rates
from maillage.funding.demo.grants import write_grants
from maillage.funding.demo.spending import write_autonomy, write_expenses, write_told, write_transfers
from maillage.funding.models import Expense, Grant, Transfer
from maillage.search import outbox as search


def write(context: Any) -> None:
    if Grant.objects.exists():
        return
    made = Invented(context)
    if not made.projects:
        return
    write_rates(made)
    write_grants(made)
    write_transfers(made)
    write_expenses(made)
    write_told(made)
    write_autonomy(made)
    journal.record("funding.demo", Grant.objects.order_by("pk")[0], by=None)
    for model in (Grant, Transfer, Expense):
        search.queue(model._meta.label_lower, model._default_manager.values_list("pk", flat=True))
    context.say(f"{Expense.objects.count()} dépenses, {Transfer.objects.count()} versements.")
