"""One cell: read as a person reads it, written so that no spreadsheet computes it nor loses any of it."""

import datetime
import math
import re
from decimal import Decimal
from typing import Any


def as_read(cell: Any) -> str:
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


_YES_NO = {"fr": ("oui", "non"), "en": ("yes", "no"), "es": ("sí", "no")}
_SPREADSHEET_CELL = 32_767
# XML 1.0 has no place for these, whatever their notation.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text_of(value: Any, lang: str) -> str:
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
        return as_read(value)
    return escaped(str(value))


def fit(text: str, at: tuple[int, int], cut: list[tuple[int, int]]) -> str:
    text = _NOT_XML.sub("", text)
    if len(text) > _SPREADSHEET_CELL:
        cut.append(at)
        return text[: _SPREADSHEET_CELL - 1] + "…"
    return text


def is_plain(number: int | float | Decimal) -> bool:
    """Whether a spreadsheet, which counts in floating point, keeps this number as it is."""
    return math.isfinite(number) and abs(float(number)) < 1e15
