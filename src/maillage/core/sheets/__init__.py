"""Tables read from files that strangers made, and written for spreadsheets that execute things.

Reading streams a CSV of any dialect, and opens XLSX and ODS only once `sheet_guards` has seen
that they cannot exhaust the machine. Row numbers are those a person sees in the spreadsheet.

Writing neutralises formulas with a leading apostrophe, in all three formats because a workbook
is often saved again as CSV; reading takes that apostrophe away, so a table we wrote reads back
as it was.
"""

from maillage.core.sheet_guards import SheetError
from maillage.core.sheets.cells import escaped, unescaped
from maillage.core.sheets.opening import open_sheet
from maillage.core.sheets.tables import Note, Sheet
from maillage.core.sheets.writing import Written, write_csv, write_ods, write_xlsx

__all__ = [
    "Note",
    "Sheet",
    "SheetError",
    "Written",
    "escaped",
    "open_sheet",
    "unescaped",
    "write_csv",
    "write_ods",
    "write_xlsx",
]
