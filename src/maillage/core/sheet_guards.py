"""What is looked at before a file from a stranger is opened as a spreadsheet.

A workbook is an archive: a few kilobytes can announce gigabytes, or hide them. Nothing the
archive says about itself is believed: everything is inflated once, counted, and thrown away.
"""

import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import puremagic
from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

MAX_FILE = 50_000_000
MAX_CELL = 100_000  # characters; spreadsheets stop at 32,767
MAX_COLUMNS = 1_000
MAX_ENTRIES = 2_000
MAX_INFLATED = 500_000_000
# Only what is large can harm: a small file of blanks compresses a thousand times.
MAX_RATIO = 200
RATIO_MATTERS_FROM = 20_000_000
# The reader lays cells out in a full rectangle, about 30 bytes each, then owns their texts.
MAX_CELLS = 5_000_000
MAX_TEXT = 300_000_000


class SheetError(Refusal):
    """The file cannot be read as a table; `message()` says why and what to do."""

    MESSAGES: ClassVar[dict[str, Any]] = {
        "too-big": _(
            "Ce fichier pèse %(size)s Mo ; la limite est de %(limit)s Mo. Découpez-le en "
            "plusieurs fichiers, ou retirez les images et les feuilles inutiles."
        ),
        "empty": _("Ce fichier ne contient aucune ligne."),
        "wrong-file": _(
            "Ce fichier n’est pas un tableau : c’est un fichier %(found)s. Enregistrez votre "
            "tableau au format CSV, XLSX ou ODS."
        ),
        "old-excel": _(
            "Ce fichier est au format ancien d’Excel (.xls) ou protégé par un mot de passe. "
            "Enregistrez-le au format XLSX, sans mot de passe."
        ),
        "protected": _("Ce fichier est protégé par un mot de passe. Retirez-le puis recommencez."),
        "damaged": _("Ce fichier est abîmé et ne peut pas être lu. Enregistrez-le à nouveau."),
        "bomb": _("Ce fichier prendrait une place démesurée une fois décompressé : il est refusé."),
        "too-many-cells": _(
            "Ce tableau annonce %(cells)s cellules ; la limite est de %(limit)s. Supprimez les "
            "lignes et les colonnes vides qui suivent vos données."
        ),
        "too-many-rows": _("Ce tableau a plus de %(limit)s lignes."),
        "too-many-columns": _("La ligne %(row)s a plus de %(limit)s colonnes."),
        "cell-too-long": _("Une cellule de la ligne %(row)s dépasse %(limit)s caractères."),
        "unclosed-quote": _("Un guillemet ouvert à la ligne %(row)s n’est jamais refermé."),
        "no-such-sheet": _("Ce classeur n’a pas de feuille « %(name)s »."),
        # Notes of open_sheet, which prevent nothing.
        "nul-removed": _("Des caractères invisibles ont été retirés (%(count)s)."),
        "mixed-encoding": _("Ce fichier mélange deux façons d’écrire les accents : vérifiez quelques noms."),
        "several-sheets": _("Ce classeur a %(count)s feuilles : « %(name)s » est lue."),
        "title-skipped": _("Les titres des colonnes ont été trouvés à la ligne %(row)s."),
        "duplicate-header": _("La colonne « %(header)s » apparaît %(count)s fois."),
    }


def explain(problem: Any) -> str:
    """The French (or translated) sentence of a SheetError or of a Note."""
    return str(SheetError.MESSAGES[problem.code]) % problem.params


_MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|table|\?xml|script|svg|!--)", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27})


def kind_of(path: Path) -> str:
    """Tell "csv", "xlsx" or "ods" from the content alone; the name of a file says nothing."""
    with path.open("rb") as file:
        head = file.read(8192)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError("old-excel")
    for magic, found in _MAGIC:
        if head.startswith(magic):
            raise SheetError("wrong-file", found=found)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise SheetError("wrong-file", found="image")
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(text):
        found = "XML" if text.lstrip().lower().startswith(b"<?xml") else "HTML"
        raise SheetError("wrong-file", found=found)
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        controls = len(head) - len(head.translate(None, _CONTROL))
        zeros = head.count(0)
        # Text in UTF-16 without its mark has one NUL in two, always on the same side.
        aligned = max(head[0::2].count(0), head[1::2].count(0)) > 0.9 * zeros
        if controls * 50 > len(head) or (zeros * 10 > len(head) and not aligned):
            raise SheetError("wrong-file", found=_guess(head))
    return "csv"


