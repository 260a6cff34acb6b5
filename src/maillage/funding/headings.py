"""A grant in the words of who gives it: what its own table asks, heading by heading, from our budget lines and expenses.

Lines that bear no heading are told under their own name. Sums stay in the currency of the books they come from: a grant
of a programme may pay for projects that keep theirs in several.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q, Sum

from maillage.funding import measures
from maillage.funding.enums import VersionState
from maillage.funding.models import BudgetAmount, BudgetLine, ExpenseShare, Grant, Heading, LineHeading


@dataclass
class Row:
    """A heading of the funder's table (or a line that has none): planned, spent since the start, spent in the period."""

    name: str
    planned: int = 0
    spent: int = 0
    within: int = 0
    ceiling: Decimal | None = None
    above: bool = False  # beyond what the funder admits
    capped: bool = False  # beyond its part of the grant

    @property
    def left(self) -> int:
        return self.planned - self.spent

    @property
    def part(self) -> Fraction | None:
        return measures.ratio(self.spent, self.planned)


@dataclass
class Told:
    """The table in one currency."""

    currency: str
    rows: list[Row]
    total: Row


Key = tuple[int, str]  # line, currency


def sums(grant: Grant, user: Any, first: date | None, last: date | None) -> dict[Key, tuple[int, int, int]]:
    """{(line, currency): (planned, spent, spent in the period)} of what this person may see."""
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    force = BudgetAmount.objects.visible_to(user).filter(grant=grant, version__state=VersionState.ADOPTED).order_by()
    for line, currency, value in force.values_list("line", "version__currency").annotate(s=Sum("value")):
        found[line, currency][0] += value
    shares = ExpenseShare.objects.visible_to(user).filter(grant=grant, value__isnull=False).order_by()
    inside = Q(expense__spent_on__range=(first, last)) if first and last else Q(pk=None)
    for line, currency, value, within in shares.values_list("line", "expense__value_currency").annotate(
        s=Sum("value"), w=Sum("value", filter=inside)):  # fmt: skip
        found[line, currency][1] += value
        found[line, currency][2] += within or 0
    return {key: (told[0], told[1], told[2]) for key, told in found.items()}


def told(grant: Grant, user: Any, first: date | None = None, last: date | None = None) -> list[Told]:
    """One table for each currency of the books, the grant's own first; headings in the funder's order, then our lines."""
    found = sums(grant, user, first, last)
    lines = BudgetLine.objects.in_bulk({line for line, _currency in found})
    mapped = {row.line_id: row.heading for row in LineHeading.objects.filter(
        line__in=lines, funder=grant.funder_id).select_related("heading")}  # fmt: skip
    currencies = sorted({currency for _line, currency in found}, key=lambda code: (code != grant.currency, code))
    allowed = grant.variance if grant.variance is not None else grant.funder.variance
    return [table(currency, [(lines[line], mapped.get(line), amounts) for (line, code), amounts in found.items()
                             if code == currency], allowed) for currency in currencies]  # fmt: skip


def table(currency: str, parts: list[tuple[BudgetLine, Heading | None, tuple[int, int, int]]],
          allowed: Decimal | None) -> Told:  # fmt: skip
    rows: dict[tuple[int, int, str], Row] = {}
    total = Row("")
    for line, heading, (planned, spent, within) in parts:
        key = (0, heading.rank, str(heading)) if heading else (1, line.rank, str(line))
        row = rows.setdefault(key, Row(key[2], ceiling=heading.ceiling if heading else None))
        for one in (row, total):
            one.planned, one.spent, one.within = one.planned + planned, one.spent + spent, one.within + within
    for row in rows.values():
        row.above = measures.is_over(row.planned, row.spent, allowed)
        row.capped = row.ceiling is not None and Fraction(row.spent) * 100 > Fraction(row.ceiling) * total.planned
    return Told(currency, [rows[key] for key in sorted(rows)], total)
