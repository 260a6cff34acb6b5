"""A report is approved: what it says enters the budget and the chain of results, typed once, by the verbs of these rooms.

Who approves the report approves there what their rights let them; the rest waits there for whoever has them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.core import narratives
from maillage.core.text import clean
from maillage.fieldwork import emails
from maillage.fieldwork.actions.common import held, refuse
from maillage.fieldwork.enums import ReportState
from maillage.fieldwork.models import PartnerReport, ReportedExpense, ReportedMeasure
from maillage.funding import actions as money
from maillage.funding.models import BudgetLine, Grant
from maillage.results import actions as results
from maillage.results import crossing

S, P = ReportState, Permission
TRANSLATED = ("done", "needs", "story")


@dataclass(frozen=True)
class Payer:
    """On which line an expense goes, and who pays it (no grant: own funds)."""

    line: BudgetLine
    grant: Grant | None = None


@dataclass(frozen=True)
class Choices:
    """What who approves says of the rows: an expense without a payer, a measurement left out, wait in their room."""

    payers: Mapping[int, Payer] = field(default_factory=dict)  # {reported expense: payer}
    measures: frozenset[int] = frozenset()  # reported measurements to approve with the report


def may(by: Any, permission: Permission) -> bool:
    return by is None or by.can(permission)


@transaction.atomic
def approve_report(*, report: PartnerReport, choices: Choices, by: Any) -> PartnerReport:
    """Approve it, once; never by who wrote it."""
    report = held(report)
    if not report.stage.can_become(S.APPROVED):
        raise refuse("state", state=report.get_state_display())
    if by is not None and (report.submitted_by_id == by.pk or report.sendings.filter(by=by).exists()):
        raise refuse("author")
    if report.copies.filter(settled_at=None).exists():
        report.copies.filter(settled_at=None).update(settled_at=now())  # seen by who approves what stands
    spend(report, choices, by)
    measure(report, choices, by)
    report.state, report.approved_at, report.approved_by = S.APPROVED, now(), by
    report.version += 1
    report.save()
    journal.record("partner_report.approved", report, by=by, changes={"state": [S.SUBMITTED, S.APPROVED]})
    emails.approved(report)
    return report


def spend(report: PartnerReport, choices: Choices, by: Any) -> None:
    for row in report.expenses.select_related("piece", "line"):
        payer = choices.payers.get(row.pk)
        if payer and row.piece is None:
            raise refuse("no_piece", what=row)
        spend_one(report, row, payer, by)


def spend_one(report: PartnerReport, row: ReportedExpense, payer: Payer | None, by: Any) -> None:
    """The expense of the budget: with its piece it is sent, with its payer approved."""
    amount, author = row.money, report.submitted_by
    if amount is None or row.spent_on is None:  # never sent so
        raise refuse("expense_amount", what=row)
    line = payer.line if payer else row.line
    values = {"spent_on": row.spent_on, "label": row.label, **({"category": line.category} if line else {})}
    shares = [{"line": payer.line, "grant": payer.grant, "amount": amount}] if payer else []
    expense = money.write_expense(project=report.project, organisation=report.organisation, amount=amount, values=values,
                                  shares=shares, key=f"fieldwork:{row.pk}", by=author)  # fmt: skip
    row.expense = expense
    row.save(update_fields=["expense"])
    version = row.piece.latest if row.piece else None
    if version is None:
        return
    with version.open() as file:
        money.add_piece(expense=expense, upload=file, title=row.label, by=author)
    expense = money.submit_expense(expense=expense, by=author)
    if payer and may(by, P.FUNDING_EDIT):
        money.approve_expense(expense=expense, by=by)


def measure(report: PartnerReport, choices: Choices, by: Any) -> None:
    for row in report.measures.select_related("period__indicator"):
        author = report.submitted_by
        one = results.write_measurement(period=row.period, values=measured(report, row), cells=list(cells(row)), by=author,
                                        source_key=f"fieldwork:{row.pk}")  # fmt: skip
        one = results.submit_measurement(measurement=one, by=author)
        if row.pk in choices.measures and may(by, P.RESULTS_APPROVE):
            one = results.approve_measurement(measurement=one, by=by)
        row.measurement = one
        row.save(update_fields=["measurement"])


def measured(report: PartnerReport, row: ReportedMeasure) -> dict[str, Any]:
    day = max(row.period.start, min(report.ends_on, localdate()))
    return {
        "organisation": report.organisation, "measured_on": day, "value": row.value, "numerator": row.numerator,
        "denominator": row.denominator, "level": row.level,
        "words": narratives.clean([[report.language, row.words]]),
    }  # fmt: skip


def cells(row: ReportedMeasure) -> Iterable[crossing.Cell]:
    told: list[tuple[str, Decimal | None]] = [("F", row.women), ("M", row.men)]
    return (crossing.cell(value, sex=code) for code, value in told if value is not None)


@transaction.atomic
def translate(*, report: PartnerReport, words: Mapping[str, str], language: str, by: Any) -> PartnerReport:
    """Write a translation beside the partner's words, which stay as they are."""
    report = held(report)
    if not language:
        raise refuse("language_needed")
    told = dict(report.translations)
    for name in TRANSLATED:
        others = [pair for pair in told.get(name, []) if pair[0] != language]
        told[name] = narratives.clean([*others, [language, clean(words.get(name, ""), multiline=True)[:5_000]]])
    report.translations = {name: pairs for name, pairs in told.items() if pairs}
    report.save(update_fields=["translations", "updated_at"])
    journal.record("partner_report.translated", report, by=by, changes={"language": [None, language]})
    return report


@transaction.atomic
def publish_story(*, report: PartnerReport, shown: bool, by: Any) -> PartnerReport:
    """Show the story on the project's public page, or take it back."""
    report = held(report)
    if shown and not report.story:
        raise refuse("no_story")
    if shown and report.state != S.APPROVED:
        raise refuse("state", state=report.get_state_display())
    if report.story_public != shown:
        report.story_public = shown
        report.save(update_fields=["story_public", "updated_at"])
        journal.record("partner_report.story_shown" if shown else "partner_report.story_hidden", report, by=by)
    return report
