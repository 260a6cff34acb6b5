"""Tables read from files that strangers made, and written for spreadsheets that execute things.

Reading streams a CSV of any dialect, and opens XLSX and ODS only once `sheet_guards` has seen
that they cannot exhaust the machine. Row numbers are those a person sees in the spreadsheet.

Writing neutralises formulas with a leading apostrophe, in all three formats because a workbook
is often saved again as CSV; reading takes that apostrophe away, so a table we wrote reads back
as it was.
"""

import codecs
import contextlib
import csv
import datetime
import io
import itertools
import math
import os
import re
import statistics
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Self
from xml.sax.saxutils import escape

import xlsxwriter
from odswriter import ods_components
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from maillage.core.sheet_guards import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_FILE,
    SheetError,
    kind_of,
    must_be_safe_ods,
    must_be_safe_xlsx,
)

__all__ = [
    "Note",
    "Sheet",
    "SheetError",
    "Written",
    "open_sheet",
    "write_csv",
    "write_ods",
    "write_xlsx",
]

MAX_ROWS = 1_048_576  # what every spreadsheet can hold
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_DELIMITERS = ";,\t|"
# A record over more lines than this is an unclosed quote that swallows the file.
_MAX_LINES_IN_RECORD = 1000


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


def open_sheet(path: str | os.PathLike[str], *, sheet: str | None = None, max_bytes: int = MAX_FILE) -> Sheet:
    """Open a CSV, XLSX or ODS file; `sheet` names the sheet, else the first with content.

    Raises SheetError before anything is read when the file is too large, and before the
    workbook is opened when it is not what it says or would grow beyond measure.
    """
    path = Path(path)
    size = path.stat().st_size
    if size > max_bytes:
        raise SheetError("too-big", size=_megabytes(size), limit=_megabytes(max_bytes))
    if size == 0:
        raise SheetError("empty")
    kind = kind_of(path)
    if kind == "csv":
        return _open_csv(path)
    (must_be_safe_xlsx if kind == "xlsx" else must_be_safe_ods)(path)
    return _open_workbook(path, kind, sheet)


def _megabytes(size: int) -> int:
    return max(1, round(size / 1_000_000))


# --- CSV -------------------------------------------------------------------------------------

_MAC_LETTERS = bytes({0x88, 0x8A, 0x8D, 0x8E, 0x8F, 0x90, 0x91, 0x95, 0x9A, 0x9B, 0x9D, 0x9F})
_WINDOWS_LETTERS = bytes(range(0xE0, 0x100)) + b"\xc9\xc8\xc0\xc7\xca\x92"


def _windows_bytes(error: UnicodeError) -> tuple[str, int]:
    """Read as Windows-1252 the few bytes that are no UTF-8 in a file that is."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", errors="replace"), error.end


codecs.register_error("maillage.windows", _windows_bytes)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _find_encoding(path: Path) -> tuple[str, str, int]:
    """The encoding, how to treat what does not decode, and the number of lines.

    The whole file is looked at: the first accent may be in the last row.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "replace", path.stat().st_size // 60
    if not head.startswith(codecs.BOM_UTF8) and head.count(0) * 3 > len(head):
        little = head[1::2].count(0) >= head[0::2].count(0)
        return (
            "utf-16-le" if little else "utf-16-be",
            "replace",
            path.stat().st_size // 60,
        )
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, lines, returns = True, 0, 0
    for chunk in _chunks(path):
        lines += chunk.count(b"\n")
        returns += chunk.count(b"\r")
        try:
            if utf8:
                decoder.decode(chunk)
        except UnicodeDecodeError:
            utf8 = False
    lines = max(lines, returns)
    if utf8 and not decoder.getstate()[0]:
        return "utf-8-sig", "strict", lines
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", "maillage.windows", lines
    return *_guess_old_encoding(path), lines


def _guess_old_encoding(path: Path) -> tuple[str, str]:
    """Weigh what is no pure UTF-8: UTF-8 with strays, Mac or Windows, by their frequent letters."""
    mac = windows = wide = strays = 0
    for chunk in _chunks(path):
        if chunk.isascii():
            continue
        mac += len(chunk) - len(chunk.translate(None, _MAC_LETTERS))
        windows += len(chunk) - len(chunk.translate(None, _WINDOWS_LETTERS))
        readable = chunk.decode("utf-8", errors="ignore")
        wide += sum(map(len, re.findall(r"[^\x00-\x7f]+", readable)))
        strays += len(chunk.decode("utf-8", errors="replace")) - len(readable)
    if wide > 4 * strays:
        return "utf-8-sig", "maillage.windows"
    return ("mac_roman" if mac > windows else "cp1252"), "replace"


