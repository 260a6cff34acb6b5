"""Tables made the quick way are those that Django makes its own way."""

import os
import re
import sqlite3
import subprocess
import sys

import pytest

from tests import migrated

pytestmark = [pytest.mark.one_database, pytest.mark.slow]
QUICK = "import django; django.setup(); from maillage.web.commands.install import migrate; migrate(print)"


def described(path):
    """{(kind, name): what it holds}, whatever the place of a column in its table."""
    with sqlite3.connect(path) as base:
        rows = base.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
        ).fetchall()
    base.close()
    return {(kind, name): (table, sorted(re.split(r"[,()]\s*", sql or ""))) for kind, name, table, sql in rows}


def test_quick_tables_are_the_same(tmp_path):
    own = migrated.sqlite_file()
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    subprocess.run([sys.executable, "-c", QUICK], check=True,
                   env=kept | {"MAILLAGE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "maillage.settings",
                               "PYTHONPATH": os.pathsep.join(sys.path)})  # fmt: skip
    found, expected = described(tmp_path / "maillage.sqlite3"), described(own)
    assert len(found) > 500
    assert found == expected
