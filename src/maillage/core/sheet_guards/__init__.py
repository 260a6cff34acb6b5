"""What is looked at before a file from a stranger is opened as a spreadsheet.

A workbook is an archive: a few kilobytes can announce gigabytes, or hide them.
"""

from maillage.core.sheet_guards.extents import must_be_safe_ods, must_be_safe_xlsx
from maillage.core.sheet_guards.kinds import kind_of
from maillage.core.sheet_guards.refusals import MAX_CELL, MAX_COLUMNS, MAX_FILE, SheetError, explain

__all__ = [
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_FILE",
    "SheetError",
    "explain",
    "kind_of",
    "must_be_safe_ods",
    "must_be_safe_xlsx",
]
