"""What the form of a report shows: questions with what stands or what was typed, in few queries and few bytes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from maillage.core.money import Money, minor_digits
from maillage.fieldwork import due
from maillage.fieldwork.content import NUMBERS, plain
from maillage.fieldwork.enums import Part
from maillage.fieldwork.models import PartnerReport, ReportedExpense
from maillage.funding.models import BudgetLine
from maillage.results.models import Period

BLANKS = 1  # expenses to fill: a script adds others; without it, each saving gives a new one


def new_key() -> str:
    return secrets.token_hex(12)


@dataclass
class Sheet:
    """One report, and what it may be filled with. `typed` is what was posted and refused: it is shown again."""

    report: PartnerReport
    part: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)
    lines: list[BudgetLine] = field(default_factory=list)
    currencies: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.periods = due.periods(self.report)
        self.lines = due.lines(self.report)
        self.currencies = due.currencies(self.report)

    def holds(self, part: str) -> bool:
        return not self.part or self.part == part

    @property
    def shows(self) -> dict[str, bool]:
        """{"activites": True…}: the parts of this page."""
        return {part.name.lower(): self.holds(part) for part in Part}

    def value(self, name: str, standing: Any) -> str:
        return self.typed[name] if name in self.typed else "" if standing is None else str(standing)

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    # What the template walks through

    def texts(self) -> dict[str, dict[str, str]]:
        names = ("done", "people", "women", "needs", "story", "language")
        return {
            name: {"value": self.value(name, getattr(self.report, name)), "error": self.error(name)} for name in names
        }

    def expenses(self) -> list[dict[str, Any]]:
        rows = list(self.report.expenses.select_related("piece"))
        known = {row.key for row in rows}
        typed = dict.fromkeys(
            name.split(".")[1] for name in self.typed if name.startswith("e.") and name.count(".") == 2
        )
        told = [self.expense(row.key, row) for row in rows]
        told += [self.expense(key, None) for key in typed if key not in known and self.was_filled(key)]
        return told + [self.expense(new_key(), None) for _n in range(BLANKS)]

    def was_filled(self, key: str) -> bool:
        return any(self.typed.get(f"e.{key}.{name}", "").strip() for name in ("on", "label", "amount"))

    def expense(self, key: str, row: ReportedExpense | None) -> dict[str, Any]:
        at = f"e.{key}."
        amount = amount_text(row.amount, row.currency) if row and row.amount else ""
        return {
            "key": key, "new": row is None, "piece": bool(row and row.piece_id),
            "on": self.value(f"{at}on", row.spent_on.isoformat() if row and row.spent_on else ""),
            "label": self.value(f"{at}label", row.label if row else ""),
            "line": self.value(f"{at}line", row.line_id if row else ""),
            "amount": self.value(f"{at}amount", amount),
            "currency": self.value(f"{at}currency", row.currency if row and row.currency else self.currencies[0]),
            "errors": [error for name in ("on", "label", "amount") if (error := self.error(at + name))],
        }  # fmt: skip

    def measures(self) -> list[dict[str, Any]]:
        standing = {row.period_id: row for row in self.report.measures.all()}
        language = get_language() or "fr"
        return [self.measure(period, standing.get(period.pk), language) for period in self.periods]

    def measure(self, period: Period, row: Any, language: str) -> dict[str, Any]:
        indicator, at = period.indicator, f"m.{period.pk}."
        told = {name: self.value(at + name, plain(getattr(row, name)) if row else "") for name in NUMBERS}
        told |= {name: self.value(at + name, getattr(row, name) if row else "") for name in ("level", "words")}
        return {
            "pk": period.pk, "indicator": indicator, "period": period, "unit": indicator.unit, "measure": indicator.measure,
            "soon": period.end <= self.report.ends_on, "scale": [(str(value), words) for value, words in indicator.scale],
            "by_sex": indicator.measure in ("", "1") and "sex" in indicator.disaggregated_by, **told,
            "errors": [self.errors[name] for name in self.errors if name.startswith(at)],
        }  # fmt: skip


def amount_text(minor: int, currency: str) -> str:
    """An amount as one types it: « 125000 », « 12.50 »."""
    return f"{Money(minor, currency).decimal:.{minor_digits(currency)}f}"
