"""Bank statements: bring a file, match its lines, undo a match. The same line twice changes nothing."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now

from maillage.audit import journal
from maillage.billing.actions.ledger import allocate, locked_charges, record_payment, refuse, unallocate
from maillage.billing.enums import LineState, Method
from maillage.billing.models import Allocation, Charge, Payment, Statement, StatementLine
from maillage.billing.statements import StatementError, read_statements
from maillage.core.money import Money
from maillage.network import current


@transaction.atomic
def bring_statement(*, path: Path, filename: str, by: Any) -> Statement:
    """Read a CAMT.053 or CSV statement; lines already known stay as they are."""
    try:
        accounts = read_statements(path, currency=current.profile().currency)
    except StatementError as refusal:
        raise ValidationError(refusal.message(), code=refusal.code) from refusal
    lines = [line for account in accounts for line in account.lines]
    known = set(
        StatementLine.objects.filter(fingerprint__in=[line.fingerprint for line in lines]).values_list(
            "fingerprint", flat=True
        )
    )
    statement = Statement.objects.create(
        filename=filename[:200], account=accounts[0].account[:40] if accounts else "", by=by,
        lines_new=sum(line.fingerprint not in known for line in lines), lines_known=len(known),
    )  # fmt: skip
    StatementLine.objects.bulk_create(
        StatementLine(
            statement=statement, fingerprint=line.fingerprint, booked_on=line.booked_on, amount=line.amount.minor,
            currency=line.amount.currency, payer_name=line.counterparty[:200], payer_account=line.counterparty_account[:40],
            reference=(line.references[0].value if line.references else "")[:60], text=line.message[:500],
        )
        for line in lines
        if line.fingerprint not in known
    )  # fmt: skip
    journal.record("statement.brought", statement, by=by, changes={"lines": [None, statement.lines_new]})
    return statement


@transaction.atomic
def match_line(*, line: StatementLine, charges: Iterable[Charge], by: Any) -> Payment:
    """Make the payment that a line says, and settle these charges (of one payer) with it, oldest first."""
    line = StatementLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if line.state != LineState.NEW:
        raise refuse("line_decided")
    if line.amount <= 0:
        raise refuse("line_outgoing")
    rows = locked_charges([item.pk for item in charges])
    if len({(row.organisation_id, row.person_id) for row in rows}) != 1:
        raise refuse("one_payer")
    payment = record_payment(
        payer=rows[0].payer, amount=Money(line.amount, line.currency), received_on=line.booked_on, method=Method.TRANSFER,
        reference=line.reference or line.text[:200], payer_name=line.payer_name, key=f"line:{line.fingerprint}", by=by,
    )  # fmt: skip
    left, amounts = line.amount, {}
    for row in rows:
        part = min(left, row.balance)
        if part > 0:
            amounts[row.pk] = Money(part, line.currency)
            left -= part
    allocate(payment=payment, amounts=amounts, by=by)
    line.state, line.payment, line.decided_at = LineState.MATCHED, payment, now()
    line.save()
    return payment


@transaction.atomic
def ignore_line(*, line: StatementLine, by: Any) -> StatementLine:
    """Set a line aside: it is no payment of a sum owed."""
    line = StatementLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if line.state != LineState.NEW:
        raise refuse("line_decided")
    line.state, line.decided_at = LineState.IGNORED, now()
    line.save()
    journal.record("statement_line.ignored", line, by=by)
    return line


@transaction.atomic
def unmatch_line(*, line: StatementLine, by: Any) -> StatementLine:
    """Undo what was decided of a line: its allocations are taken back and its payment goes."""
    line = StatementLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    payment = line.payment
    line.state, line.payment, line.decided_at = LineState.NEW, None, None
    line.save()
    if payment:
        if payment.refunds.exists() or payment.receipts.exists():
            raise refuse("charge_settled")
        for row in Allocation.objects.filter(payment=payment):
            unallocate(allocation=row, by=by)
        journal.record("payment.undone", payment, by=by, changes={"amount": [str(payment.money), None]})
        payment.delete()
    else:
        journal.record("statement_line.reopened", line, by=by)
    return line
