"""How a partner lives: the resources of a year, the supports it receives and the day they end."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from maillage.audit import journal
from maillage.funding.actions.common import known_currency, locked, refuse
from maillage.funding.models import Support, YearResource
from maillage.organisations.models import Organisation

Resources = Sequence[Mapping[str, Any]]  # {own, what, supporter, amount: Money}


@transaction.atomic
def write_year(*, organisation: Organisation, year: int, resources: Resources, by: Any) -> list[YearResource]:
    """Say on what a partner lived in a year: replaces what was said of that year."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    currencies = sorted({one["amount"].currency for one in resources})
    if len(currencies) > 1:
        raise refuse("year_currency", year=year, currency=currencies[0])
    names = [(one["own"], one["what"].strip()) for one in resources]
    for own, what in names:
        if names.count((own, what)) > 1:
            raise refuse("twice", what=what)
    rows = []
    for one in resources:
        amount = one["amount"]
        known_currency(amount.currency)
        rows.append(YearResource(organisation=organisation, year=year, own=one["own"], what=one["what"].strip(),
                                 supporter=one.get("supporter"), amount=amount.minor, currency=amount.currency))  # fmt: skip
        rows[-1].full_clean(validate_unique=False, validate_constraints=False)
    before = YearResource.objects.filter(organisation=organisation, year=year)
    told = sorted(before.values_list("what", "amount"))
    before.delete()
    YearResource.objects.bulk_create(rows)
    if rows:
        journal.record("autonomy.year_written", rows[0], by=by, label=label(organisation, year),
                       changes={"resources": [told, sorted((row.what, row.amount) for row in rows)]})  # fmt: skip
    return rows


def label(organisation: Organisation, year: int) -> str:
    return "" if organisation.withheld else f"{organisation} {year}"


@transaction.atomic
def write_support(*, organisation: Organisation, values: Mapping[str, Any], support: Support | None = None,
                  by: Any) -> Support:  # fmt: skip
    """Note a support to a partner, or change it (its end above all)."""
    new = support is None
    row = Support(organisation=organisation) if support is None else locked(support)
    before = journal.snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    if row.until and row.until < row.since:
        raise refuse("support_days")
    row.full_clean()
    row.save()
    journal.record("autonomy.support_added" if new else "autonomy.support_changed", row, by=by,
                   label="" if organisation.withheld else None,
                   changes=journal.difference(before, journal.snapshot(row)))  # fmt: skip
    return row


@transaction.atomic
def remove_support(*, support: Support, by: Any) -> None:
    journal.record("autonomy.support_removed", support, by=by, label="" if support.organisation.withheld else None)
    support.delete()
