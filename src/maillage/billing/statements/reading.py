"""A file of a bank read by the reader of its kind."""

import os
from pathlib import Path

from maillage.billing.statements.camt import read_camt
from maillage.billing.statements.columns import Columns
from maillage.billing.statements.lines import Statement, must_be_bounded
from maillage.billing.statements.tables import read_table


def read_statements(
    path: str | os.PathLike[str],
    *,
    account: str = "",
    currency: str = "",
    columns: Columns | None = None,
) -> list[Statement]:
    """Read a file of either kind, told by its first bytes.

    `account`, `currency` and `columns` serve the tables, which seldom say them.
    """
    path = Path(path)
    must_be_bounded(path)
    with path.open("rb") as file:
        head = file.read(400)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<"):
        return read_camt(path)
    return [read_table(path, account=account, currency=currency, columns=columns)]
