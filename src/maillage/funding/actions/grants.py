"""Who gives and what is granted: funders, grants, their conditions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Sum

from maillage.core.money import Money
from maillage.funding.actions.common import (
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
from maillage.funding.enums import GrantState, InstalmentState, TransferState
from maillage.funding.models import Funder, Grant, GrantCondition, Heading, Transfer
from maillage.projects.models import Project
from maillage.search import outbox as search

KIND = "funding.grant"
Headings = Sequence[Mapping[str, Any]]


@transaction.atomic
def create_funder(*, values: Mapping[str, Any], headings: Headings = (), by: Any) -> Funder:
    """Note that an organisation gives money, and its rules."""
    known_currency(values["currency"])
    funder = Funder(**values)
    funder.full_clean()
    funder.save()
    write_headings(funder, headings)
    record("funder.created", funder, None, by=by)
    return funder


@transaction.atomic
def change_funder(*, funder: Funder, values: Mapping[str, Any], headings: Headings | None = None, by: Any) -> Funder:
    """Change a funder's rules; a heading that budget lines use is kept."""
    funder = locked(funder)
    known_currency(values.get("currency", funder.currency))
    changes = same(funder, values)
    if headings is not None:
        write_headings(funder, headings)
    save_next(funder)
    record("funder.changed", funder, None, by=by, changes=changes)
    return funder


def write_headings(funder: Funder, headings: Headings) -> None:
    """Headings by their code: known ones change, new ones come, those left out go unless a line uses them."""
    codes = [one["code"] for one in headings]
    if len(set(codes)) != len(codes):
        raise refuse("twice", what=next(code for code in codes if codes.count(code) > 1))
    known = {row.code: row for row in funder.headings.all()}
    for rank, one in enumerate(headings):
        row = known.pop(one["code"], None) or Heading(funder=funder, code=one["code"])
        row.title, row.rank = one["title"], rank
        row.ceiling = one.get("ceiling")  # type: ignore[assignment]  # the column takes nothing too
        row.full_clean()
        row.save()
    for row in known.values():
        if row.lines.exists():
            raise refuse("used", what=row)
        row.delete()


@transaction.atomic
def create_grant(*, project: Project, funder: Funder, amount: Money, values: Mapping[str, Any], by: Any) -> Grant:
    """Note a grant that is asked, or already decided. The same one sent twice at once is noted once."""
    must_be_positive(amount)
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    same_one = {"project": project, "funder": funder, "amount": amount.minor, "currency": amount.currency, **values}
    if known := just_written(Grant, same_one):
        return known
    grant = Grant(
        project=project, funder=funder, amount=amount.minor, currency=amount.currency, decided_by=by, **values
    )
    if grant.signed_on:
        must_be_past(grant.signed_on)
    grant.full_clean()
    grant.save()
    record("grant.created", grant, project, by=by, changes={"amount": [None, str(amount)]})
    search.queue(KIND, [grant.pk])
    return grant


@transaction.atomic
def change_grant(*, grant: Grant, amount: Money | None = None, values: Mapping[str, Any], by: Any) -> Grant:
    """Change what a grant says; never below its instalments, nor its currency once some are planned."""
    grant = locked(grant)
    values = dict(values)
    if amount is not None and (amount.minor, amount.currency) != (grant.amount, grant.currency):
        must_be_positive(amount)
        planned = grant.instalments.aggregate(all=Sum("amount"))["all"] or 0
        if planned and amount.currency != grant.currency:
            raise refuse("other_currency", wanted=grant.currency, what=grant)
        if planned > amount.minor:
            raise refuse("below_instalments", planned=Money(planned, grant.currency))
        values |= {"amount": amount.minor, "currency": amount.currency}
    changes = same(grant, values)
    save_next(grant)
    record("grant.changed", grant, grant.project_id, by=by, changes=changes)
    search.queue(KIND, [grant.pk])
    return grant


@transaction.atomic
def decide_grant(*, grant: Grant, state: GrantState, on: date | None = None, by: Any) -> Grant:
    """Granted, refused, closed; or asked again."""
    grant = locked(grant)
    if not GrantState(grant.state).can_become(state):
        raise refuse("state", state=grant.get_state_display())
    values: dict[str, Any] = {"state": state, "decided_by": by}
    if state == GrantState.GRANTED and not grant.signed_on:
        if on:
            must_be_past(on)
        values["signed_on"] = on
    changes = same(grant, values)
    save_next(grant)
    record(f"grant.{state.value}" if state != GrantState.ASKED else "grant.asked_again", grant, grant.project_id, by=by,
           changes=changes)  # fmt: skip
    return grant


@transaction.atomic
def delete_grant(*, grant: Grant, by: Any) -> None:
    """Take out a grant that was never granted and that nothing uses."""
    grant = locked(grant)
    if grant.state not in (GrantState.ASKED, GrantState.REFUSED):
        raise refuse("state", state=grant.get_state_display())
    record("grant.deleted", grant, grant.project_id, by=by)
    search.forget(KIND, [grant.pk])
    try:
        grant.delete()
    except ProtectedError as error:
        raise refuse("used", what=next(iter(error.protected_objects))) from error


@transaction.atomic
def add_condition(*, grant: Grant, text: str, due_on: date | None, by: Any) -> GrantCondition:
    condition = GrantCondition(grant=grant, text=text, due_on=due_on)
    condition.full_clean()
    condition.save()
    record("grant.condition_added", grant, grant.project_id, by=by, changes={"condition": [None, text]})
    return condition


@transaction.atomic
def meet_condition(*, condition: GrantCondition, on: date, by: Any) -> GrantCondition:
    """Note the day on which it became true."""
    must_be_past(on)
    condition = locked(condition)
    before, condition.met_on = condition.met_on, on
    condition.save(update_fields=["met_on"])
    record("grant.condition_met", condition.grant, condition.grant.project_id, by=by,
           changes={"condition": [None, condition.text], "met_on": [before, on]})  # fmt: skip
    return condition


@transaction.atomic
def remove_condition(*, condition: GrantCondition, by: Any) -> None:
    """Take it out, unless money still waits for it: it would leave without anybody having said so."""
    waits = condition.instalments.exclude(state=InstalmentState.RECEIVED).exists()
    gone = [TransferState.SENT, TransferState.RECEIVED, TransferState.CANCELLED]
    if condition.met_on is None and (
        waits or Transfer.objects.filter(condition=condition).exclude(state__in=gone).exists()
    ):
        raise refuse("condition_holds")
    record("grant.condition_removed", condition.grant, condition.grant.project_id, by=by,
           changes={"condition": [condition.text, None]})  # fmt: skip
    condition.delete()
