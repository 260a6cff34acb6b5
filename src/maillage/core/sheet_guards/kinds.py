"""What a file is, told from its content alone: a text, a workbook, or something else that is refused by its name."""

import re
from pathlib import Path

from maillage.core.later import later
from maillage.core.sheet_guards.archives import entries_of, inflate
from maillage.core.sheet_guards.refusals import SheetError

puremagic = later("puremagic")
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
    entries = entries_of(path)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        with path.open("rb") as file:
            entry = next(entry for entry in entries if entry.filename == "mimetype")
            kind: list[bytes] = []
            inflate(file, entry, kind.append, limit=1000)
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
