"""What happened to the money, as entries an accountant takes up: balanced, CSV or the French FEC's columns. Not accounting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from maillage.core.money import Money
from maillage.funding.enums import Category, ExpenseState, InstalmentState, TransferState
from maillage.funding.models import Expense, Instalment, Transfer

BANK, GRANTS, PARTNERS, FEES = "512000", "740000", "657000", "627000"
# Accounts that an accountant renames once in their own software: the same word is always the same account.
ACCOUNTS = {
    Category.STAFF: "641000", Category.TRAVEL: "625100", Category.TRAINING: "622800", Category.EQUIPMENT: "218000",
    Category.WORKS: "615000", Category.SUPPLIES: "606000", Category.SERVICES: "611000", Category.MESSAGES: "623000",
    Category.EVALUATION: "622600", Category.OFFICE: "613000", Category.FEES: "627000", Category.OTHER: "628000",
}  # fmt: skip
FEC = ("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
       "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
       "Idevise")  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of an entry: a debit or a credit of an account."""

    number: str
    on: date
    account: str
    account_name: str
    other: str  # who is on the other side
    piece: str
    words: str
    debit: Money
    credit: Money


def entry(
    number: str, on: date, other: str, piece: str, words: str, sides: Iterable[tuple[str, str, Money]]
) -> list[Line]:
    """Lines of one entry: a positive amount is a debit, a negative one a credit."""
    zero = Money.zero
    return [Line(number, on, account, name, other, piece, words, amount if amount.minor > 0 else zero(amount.currency),
                 -amount if amount.minor < 0 else zero(amount.currency)) for account, name, amount in sides if amount]  # fmt: skip


def lines(user: Any, first: date, last: date) -> Iterator[Line]:
    """Of what this person may see, from one day to another, by day."""
    found = [*received(user, first, last), *sent(user, first, last), *spent(user, first, last)]
    for one in sorted(found, key=lambda rows: (rows[0].on, rows[0].number)):
        yield from one


def received(user: Any, first: date, last: date) -> Iterator[list[Line]]:
    rows = Instalment.objects.visible_to(user).filter(state=InstalmentState.RECEIVED, received_on__range=(first, last))
    for row in rows.select_related("grant__funder__organisation"):
        amount = row.received_money
        if amount:
            yield entry(f"T{row.pk}", row.received_on, str(row.grant.funder), row.grant.reference, str(row.grant),
                        [(BANK, _("Banque"), amount), (GRANTS, _("Subventions reçues"), -amount)])  # fmt: skip


def sent(user: Any, first: date, last: date) -> Iterator[list[Line]]:
    rows = Transfer.objects.visible_to(user).filter(
        state__in=[TransferState.SENT, TransferState.RECEIVED], sent_on__range=(first, last)
    )
    for row in rows.select_related("organisation"):
        amount, fees = Money(row.amount, row.currency), Money(row.fees, row.currency)
        yield entry(f"V{row.pk}", row.sent_on, str(row.organisation), row.reference, row.purpose,
                    [(PARTNERS, _("Versements aux partenaires"), amount), (FEES, _("Frais de banque"), fees),
                     (BANK, _("Banque"), -(amount + fees))])  # fmt: skip


def spent(user: Any, first: date, last: date) -> Iterator[list[Line]]:
    """The network's own expenses; partners keep their own books."""
    rows = Expense.objects.visible_to(user).filter(
        state=ExpenseState.APPROVED, organisation=None, spent_on__range=(first, last)
    )
    for row in rows:
        amount = Money(row.value, row.value_currency)
        yield entry(f"D{row.pk}", row.spent_on, row.supplier, row.piece, row.label,
                    [(ACCOUNTS[Category(row.category)], row.get_category_display(), amount),
                     (BANK, _("Banque"), -amount)])  # fmt: skip


def fec(rows: Iterable[Line]) -> Iterator[str]:
    """The columns of the French FEC, one line of text for each line of an entry."""
    yield "\t".join(FEC)
    for row in rows:
        currency = (row.debit or row.credit).currency
        cells = ("PR", _("Projets"), row.number, f"{row.on:%Y%m%d}", row.account, row.account_name, "", row.other,
                 row.piece or row.number, f"{row.on:%Y%m%d}", row.words, euro(row.debit), euro(row.credit), "", "",
                 f"{row.on:%Y%m%d}", euro(row.debit or -row.credit) if currency != "EUR" else "",
                 currency if currency != "EUR" else "")  # fmt: skip
        yield "\t".join(" ".join(str(cell).split()) for cell in cells)


def euro(amount: Money) -> str:
    return f"{amount.decimal:f}".replace(".", ",")


def table(rows: Iterable[Line]) -> Iterator[list[Any]]:
    for row in rows:
        yield [row.number, row.on, row.account, row.account_name, row.other, row.piece, row.words, row.debit.decimal,
               row.credit.decimal, (row.debit or row.credit).currency]  # fmt: skip


def headers() -> list[str]:
    return [_("Écriture"), _("Jour"), _("Compte"), _("Nom du compte"), _("Tiers"), _("Numéro de la pièce"), _("Libellé"), _("Débit"),
            _("Crédit"), _("Monnaie")]  # fmt: skip
