"""Tables made the quick way, as every install and every test has them, are those that Django makes its own way."""

import re
import sqlite3

import pytest

from tests import migrated

pytestmark = [pytest.mark.one_database, pytest.mark.slow]
DJANGO = "from django.core.management import execute_from_command_line as run; run(['', 'migrate', '-v0'])"


def described(path):
    """{(kind, name): what it holds}, whatever the place of a column in its table."""
    with sqlite3.connect(path) as base:
        rows = base.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
        ).fetchall()
    base.close()
    return {(kind, name): (table, sorted(re.split(r"[,()]\s*", sql or ""))) for kind, name, table, sql in rows}


def test_quick_tables_are_the_same(tmp_path):
    migrated.migrate(str(tmp_path), DJANGO)
    found, expected = described(migrated.sqlite_file()), described(tmp_path / "maillage.sqlite3")
    assert len(found) > 500
    assert found == expected
