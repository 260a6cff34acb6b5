"""The last places: without the guard, more people than places; with it, exactly as many, and no error to anyone."""

import json
import os
import subprocess
import sys

import pytest

from maillage.enrolments import places
from tests import migrated
from tests.databases import POSTGRESQL
from tests.enrolments import racing

ROUNDS = 20
pytestmark = [pytest.mark.slow, *([pytest.mark.django_db(transaction=True)] if POSTGRESQL else [])]


def program(folder, *arguments):
    settings = f"from maillage.settings import *\nDATABASES['default']['NAME'] = {str(folder / 'x.sqlite3')!r}\n"
    (folder / "file_settings.py").write_text(settings)
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "file_settings", "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join([str(folder), os.getcwd(), *sys.path]),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.enrolments.racing", *arguments],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture
def race(tmp_path, monkeypatch):
    """`race(rounds, guarded=…)` on the database of this run: threads on PostgreSQL, processes on a SQLite file."""

    def run(rounds, *, guarded):
        if POSTGRESQL:
            return racing.by_threads(
                rounds, guarded=guarded, patch=lambda claim: monkeypatch.setattr(places, "claim", claim)
            )
        migrated.folder(tmp_path, "x.sqlite3")
        said = program(tmp_path, str(rounds), "guarded" if guarded else "careless")
        return json.loads(said.strip().splitlines()[-1])

    return run


def test_without_the_guard_there_is_a_race(race):
    """Otherwise the test below would prove nothing."""
    found = race(3, guarded=False)
    assert max(found["held"]) > racing.PLACES
    assert "error" in found["check"]


def test_with_the_guard_exactly_as_many_as_places(race):
    found = race(ROUNDS, guarded=True)
    assert [fault for one in found["told"] for fault in one["faults"]] == []
    assert found["held"] == [racing.PLACES] * ROUNDS
    assert found["taken"] == [racing.PLACES] * ROUNDS
    assert sum(one["enrolled"] for one in found["told"]) == racing.PLACES * ROUNDS
    assert sum(one["refused"] for one in found["told"]) == (racing.PEOPLE - racing.PLACES) * ROUNDS
    assert found["check"] == ["ok"]
