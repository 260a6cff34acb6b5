"""Tables written row by row as CSV, XLSX or ODS, in little memory."""

import csv
import datetime
import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from maillage.core.later import later
from maillage.core.sheet_guards import SheetError
from maillage.core.sheets.cells import as_read, escaped, fit, is_plain, text_of
from maillage.core.sheets.tables import MAX_ROWS

xlsxwriter = later("xlsxwriter")
ods_components = later("odswriter.ods_components")


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and the (row, column) of cells cut to what a cell can hold."""

    rows: int
    cut: list[tuple[int, int]]


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
            writer.writerow([text_of(value, lang).replace("\0", "") for value in row])
            count += 1
        text.flush()
    finally:
        text.detach()  # the file belongs to who gave it
    return Written(count, [])


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
        sheet.write_string(0, column, fit(escaped(header), (1, column), cut), bold)
    count = 0
    for count, row in enumerate(rows, 1):
        if count >= MAX_ROWS:
            raise SheetError("too-many-rows", limit=MAX_ROWS)
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                text = fit(escaped(value), (count + 1, column), cut)
                sheet.write_string(count, column, text)
            elif isinstance(value, bool):
                sheet.write_string(count, column, text_of(value, lang))
            elif isinstance(value, (int, float, Decimal)) and is_plain(value):
                sheet.write_number(count, column, value)
            elif isinstance(value, datetime.datetime):
                sheet.write_datetime(count, column, value.replace(tzinfo=None), moment)
            elif isinstance(value, datetime.date):
                sheet.write_datetime(count, column, value, day)
            else:
                sheet.write_string(count, column, text_of(value, lang))
    if headers:
        sheet.autofilter(0, 0, max(count, 1), len(headers) - 1)
    book.close()
    return Written(count, cut)


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
    if number_like and is_plain(value):
        number = format(value, "f") if isinstance(value, Decimal) else str(value)
        if number.strip("-").replace(".", "", 1).isdigit():
            return (
                f'<table:table-cell office:value-type="float" office:value="{number}">'
                f"<text:p>{number}</text:p></table:table-cell>"
            )
    if isinstance(value, datetime.date):
        shown = as_read(value)
        return (
            '<table:table-cell office:value-type="date" table:style-name="cDateISO" '
            f'office:date-value="{shown.replace(" ", "T")}"><text:p>{shown}</text:p>'
            "</table:table-cell>"
        )
    text = fit(text_of(value, lang), at, cut).replace("\r\n", "\n").replace("\r", "\n")
    body = escape(text.replace("\t", " "))
    # OpenDocument folds blanks like HTML: more than one, at an end, and lines are elements. A tab
    # is written as a blank, because our reader (and others) loses the element that means a tab.
    body = re.sub(r"^ | $| {2,}", lambda run: f'<text:s text:c="{len(run.group())}"/>', body)
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in body.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
