"""Budgets, payments foreseen, transactions ↔ the columns of the room funding."""

from collections.abc import Iterable
from typing import Any

from maillage.funding.models import Movement, PeriodBudget, PlannedPayment
from maillage.iati.elements.activity import Activity
from maillage.iati.elements.money import Budget, Planned, Transaction
from maillage.iati.elements.parties import Party
from maillage.iati.elements.places import Coded
from maillage.iati.elements.values import Unheld
from maillage.iati.rows.settled import examined, percent
from maillage.iati.rows.shares import amount_of, columns_of

ORDER = ("code", "vocabulary", "uri", "names")


def budgets(activity: Activity, project: Any) -> Iterable[PeriodBudget]:
    for rank, one in enumerate(activity.budgets):
        needed(one.start, "budget/period-start")
        needed(one.end, "budget/period-end")
        row = PeriodBudget(project=project, rank=rank, type=one.type, status=one.status, period_start=one.start,
                           period_end=one.end, **columns_of(one.value, activity.currency))  # fmt: skip
        yield examined(row, "budget")


def planned(activity: Activity, project: Any) -> Iterable[PlannedPayment]:
    for rank, one in enumerate(activity.planned):
        needed(one.start, "planned-disbursement/period-start")
        row = PlannedPayment(project=project, rank=rank, type=one.type, period_start=one.start, period_end=one.end,
                             **side("provider", one.provider), **side("receiver", one.receiver),
                             **columns_of(one.value, activity.currency))  # fmt: skip
        yield examined(row, "planned-disbursement")


def movements(activity: Activity, project: Any) -> Iterable[Movement]:
    for rank, one in enumerate(activity.transactions):
        needed(one.on, "transaction/transaction-date")
        country, region = one.country or Coded(), one.region or Coded()
        for place in (country, region, *one.sectors):
            percent(place.percentage, "transaction")
        row = Movement(
            project=project, rank=rank, ref=one.ref, humanitarian=one.humanitarian, type=one.type, on=one.on,
            descriptions=one.descriptions, channel=one.channel, sectors=[coded(sector) for sector in one.sectors],
            country=country.code, country_names=country.names, region=region.code, region_vocabulary=region.vocabulary,
            region_uri=region.uri, region_names=region.names, flow_type=one.flow_type, finance_type=one.finance_type,
            aid_types=one.aid_types, tied_status=one.tied_status, **side("provider", one.provider),
            **side("receiver", one.receiver), **columns_of(one.value, activity.currency),
        )  # fmt: skip
        yield examined(row, "transaction")


def needed(value: Any, path: str) -> None:
    if value is None:
        raise Unheld("date", said=path)


def coded(sector: Coded) -> dict[str, Any]:
    return {name: getattr(sector, name) for name in ORDER}


def side(name: str, party: Party | None) -> dict[str, Any]:
    """The columns of one side. A side told by nothing at all is a side all the same: IATI lets it be."""
    party = party or Party()
    return {f"{name}_ref": party.ref, f"{name}_type": party.type, f"{name}_activity": party.activity,
            f"{name}_names": party.names}  # fmt: skip


def party(row: Any, name: str) -> Party | None:
    found = Party(ref=getattr(row, f"{name}_ref"), type=getattr(row, f"{name}_type"),
                  activity=getattr(row, f"{name}_activity"), names=getattr(row, f"{name}_names"))  # fmt: skip
    return found if found != Party() else None


def budget_of(row: PeriodBudget) -> Budget:
    return Budget(row.type, row.status, row.period_start, row.period_end, amount_of(row))


def planned_of(row: PlannedPayment) -> Planned:
    return Planned(
        row.type, row.period_start, row.period_end, amount_of(row), party(row, "provider"), party(row, "receiver")
    )


def transaction_of(row: Movement) -> Transaction:
    country = Coded(code=row.country, names=row.country_names)
    region = Coded(code=row.region, vocabulary=row.region_vocabulary, uri=row.region_uri, names=row.region_names)
    return Transaction(
        ref=row.ref, humanitarian=row.humanitarian, type=row.type, on=row.on, value=amount_of(row),
        descriptions=row.descriptions, provider=party(row, "provider"), receiver=party(row, "receiver"), channel=row.channel,
        sectors=[Coded(**{name: told.get(name) or ([] if name == "names" else "") for name in ORDER}) for told in row.sectors],
        country=country if country != Coded() else None, region=region if region != Coded() else None,
        flow_type=row.flow_type, finance_type=row.finance_type, aid_types=row.aid_types, tied_status=row.tied_status,
    )  # fmt: skip
