"""The calendar of a grant: instalments planned, claimed, received; reports owed, sent, accepted."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum

from maillage.core.money import Money
from maillage.funding import rates, schedule
from maillage.funding.actions.common import in_words, locked, must_be_past, must_be_positive, record, refuse
from maillage.funding.enums import GrantState, InstalmentState, ReportKind
from maillage.funding.models import Grant, GrantCondition, GrantReport, Instalment


def planned(grant: Grant, but: Instalment | None = None) -> int:
    rows = grant.instalments.exclude(pk=but.pk) if but else grant.instalments.all()
    return int(rows.aggregate(all=Sum("amount"))["all"] or 0)


def next_number(grant: Grant) -> int:
    return (grant.instalments.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def plan_instalments(*, grant: Grant, percents: Sequence[Decimal], days: Sequence[date], by: Any) -> list[Instalment]:
    """Plan what is left of a grant in parts by percents: together they make it to the cent."""
    grant = locked(grant)
    left = Money(grant.amount - planned(grant), grant.currency)
    if left.minor <= 0:
        raise refuse("all_planned")
    parts = in_words(schedule.instalments, left, percents, days)
    first = next_number(grant)
    rows = [Instalment(grant=grant, number=first + n, due_on=day, amount=amount.minor)
            for n, (day, amount) in enumerate(parts) if amount.minor]  # fmt: skip
    Instalment.objects.bulk_create(rows)
    record("grant.instalments_planned", grant, grant.project_id, by=by,
           changes={"instalments": [None, [[row.due_on, row.amount] for row in rows]]})  # fmt: skip
    return rows


@transaction.atomic
def add_instalment(*, grant: Grant, amount: Money, due_on: date, condition: GrantCondition | None = None,
                   by: Any) -> Instalment:  # fmt: skip
    """Plan one more; refused beyond what is left of the grant."""
    grant = locked(grant)
    check_instalment(grant, amount, condition, None)
    row = Instalment(grant=grant, number=next_number(grant), due_on=due_on, amount=amount.minor, condition=condition)
    row.save()
    record("grant.instalment_added", grant, grant.project_id, by=by, changes={"amount": [None, str(amount)]})
    return row


@transaction.atomic
def change_instalment(*, instalment: Instalment, amount: Money, due_on: date, condition: GrantCondition | None = None,
                      by: Any) -> Instalment:  # fmt: skip
    grant = locked(instalment.grant)
    row = locked(instalment)
    if row.state == InstalmentState.RECEIVED:
        raise refuse("received")
    check_instalment(grant, amount, condition, row)
    before = Money(row.amount, grant.currency)
    row.amount, row.due_on, row.condition = amount.minor, due_on, condition
    row.save()
    record("grant.instalment_changed", grant, grant.project_id, by=by, changes={"amount": [str(before), str(amount)]})
    return row


def check_instalment(grant: Grant, amount: Money, condition: GrantCondition | None, but: Instalment | None) -> None:
    must_be_positive(amount)
    if amount.currency != grant.currency:
        raise refuse("other_currency", wanted=grant.currency, what=grant)
    if condition is not None and condition.grant_id != grant.pk:
        raise refuse("other_project", what=condition)
    in_words(schedule.must_fit, Money(grant.amount, grant.currency), planned(grant, but), amount)


@transaction.atomic
def remove_instalment(*, instalment: Instalment, by: Any) -> None:
    row = locked(instalment)
    if row.state == InstalmentState.RECEIVED:
        raise refuse("received")
    record(
        "grant.instalment_removed", row.grant, row.grant.project_id, by=by, changes={"amount": [str(row.money), None]}
    )
    row.delete()


@transaction.atomic
def claim_instalment(*, instalment: Instalment, on: date, by: Any) -> Instalment:
    """Ask the funder for it: its condition must be met."""
    must_be_past(on)
    row = locked(instalment)
    ready(row, InstalmentState.PLANNED)
    row.state, row.claimed_on = InstalmentState.CLAIMED, on
    row.save()
    record("grant.instalment_claimed", row.grant, row.grant.project_id, by=by, changes={"claimed_on": [None, on]})
    return row


@transaction.atomic
def receive_instalment(*, instalment: Instalment, on: date, received: Money, by: Any) -> Instalment:
    """Note that it came: how much, in which currency; the rate of the day is kept when it is another one."""
    must_be_past(on)
    must_be_positive(received)
    row = locked(instalment)
    ready(row, InstalmentState.PLANNED, InstalmentState.CLAIMED)
    lock = in_words(rates.lock, row.grant.currency, received.currency, on)
    row.state, row.received_on = InstalmentState.RECEIVED, on
    row.received, row.received_currency = received.minor, received.currency
    for name, value in (lock.fields if lock else {}).items():
        setattr(row, name, value)
    row.save()
    record("grant.instalment_received", row.grant, row.grant.project_id, by=by,
           changes={"received": [None, str(received)], "received_on": [None, on], "rate": [None, row.rate]})  # fmt: skip
    return row


@transaction.atomic
def correct_instalment(*, instalment: Instalment, received: Money, note: str, by: Any) -> Instalment:
    """What was noted as received was wrong: write it again, with why. Its day, its currency and its rate stay."""
    must_be_positive(received)
    row = locked(instalment)
    if row.state != InstalmentState.RECEIVED:
        raise refuse("state", state=row.get_state_display())
    if received.currency != row.received_currency:
        raise refuse("other_currency", wanted=row.received_currency, what=row.grant)
    if not note.strip():
        raise refuse("no_reason")
    before, row.received = row.received_money, received.minor
    row.save(update_fields=["received"])
    record("grant.instalment_corrected", row.grant, row.grant.project_id, by=by,
           changes={"received": [str(before), str(received)], "note": [None, note.strip()]})  # fmt: skip
    return row


def ready(row: Instalment, *states: InstalmentState) -> None:
    if row.grant.state != GrantState.GRANTED:
        raise refuse("not_granted")
    if row.state not in states:
        raise refuse("state", state=row.get_state_display())
    if row.condition and row.condition.met_on is None:
        raise refuse("condition_open", what=row.condition)


@transaction.atomic
def plan_reports(*, grant: Grant, months: int, within: int, kind: ReportKind, by: Any) -> list[GrantReport]:
    """The reports that the funder's rule asks for; those already written down stay as they are."""
    grant = locked(grant)
    known = set(grant.reports.filter(kind=kind).values_list("covers_until", flat=True))
    days = schedule.report_days(grant.starts_on, grant.ends_on, months, within)
    rows = [GrantReport(grant=grant, kind=kind, covers_from=first, covers_until=until, due_on=due)
            for first, until, due in days if until not in known]  # fmt: skip
    GrantReport.objects.bulk_create(rows)
    record(
        "grant.reports_planned", grant, grant.project_id, by=by, changes={"due_on": [None, [r.due_on for r in rows]]}
    )
    return rows


@transaction.atomic
def send_report(*, report: GrantReport, on: date, by: Any) -> GrantReport:
    must_be_past(on)
    return note_report(report, "sent_on", on, "grant.report_sent", by)


@transaction.atomic
def accept_report(*, report: GrantReport, on: date, by: Any) -> GrantReport:
    must_be_past(on)
    if locked(report).sent_on is None:
        raise refuse("report_sent")
    return note_report(report, "accepted_on", on, "grant.report_accepted", by)


def note_report(report: GrantReport, field: str, on: date, verb: str, by: Any) -> GrantReport:
    row = locked(report)
    before = getattr(row, field)
    setattr(row, field, on)
    row.save(update_fields=[field])
    record(verb, row.grant, row.grant.project_id, by=by, changes={field: [before, on]})
    return row
