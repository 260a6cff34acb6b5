"""Backup and restore of an install on PostgreSQL: the same content, onto an empty base and no other."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import databases

pytestmark = [pytest.mark.slow, databases.only_postgresql]
KEPT_OUT = ("MAILLAGE_DATA", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "MAILLAGE_URL")


@contextmanager
def base(name: str) -> Iterator[str]:
    """The address of an empty base of its own, gone afterwards."""
    server = os.environ["DATABASE_URL"]
    name = f"{name}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as keeper:
        keeper.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            keeper.execute(f"DROP DATABASE {name} WITH (FORCE)")


def maillage(*arguments: object, **more: str) -> dict:
    environment = {key: value for key, value in os.environ.items() if key not in KEPT_OUT} | more
    done = subprocess.run([sys.executable, "-m", "maillage.cli", *map(str, arguments), "--json"], capture_output=True,
                          text=True, timeout=300, env=environment)  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return {"code": done.returncode, **json.loads(done.stdout)}


def content(address: str) -> dict[str, list[tuple]]:
    """Every row of every table, as text."""
    with psycopg.connect(address) as base:
        tables = base.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchall()
        return {table: sorted(base.execute(f'SELECT "{table}"::text FROM "{table}"').fetchall()) for (table,) in tables}


def test_what_was_saved_is_what_is_restored(tmp_path):
    install, saved = tmp_path / "install", tmp_path / "s.tar.gz"
    (tmp_path / "adresse").write_text("")
    with base("sauvee") as first, base("rendue") as second:
        assert maillage("demo", "--data", install, "--network", "wsm", DATABASE_URL=first)["code"] == 0
        (install / "files" / "ab").mkdir(parents=True)
        (install / "files" / "ab" / "piece").write_bytes(os.urandom(100_000))
        assert maillage("backup", saved, "--data", install, DATABASE_URL=first)["code"] == 0
        before = content(first)
        assert len(before["organisations_organisation"]) > 20

        refused = maillage("restore", saved, "--data", tmp_path / "non", DATABASE_URL=first)  # not an empty base
        assert (refused["code"], content(first)) == (1, before)
        refused = maillage("restore", saved, "--data", tmp_path / "non")  # no base at all
        assert refused["code"] == 1
        assert "DATABASE_URL" in refused["errors"][0]["message"]

        (tmp_path / "adresse").write_text(second)
        done = maillage("restore", saved, "--data", tmp_path / "rendu", DATABASE_URL_FILE=str(tmp_path / "adresse"))
        assert done["code"] == 0, done
        assert content(second) == before
        for name in ("secret.key", "files/ab/piece"):
            assert (tmp_path / "rendu" / name).read_bytes() == (install / name).read_bytes()
        assert maillage("check", "--data", tmp_path / "rendu", DATABASE_URL=second)["code"] == 0
