"""Bank statements read as lines, each with a fingerprint that is the same at every reading.

CAMT.053 (ISO 20022, tried with versions 02, 04 and 08) and the tables that banks export. A file
comes from outside: no DTD, no entity, bounded size, depth and number of lines.
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import ClassVar
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext_lazy as _

from maillage.billing.references import Reference, find_references, read_reference
from maillage.core.errors import Refusal
from maillage.core.money import CurrencyMismatch, Money, MoneyError, total
from maillage.core.sheets import SheetError, open_sheet
from maillage.core.text import words_of

MAX_BYTES = 30_000_000
MAX_LINES = 100_000
MAX_DEPTH = 40  # the standard needs 15
_HEADER_SEARCH = 20  # rows above which banks write the account and its holder
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


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


def read_statements(
    path: str | os.PathLike[str],
    *,
    account: str = "",
    currency: str = "",
    columns: "Columns | None" = None,
) -> list[Statement]:
    """Read a file of either kind, told by its first bytes.

    `account`, `currency` and `columns` serve the tables, which seldom say them.
    """
    path = Path(path)
    must_be_bounded(path)
    with path.open("rb") as file:
        head = file.read(400)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<"):
        return read_camt(path)
    return [read_table(path, account=account, currency=currency, columns=columns)]


def must_be_bounded(path: Path) -> None:
    """Refuse an empty or a huge file before it is opened."""
    size = path.stat().st_size
    if not size:
        raise StatementError("empty")
    if size > MAX_BYTES:
        raise StatementError("too_big", limit=MAX_BYTES // 1_000_000)


# --- CAMT.053 --------------------------------------------------------------------------------


def read_camt(path: str | os.PathLike[str]) -> list[Statement]:
    """Read every statement of a CAMT.053 file; StatementError when one part is not sound."""
    path = Path(path)
    must_be_bounded(path)
    try:
        return list(_camt_statements(path))
    except DefusedXmlException as error:
        raise StatementError("forbidden_xml") from error
    except (ParseError, UnicodeError, LookupError) as error:
        raise StatementError("damaged") from error


def _camt_statements(path: Path) -> Iterator[Statement]:
    depth = count = 0
    account = currency = ""
    balances: dict[str, Money] = {}
    lines: list[StatementLine] = []
    pending = 0
    events = iterparse(str(path), events=("start", "end"), forbid_dtd=True)
    for event, node in events:
        if event == "start":
            depth += 1
            if depth > MAX_DEPTH:
                raise StatementError("damaged")
            if depth <= 2:
                _must_be_camt(node, depth)
            continue
        depth -= 1
        name = _local(node) if depth in (2, 3) else ""
        if depth == 3 and name == "Acct":
            account = re.sub(r"\s", "", _text(node, "Id/IBAN") or _text(node, "Id/Othr/Id"))
            currency = _text(node, "Ccy")
        elif depth == 3 and name == "Bal":
            _read_balance(node, balances)
        elif depth == 3 and name == "Ntry":
            count += 1
            found = _entry_lines(node, account, count)
            pending += found is None
            lines += found or ()
            if len(lines) > MAX_LINES:
                raise StatementError("too_many_lines", limit=MAX_LINES)
            node.clear()
        elif depth == 2 and name == "Stmt":
            yield _statement(account, currency, balances, lines, pending)
            account = currency = ""
            balances, lines, pending = {}, [], 0
            node.clear()


def _must_be_camt(node: Element, depth: int) -> None:
    namespace, _brace, name = node.tag.rpartition("}")
    expected = "Document" if depth == 1 else "BkToCstmrStmt"
    if not namespace.startswith("{" + _NAMESPACE) or name != expected:
        raise StatementError("wrong_root", found=name[:60])


def _statement(
    account: str,
    currency: str,
    balances: Mapping[str, Money],
    lines: Sequence[StatementLine],
    pending: int,
) -> Statement:
    known = [money.currency for money in balances.values()]
    known += [line.amount.currency for line in lines[:1]]
    currency = currency or next(iter(known), "")
    if not account or not currency:
        raise StatementError("no_account")
    for line in lines:
        if line.amount.currency != currency:
            found = line.amount.currency
            raise StatementError("wrong_currency", row=line.row, found=found, expected=currency)
    return Statement(
        account=account,
        currency=currency,
        lines=_fingerprinted(lines),
        opening=balances.get("OPBD") or balances.get("PRCD"),
        closing=balances.get("CLBD"),
        pending=pending,
    )


def _read_balance(node: Element, balances: dict[str, Money]) -> None:
    code = _text(node, "Tp/CdOrPrtry/Cd")
    amount = _child(node, "Amt")
    if amount is not None and code in ("OPBD", "PRCD", "CLBD"):
        balances[code] = _signed(_xml_money(amount, 0), _text(node, "CdtDbtInd"))


def _entry_lines(entry: Element, account: str, row: int) -> list[StatementLine] | None:
    """The lines of one entry: its parts when they add up to it, else itself. None when pending."""
    if (_text(entry, "Sts/Cd") or _text(entry, "Sts")) in ("PDNG", "INFO"):
        return None
    node = _child(entry, "Amt")
    booked = _xml_date(entry, "BookgDt", row) or _xml_date(entry, "ValDt", row)
    sense = _text(entry, "CdtDbtInd")
    if node is None:
        raise StatementError("missing", row=row, field="Amt")
    if booked is None:
        raise StatementError("missing", row=row, field="BookgDt")
    if not sense:
        raise StatementError("missing", row=row, field="CdtDbtInd")
    whole = StatementLine(
        fingerprint="",
        row=row,
        account=account,
        booked_on=booked,
        value_on=_xml_date(entry, "ValDt", row),
        amount=_signed(_xml_money(node, row), sense),
        message=_text(entry, "AddtlNtryInf"),
        bank_reference=_text(entry, "AcctSvcrRef") or _text(entry, "NtryRef"),
        reversal=_text(entry, "RvslInd") in ("true", "1"),
    )
    details = [
        detail for group in entry if _local(group) == "NtryDtls" for detail in group if _local(detail) == "TxDtls"
    ]
    if not details:
        announced = _text(entry, "NtryDtls/Btch/NbOfTxs")
        grouped = int(announced) if re.fullmatch("[1-9][0-9]{0,8}", announced, re.ASCII) else 1
        return [_with_references(replace(whole, grouped=grouped), [])]
    if len(details) == 1:
        return [_detailed(whole, details[0], sense)]
    amounts = [_detail_amount(detail, sense, row) for detail in details]
    known = [amount for amount in amounts if amount is not None]
    same = all(amount.currency == whole.amount.currency for amount in known)
    if len(known) == len(details) and same and (total(known, whole.amount.currency) == whole.amount):
        return [
            _detailed(replace(whole, amount=amount), detail, sense)
            for amount, detail in zip(known, details, strict=True)
        ]
    messages = [_remittance(detail)[1] for detail in details]
    message = " / ".join(text for text in [whole.message, *messages] if text)
    return [_with_references(replace(whole, message=message, grouped=len(details)), [])]


def _detailed(line: StatementLine, detail: Element, sense: str) -> StatementLine:
    """Add to a line what the bank knows of the payment behind it."""
    sense = _text(detail, "CdtDbtInd") or sense
    # The other party is who paid when money comes in; a reversal keeps the parties of the
    # first movement, whose direction was the opposite.
    incoming = (sense == "CRDT") != line.reversal
    party, agent = ("Dbtr", "DbtrAcct") if incoming else ("Cdtr", "CdtrAcct")
    structured, message = _remittance(detail)
    parties = _child(detail, "RltdPties")
    name = other = ""
    if parties is not None:
        name = _text(parties, f"{party}/Nm") or _text(parties, f"{party}/Pty/Nm")
        other = _text(parties, f"{agent}/Id/IBAN") or _text(parties, f"{agent}/Id/Othr/Id")
    end_to_end = _text(detail, "Refs/EndToEndId")
    return _with_references(
        replace(
            line,
            counterparty=name,
            counterparty_account=re.sub(r"\s", "", other),
            message=message or line.message,
            bank_reference=_text(detail, "Refs/AcctSvcrRef") or line.bank_reference,
            end_to_end="" if end_to_end == "NOTPROVIDED" else end_to_end,
        ),
        structured,
    )


def _detail_amount(detail: Element, sense: str, row: int) -> Money | None:
    node = _child(detail, "Amt")
    if node is None:
        node = _find(detail, "AmtDtls/TxAmt/Amt")
    if node is None:
        return None
    return _signed(_xml_money(node, row), _text(detail, "CdtDbtInd") or sense)


def _remittance(detail: Element) -> tuple[list[str], str]:
    """The structured references and the free text of a payment."""
    structured: list[str] = []
    free: list[str] = []
    information = _child(detail, "RmtInf")
    for node in information if information is not None else ():
        if _local(node) == "Ustrd" and node.text:
            free.append(" ".join(node.text.split()))
        elif _local(node) == "Strd":
            if reference := _text(node, "CdtrRefInf/Ref"):
                structured.append(reference)
            free += [" ".join(child.text.split()) for child in node if _local(child) == "AddtlRmtInf" and child.text]
    return structured, " ".join(free)


def _with_references(line: StatementLine, structured: Iterable[str]) -> StatementLine:
    structured = list(structured)
    found = dict.fromkeys(reference for text in structured if (reference := read_reference(text)) is not None)
    # A structured field with wrong check digits is still worth showing to the treasurer.
    odd = [text for text in structured if read_reference(text) is None]
    message = " ".join(text for text in [*odd, line.message] if text)
    found |= dict.fromkeys(find_references(f"{message} {line.end_to_end}"))
    return replace(line, references=tuple(found), message=message)


def _local(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _child(node: Element, name: str) -> Element | None:
    return next((child for child in node if _local(child) == name), None)


def _find(node: Element, path: str) -> Element | None:
    found: Element | None = node
    for name in path.split("/"):
        if found is None:
            return None
        found = _child(found, name)
    return found


def _text(node: Element, path: str) -> str:
    found = _find(node, path)
    return " ".join((found.text or "").split()) if found is not None else ""


def _xml_money(node: Element, row: int) -> Money:
    text = (node.text or "").strip()
    if not re.fullmatch(r"\d{1,18}(\.\d{0,5})?", text, re.ASCII):
        raise StatementError("bad_amount", row=row, text=text[:40])
    try:
        return Money.of(Fraction(text), node.get("Ccy", ""))
    except MoneyError as error:
        raise StatementError("bad_amount", row=row, text=f"{text} {node.get('Ccy', '')[:8]}") from error


def _signed(amount: Money, sense: str) -> Money:
    return -amount if sense == "DBIT" else amount


def _xml_date(node: Element, name: str, row: int) -> date | None:
    text = _text(node, f"{name}/Dt") or _text(node, f"{name}/DtTm")
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise StatementError("bad_date", row=row, text=text[:40]) from error


# --- Tables of banks -------------------------------------------------------------------------


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


def read_table(
    path: str | os.PathLike[str],
    *,
    currency: str,
    account: str = "",
    columns: Columns | None = None,
) -> Statement:
    """Read the CSV, XLSX or ODS export of a bank; `columns` when its headers say nothing."""
    path = Path(path)
    must_be_bounded(path)
    try:
        with open_sheet(path, max_bytes=MAX_BYTES) as sheet:
            rows = [(sheet.header_row, sheet.headers)]
            for row in sheet.rows:
                if len(rows) > MAX_LINES:
                    raise StatementError("too_many_lines", limit=MAX_LINES)
                rows.append(row)
    except SheetError as error:
        raise StatementError("table", reason=error) from error
    columns, body = _find_columns(rows, columns)
    return _table_statement(body, columns, account, currency)


def _find_columns(
    rows: list[tuple[int, list[str]]], columns: Columns | None
) -> tuple[Columns, list[tuple[int, list[str]]]]:
    if columns is not None:
        return columns, rows[1:] if columns.has_header else rows
    for index, (_row, cells) in enumerate(rows[:_HEADER_SEARCH]):
        if (found := recognise(cells)) is not None:
            return found, rows[index + 1 :]
    raise StatementError("no_columns", headers=", ".join(rows[0][1])[:200])


def _table_statement(rows: list[tuple[int, list[str]]], columns: Columns, account: str, currency: str) -> Statement:
    lines: list[StatementLine] = []
    skipped: list[int] = []
    day_first = _day_first(cells[columns.date] for _r, cells in rows if columns.date < len(cells))
    for row, cells in rows:

        def cell(position: int | None, cells: list[str] = cells) -> str:
            inside = position is not None and position < len(cells)
            return " ".join(cells[position].split()) if inside and position is not None else ""

        amount = _row_amount(cell, columns, currency, row)
        if amount is None or not cell(columns.date):
            if amount is not None:
                raise StatementError("bad_date", row=row, text="")
            skipped.append(row)
            continue
        said = cell(columns.currency).upper()
        if said and said != currency:
            raise StatementError("wrong_currency", row=row, found=said[:8], expected=currency)
        value_on = cell(columns.value_date)
        line = StatementLine(
            fingerprint="",
            row=row,
            account=re.sub(r"\s", "", account or cell(columns.account)),
            booked_on=_read_date(cell(columns.date), row, day_first),
            value_on=_read_date(value_on, row, day_first) if value_on else None,
            amount=amount,
            counterparty=cell(columns.counterparty),
            counterparty_account=re.sub(r"\s", "", cell(columns.counterparty_account)),
            message=" ".join(text for text in map(cell, columns.labels) if text),
            bank_reference=cell(columns.bank_reference),
        )
        lines.append(_with_references(line, []))
    known = {line.account for line in lines}
    name = account or (known.pop() if len(known) == 1 else "")
    return Statement(name, currency, _fingerprinted(lines), skipped=tuple(skipped))


def _row_amount(cell, columns: Columns, currency: str, row: int) -> Money | None:  # type: ignore[no-untyped-def]
    """The signed amount of a row; None when it has none at all."""
    debit = _cell_money(cell(columns.debit), currency, row)
    credit = _cell_money(cell(columns.credit), currency, row)
    if debit and credit:
        raise StatementError("two_amounts", row=row)
    if debit or credit:
        # Banks write debits with a minus or without: the column already says the direction.
        return -abs(debit) if debit else credit
    amount = _cell_money(cell(columns.amount), currency, row)
    if amount is None:
        return debit or credit
    sense = " ".join(words_of(cell(columns.sense))) or cell(columns.sense)
    if columns.sense is None or not sense:
        return amount
    if sense in ("d", "db", "dbit", "debit", "af", "-"):
        return -abs(amount)
    if sense in ("c", "cr", "crdt", "credit", "bij", "+"):
        return abs(amount)
    raise StatementError("unknown_sign", row=row, text=sense[:20])


def _cell_money(text: str, currency: str, row: int) -> Money | None:
    if not text:
        return None
    try:
        return Money.parse(text, currency)
    except CurrencyMismatch as error:
        found = str(error.params["right"])
        raise StatementError("wrong_currency", row=row, found=found, expected=currency) from error
    except MoneyError as error:
        raise StatementError("bad_amount", row=row, text=text[:40]) from error


_YEAR_LAST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?: .*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-]?(\d{2})[/.\-]?(\d{2})(?:[ T].*)?", re.ASCII)


def _day_first(texts: Iterable[str]) -> bool:
    """Tell 31/01 from 01/31 by the whole column; day first when nothing says otherwise."""
    day_first = month_first = False
    for text in texts:
        if found := _YEAR_LAST.fullmatch(text.strip()):
            day_first |= int(found[1]) > 12
            month_first |= int(found[2]) > 12
    if day_first and month_first:
        raise StatementError("mixed_dates")
    return not month_first


def _read_date(text: str, row: int, day_first: bool) -> date:
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        parts = found[1], found[2], found[3]
    else:
        found = _YEAR_LAST.fullmatch(text)
        if found is None:
            raise StatementError("bad_date", row=row, text=text[:40])
        day, month = (found[1], found[2]) if day_first else (found[2], found[1])
        parts = found[3] if len(found[3]) == 4 else f"20{found[3]}", month, day
    try:
        return date(*map(int, parts))
    except ValueError as error:
        raise StatementError("bad_date", row=row, text=text[:40]) from error


# --- Fingerprints ----------------------------------------------------------------------------


def _fingerprinted(lines: Iterable[StatementLine]) -> tuple[StatementLine, ...]:
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
