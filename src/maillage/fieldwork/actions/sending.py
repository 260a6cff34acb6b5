"""A report leaves for the team; it comes back with a note. The letter leaves with the verb."""

from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.audit import journal
from maillage.core.text import clean
from maillage.fieldwork import emails
from maillage.fieldwork.actions.common import held, refuse
from maillage.fieldwork.enums import ReportState
from maillage.fieldwork.models import PartnerReport

S = ReportState


@transaction.atomic
def submit_report(*, report: PartnerReport, by: Any) -> PartnerReport:
    """Send it to the team. Sent twice, it is sent once."""
    report = held(report)
    if report.state == S.SUBMITTED:
        return report
    if not report.stage.can_become(S.SUBMITTED):
        raise refuse("not_writable", state=report.get_state_display())
    must_be_whole(report)
    before = report.state
    report.state, report.submitted_at, report.submitted_by, report.return_note = S.SUBMITTED, now(), by, ""
    report.version += 1
    report.save()
    journal.record("partner_report.submitted", report, by=by, changes={"state": [before, report.state]})
    return report


def must_be_whole(report: PartnerReport) -> None:
    """Refuse what the team could not approve: it is easier said now than three weeks later."""
    if report.copies.filter(settled_at=None).exists():
        raise refuse("copies")
    expenses = list(report.expenses.all())
    if not (report.done or report.story or expenses or report.measures.exists() or report.photos.exists()):
        raise refuse("empty")
    for row in expenses:
        if not row.label:
            raise refuse("expense_label")
        if row.amount is None:
            raise refuse("expense_amount", what=row)
        if row.spent_on is None:
            raise refuse("expense_day", what=row)
        if row.spent_on > localdate():
            raise refuse("expense_future", what=row)


@transaction.atomic
def return_report(*, report: PartnerReport, note: str, by: Any) -> PartnerReport:
    """Give it back to who wrote it, with a word; they are told."""
    note = clean(note, multiline=True)[:2_000]
    if not note:
        raise refuse("note_needed")
    report = held(report)
    if not report.stage.can_become(S.RETURNED):
        raise refuse("state", state=report.get_state_display())
    report.state, report.return_note, report.returned_at, report.returned_by = S.RETURNED, note, now(), by
    report.version += 1
    report.save()
    journal.record("partner_report.returned", report, by=by, changes={"state": [S.SUBMITTED, S.RETURNED]})
    emails.returned(report)
    return report
