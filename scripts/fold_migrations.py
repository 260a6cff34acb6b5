"""Write the constraints and indexes of first migrations inside the tables that they belong to.

Django writes each one as an operation of its own, and SQLite copies the whole table for every constraint: a first start
took half a minute. Inside the table, they cost nothing and say the same.

    python scripts/fold_migrations.py [ROOM …]    rewrites 0001_initial.py where something can be folded
"""

import importlib
import os
import re
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ROOMS = ROOT / "src" / "maillage"


def what(operation: Any) -> Any:
    return getattr(operation, "index", None) or operation.constraint


def folded(operations: list[Any]) -> list[Any]:
    """The same operations, without those that a table can say by itself: what speaks of a field added later stays."""
    from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel

    later: dict[str, set[str]] = defaultdict(set)
    for one in operations:
        if isinstance(one, AddField):
            later[one.model_name_lower].add(one.name)
    made = {one.name_lower for one in operations if isinstance(one, CreateModel)}
    inside: dict[str, list[Any]] = defaultdict(list)
    kept = []
    for one in operations:
        if isinstance(one, AddConstraint | AddIndex) and one.model_name_lower in made:
            words = set(re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)*", repr(what(one).deconstruct())))
            if not any(
                word == name or word.startswith(f"{name}__") for word in words for name in later[one.model_name_lower]
            ):
                inside[one.model_name_lower].append(one)
                continue
        kept.append(one)
    for table in kept:
        if isinstance(table, CreateModel):
            for one in inside[table.name_lower]:
                where = "indexes" if isinstance(one, AddIndex) else "constraints"
                table.options[where] = [*table.options.get(where, []), what(one)]
    return kept


def main(rooms: list[str]) -> None:
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.update(DJANGO_SETTINGS_MODULE="maillage.settings", MAILLAGE_DATA=tempfile.mkdtemp())
    import django

    django.setup()
    from django.db.migrations.writer import MigrationWriter

    for path in sorted(ROOMS.glob("*/migrations/0001_initial.py")):
        room = path.parts[-3]
        if rooms and room not in rooms:
            continue
        migration = importlib.import_module(f"maillage.{room}.migrations.0001_initial").Migration("0001_initial", room)
        before = len(migration.operations)
        migration.operations = folded(list(migration.operations))
        if len(migration.operations) < before:
            path.write_text(MigrationWriter(migration, include_header=False).as_string(), encoding="utf-8")
            print(f"{room}: {before} → {len(migration.operations)}")


if __name__ == "__main__":
    main(sys.argv[1:])
