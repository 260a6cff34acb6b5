"""SQLite newer than Debian's, whose 3.40 can corrupt in a rare race of write and checkpoint (fixed in 3.51.3)."""

import sys

try:
    import pysqlite3
except ImportError:  # no wheel for this processor: `maillage check` says so
    pysqlite3 = None


def use_bundled() -> None:
    """Put the wheel's SQLite in the place of the standard one, before Django loads its backend."""
    if pysqlite3 is not None:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
