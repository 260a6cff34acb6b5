"""An expense: typed with its piece, shared among grants and lines, approved by another person, cancelled if it was wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from maillage.accounts.roles import Permission
from maillage.core.money import Money
from maillage.files.actions import Access, permission, store
from maillage.files.models import Document
from maillage.funding import rates, splits
from maillage.funding.actions.common import (
    in_words,
    known_currency,
    locked,
    must_be_past,
    must_be_positive,
    record,
    refuse,
    same,
    save_next,
)
from maillage.funding.enums import ExpenseState, GrantState
from maillage.funding.models import Expense, ExpenseShare
from maillage.organisations.models import Organisation
from maillage.projects import tree
from maillage.projects.models import Project
from maillage.search import outbox as search

KIND = "funding.expense"
S = ExpenseState
Shares = Sequence[Mapping[str, Any]]  # {line, grant, amount: Money}


@transaction.atomic
def write_expense(*, project: Project, organisation: Organisation | None, amount: Money, values: Mapping[str, Any],
                  shares: Shares = (), key: str | None = None, by: Any) -> Expense:  # fmt: skip
    """Type an expense; the same `key` twice is one expense."""
    known = Expense.objects.filter(key=key).first() if key else None
    if known:
        return known
    expense = Expense(project=project, organisation=organisation, amount=amount.minor, currency=amount.currency,
                      author=by, key=key, **values)  # fmt: skip
    check(expense, amount)
    try:
        with transaction.atomic():
            expense.save()
    except IntegrityError:  # sent twice at the same instant
        known = Expense.objects.filter(key=key).first() if key else None
        if known is None:
            raise
        return known
    if shares:
        write_shares(expense, shares)
    record("expense.written", expense, project, by=by, changes={"amount": [None, str(amount)]})
    search.queue(KIND, [expense.pk])
    return expense


@transaction.atomic
def change_expense(*, expense: Expense, amount: Money, values: Mapping[str, Any], shares: Shares | None = None,
                   by: Any) -> Expense:  # fmt: skip
    """Change it until it is sent; sent, it is returned first, so that nobody approves what another changed meanwhile."""
    expense = open_one(expense)
    if expense.state == S.SUBMITTED:
        raise refuse("submitted")
    if shares is not None or amount.currency != expense.currency or amount.minor < expense.amount:
        expense.shares.all().delete()
    changes = same(expense, {**values, "amount": amount.minor, "currency": amount.currency})
    check(expense, amount)
    save_next(expense)
    if shares:
        write_shares(expense, shares)
    else:
        expense.shares.update(year=expense.spent_on.year, carrier=expense.organisation_id)
    record("expense.changed", expense, expense.project_id, by=by, changes=changes)
    search.queue(KIND, [expense.pk])
    return expense


def check(expense: Expense, amount: Money) -> None:
    must_be_positive(amount)
    known_currency(amount.currency)
    must_be_past(expense.spent_on)
    expense.full_clean(validate_unique=False, validate_constraints=False)


def open_one(expense: Expense) -> Expense:
    expense = locked(expense)
    if expense.state in (S.APPROVED, S.CANCELLED):
        raise refuse("state", state=expense.get_state_display())
    return expense


@transaction.atomic
def split_expense(*, expense: Expense, shares: Shares, by: Any) -> Expense:
    """Say who pays what of it, on which line: never beyond its amount; the databases hold it too."""
    expense = open_one(expense)
    before = [[s.line_id, s.grant_id, s.amount] for s in expense.shares.all()]
    expense.shares.all().delete()
    write_shares(expense, shares)
    save_next(expense)
    after = [[s.line_id, s.grant_id, s.amount] for s in expense.shares.all()]
    record("expense.split", expense, expense.project_id, by=by, changes={"shares": [before, after]})
    return expense


def write_shares(expense: Expense, shares: Shares) -> None:
    amount = Money(expense.amount, expense.currency)
    told = [share for share in shares if share["amount"].minor]
    for share in told:
        if share["amount"].currency != expense.currency:
            raise refuse("other_currency", wanted=expense.currency, what=expense)
    keys = [(share["line"].pk, share["grant"].pk if share.get("grant") else None) for share in told]
    if len(set(keys)) != len(keys):
        raise refuse("share_twice")
    in_words(splits.must_fit, amount, [share["amount"] for share in told])
    above = {expense.project_id, *tree.ids_above(expense.project)} if told else set()
    for share in told:
        check_share(expense, share, above)
    ExpenseShare.objects.bulk_create(
        ExpenseShare(expense=expense, project=expense.project, line=share["line"], grant=share.get("grant"),
                     carrier_id=expense.organisation_id, year=expense.spent_on.year, amount=share["amount"].minor)
        for share in told
    )  # fmt: skip


def check_share(expense: Expense, share: Mapping[str, Any], above: set[int]) -> None:
    """The line and the grant are of this project, open, and the funder admits this kind of expense on that day."""
    line, grant = share["line"], share.get("grant")
    if line.project_id not in above:
        raise refuse("other_project", what=line)
    if line.closed:
        raise refuse("line_closed", what=line)
    if grant is None:
        return
    if grant.project_id not in above:
        raise refuse("other_project", what=grant)
    if grant.state not in (GrantState.GRANTED, GrantState.CLOSED):
        raise refuse("not_granted")
    if not grant.starts_on <= expense.spent_on <= grant.ends_on:
        raise refuse("out_of_grant", what=grant, first=grant.starts_on, last=grant.ends_on)
    if grant.funder.categories and expense.category not in grant.funder.categories:
        raise refuse("not_eligible", funder=grant.funder, what=expense.get_category_display())


@transaction.atomic
def add_piece(*, expense: Expense, upload: Any, title: str, access: Access | None = None, by: Any) -> Document:
    """Join a piece: an invoice, a receipt, a list of presences."""
    expense = open_one(expense)
    document = store(upload=upload, title=title or expense.label, access=access or permission_to_follow(), by=by,
                     about=expense)  # fmt: skip
    record("expense.piece_added", expense, expense.project_id, by=by, changes={"document": [None, document.title]})
    return document


def permission_to_follow() -> Access:
    return permission(Permission.FUNDING_VIEW)


def pieces(expense: Expense) -> Any:
    return Document.objects.about(expense).filter(removed_at=None)


@transaction.atomic
def submit_expense(*, expense: Expense, by: Any) -> Expense:
    """Send it to whoever approves: with its piece."""
    expense = standing(expense, S.SUBMITTED)
    if not pieces(expense).exists():
        raise refuse("no_piece")
    return moved(expense, S.SUBMITTED, "expense.submitted", by, {"submitted_at": now()})


@transaction.atomic
def return_expense(*, expense: Expense, note: str, by: Any) -> Expense:
    """Give it back with a word that says what is missing."""
    if not note.strip():
        raise refuse("no_reason")
    return moved(standing(expense, S.RETURNED), S.RETURNED, "expense.returned", by, {"note": note.strip()})


@transaction.atomic
def approve_expense(*, expense: Expense, by: Any) -> Expense:
    """It counts from now on, in the budget's currency at the rate of the day it was spent, locked. Never by its author."""
    expense = standing(expense, S.APPROVED)
    if by is not None and expense.author_id == by.pk:
        raise refuse("by_author")
    shares = list(expense.shares.all())
    if not shares:
        raise refuse("no_share")
    amount = Money(expense.amount, expense.currency)
    currency = rates.book_currency(expense.project)
    value, lock = in_words(rates.converted, amount, currency, expense.spent_on)
    for share, told in zip(shares, splits.valued(amount.minor, value, [s.amount for s in shares]), strict=True):
        share.value = told.minor
    ExpenseShare.objects.bulk_update(shares, ["value"])
    values = {"approved_by": by, "approved_at": now(), "value": value.minor, "value_currency": currency}
    return moved(expense, S.APPROVED, "expense.approved", by, values | (lock.fields if lock else {}))


@transaction.atomic
def cancel_expense(*, expense: Expense, note: str, by: Any) -> Expense:
    """It counts no more; it stays readable, with why."""
    if not note.strip():
        raise refuse("no_reason")
    expense = standing(expense, S.CANCELLED)
    expense.shares.update(value=None)
    return moved(expense, S.CANCELLED, "expense.cancelled", by, {"note": note.strip()})


def standing(expense: Expense, state: ExpenseState) -> Expense:
    expense = locked(expense)
    if not S(expense.state).can_become(state):
        raise refuse("state", state=expense.get_state_display())
    return expense


def moved(expense: Expense, state: ExpenseState, verb: str, by: Any, values: Mapping[str, Any]) -> Expense:
    changes = same(expense, {"state": state, **values})
    save_next(expense)
    record(verb, expense, expense.project_id, by=by, changes=changes)
    search.queue(KIND, [expense.pk])
    return expense