def _find_delimiter(sample: str, *, whole: bool) -> str:
    """The delimiter with which the rows agree best about their number of columns.

    The first row counts as much as all others: many cells hold commas, few headers do.
    """
    widths: dict[str, list[int]] = {}
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        lines = io.StringIO(sample, newline="")
        try:
            rows = list(itertools.islice(csv.reader(lines, delimiter=delimiter), 400))
        except csv.Error:
            continue
        if not whole and 1 < len(rows) < 400:
            rows.pop()  # the sample cuts the last record
        widths[delimiter] = [len(row) for row in rows if any(row)]
    # A line that nothing splits, above the table, is a title: it says nothing.
    title = 0
    while title < 5 and all(len(w) > title and w[title] == 1 for w in widths.values()):
        title += 1
    best, best_score = ";", (0.0, 0.0)
    for delimiter, found in widths.items():
        usual = statistics.median_low(found[title:] or [1])
        if usual < (3 if title else 2):
            continue
        agreement = [min(w, usual) / max(w, usual) for w in found[title:]]
        # Agreements within a twentieth are equal: then the larger number of columns wins.
        score = (round(agreement[0] * statistics.fmean(agreement) * 20), usual)
        if score > best_score:
            best, best_score = delimiter, score
    return best


class _Lines:
    """Gives lines to csv.reader, without NUL, and remembers those of the record under way."""

    def __init__(self, file: io.TextIOBase) -> None:
        self.file = file
        self.current: list[str] = []
        self.nul = 0

    def __iter__(self) -> Iterator[str]:
        current = self.current
        for line in self.file:
            if "\0" in line:
                self.nul += line.count("\0")
                line = line.replace("\0", "")
            current.append(line)
            if len(current) > _MAX_LINES_IN_RECORD:
                raise SheetError("unclosed-quote", row=0)
            yield line


