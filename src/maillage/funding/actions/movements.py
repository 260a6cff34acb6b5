"""Money told as IATI tells it: movements typed or imported, budgets and payments announced by period."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.funding.actions.common import known_currency, locked, must_be_past, record, same
from maillage.funding.models import Movement, PeriodBudget, PlannedPayment
from maillage.projects.models import Project

Told = type[Movement] | type[PeriodBudget] | type[PlannedPayment]
VERBS = {Movement: "movement", PeriodBudget: "period_budget", PlannedPayment: "planned_payment"}
BATCH = 2_000


@transaction.atomic
def write_told(*, model: Told, project: Project, values: Mapping[str, Any], row: Any = None, by: Any) -> Any:
    """Add a row or change it. What the source wrote finer than the currency goes when its amount changes."""
    new = row is None
    values = dict(values)
    if new:
        last = model._default_manager.filter(project=project).aggregate(last=Max("rank"))["last"]
        row = model(project=project, rank=0 if last is None else last + 1)
    else:
        row = locked(row)
    known_currency(values.get("currency") or row.currency)
    if model is Movement and values.get("on"):
        must_be_past(values["on"])
    if not new and (
        ("amount" in values and values["amount"] != row.amount) or values.get("currency", row.currency) != row.currency
    ):
        values.setdefault("exact", "")
    changes = same(row, values)
    row.save()
    record(f"{VERBS[model]}.{'added' if new else 'changed'}", row, project, by=by, changes=changes)
    return row


@transaction.atomic
def remove_told(*, row: Any, by: Any) -> None:
    record(f"{VERBS[type(row)]}.removed", row, row.project_id, by=by)
    row.delete()


@transaction.atomic
def replace_told(*, model: Told, projects: Iterable[int], rows: Iterable[Any], by: Any) -> int:
    """What a source says takes the place of what stood there, in bulk: rows ready to be written, `rank` in their order."""
    model._default_manager.filter(project__in=list(projects)).delete()
    return len(model._default_manager.bulk_create(list(rows), batch_size=BATCH))
