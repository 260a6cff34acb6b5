"""A file opened as a table: a CSV at once, a workbook only when `sheet_guards` has seen it harmless."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from maillage.core.later import later
from maillage.core.sheet_guards import MAX_FILE, SheetError, kind_of, must_be_safe_ods, must_be_safe_xlsx
from maillage.core.sheets.cells import as_read
from maillage.core.sheets.csv_files import open_csv
from maillage.core.sheets.tables import Note, Sheet, make_sheet

calamine = later("python_calamine")


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
        return open_csv(path)
    (must_be_safe_xlsx if kind == "xlsx" else must_be_safe_ods)(path)
    return _open_workbook(path, kind, sheet)


def _megabytes(size: int) -> int:
    return max(1, round(size / 1_000_000))


def _open_workbook(path: Path, kind: str, wanted: str | None) -> Sheet:
    resources = contextlib.ExitStack()
    notes: list[Note] = []
    try:
        book = resources.enter_context(calamine.CalamineWorkbook.from_path(path))
        names = [meta.name for meta in book.sheets_metadata]
        if wanted is not None and wanted not in names:
            raise SheetError("no-such-sheet", name=wanted)
        shown = [m.name for m in book.sheets_metadata if m.visible == calamine.SheetVisibleEnum.Visible]
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
        sheet = make_sheet(records, kind, notes)
    except calamine.PasswordError as error:
        resources.close()
        raise SheetError("protected") from error
    except calamine.CalamineError as error:
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
        yield number, [cell if type(cell) is str else as_read(cell) for cell in row]
