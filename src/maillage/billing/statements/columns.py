"""The columns of a bank's table, known by the headers that banks of several countries give them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from maillage.core.text import words_of


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table keeps each thing, by position from 0; None when it does not."""

    date: int
    amount: int | None = None
    debit: int | None = None
    credit: int | None = None
    value_date: int | None = None
    sense: int | None = None
    currency: int | None = None
    account: int | None = None
    counterparty: int | None = None
    counterparty_account: int | None = None
    bank_reference: int | None = None
    labels: tuple[int, ...] = ()
    has_header: bool = True

    def __post_init__(self) -> None:
        if self.amount is None and self.debit is None and self.credit is None:
            raise ValueError("a statement needs a column of amounts")


# Folded headers, as found in exports of banks of Québec, Belgium, France and Switzerland.
_HEADERS: dict[str, str] = {
    header: name
    for name, headers in {
        "date": "date|date comptable|date de comptabilisation|date operation|date d operation|"
        "date de l operation|date d execution|date de transaction|date transaction|booking date|"
        "transaction date|posted date|date posted|boekingsdatum|datum|fecha|fecha operacion",
        "value_date": "date valeur|date de valeur|valeur|value date|valutadatum|fecha valor",
        "amount": "montant|montant de l operation|montant operation|montant net|amount|bedrag|"
        "importe|montant de la transaction",
        "debit": "debit|debits|montant debit|retrait|retraits|withdrawal|withdrawals|paiements|af|cargo",
        "credit": "credit|credits|montant credit|depot|depots|deposit|deposits|bij|abono",
        "sense": "sens|debit credit|d c|credit debit|sens operation|af bij",
        "currency": "devise|devise du compte|monnaie|currency|munt|moneda",
        "account": "compte|numero de compte|n de compte|no de compte|iban|account|account number|"
        "rekening|rekeningnummer|cuenta",
        "counterparty": "contrepartie|nom contrepartie|nom de la contrepartie|nom|tiers|"
        "donneur d ordre|beneficiaire|nom du tiers|counterparty|counterparty name|payee|payer|"
        "name|naam|naam tegenpartij|nom contrepartie contient",
        "counterparty_account": "compte contrepartie|compte de la contrepartie|iban contrepartie|"
        "numero de compte contrepartie|counterparty account|rekening tegenpartij|iban tiers|"
        "compte du tiers",
        "bank_reference": "reference banque|reference de la transaction|numero de sequence|"
        "reference|ref|transaction id|numero d operation|n de sequence|reference operation|"
        "volgnummer|referencia",
        "label": "libelle|libelle operation|libelle de l operation|libelle simplifie|description|"
        "communication|communications|communication libre|communication structuree|details|detail|"
        "details du mouvement|memo|motif|message|mededeling|omschrijving|concepto|"
        "informations complementaires|texte comptable|transaction",
    }.items()
    for header in headers.split("|")
}


def recognise(headers: Sequence[str]) -> Columns | None:
    """Find the columns of a bank's table by their headers; None without a date and an amount.

    When two columns say the same thing, the first one counts, except labels, which are joined.
    """
    found: dict[str, int] = {}
    labels: list[int] = []
    for position, header in enumerate(headers):
        name = _HEADERS.get(_header_key(header))
        if name == "label":
            labels.append(position)
        elif name is not None:
            found.setdefault(name, position)
    if "date" not in found and "value_date" in found:
        found["date"] = found["value_date"]
    if "date" not in found or not {"amount", "debit", "credit"} & found.keys():
        return None
    return Columns(**found, labels=tuple(labels))  # type: ignore[arg-type]  # keys are the fields


def _header_key(header: str) -> str:
    """A header without accents, currency or brackets: « Montant (EUR) » is « montant »."""
    words = words_of(re.sub(r"\([^)]*\)", " ", header)[:80])
    return " ".join(word for word in words if word not in ("eur", "cad", "usd", "chf", "xof"))
