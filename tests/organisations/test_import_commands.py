"""The command line keeps its contract, whatever the file; killed in the middle, it goes on and nothing is half there."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import migrated

pytestmark = [pytest.mark.slow, pytest.mark.one_database]
ROOT = Path(__file__).resolve().parents[2]
KEYS = {"ok", "rows", "created", "updated", "unchanged", "rejected", "duplicates", "errors", "import_id"}


def command(*arguments):
    env = {k: v for k, v in os.environ.items() if k not in ("MAILLAGE_DATA", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    line = [sys.executable, "-m", "maillage.cli", *map(str, arguments)]
    return line, env | {"PYTHONPATH": str(ROOT / "src")}


def maillage(*arguments):
    line, env = command(*arguments)
    done = subprocess.run(line, capture_output=True, text=True, timeout=300, env=env, check=False)
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    data = migrated.folder(tmp_path_factory.mktemp("imports") / "csi")
    assert maillage("init", "--profile", "csi", "--data", data, "--json").returncode == 0
    return data


@pytest.fixture
def install(made, tmp_path):
    return shutil.copytree(made, tmp_path / "install")


def brought(data, file, *more):
    return maillage("import", "organisations", file, "--data", data, "--json", *more)


def count(data, table="organisations_organisation"):
    with sqlite3.connect(data / "maillage.sqlite3") as base:
        return base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_the_contract(install, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Nom;Pays d’action\nUne;ML, SN\nDeux;Zorglub\n;ML\n")
    done = brought(install, file)
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(told) >= KEYS
    assert (told["rows"], told["created"], told["rejected"], told["import_id"]) == (3, 2, 1, None)
    assert [(line["row"], bool(line["message"])) for line in told["errors"]] == [(3, True), (4, True)]
    assert count(install) == 0
    told = json.loads(brought(install, file, "--yes").stdout)
    assert (told["created"], count(install)) == (2, 2)
    again = json.loads(brought(install, file, "--yes").stdout)
    assert (again["created"], again["unchanged"]) == (0, 2)
    undone = maillage("import", "undo", told["import_id"], "--data", install, "--json")
    assert (undone.returncode, json.loads(undone.stdout)["removed"], count(install)) == (0, 2, 0)


def test_what_cannot_be_read_is_refused_with_a_sentence_and_a_code(install, tmp_path):
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(300_000_000)
    for name, content in (("a.xlsx", b"%PDF-1.7 x"), ("b.csv", b""), ("c.csv", b"Ville;Pays\nLyon;FR\n")):
        (tmp_path / name).write_bytes(content)
    for name in ("big.csv", "a.xlsx", "b.csv", "c.csv", "absent.csv"):
        began = time.monotonic()
        done = brought(install, tmp_path / name, "--yes")
        told = json.loads(done.stdout)
        assert done.returncode != 0, name
        assert told["ok"] is False, name
        assert told["errors"], name
        assert time.monotonic() - began < 20, name
    assert count(install) == 0
    assert count(install, "organisations_import") == 0


def test_a_file_of_titles_alone_writes_nothing(install, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Nom;Ville\n")
    done = brought(install, file, "--yes")
    assert (done.returncode, json.loads(done.stdout)["rows"], count(install)) == (0, 0, 0)


def test_killed_in_the_middle_then_run_again(install, tmp_path):
    rows = 12_000
    file = tmp_path / "grand.csv"
    with file.open("w") as out:
        out.write("Nom;Ville;Pays d’action\n")
        out.writelines(f"Organisation {n} de {n * 7919 % 100_003};Lyon;ML, SN\n" for n in range(rows))
    line, env = command("import", "organisations", file, "--data", install, "--json", "--yes")
    running = subprocess.Popen(line, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while count(install) < 2_000 and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait(20)
    there = count(install)
    assert 0 < there < rows
    with sqlite3.connect(install / "maillage.sqlite3") as base:
        progress, state, counts = base.execute("SELECT progress, state, counts FROM organisations_import").fetchone()
        assert (state, json.loads(counts)["created"]) == ("running", there)
        assert base.execute("SELECT count(*) FROM organisations_importrow").fetchone()[0] == there
        # No half organisation: each has its countries, its seat, its line in the journal.
        assert base.execute("SELECT count(*) FROM organisations_actioncountry").fetchone()[0] == 2 * there
        assert base.execute("SELECT count(*) FROM organisations_place").fetchone()[0] == there
        told = "SELECT count(*) FROM audit_entry WHERE verb='organisation.imported'"
        assert base.execute(told).fetchone()[0] == there
        assert progress == there + 1
    done = brought(install, file, "--yes")
    assert done.returncode == 0, done.stdout
    assert count(install) == rows
    with sqlite3.connect(install / "maillage.sqlite3") as base:
        assert base.execute("SELECT count(*) FROM organisations_place").fetchone()[0] == rows
    assert maillage("check", "--data", install).returncode == 0


def test_two_at_once_make_one_of_each(install, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Nom;Ville\n" + "".join(f"Organisation {n};Lyon\n" for n in range(3_000)))
    runs = []
    for _twice in range(2):
        line, env = command("import", "organisations", file, "--data", install, "--json", "--yes")
        runs.append(subprocess.Popen(line, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True))
    told = [json.loads(run.communicate(timeout=120)[0]) for run in runs]
    assert any(one["ok"] for one in told)
    assert count(install) == 3_000
