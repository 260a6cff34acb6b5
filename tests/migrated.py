"""Tables that are ready, made as the product makes them. It takes seconds: it is done once, and each worker or program
has a copy.

Kept between runs in `.pytest_cache`, under a name that says which migrations wrote it; `migrate` runs again on every
copy of a worker. A first start from nothing is what tests/web/test_commands.py tries.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".pytest_cache" / "migrated"
MIGRATE = (
    "import django; django.setup(); from maillage.web.commands.install import migrate; migrate(lambda *said: None)"
)


def digest() -> str:
    """Changes with any migration, and with Django."""
    found = hashlib.sha256(django.__version__.encode())
    for path in sorted(ROOT.glob("src/maillage/*/migrations/*.py")):
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Workers who come at once: the first makes, the others wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def migrate(folder: str, program: str = MIGRATE, **more: str) -> None:
    """In a process of its own, with the settings of the product."""
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment = {"DJANGO_SETTINGS_MODULE": "maillage.settings", "MAILLAGE_DATA": folder, **more}
    path = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *sys.path])}
    subprocess.run([sys.executable, "-c", program], env=kept | environment | path, check=True)


def sqlite_file() -> Path:
    """A SQLite file with every table and no network: copy it, never write to it."""
    made = FOLDER / f"{digest()}.sqlite3"
    with one_at_a_time():
        if not made.exists():
            for old in FOLDER.glob("*.sqlite3"):
                old.unlink()
            with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
                migrate(folder)
                fresh = Path(folder) / "maillage.sqlite3"
                with sqlite3.connect(fresh) as base:
                    base.execute("PRAGMA journal_mode=DELETE")  # one file alone, that a database in memory can read
                base.close()
                fresh.rename(made)
    return made


def folder(path: Path, name: str = "maillage.sqlite3") -> Path:
    """A data folder whose tables are ready, for a program under test whose first start is not the question."""
    path.mkdir(parents=True, exist_ok=True)
    shutil.copy(sqlite_file(), path / name)
    return path


def fill(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Whoever opens the test's database in memory finds its tables there (`connection_created`)."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():  # type: ignore[attr-defined]
        return
    if connection.connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        ready = sqlite3.connect(sqlite_file())
        ready.backup(connection.connection)
        ready.close()


def postgresql_template() -> str:
    """A database of the server that has every table, which `CREATE DATABASE … TEMPLATE` copies."""
    made = f"maillage_migrated_{digest()}"
    with one_at_a_time(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [made])
        if not cursor.fetchone():
            cursor.execute(f"DROP DATABASE IF EXISTS {made}_being_made")
            cursor.execute(f"CREATE DATABASE {made}_being_made")
            server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
            with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
                migrate(folder, DATABASE_URL=f"{server}/{made}_being_made")
            cursor.execute(f"ALTER DATABASE {made}_being_made RENAME TO {made}")
    return made
