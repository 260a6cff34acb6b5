"""The transactions that follow from facts, for the publication: an instalment received, a transfer sent, expenses approved.

A fact is told once: what is noted as a `Movement` is told as it stands, and a movement typed for a fact that the house
already tells is refused by nobody but doubled by nobody either: facts have their own reference, under which a movement
takes their place (« V-12 », « T-7 », « D-2026-1-EUR », « DP-41-2026-1-EUR »).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import ExtractQuarter

from maillage.core.money import Money
from maillage.funding.enums import ExpenseState, InstalmentState, TransferState
from maillage.funding.models import Expense, Instalment, Movement, Transfer
from maillage.funding.schedule import add_months
from maillage.organisations.models import Organisation

INCOMING, DISBURSEMENT, EXPENDITURE = "1", "3", "4"  # IATI's TransactionType


@dataclass(frozen=True)
class Told:
    """One transaction as IATI says it; the sides are numbers of organisations, None where nobody is named."""

    project: int
    ref: str
    type: str
    on: date
    amount: int
    currency: str
    description: str = ""
    provider: int | None = None
    provider_activity: str = ""
    receiver: int | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


def of_projects(projects: Iterable[int]) -> dict[int, list[Told]]:
    """{project: its transactions from facts, by day}; a few queries, whatever their number.

    Who is withheld from the public is nowhere: a transfer to them is not told at all.
    """
    ids = list(projects)
    noted = set(Movement.objects.filter(project__in=ids).exclude(ref="").values_list("project", "ref"))
    found: dict[int, list[Told]] = defaultdict(list)
    for maker in (received, sent, spent, spent_there):
        for one in maker(ids):
            if (one.project, one.ref) not in noted:
                found[one.project].append(one)
    for rows in found.values():
        rows.sort(key=lambda one: (one.on, one.type, one.ref))
    return dict(found)


def received(projects: list[int]) -> Iterator[Told]:
    """Instalments received: incoming funds, with the funder's own activity."""
    rows = Instalment.objects.filter(
        Organisation.seen_by_anyone("grant__funder__organisation"), grant__project__in=projects,
        state=InstalmentState.RECEIVED,
    )  # fmt: skip
    told = rows.order_by("pk").values_list("pk", "grant__project", "received_on", "received", "received_currency",
                                           "grant__title", "number", "grant__funder__organisation", "grant__activity")  # fmt: skip
    for pk, project, on, amount, currency, title, number, funder, activity in told:
        yield Told(project, f"T-{pk}", INCOMING, on, amount, currency, f"{title} ({number})", provider=funder,
                   provider_activity=activity)  # fmt: skip


def sent(projects: list[int]) -> Iterator[Told]:
    """Transfers sent: disbursements to a partner."""
    rows = Transfer.objects.filter(
        Organisation.seen_by_anyone("organisation"), project__in=projects,
        state__in=[TransferState.SENT, TransferState.RECEIVED],
    )  # fmt: skip
    told = rows.order_by("pk").values_list("pk", "project", "sent_on", "amount", "currency", "purpose", "organisation")
    for pk, project, on, amount, currency, purpose, partner in told:
        yield Told(project, f"V-{pk}", DISBURSEMENT, on, amount, currency, purpose, receiver=partner)


def spent(projects: list[int]) -> Iterator[Told]:
    """Approved expenses of the network itself, summed by quarter."""
    rows = Expense.objects.filter(project__in=projects, state=ExpenseState.APPROVED, organisation=None)
    told = rows.order_by().annotate(quarter=ExtractQuarter("spent_on")).values_list(
        "project", "spent_on__year", "quarter", "value_currency").annotate(all=Sum("value"))  # fmt: skip
    for project, year, quarter, currency, amount in told:
        yield Told(project, f"D-{year}-{quarter}-{currency}", EXPENDITURE, quarter_end(year, quarter), amount, currency,
                   f"{year} T{quarter}")  # fmt: skip


def spent_there(projects: list[int]) -> Iterator[Told]:
    """Approved expenses of partners, summed by quarter: each names who spent, so that what it spends of what was disbursed
    to it is not taken for the network's own expense."""
    rows = Expense.objects.filter(
        Organisation.seen_by_anyone("organisation"), project__in=projects, state=ExpenseState.APPROVED
    ).exclude(organisation=None)
    told = rows.order_by().annotate(quarter=ExtractQuarter("spent_on")).values_list(
        "project", "organisation", "spent_on__year", "quarter", "value_currency").annotate(all=Sum("value"))  # fmt: skip
    for project, partner, year, quarter, currency, amount in told:
        yield Told(project, f"DP-{partner}-{year}-{quarter}-{currency}", EXPENDITURE, quarter_end(year, quarter), amount,
                   currency, f"{year} T{quarter}", provider=partner)  # fmt: skip


def quarter_end(year: int, quarter: int) -> date:
    return add_months(date(year, 3 * quarter - 2, 1), 3) - timedelta(days=1)


def public_movements(projects: Iterable[int]) -> Any:
    """The movements noted as such, without those that name who is withheld."""
    rows = Movement.objects.filter(project__in=list(projects))
    for side in ("provider", "receiver"):
        rows = rows.filter(Q(**{side: None}) | Organisation.seen_by_anyone(side))
    return rows.order_by("project", "rank")
