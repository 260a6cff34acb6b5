"""First migrations make whole tables: on SQLite, each constraint added afterwards copies its table."""

import importlib
from copy import deepcopy
from pathlib import Path

import pytest

from scripts.fold_migrations import folded

ROOMS = sorted(
    path.parts[-3] for path in (Path(__file__).parents[2] / "src" / "maillage").glob("*/migrations/0001_initial.py")
)


@pytest.mark.parametrize("room", ROOMS)
def test_tables_are_made_whole(room):
    operations = importlib.import_module(f"maillage.{room}.migrations.0001_initial").Migration.operations
    assert len(folded(deepcopy(operations))) == len(operations), "python scripts/fold_migrations.py"
