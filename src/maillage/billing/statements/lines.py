"""The movements of an account, their fingerprints and references, and what is refused of a bank's file."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.billing.references import Reference, find_references, read_reference
from maillage.core.errors import Refusal
from maillage.core.money import Money, total

MAX_BYTES = 30_000_000
MAX_LINES = 100_000


class StatementError(Refusal):
    """A bank statement that cannot be trusted; nothing of it is kept."""

    MESSAGES: ClassVar = {
        "empty": _("Ce fichier est vide."),
        "too_big": _("Ce relevé dépasse %(limit)s Mo : exportez une période plus courte."),
        "too_many_lines": _("Ce relevé dépasse %(limit)s lignes : exportez moins de jours."),
        "forbidden_xml": _("Ce fichier XML contient une déclaration interdite (DTD ou entité)."),
        "damaged": _("Ce fichier XML est abîmé et ne peut pas être lu."),
        "wrong_root": _("Ce fichier XML n’est pas un relevé CAMT.053 : on y trouve « %(found)s »."),
        "no_account": _("Un relevé de ce fichier n’indique pas de compte ou de monnaie."),
        "missing": _("L’écriture %(row)s n’a pas de « %(field)s »."),
        "bad_amount": _("Ligne %(row)s : « %(text)s » n’est pas un montant."),
        "bad_date": _("Ligne %(row)s : « %(text)s » n’est pas une date."),
        "mixed_dates": _("Les dates mêlent jour/mois et mois/jour : corrigez le fichier."),
        "wrong_currency": _("Ligne %(row)s : monnaie « %(found)s » au lieu de « %(expected)s »."),
        "no_columns": _("Les colonnes de date et de montant n’ont pas été reconnues : %(headers)s. Indiquez-les."),
        "two_amounts": _("Ligne %(row)s : un débit et un crédit sur la même ligne."),
        "unknown_sign": _("Ligne %(row)s : sens « %(text)s » inconnu (débit ou crédit)."),
        "table": _("Ce tableau ne peut pas être lu : %(reason)s"),
    }


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of the account: positive when money came in.

    Two identical movements of one day are told apart by their order, so a file must hold whole days
    for its fingerprints to meet those of another export.
    """

    fingerprint: str
    row: int  # rank of the entry in its file, or row of the table
    account: str
    booked_on: date
    amount: Money
    value_on: date | None = None
    counterparty: str = ""
    counterparty_account: str = ""
    references: tuple[Reference, ...] = ()
    message: str = ""
    bank_reference: str = ""
    end_to_end: str = ""
    reversal: bool = False  # the bank undoes an earlier movement
    grouped: int = 1  # how many payments the bank gave as one amount, without their parts


@dataclass(frozen=True, slots=True)
class Statement:
    """The movements of one account in one file."""

    account: str
    currency: str
    lines: tuple[StatementLine, ...]
    opening: Money | None = None
    closing: Money | None = None
    pending: int = 0  # entries left out because the bank has not booked them
    skipped: tuple[int, ...] = ()  # rows of a table without date nor amount: totals, notes

    @property
    def balanced(self) -> bool | None:
        """True when opening and lines make the closing balance; None when one is not given."""
        if self.opening is None or self.closing is None:
            return None
        moved = total((line.amount for line in self.lines), self.currency)
        return self.opening + moved == self.closing


def must_be_bounded(path: Path) -> None:
    """Refuse an empty or a huge file before it is opened."""
    size = path.stat().st_size
    if not size:
        raise StatementError("empty")
    if size > MAX_BYTES:
        raise StatementError("too_big", limit=MAX_BYTES // 1_000_000)


def with_references(line: StatementLine, structured: Iterable[str]) -> StatementLine:
    structured = list(structured)
    found = dict.fromkeys(reference for text in structured if (reference := read_reference(text)) is not None)
    # A structured field with wrong check digits is still worth showing to the treasurer.
    odd = [text for text in structured if read_reference(text) is None]
    message = " ".join(text for text in [*odd, line.message] if text)
    found |= dict.fromkeys(find_references(f"{message} {line.end_to_end}"))
    return replace(line, references=tuple(found), message=message)


def fingerprinted(lines: Iterable[StatementLine]) -> tuple[StatementLine, ...]:
    """Name each line by what it says, and by its order among those that say the same."""
    seen: Counter[str] = Counter()
    named: list[StatementLine] = []
    for line in lines:
        said = "\x1f".join(
            (
                line.account,
                line.booked_on.isoformat(),
                str(line.amount.minor),
                line.amount.currency,
                line.bank_reference,
                line.end_to_end,
                line.counterparty,
                line.counterparty_account,
                line.message,
                str(line.reversal),
            )
        )
        order = seen[said]
        seen[said] += 1
        digest = hashlib.sha256(f"{said}\x1f{order}".encode(errors="surrogatepass")).hexdigest()
        named.append(replace(line, fingerprint=digest[:40]))
    return tuple(named)