def _csv_records(file: io.TextIOBase, delimiter: str, notes: list[Note]) -> Iterator[tuple[int, list[str]]]:
    lines = _Lines(file)
    reader = csv.reader(iter(lines), delimiter=delimiter)
    number, last = 0, []
    current = lines.current
    try:
        for number, row in enumerate(reader, 1):
            last = current[:] if len(current) > 1 else current[:1]
            current.clear()
            if number > MAX_ROWS:
                raise SheetError("too-many-rows", limit=MAX_ROWS)
            if len(row) > MAX_COLUMNS:
                raise SheetError("too-many-columns", row=number, limit=MAX_COLUMNS)
            yield number, row
    except csv.Error as error:
        # The reader's own limit on a cell: nearly always a quote that was never closed.
        raise SheetError("unclosed-quote", row=number + 1) from error
    except SheetError as error:
        if error.code == "unclosed-quote":
            raise SheetError("unclosed-quote", row=number + 1) from error
        raise
    try:
        list(csv.reader(last, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise SheetError("unclosed-quote", row=number) from error
    if lines.nul:
        notes.append(Note("nul-removed", {"count": lines.nul}))


def _open_csv(path: Path) -> Sheet:
    encoding, errors, lines = _find_encoding(path)
    resources = contextlib.ExitStack()
    file = resources.enter_context(path.open(encoding=encoding, errors=errors, newline=""))
    notes: list[Note] = []
    try:
        sample = file.read(_SAMPLE)
        delimiter, skip = "", 0
        if found := re.match(r"sep=(.)(?:\r\n|\r|\n)", sample.lstrip("\ufeff"), re.IGNORECASE):
            # Excel's own first line; Excel does not show it, so it does not count as a row.
            delimiter, skip = found.group(1), 1
        else:
            delimiter = _find_delimiter(sample.replace("\0", ""), whole=len(sample) < _SAMPLE)
        file.seek(0)
        if skip:
            file.readline()
        if errors == "maillage.windows":
            notes.append(Note("mixed-encoding"))
        sheet = _make_sheet(_csv_records(file, delimiter, notes), "csv", notes)
    except BaseException:
        resources.close()
        raise
    sheet.encoding, sheet.delimiter = encoding, delimiter
    sheet.estimated_rows = max(0, lines - sheet.header_row)
    sheet._resources = resources
    return sheet


# --- Workbooks -------------------------------------------------------------------------------


def _open_workbook(path: Path, kind: str, wanted: str | None) -> Sheet:
    resources = contextlib.ExitStack()
    notes: list[Note] = []
    try:
        book = resources.enter_context(CalamineWorkbook.from_path(path))
        names = [meta.name for meta in book.sheets_metadata]
        if wanted is not None and wanted not in names:
            raise SheetError("no-such-sheet", name=wanted)
        shown = [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
        table = None
        for name in [wanted] if wanted is not None else shown or names:
            table = book.get_sheet_by_name(name)
            if table.end is not None:
                break
        if table is None or table.end is None:
            raise SheetError("empty")
        if wanted is None and len(shown) > 1:
            notes.append(Note("several-sheets", {"name": table.name, "count": len(shown)}))
        records = _workbook_records(table.iter_rows())
        sheet = _make_sheet(records, kind, notes)
    except PasswordError as error:
        resources.close()
        raise SheetError("protected") from error
    except CalamineError as error:
        resources.close()
        raise SheetError("damaged") from error
    except BaseException:
        resources.close()
        raise
    sheet.total = max(0, table.end[0] + 1 - sheet.header_row)
    sheet.estimated_rows = sheet.total
    sheet.sheet_names = names
    sheet._resources = resources
    return sheet


def _workbook_records(rows: Iterable[list[Any]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        yield number, [cell if type(cell) is str else _shown(cell) for cell in row]


def _shown(cell: Any) -> str:
    """A typed cell as a person reads it, without the accidents of floating point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        return format(cell, ".15g")
    if isinstance(cell, datetime.datetime):
        if cell.time() == datetime.time():
            return cell.date().isoformat()
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, datetime.time):
        return cell.isoformat(timespec="seconds")
    return "" if cell is None else str(cell)


# --- What both have in common ----------------------------------------------------------------


def _make_sheet(records: Iterator[tuple[int, list[str]]], kind: str, notes: list[Note]) -> Sheet:
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


# --- Formulas --------------------------------------------------------------------------------

# What makes a spreadsheet compute, after any apostrophes: those too get one more, so that
# reading removes exactly the one that writing added.
_ACTIVE = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
# Real numbers, and international telephone numbers without what a spreadsheet could compute.
_HARMLESS = re.compile(
    r"[+-]?\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:[eE][+-]?\d+)?[ \u00a0\u202f]?[%€$]?"
    r"|\+\d[\d .\u00a0\u202f]{5,24}",
    re.ASCII,
)


def escaped(text: str) -> str:
    """The cell such that no spreadsheet computes it."""
    if text and text[0] in "'=+-@\t\r\n＝＋－＠" and _ACTIVE.match(text):
        if _HARMLESS.fullmatch(text):
            return text
        return "'" + text
    return text


def unescaped(text: str) -> str:
    """The cell without the apostrophe that `escaped`, or a careful person, put before it."""
    if text[:1] == "'" and _ACTIVE.match(text):
        return text[1:]
    return text


# --- Writing ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and the (row, column) of cells cut to what a cell can hold."""

    rows: int
    cut: list[tuple[int, int]]


_YES_NO = {"fr": ("oui", "non"), "en": ("yes", "no"), "es": ("sí", "no")}
_SPREADSHEET_CELL = 32_767
# XML 1.0 has no place for these, whatever their notation.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _text_of(value: Any, lang: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, bool):
        return _YES_NO.get(lang, _YES_NO["fr"])[not value]
    if isinstance(value, (int, float, Decimal)):
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
        return text.replace(".", ",") if lang in ("fr", "es") else text
    if isinstance(value, (datetime.date, datetime.time)):
        return _shown(value)
    return escaped(str(value))


def write_csv(
    rows: Iterable[Sequence[Any]],
    headers: Sequence[str],
    out: BinaryIO,
    *,
    lang: str = "fr",
) -> Written:
    """Write rows one by one: UTF-8 with its mark, `;` where the comma is decimal, CRLF."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="")
    try:
        writer = csv.writer(text, delimiter="," if lang == "en" else ";", lineterminator="\r\n")
        writer.writerow([escaped(header) for header in headers])
        count = 0
        for row in rows:
            writer.writerow([_text_of(value, lang).replace("\0", "") for value in row])
            count += 1
        text.flush()
    finally:
        text.detach()  # the file belongs to who gave it
    return Written(count, [])


def _fit(text: str, at: tuple[int, int], cut: list[tuple[int, int]]) -> str:
    text = _NOT_XML.sub("", text)
    if len(text) > _SPREADSHEET_CELL:
        cut.append(at)
        return text[: _SPREADSHEET_CELL - 1] + "…"
    return text


def write_xlsx(
    rows: Iterable[Sequence[Any]],
    headers: Sequence[str],
    out: BinaryIO,
    *,
    lang: str = "fr",
    title: str = "Maillage",
) -> Written:
    """Write rows one by one into a workbook whose headers stay in sight and can filter."""
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        },
    )
    sheet = book.add_worksheet(_sheet_title(title))
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet.freeze_panes(1, 0)
    cut: list[tuple[int, int]] = []
    for column, header in enumerate(headers):
        sheet.write_string(0, column, _fit(escaped(header), (1, column), cut), bold)
    count = 0
    for count, row in enumerate(rows, 1):
        if count >= MAX_ROWS:
            raise SheetError("too-many-rows", limit=MAX_ROWS)
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                text = _fit(escaped(value), (count + 1, column), cut)
                sheet.write_string(count, column, text)
            elif isinstance(value, bool):
                sheet.write_string(count, column, _text_of(value, lang))
            elif isinstance(value, (int, float, Decimal)) and _is_plain(value):
                sheet.write_number(count, column, value)
            elif isinstance(value, datetime.datetime):
                sheet.write_datetime(count, column, value.replace(tzinfo=None), moment)
            elif isinstance(value, datetime.date):
                sheet.write_datetime(count, column, value, day)
            else:
                sheet.write_string(count, column, _text_of(value, lang))
    if headers:
        sheet.autofilter(0, 0, max(count, 1), len(headers) - 1)
    book.close()
    return Written(count, cut)


def _is_plain(number: int | float | Decimal) -> bool:
    """Whether a spreadsheet, which counts in floating point, keeps this number as it is."""
    return math.isfinite(number) and abs(float(number)) < 1e15


def _sheet_title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Maillage"


def write_ods(
    rows: Iterable[Sequence[Any]],
    headers: Sequence[str],
    out: BinaryIO,
    *,
    lang: str = "fr",
    title: str = "Maillage",
) -> Written:
    """Write rows one by one into an OpenDocument sheet.

    Only the fixed parts come from odswriter: it holds the whole document as a tree in memory.
    """
    head, _empty, tail = re.split(r"<office:spreadsheet>(\s*)</office:spreadsheet>", ods_components.content_xml)
    cut: list[tuple[int, int]] = []
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ods_components.mimetype, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", ods_components.manifest_xml)
        archive.writestr("styles.xml", ods_components.styles_xml)
        with archive.open("content.xml", "w", force_zip64=True) as content:
            name = escape(_sheet_title(title), {'"': "&quot;"})
            content.write(head.encode())
            content.write(f'<office:spreadsheet><table:table table:name="{name}" table:style-name="ta1">'.encode())
            for count, row in enumerate(itertools.chain([headers], rows)):
                if count >= MAX_ROWS:
                    raise SheetError("too-many-rows", limit=MAX_ROWS)
                cells = [_ods_cell(value, lang, (count + 1, at), cut) for at, value in enumerate(row)]
                line = "".join(cells) or "<table:table-cell/>"
                content.write(f"<table:table-row>{line}</table:table-row>".encode())
            content.write(b"</table:table></office:spreadsheet>")
            content.write(tail.encode())
    return Written(count, cut)


def _ods_cell(value: Any, lang: str, at: tuple[int, int], cut: list[tuple[int, int]]) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    number_like = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    if number_like and _is_plain(value):
        number = format(value, "f") if isinstance(value, Decimal) else str(value)
        if number.strip("-").replace(".", "", 1).isdigit():
            return (
                f'<table:table-cell office:value-type="float" office:value="{number}">'
                f"<text:p>{number}</text:p></table:table-cell>"
            )
    if isinstance(value, datetime.date):
        shown = _shown(value)
        return (
            '<table:table-cell office:value-type="date" table:style-name="cDateISO" '
            f'office:date-value="{shown.replace(" ", "T")}"><text:p>{shown}</text:p>'
            "</table:table-cell>"
        )
    text = _fit(_text_of(value, lang), at, cut).replace("\r\n", "\n").replace("\r", "\n")
    body = escape(text.replace("\t", " "))
    # OpenDocument folds blanks like HTML: more than one, at an end, and lines are elements. A tab
    # is written as a blank, because our reader (and others) loses the element that means a tab.
    body = re.sub(r"^ | $| {2,}", lambda run: f'<text:s text:c="{len(run.group())}"/>', body)
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in body.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
