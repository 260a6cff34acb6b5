"""Transactions that facts tell (an instalment received, a transfer sent, expenses approved), as the standard writes them."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.timezone import localdate

from maillage.funding import told
from maillage.iati.elements.activity import Activity
from maillage.iati.elements.money import Amount, Transaction
from maillage.iati.elements.parties import Party
from maillage.iati.exports.identifiers import identifiers_of, names_of
from maillage.iati.rows.shares import digits


class Facts:
    """The facts of many projects, read once."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.found = told.of_projects(list(ids))
        rows = [one for facts in self.found.values() for one in facts]
        organisations = {pk for one in rows for pk in (one.provider, one.receiver) if pk is not None}
        self.names, self.identifiers = names_of(organisations), identifiers_of(organisations)

    def put(self, activity: Activity, project: int) -> None:
        """Add what facts tell; what is noted as a movement of the same reference was left out already."""
        activity.transactions += [self.transaction(one, activity.currency) for one in self.found.get(project, ())]

    def transaction(self, one: told.Told, default: str) -> Transaction:
        on = min(one.on, localdate())  # a quarter that runs is told of today
        amount = Amount(Decimal(one.amount).scaleb(-digits(one.currency)), on=on)
        amount.currency = "" if one.currency == default else one.currency
        return Transaction(
            ref=one.ref, type=one.type, on=on, value=amount, descriptions=[["", one.description]] if one.description else [],
            provider=self.party(one.provider, one.provider_activity), receiver=self.party(one.receiver, ""),
        )  # fmt: skip

    def party(self, pk: int | None, activity: str) -> Party | None:
        """A side by its identifier and its name; nobody where none is named."""
        if pk is None:
            return None
        return Party(ref=self.identifiers.get(pk, ""), activity=activity, names=[["", self.names.get(pk, "")]])


def refs(ids: Iterable[int]) -> dict[int, set[str]]:
    """{project: the references under which facts are told}: a file that brings them back does not note them twice."""
    return {project: {one.ref for one in rows} for project, rows in told.of_projects(list(ids)).items()}
