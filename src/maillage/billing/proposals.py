"""What each line of a statement may settle: rows read once, the pure matching, words for its reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.billing import matching
from maillage.billing.models import Charge, StatementLine
from maillage.billing.references import Reference, read_reference
from maillage.billing.statements import StatementLine as ReadLine
from maillage.billing.words import show
from maillage.core.money import Money

R = matching.Reason
REASONS = {
    R.STRUCTURED_REFERENCE: _("même communication structurée"),
    R.NUMBER: _("le numéro de la facture est dans la communication"),
    R.SEVERAL_NUMBERS: _("les numéros des factures sont dans la communication"),
    R.ACCOUNT_AND_AMOUNT: _("ce compte a déjà payé pour elle, et le montant est le même"),
    R.NAME_AND_AMOUNT: _("même nom et même montant"),
    R.SUM_OF_CHARGES: _("plusieurs sommes font ce montant"),
    R.NAME: _("même nom, autre montant : une partie, peut-être"),
    R.ONLY_AMOUNT: _("la seule somme de ce montant"),
}


@dataclass(frozen=True)
class Proposal:
    """Charges that a line may settle, and why."""

    charges: tuple[int, ...]
    payer: str
    label: str
    total: str
    reason: str
    exact: bool
    score: int


def read_again(line: StatementLine) -> ReadLine:
    """A stored line, as the pure matching takes it."""
    reference = read_reference(line.reference) if line.reference else None
    return ReadLine(
        fingerprint=line.fingerprint, row=0, account="", booked_on=line.booked_on,
        amount=Money(line.amount, line.currency), counterparty=line.payer_name, counterparty_account=line.payer_account,
        references=(reference,) if reference else (), message=line.text,
    )  # fmt: skip


def open_items() -> tuple[list[matching.OpenItem], dict[int, Any]]:
    """Every open charge, with what may name its payer; the accounts it paid from before."""
    rows = {row.pk: row for row in Charge.objects.open().select_related("organisation", "person", "invoice")}
    accounts: dict[tuple[Any, Any], list[str]] = {}
    known = StatementLine.objects.filter(~Q(payer_account=""), payment__isnull=False)
    for organisation, person, account in known.values_list(
        "payment__organisation_id", "payment__person_id", "payer_account"
    ).distinct():
        accounts.setdefault((organisation, person), []).append(account)
    return [item_of(row, accounts) for row in rows.values()], rows


def item_of(row: Any, accounts: dict[tuple[Any, Any], list[str]]) -> matching.OpenItem:
    payer = row.payer
    names = [str(payer), getattr(payer, "short_name", ""), *getattr(payer, "other_names", [])]
    reference: Reference | None = (
        read_reference(row.invoice.reference) if row.invoice and row.invoice.reference else None
    )
    return matching.OpenItem(
        id=row.pk, payer=f"{'o' if row.organisation_id else 'p'}{payer.pk}", balance=Money(row.balance, row.currency),
        due=row.due_on, number=row.invoice.number if row.invoice else "", references=(reference,) if reference else (),
        names=tuple(name for name in names if name), accounts=tuple(accounts.get((row.organisation_id, row.person_id), ())),
    )  # fmt: skip


def proposals(lines: Iterable[StatementLine]) -> dict[int, list[Proposal]]:
    """{line: what it may settle, the likeliest first}."""
    waiting = list(lines)
    if not waiting:
        return {}
    items, rows = open_items()
    found = matching.match([read_again(line) for line in waiting], items)
    return {line.pk: [in_words(match, rows) for match in found.get(line.fingerprint, ())] for line in waiting}


def in_words(match: matching.Match, rows: dict[int, Any]) -> Proposal:
    charges = [rows[int(pk)] for pk in match.charges]
    return Proposal(
        charges=tuple(charge.pk for charge in charges), payer=str(charges[0].payer),
        label=", ".join(charge.label for charge in charges),
        total=show(sum(charge.balance for charge in charges), charges[0].currency),
        reason=str(REASONS[match.reason]), exact=match.exact, score=match.score,
    )  # fmt: skip
