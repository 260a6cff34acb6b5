"""A table being read, whatever its file: its headers, what is odd about it, its rows one by one."""

import contextlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from maillage.core.sheet_guards import MAX_CELL, SheetError
from maillage.core.sheets.cells import unescaped

MAX_ROWS = 1_048_576  # what every spreadsheet can hold


@dataclass(frozen=True, slots=True)
class Note:
    """What was odd about a file and did not prevent reading it."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """A table being read. Use it in a `with`; `rows` can be walked once.

    Each row has at least as many cells as there are headers; cells beyond the headers are kept
    when they hold something, for the importer to complain about.
    """

    headers: list[str]
    rows: Iterator[tuple[int, list[str]]]
    kind: str
    header_row: int = 1
    total: int | None = None
    estimated_rows: int = 0
    encoding: str = ""
    delimiter: str = ""
    sheet_names: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _resources: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        self._resources.close()


def make_sheet(records: Iterator[tuple[int, list[str]]], kind: str, notes: list[Note]) -> Sheet:
    """Find the headers, above which people like to write a title."""
    first: list[tuple[int, list[str]]] = []
    for number, row in records:
        if any(cell.strip() for cell in row):
            first.append((number, row))
        if len(first) >= 10 or number > 200:
            break
    if not first:
        raise SheetError("empty")
    filled = [sum(1 for cell in row if cell.strip()) for _, row in first]
    at = 0
    if max(filled) >= 3:
        while filled[at] == 1:
            at += 1
    if at:
        notes.append(Note("title-skipped", {"row": first[at][0]}))
    header_row, raw = first[at]
    headers = [" ".join(unescaped(cell).split()) for cell in raw]
    while headers and not headers[-1]:
        headers.pop()
    counted = Counter(header for header in headers if header)
    notes.extend(
        Note("duplicate-header", {"header": header, "count": count}) for header, count in counted.items() if count > 1
    )
    rest = itertools.chain(first[at + 1 :], records)
    return Sheet(
        headers=headers,
        rows=_rows(rest, len(headers)),
        kind=kind,
        header_row=header_row,
        notes=notes,
    )


def _rows(records: Iterable[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in records:
        if not any(row):
            continue
        for index, cell in enumerate(row):
            if cell[:1] == "'":
                row[index] = unescaped(cell)
            if len(cell) > MAX_CELL:
                raise SheetError("cell-too-long", row=number, limit=MAX_CELL)
        if len(row) != width:
            while len(row) > width and not row[-1].strip():
                row.pop()
            if len(row) < width:
                row.extend([""] * (width - len(row)))
        if any(map(str.strip, row)):
            yield number, row
