"""One file holds the whole install: the database as it stands at one instant, the files, the key, a manifest.

SQLite is copied by its own online backup while the site runs; PostgreSQL by pg_dump. Each part is digested, and
a restore verifies every digest before it says that it is done.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.utils.timezone import localtime

from maillage.core import env, sqlite
from maillage.core.errors import Refused

Say = Callable[[str], None]
MANIFEST = "manifeste.json"
SKIPPED = {"static", "erreurs.log", "sauvegardes", "cartes"}
COUNTED = 500  # a line for people each so many files


def digest(file: BinaryIO) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def copy_sqlite(target: Path) -> None:
    """SQLite's online backup: consistent, while others write."""
    connection.ensure_connection()
    source = connection.connection
    destination = type(source)(str(target)) if hasattr(source, "backup") else sqlite3.connect(target)
    try:
        source.backup(destination, pages=2000, sleep=0.01)
    finally:
        destination.close()


def pg_environment() -> dict[str, str]:
    database = settings.DATABASES["default"]
    said = dict(os.environ)
    for name, key in (("PGHOST", "HOST"), ("PGPORT", "PORT"), ("PGUSER", "USER"), ("PGPASSWORD", "PASSWORD"),
                      ("PGDATABASE", "NAME")):  # fmt: skip
        if database.get(key):
            said[name] = str(database[key])
    return said


def pg_tool(name: str, *arguments: str) -> None:
    if not shutil.which(name):
        raise Refused(f"{name} est introuvable.  Sous Debian :  sudo apt install postgresql-client")
    done = subprocess.run([name, *arguments], env=pg_environment(), capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"{name} a refusé : {(done.stderr.strip().splitlines() or ['sans raison'])[-1]}")


def parts(data: Path) -> Iterator[Path]:
    """The files of the folder that belong in the backup, the database apart."""
    for path in sorted(data.rglob("*")):
        if (
            path.is_file()
            and not path.name.startswith("maillage.sqlite3")
            and path.relative_to(data).parts[0] not in SKIPPED
        ):
            yield path


def backup(*, data: Path, file: Path | None, say: Say) -> dict[str, Any]:
    """Write the backup beside its final name, then move it there whole: a cut leaves no half file."""
    if not data.is_dir():
        raise Refused(f"Dossier introuvable : {data}.")
    target = (file or data / "sauvegardes" / f"maillage-{localtime():%Y%m%d-%H%M%S}.tar.gz").absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".sauvegarde-") as folder:
        say("Copie de la base…")
        vendor = connection.vendor
        database = Path(folder) / ("maillage.sqlite3" if vendor == "sqlite" else "maillage.pgdump")
        if vendor == "sqlite":
            copy_sqlite(database)
        else:
            pg_tool("pg_dump", "--format=custom", "--no-owner", f"--file={database}")
        half = Path(folder) / "half"
        digests = {}
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as archive:
                for path, name in [(database, database.name), *((p, str(p.relative_to(data))) for p in parts(data))]:
                    try:
                        opened = path.open("rb")
                    except FileNotFoundError:
                        continue  # taken away since the list was made: the copy of the base may still name it
                    with opened:  # one file held open: what is digested is what is kept
                        digests[name] = digest(opened)
                        opened.seek(0)
                        archive.addfile(archive.gettarinfo(arcname=name, fileobj=opened), opened)
                    if len(digests) % COUNTED == 0:
                        say(f"{len(digests)} fichiers…")
                manifest = {
                    "maillage": version("maillage"),
                    "vendor": vendor,
                    "made_at": localtime().isoformat(),
                    "files": digests,
                }
                (Path(folder) / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
                archive.add(Path(folder) / MANIFEST, MANIFEST)
            raw.flush()
            os.fsync(raw.fileno())
        half.replace(target)
    size = target.stat().st_size
    return {"ok": True, "file": str(target), "bytes": size, "files": len(digests),
            "_lines": [f"✓ Sauvegarde : {target} ({size / 1e6:.1f} Mo, {len(digests)} fichiers)."]}  # fmt: skip


def restore(*, data: Path | None, file: Path, say: Say) -> dict[str, Any]:
    """Restore onto an empty place, verifying each file; nothing is left there when a digest differs."""
    if data is None:
        raise Refused("Dites où restaurer : --data DOSSIER (vide ou absent).")
    target = data.absolute()
    if target.exists() and any(target.iterdir()):
        raise Refused(f"{target} n’est pas vide : une restauration n’écrase jamais rien.")
    if not file.is_file():
        raise Refused(f"Sauvegarde introuvable : {file}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".restauration-") as folder:
        say("Lecture de la sauvegarde…")
        place = Path(folder) / "place"
        place.mkdir()
        manifest = unpack(file, place)
        if manifest["vendor"] == "postgresql":
            restore_postgresql(place / "maillage.pgdump")
        elif env.text("DATABASE_URL"):
            raise Refused("Cette sauvegarde est celle d’une base SQLite : retirez DATABASE_URL pour la restaurer.")
        else:
            verify_sqlite(place / "maillage.sqlite3")
        if target.exists():
            target.rmdir()
        place.chmod(0o700)
        place.replace(target)
    return {"ok": True, "data": str(target), "files": len(manifest["files"]),
            "_lines": [f"✓ {len(manifest['files'])} fichiers vérifiés et restaurés dans {target}."]}  # fmt: skip


def unpack(file: Path, place: Path) -> dict[str, Any]:
    """Unpack, refusing anything that would leave the folder; verify every digest of the manifest."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                write_member(archive, member, place)
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        digests = dict(manifest["files"])
    except (tarfile.TarError, zlib.error, EOFError, ValueError, KeyError, OSError) as error:
        if isinstance(error, OSError) and error.errno == 28:
            raise
        raise Refused(f"Ce fichier n’est pas une sauvegarde de Maillage, ou il est abîmé : {file}.") from error
    (place / MANIFEST).unlink()
    for name, expected in digests.items():
        path = place / name
        if not path.is_file():
            raise Refused(f"La sauvegarde est abîmée : il y manque {name}.")
        with path.open("rb") as opened:
            if digest(opened) != expected:
                raise Refused(f"La sauvegarde est abîmée : {name} n’est pas celui qui fut sauvegardé.")
    return dict(manifest)


def write_member(archive: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    """Write one file of the archive; a link, a device, a name that leads elsewhere is no part of a backup."""
    name = PurePosixPath(member.name)
    if not member.isreg() or name.is_absolute() or ".." in name.parts:
        raise ValueError(member.name)
    target = place / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source = archive.extractfile(member)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        if source is not None:
            shutil.copyfileobj(source, out, 1024 * 1024)


def verify_sqlite(path: Path) -> None:
    sqlite.use_bundled()
    base = sqlite3.connect(path)
    try:
        if base.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise Refused("La base de la sauvegarde est abîmée.")
    finally:
        base.close()


def restore_postgresql(dump: Path) -> None:
    """Into the database of DATABASE_URL, which must be empty."""
    if not env.text("DATABASE_URL"):
        raise Refused("Cette sauvegarde est celle d’une base PostgreSQL : donnez DATABASE_URL, vers une base vide.")
    if connection.introspection.table_names():
        raise Refused("La base de DATABASE_URL n’est pas vide : une restauration n’écrase jamais rien.")
    name = str(settings.DATABASES["default"]["NAME"])
    pg_tool("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", "--dbname", name, str(dump))
    dump.unlink()
