"""The tables that banks export as CSV, XLSX or ODS: a row is a line, whatever its dates and its signs."""

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from maillage.billing.statements.columns import Columns, recognise
from maillage.billing.statements.lines import (
    MAX_BYTES,
    MAX_LINES,
    Statement,
    StatementError,
    StatementLine,
    fingerprinted,
    must_be_bounded,
    with_references,
)
from maillage.core.money import CurrencyMismatch, Money, MoneyError
from maillage.core.sheets import SheetError, open_sheet
from maillage.core.text import words_of

_HEADER_SEARCH = 20  # rows above which banks write the account and its holder


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
        lines.append(with_references(line, []))
    known = {line.account for line in lines}
    name = account or (known.pop() if len(known) == 1 else "")
    return Statement(name, currency, fingerprinted(lines), skipped=tuple(skipped))


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
