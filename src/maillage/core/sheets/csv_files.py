"""CSV files of any dialect: their encoding, their delimiter, their records, read as they come."""

import codecs
import contextlib
import csv
import io
import itertools
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

from maillage.core.sheet_guards import MAX_COLUMNS, SheetError
from maillage.core.sheets.tables import MAX_ROWS, Note, Sheet, make_sheet

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_DELIMITERS = ";,\t|"
# A record over more lines than this is an unclosed quote that swallows the file.
_MAX_LINES_IN_RECORD = 1000

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


def open_csv(path: Path) -> Sheet:
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
        sheet = make_sheet(_csv_records(file, delimiter, notes), "csv", notes)
    except BaseException:
        resources.close()
        raise
    sheet.encoding, sheet.delimiter = encoding, delimiter
    sheet.estimated_rows = max(0, lines - sheet.header_row)
    sheet._resources = resources
    return sheet
