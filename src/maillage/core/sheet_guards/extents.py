"""How large the rectangles of a workbook are once laid out, seen while its XML goes by."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

from maillage.core.sheet_guards.archives import entries_of, ignore, inflate, must_be_safe
from maillage.core.sheet_guards.refusals import MAX_CELL, MAX_CELLS, MAX_INFLATED, MAX_TEXT, SheetError

# "[^<]" and not "[^>]": an attribute may hold ">", no tag holds "<", and each search ends there.
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^<]*?\br\s*=\s*["']\s*([A-Za-z]{1,4})(\d{1,9})""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<]*?\br\s*=\s*["']\s*(\d{1,9})""")
_VALUE_CELL = re.compile(rb"<(?:\w+:)?c\s([^<]*)<(?:\w+:)?v>\s*(\d{1,9})")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["']s["']""")
_STRING_START = re.compile(rb"<(?:\w+:)?si[\s>]")
_MAX_TAG = 1_000_000


def _whole_tags(data: bytes) -> tuple[bytes, bytes]:
    """Cut before the last "<", so that no tag is seen in two halves."""
    cut = max(0, data.rfind(b"<"))
    if len(data) - cut > _MAX_TAG:
        raise SheetError("damaged")
    return data[:cut], data[cut:]


class _Extent:
    """The corner of a worksheet's rectangle, seen while its XML goes by."""

    def __init__(self) -> None:
        self.rows = self.columns = self.tags = 0
        self.tail = b""
        self.started = False

    def see(self, piece: bytes) -> None:
        if not self.started and piece.startswith((b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")):
            # XML in UTF-16, which no spreadsheet writes: we would be blind to its tags.
            raise SheetError("damaged")
        self.started = True
        data, self.tail = _whole_tags(self.tail + piece)
        self.tags += data.count(b"<c ") + data.count(b"<c>") + data.count(b":c ")
        cells = _CELL.findall(data)
        for letters in {column.upper() for column, _row in cells}:
            number = 0
            for letter in letters:
                number = number * 26 + letter - 64
            self.columns = max(self.columns, number)
        # Rows may keep silent about their number and let their cells say it.
        rows = {row for _column, row in cells}.union(_ROW.findall(data))
        self.rows = max(self.rows, max(map(int, rows), default=0))
        self.must_fit()

    def must_fit(self) -> None:
        cells = self.rows * max(1, self.columns)
        if max(cells, self.tags) > MAX_CELLS:
            raise SheetError("too-many-cells", cells=max(cells, self.tags), limit=MAX_CELLS)


class _Strings:
    """How long each shared text is: thousands of cells may point to one enormous text."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.open = False

    def see(self, piece: bytes) -> None:
        starts = [found.start() for found in _STRING_START.finditer(piece)]
        if not starts:
            if self.lengths:
                self.lengths[-1] += len(piece)
            return
        if self.lengths:
            self.lengths[-1] += starts[0]
        starts.append(len(piece))
        self.lengths.extend(after - before for before, after in itertools.pairwise(starts))


def must_be_safe_xlsx(path: Path) -> None:
    """Refuse a workbook that would not fit in memory once laid out."""
    strings = _Strings()
    extents: list[_Extent] = []

    def watch(name: str) -> Callable[[bytes], object]:
        if name.lower() == "xl/sharedstrings.xml":
            return strings.see
        # A workbook may keep its sheets under any name: every other part is looked at.
        extents.append(_Extent())
        return extents[-1].see

    must_be_safe(path, watch)
    longest = max(strings.lengths, default=0)
    if longest > 40 * MAX_CELL:
        raise SheetError("bomb")
    if longest * max((extent.tags for extent in extents), default=0) > MAX_TEXT:
        _must_not_repeat(path, strings.lengths)


def _must_not_repeat(path: Path, lengths: list[int]) -> None:
    """Add up the texts as the cells point to them; only where the worst case is too much."""
    for entry in entries_of(path):
        if entry.filename.lower() == "xl/sharedstrings.xml":
            continue
        total, tail = 0, b""

        def see(piece: bytes) -> None:
            nonlocal total, tail
            # A cell and its value are two tags: keep from the last cell on.
            data = tail + piece
            end = 0
            for found in _VALUE_CELL.finditer(data):
                end = found.end()
                if _IS_TEXT.search(found.group(1)):
                    index = int(found.group(2))
                    total += lengths[index] if index < len(lengths) else 0
            if total > MAX_TEXT:
                raise SheetError("bomb")
            tail = data[max(end, data.rfind(b"<c", 0, data.rfind(b"<"))) :]
            if len(tail) > _MAX_TAG:
                raise SheetError("damaged")

        with path.open("rb") as file:
            inflate(file, entry, see, limit=MAX_INFLATED)


# Formulas put ">" inside attributes: quotes are followed to their end.
_ODS_TAG = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell)\b"
    rb"""((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(/?)>|</table:(table-row|table)>"""
)
_REPEATED = re.compile(rb"""(?:rows|columns)-repeated\s*=\s*["']\s*(\d{1,12})""")

# A single element that stands for ten thousand blanks or more.
_ODS_BLANKS = re.compile(rb"""<text:s\s[^<]*?\btext:c\s*=\s*["']\s*\d{5}""")


class _OdsExtent:
    """The rectangle of an OpenDocument sheet, with its repetitions unrolled."""

    def __init__(self) -> None:
        self.tail = b""
        self.row_times = 1
        self.column = self.filled_column = 0
        self.rows = self.filled_rows = self.columns = 0
        self.seen = self.text = 0
        self.cell: tuple[int, int] | None = None

    def see(self, piece: bytes) -> None:
        data, self.tail = _whole_tags(self.tail + piece)
        if _ODS_BLANKS.search(data):
            raise SheetError("bomb")
        for found in _ODS_TAG.finditer(data):
            opened, attributes, selfclosed, closed = found.groups()
            if self.cell is not None:
                start, times = self.cell
                self.text += (self.seen + found.start() - start) * times
                self.cell = None
                if self.text > MAX_TEXT:
                    raise SheetError("bomb")
            if closed == b"table-row":
                self.end_row()
            elif closed == b"table":
                self.rows = self.filled_rows = self.columns = 0
            elif opened:
                repeated = _REPEATED.search(attributes) if b"repeated" in attributes else None
                times = int(repeated.group(1)) if repeated else 1
                if opened == b"table-row":
                    self.row_times, self.column, self.filled_column = times, 0, 0
                    if selfclosed:
                        self.end_row()
                else:
                    self.column += times
                    if not selfclosed or b"office:value" in attributes:
                        self.filled_column = self.column
                        self.cell = (self.seen + found.end(), times * self.row_times)
        self.seen += len(data)

    def end_row(self) -> None:
        self.rows += self.row_times
        if self.filled_column:
            self.filled_rows = self.rows
            self.columns = max(self.columns, self.filled_column)
        cells = self.filled_rows * self.columns
        if cells > MAX_CELLS:
            raise SheetError("too-many-cells", cells=cells, limit=MAX_CELLS)


def must_be_safe_ods(path: Path) -> None:
    """Refuse an OpenDocument sheet that unrolls to more than memory can hold."""
    extent = _OdsExtent()
    must_be_safe(path, lambda name: extent.see if name == "content.xml" else ignore)
