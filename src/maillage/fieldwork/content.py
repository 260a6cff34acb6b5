"""A report as a flat table {name: value}, and back: what merging compares, what a copy set aside keeps.

Names: the fields of `TEXTS` and `COUNTS`, « language », « e:KEY » for an expense, « m:PERIOD » for a measurement.
Values are as JSON keeps them; None takes an expense or a measurement away.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from maillage.fieldwork.models import PartnerReport, ReportedExpense, ReportedMeasure

TEXTS = {"done": 5_000, "needs": 3_000, "story": 5_000}
COUNTS = ("people", "women")
NUMBERS = ("value", "numerator", "denominator", "women", "men")
SAID = ("level", "words")


def plain(number: Decimal | None) -> str:
    """A number written in one way only: two phones that wrote « 12 » and « 12,0 » agree."""
    return "" if number is None else f"{number.normalize():f}"


def of_expense(row: ReportedExpense) -> dict[str, Any]:
    return {"on": row.spent_on.isoformat() if row.spent_on else "", "label": row.label, "line": row.line_id,
            "amount": row.amount, "currency": row.currency}  # fmt: skip


def of_measure(row: ReportedMeasure) -> dict[str, Any]:
    return {**{name: plain(getattr(row, name)) for name in NUMBERS}, **{name: getattr(row, name) for name in SAID}}


def content(report: PartnerReport) -> dict[str, Any]:
    """The whole report."""
    told: dict[str, Any] = {name: getattr(report, name) for name in (*TEXTS, *COUNTS, "language")}
    told |= {f"e:{row.key}": of_expense(row) for row in report.expenses.all()}
    return told | {f"m:{row.period_id}": of_measure(row) for row in report.measures.all()}


def put(report: PartnerReport, values: dict[str, Any]) -> None:
    """Write these values on the report and its rows; the caller holds the report, and saves it."""
    expenses = {row.key: row for row in report.expenses.all()}
    measures = {row.period_id: row for row in report.measures.all()}
    for name, value in values.items():
        kind, _colon, key = name.partition(":")
        if not key:
            setattr(report, name, value)
        elif kind == "e":
            put_expense(report, expenses.get(key), key, value)
        else:
            put_measure(report, measures.get(int(key)), int(key), value)


def put_expense(report: PartnerReport, row: ReportedExpense | None, key: str, value: Any) -> None:
    if value is None:
        if row is not None:
            row.delete()
        return
    row = row or ReportedExpense(report=report, key=key)
    row.spent_on = date.fromisoformat(value["on"]) if value["on"] else None
    row.label, row.line_id, row.amount, row.currency = value["label"], value["line"], value["amount"], value["currency"]
    row.full_clean(exclude=["report", "line"])
    row.save()


def put_measure(report: PartnerReport, row: ReportedMeasure | None, period: int, value: Any) -> None:
    if value is None:
        if row is not None:
            row.delete()
        return
    row = row or ReportedMeasure(report=report, period_id=period)
    for name in NUMBERS:
        setattr(row, name, Decimal(value[name]) if value[name] else None)
    for name in SAID:
        setattr(row, name, value[name])
    row.full_clean(exclude=["report", "period"])
    row.save()