def _guess(head: bytes) -> str:
    try:
        return str(puremagic.from_string(head)).lstrip(".").upper() or "?"
    except (puremagic.PureError, ValueError):
        return "?"


def _kind_of_archive(path: Path) -> str:
    entries = _entries(path)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        with path.open("rb") as file:
            entry = next(entry for entry in entries if entry.filename == "mimetype")
            kind: list[bytes] = []
            _inflate(file, entry, kind.append, limit=1000)
        if b"".join(kind).strip().startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return "ods"
        raise SheetError("wrong-file", found="OpenDocument")
    if "xl/workbook.bin" in names:
        raise SheetError("wrong-file", found="XLSB")
    if "word/document.xml" in names:
        raise SheetError("wrong-file", found="DOCX")
    if "ppt/presentation.xml" in names:
        raise SheetError("wrong-file", found="PPTX")
    raise SheetError("wrong-file", found="ZIP")


def _entries(path: Path) -> list[zipfile.ZipInfo]:
    """The central directory, when what it announces is bearable."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        ValueError,
        OSError,
        struct.error,
    ) as error:
        raise SheetError("damaged") from error
    except (NotImplementedError, RecursionError, OverflowError) as error:
        raise SheetError("damaged") from error
    if len(entries) > MAX_ENTRIES:
        raise SheetError("bomb")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        # Two entries of one name: we would count one and the reader open the other.
        raise SheetError("damaged")
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise SheetError("protected")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SheetError("damaged")
        total += entry.file_size
        _must_not_swell(entry.file_size, entry.compress_size)
    if total > MAX_INFLATED:
        raise SheetError("bomb")
    return entries


def _must_not_swell(inflated: int, compressed: int) -> None:
    if inflated > RATIO_MATTERS_FROM and inflated > MAX_RATIO * max(compressed, 1):
        raise SheetError("bomb")


def _inflate(
    file: BinaryIO,
    entry: zipfile.ZipInfo,
    see: Callable[[bytes], object],
    *,
    limit: int,
) -> int:
    """Inflate one entry from its own bytes, giving each piece to `see`; return its true size.

    zipfile would stop politely at the size the directory announces, and so hide a lie that
    another reader believes.
    """
    file.seek(entry.header_offset)
    header = file.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise SheetError("damaged")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, 1)
    left, size = entry.compress_size, 0
    stored = entry.compress_type == zipfile.ZIP_STORED
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0:
        raw = file.read(min(left, 65_536))
        if not raw:
            raise SheetError("damaged")
        left -= len(raw)
        while raw:
            if stored:
                piece, raw = raw, b""
            else:
                try:
                    piece = machine.decompress(raw, 1 << 20)
                except zlib.error as error:
                    raise SheetError("damaged") from error
                raw = machine.unconsumed_tail
                if machine.eof and (raw or machine.unused_data or left):
                    raise SheetError("damaged")
            size += len(piece)
            if size > min(limit, entry.file_size):
                # More than was announced: no need to see how much more.
                raise SheetError("bomb")
            see(piece)
    if not stored and not machine.eof:
        # The last bytes may still hold output that max_length kept back.
        see(rest := machine.flush())
        size += len(rest)
        if not machine.eof:
            raise SheetError("damaged")
    if size != entry.file_size:
        raise SheetError("damaged")
    return size


def _must_be_safe(path: Path, watch: Callable[[str], Callable[[bytes], object]]) -> None:
    total = 0
    with path.open("rb") as file:
        for entry in _entries(path):
            size = _inflate(file, entry, watch(entry.filename), limit=MAX_INFLATED - total)
            _must_not_swell(size, entry.compress_size)
            total += size


def _ignore(piece: bytes) -> None:
    """Inflated only to be counted."""


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

    _must_be_safe(path, watch)
    longest = max(strings.lengths, default=0)
    if longest > 40 * MAX_CELL:
        raise SheetError("bomb")
    if longest * max((extent.tags for extent in extents), default=0) > MAX_TEXT:
        _must_not_repeat(path, strings.lengths)


def _must_not_repeat(path: Path, lengths: list[int]) -> None:
    """Add up the texts as the cells point to them; only where the worst case is too much."""
    for entry in _entries(path):
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
            _inflate(file, entry, see, limit=MAX_INFLATED)


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
    _must_be_safe(path, lambda name: extent.see if name == "content.xml" else _ignore)
