"""A list as a file: CSV, XLSX or ODS, streamed through a temporary file, formulas neutralised."""

import tempfile
from collections.abc import Iterable
from typing import Any

from django.http import FileResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language

from maillage.core import sheets

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
IN_MEMORY = 2 * 1024 * 1024


def export(kind: str, name: str, headers: list[str], rows: Iterable[list[Any]]) -> FileResponse:
    """The rows as a download named after the list and the day."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (FileResponse closes it)
    write = {"csv": sheets.write_csv, "xlsx": sheets.write_xlsx, "ods": sheets.write_ods}[kind]
    write(rows, headers, file, lang=get_language() or "fr")
    file.seek(0)
    filename = f"{name}-{localdate().isoformat()}.{kind}"
    return FileResponse(file, as_attachment=True, filename=filename, content_type=FORMATS[kind])
