"""What came in, what left, what stayed; what a partner still has to justify; what the coming months hold. Derived, never typed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from maillage.funding import measures
from maillage.funding.enums import ExpenseState, GrantState, InstalmentState, TransferState
from maillage.funding.models import Expense, Instalment, Transfer

T = TransferState


@dataclass
class Advance:
    """What a partner received and justified, in one currency."""

    organisation: int
    currency: str
    received: int = 0
    justified: int = 0
    waiting: int = 0  # sent to be approved

    @property
    def left(self) -> int:
        return self.received - self.justified


def advances(**scope: Any) -> list[Advance]:
    """By partner and currency; `scope` narrows (project=…, organisation=…)."""
    found: dict[tuple[int, str], Advance] = {}

    def one(organisation: int, currency: str) -> Advance:
        return found.setdefault((organisation, currency), Advance(organisation, currency))

    sent = Transfer.objects.filter(state=T.RECEIVED, **scope).order_by()
    for who, currency, amount in sent.values_list("organisation", "received_currency").annotate(all=Sum("received")):
        one(who, currency).received += amount
    spent = Expense.objects.filter(
        organisation__isnull=False, **{k: v for k, v in scope.items() if k != "organisation"}
    )
    if "organisation" in scope:
        spent = Expense.objects.filter(**scope)
    states = spent.filter(state__in=[ExpenseState.APPROVED, ExpenseState.SUBMITTED]).order_by()
    for who, currency, state, amount in states.values_list("organisation", "currency", "state").annotate(
        all=Sum("amount")
    ):
        row = one(who, currency)
        if state == ExpenseState.APPROVED:
            row.justified += amount
        else:
            row.waiting += amount
    return sorted(found.values(), key=lambda row: (row.organisation, row.currency))


@dataclass
class Kept:
    """In one currency: what came in, what left for partners (fees apart), what was spent here."""

    currency: str
    came: int = 0
    left: int = 0
    fees: int = 0
    spent: int = 0

    @property
    def stayed(self) -> int:
        return self.came - self.left - self.fees - self.spent


def received_rows(projects: Any) -> Any:
    return Instalment.objects.filter(state=InstalmentState.RECEIVED, grant__project__in=projects)


def sent_rows(projects: Any) -> Any:
    return Transfer.objects.filter(project__in=projects, state__in=[T.SENT, T.RECEIVED])


def spent_rows(projects: Any) -> Any:
    """What the network itself spent; partners spend what left for them."""
    return Expense.objects.filter(project__in=projects, organisation=None, state=ExpenseState.APPROVED)


def kept(projects: Any) -> list[Kept]:
    """Of these projects (their numbers, or a query of them), by currency, the heaviest first."""
    found: dict[str, Kept] = {}

    def one(currency: str) -> Kept:
        return found.setdefault(currency, Kept(currency))

    for currency, amount in (
        received_rows(projects).order_by().values_list("received_currency").annotate(s=Sum("received"))
    ):
        one(currency).came += amount
    for currency, amount, fees in sent_rows(projects).order_by().values_list("currency").annotate(
        s=Sum("amount"), f=Sum("fees")):  # fmt: skip
        one(currency).left += amount
        one(currency).fees += fees
    for currency, amount in spent_rows(projects).order_by().values_list("value_currency").annotate(s=Sum("value")):
        one(currency).spent += amount
    return sorted(found.values(), key=lambda row: (-(row.came + row.left), row.currency))


def coming(projects: Any, currency: str) -> Iterable[tuple[date, int]]:
    rows = Instalment.objects.exclude(state=InstalmentState.RECEIVED).filter(
        grant__project__in=projects, grant__state=GrantState.GRANTED, grant__currency=currency)  # fmt: skip
    return list(rows.order_by().values_list("due_on", "amount"))


def going(projects: Any, currency: str) -> Iterable[tuple[date, int]]:
    rows = Transfer.objects.filter(project__in=projects, currency=currency, state__in=[T.PLANNED, T.ASKED, T.APPROVED])
    return list(rows.order_by().values_list("due_on", "amount"))


def forecast(projects: list[int], currency: str, today: date) -> list[measures.Month]:
    """The year to come of a project and of all that stands under it, in the currency of its books."""
    stands = next((row.stayed for row in kept(projects) if row.currency == currency), 0)
    return measures.forecast(today, stands, coming(projects, currency), going(projects, currency))


def partner_forecast(organisation: Any, today: date) -> dict[str, list[measures.Month]]:
    """What a partner may expect, month by month, in each currency in which it is promised."""
    rows = Transfer.objects.filter(organisation=organisation, state__in=[T.PLANNED, T.ASKED, T.APPROVED, T.SENT])
    by_currency: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for day, amount, currency in rows.order_by().values_list("due_on", "amount", "currency"):
        by_currency[currency].append((day, amount))
    return {currency: measures.forecast(today, 0, flows, []) for currency, flows in by_currency.items()}
