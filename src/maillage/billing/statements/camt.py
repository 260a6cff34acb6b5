"""CAMT.053 files (ISO 20022, tried with versions 02, 04 and 08): their entries and the payments behind them."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from maillage.billing.statements.lines import (
    MAX_LINES,
    Statement,
    StatementError,
    StatementLine,
    fingerprinted,
    must_be_bounded,
    with_references,
)
from maillage.core.money import Money, MoneyError, total

MAX_DEPTH = 40  # the standard needs 15

_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


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
        lines=fingerprinted(lines),
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
        return [with_references(replace(whole, grouped=grouped), [])]
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
    return [with_references(replace(whole, message=message, grouped=len(details)), [])]


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
    return with_references(
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
