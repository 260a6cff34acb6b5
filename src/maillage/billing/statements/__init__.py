"""Bank statements read as lines, each with a fingerprint that is the same at every reading.

CAMT.053 and the tables that banks export. A file comes from outside: no DTD, no entity,
bounded size, depth and number of lines.
"""

from maillage.billing.statements.camt import read_camt
from maillage.billing.statements.columns import Columns, recognise
from maillage.billing.statements.lines import Statement, StatementError, StatementLine
from maillage.billing.statements.reading import read_statements
from maillage.billing.statements.tables import read_table

__all__ = [
    "Columns",
    "Statement",
    "StatementError",
    "StatementLine",
    "read_camt",
    "read_statements",
    "read_table",
    "recognise",
]
