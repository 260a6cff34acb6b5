"""A transfer to a partner: planned, asked, approved by two people other than who asked, sent at a locked rate, received."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum

from maillage.core.money import Money
from maillage.funding import rates
from maillage.funding.actions.common import (
    in_words,
    just_written,
    known_currency,
    locked,
    must_be_past,
    must_be_positive,
    record,
    refuse,
    same,
    save_next,
)
from maillage.funding.enums import GrantState, StepKind, TransferState
from maillage.funding.models import Grant, Transfer, TransferStep
from maillage.funding.models.transfers import APPROVALS
from maillage.organisations.models import Organisation
from maillage.projects import tree
from maillage.projects.models import Project
from maillage.search import outbox as search

KIND = "funding.transfer"
S = TransferState


@transaction.atomic
def plan_transfer(*, project: Project, organisation: Organisation, amount: Money, values: Mapping[str, Any],
                  by: Any) -> Transfer:  # fmt: skip
    """Write it in the calendar: the partner sees it there. The same one sent twice at once is written once."""
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    same_one = {
        "project": project,
        "organisation": organisation,
        "amount": amount.minor,
        "currency": amount.currency,
        **values,
    }
    if known := just_written(Transfer, same_one):
        return known
    transfer = Transfer(
        project=project, organisation=organisation, amount=amount.minor, currency=amount.currency, **values
    )
    check(transfer, amount)
    transfer.full_clean()
    transfer.save()
    record("transfer.planned", transfer, project, by=by, changes={"amount": [None, str(amount)]})
    search.queue(KIND, [transfer.pk])
    return transfer


@transaction.atomic
def change_transfer(*, transfer: Transfer, amount: Money, values: Mapping[str, Any], by: Any) -> Transfer:
    """Change it while nobody has asked for it; a transfer asked is returned first."""
    transfer = locked(transfer)
    if transfer.state != S.PLANNED:
        raise refuse("state", state=transfer.get_state_display())
    changes = same(transfer, {**values, "amount": amount.minor, "currency": amount.currency})
    check(transfer, amount)
    save_next(transfer)
    record("transfer.changed", transfer, transfer.project_id, by=by, changes=changes)
    search.queue(KIND, [transfer.pk])
    return transfer


def check(transfer: Transfer, amount: Money) -> None:
    must_be_positive(amount)
    known_currency(transfer.received_currency)
    if transfer.condition and transfer.condition.grant_id != transfer.grant_id:
        raise refuse("other_project", what=transfer.condition)
    if transfer.grant_id is None:
        return
    grant = Grant.objects.select_for_update(of=("self",)).get(pk=transfer.grant_id)
    if grant.project_id not in {transfer.project_id, *tree.ids_above(transfer.project)}:
        raise refuse("other_project", what=grant)
    if grant.currency != amount.currency:
        return
    others = grant.transfers.exclude(state=S.CANCELLED).filter(currency=amount.currency).exclude(pk=transfer.pk)
    left = grant.amount - (others.aggregate(all=Sum("amount"))["all"] or 0)
    if amount.minor > left:
        raise refuse("beyond_grant", left=Money(max(0, left), grant.currency))


def moved(transfer: Transfer, state: TransferState, kind: StepKind, by: Any, note: str = "",
          values: Mapping[str, Any] | None = None) -> Transfer:  # fmt: skip
    """Bring it to a state, with its step; the caller holds the row."""
    changes = same(transfer, {"state": state, **(values or {})})
    save_next(transfer)
    write_step(transfer, kind, by, note)
    record(f"transfer.{kind.value}", transfer, transfer.project_id, by=by, changes=changes)
    search.queue(KIND, [transfer.pk])
    return transfer


def round_of(transfer: Transfer) -> int:
    found = transfer.steps.filter(kind=StepKind.ASKED).aggregate(last=Max("round"))["last"]
    return int(found or 0)


def write_step(transfer: Transfer, kind: StepKind, by: Any, note: str = "") -> None:
    number = round_of(transfer) + (1 if kind == StepKind.ASKED else 0)
    try:
        with transaction.atomic():
            TransferStep.objects.create(transfer=transfer, kind=kind, by=by, note=note, round=max(1, number))
    except IntegrityError as error:  # two clicks at once: the databases hold one approval a person
        raise refuse("approved_twice") from error


def standing(transfer: Transfer, state: TransferState) -> Transfer:
    transfer = locked(transfer)
    if not S(transfer.state).can_become(state):
        raise refuse("state", state=transfer.get_state_display())
    return transfer


@transaction.atomic
def ask_transfer(*, transfer: Transfer, note: str = "", by: Any) -> Transfer:
    """Ask that it be approved; its grant must be granted and its condition met."""
    transfer = standing(transfer, S.ASKED)
    if transfer.grant and transfer.grant.state != GrantState.GRANTED:
        raise refuse("not_granted")
    if transfer.condition and transfer.condition.met_on is None:
        raise refuse("condition_open", what=transfer.condition)
    return moved(transfer, S.ASKED, StepKind.ASKED, by, note, {"asked_by": by})


@transaction.atomic
def approve_transfer(*, transfer: Transfer, note: str = "", by: Any) -> Transfer:
    """Approve it; it may leave once two people have, neither of them who asked."""
    transfer = locked(transfer)
    if transfer.state != S.ASKED:
        raise refuse("state", state=transfer.get_state_display())
    if by is not None and transfer.asked_by_id == by.pk:
        raise refuse("by_asker")
    said = approvals(transfer)
    if by is not None and by.pk in {step.by_id for step in said}:
        raise refuse("approved_twice")
    if len(said) + 1 >= APPROVALS:
        return moved(transfer, S.APPROVED, StepKind.APPROVED, by, note)
    write_step(transfer, StepKind.APPROVED, by, note)
    save_next(transfer)
    record("transfer.approved", transfer, transfer.project_id, by=by)
    return transfer


def approvals(transfer: Transfer) -> list[TransferStep]:
    """Those of the present round."""
    return list(transfer.steps.filter(kind=StepKind.APPROVED, round=round_of(transfer)).select_related("by"))


@transaction.atomic
def return_transfer(*, transfer: Transfer, note: str, by: Any) -> Transfer:
    """Give it back to who asked, with why; asked again, it is approved anew."""
    if not note.strip():
        raise refuse("no_reason")
    transfer = locked(transfer)
    if transfer.state not in (S.ASKED, S.APPROVED):
        raise refuse("state", state=transfer.get_state_display())
    return moved(transfer, S.PLANNED, StepKind.RETURNED, by, note, {"asked_by": None})


@transaction.atomic
def cancel_transfer(*, transfer: Transfer, note: str, by: Any) -> Transfer:
    if not note.strip():
        raise refuse("no_reason")
    return moved(standing(transfer, S.CANCELLED), S.CANCELLED, StepKind.CANCELLED, by, note)


@transaction.atomic
def send_transfer(*, transfer: Transfer, on: date, fees: Money | None = None, reference: str = "", by: Any) -> Transfer:
    """It left the account: the rate of that day is locked, with its source, for ever."""
    must_be_past(on)
    if locked(transfer).rate:
        raise refuse("rate_locked")
    transfer = standing(transfer, S.SENT)
    if fees is not None and fees.currency != transfer.currency:
        raise refuse("other_currency", wanted=transfer.currency, what=transfer)
    lock = in_words(rates.lock, transfer.currency, transfer.received_currency, on)
    values = {"sent_on": on, "fees": fees.minor if fees else 0, "reference": reference, **(lock.fields if lock else {})}
    return moved(transfer, S.SENT, StepKind.SENT, by, "", values)


@transaction.atomic
def receive_transfer(*, transfer: Transfer, on: date, received: Money, fees: Money | None = None, by: Any) -> Transfer:
    """It arrived: how much, after which fees there; said by the partner or the staff."""
    transfer = standing(transfer, S.RECEIVED)
    return moved(transfer, S.RECEIVED, StepKind.RECEIVED, by, "", arrival(transfer, on, received, fees))


def arrival(transfer: Transfer, on: date, received: Money, fees: Money | None) -> dict[str, Any]:
    """What is kept of an arrival, checked."""
    must_be_past(on)
    must_be_positive(received)
    for amount in filter(None, (received, fees)):
        if amount.currency != transfer.received_currency:
            raise refuse("other_currency", wanted=transfer.received_currency, what=transfer)
    if transfer.sent_on and on < transfer.sent_on:
        raise refuse("before_sent", day=transfer.sent_on)
    return {"received_on": on, "received": received.minor, "received_fees": fees.minor if fees else 0}


@transaction.atomic
def correct_receipt(*, transfer: Transfer, on: date, received: Money, fees: Money | None = None, note: str,
                    by: Any) -> Transfer:  # fmt: skip
    """What was noted of its arrival was wrong: write it again, with why. The rate of its sending stays locked."""
    transfer = locked(transfer)
    if transfer.state != S.RECEIVED:
        raise refuse("state", state=transfer.get_state_display())
    if not note.strip():
        raise refuse("no_reason")
    values = arrival(transfer, on, received, fees)
    return moved(transfer, S.RECEIVED, StepKind.CORRECTED, by, note.strip(), values)
