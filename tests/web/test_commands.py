"""The command line as its users drive it: a process, exit codes 0, 1 and 2, JSON alone with --json, never a traceback."""

import errno
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from maillage import cli
from maillage.core import launcher
from maillage.core.errors import Refused
from tests import migrated

pytestmark = [pytest.mark.slow, pytest.mark.one_database]
ROOT = Path(__file__).resolve().parents[2]
KEPT_OUT = ("MAILLAGE_DATA", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "MAILLAGE_URL")


def environment(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in KEPT_OUT} | {"PYTHONPATH": str(ROOT / "src")} | more


def maillage(*arguments: object, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "maillage.cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment(), **options)
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, path: str = "/fr/") -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return int(answer.status)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """An install made by the command line. (From nothing at all: see the first administrator, and the empty install.)"""
    data = migrated.folder(tmp_path_factory.mktemp("commandes") / "csi")
    done = maillage("init", "--profile", "csi", "--admin", "amina@exemple.org", "--data", data, "--json")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def install(made, tmp_path) -> Path:
    """A copy of it, for a test that changes it."""
    return shutil.copytree(made, tmp_path / "install")


class Served:
    """`maillage run` in its own process."""

    def __init__(self, data: Path, *more: str) -> None:
        self.port = free_port()
        self.log = data.parent / "run.log"
        command = [sys.executable, "-m", "maillage.cli", "run", "--data", str(data), "--port", str(self.port), *more]
        self.began = time.monotonic()
        with self.log.open("w") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env=environment(), cwd=data.parent)
        while "prêt" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() - self.began < 60, self.log.read_text()
            time.sleep(0.05)
        self.ready_after = time.monotonic() - self.began

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *reason: object) -> None:
        self.process.terminate()
        self.process.wait(20)


def processes(data: Path) -> list[int]:
    """Every process whose environment names this folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"MAILLAGE_DATA={data}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


# Usage and refusals


@pytest.mark.parametrize("name", ["", "init", "demo", "run", "serve", "worker", "import", "backup", "restore", "check"])
def test_help_everywhere(name):
    done = maillage(*filter(None, [name]), "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["nope"], ["init"], ["run", "--port", "0"], ["run", "--port", "x"], ["check", "--data", __file__], ["restore"]],
)
def test_bad_usage_is_2_and_says_nothing_on_stdout(arguments):
    done = maillage(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Error" in done.stderr


@pytest.mark.parametrize("command", ["check", "worker", "backup", "serve"])
def test_a_folder_that_is_not_there(command, tmp_path):
    done = maillage(command, "--data", tmp_path / "nulle-part")
    assert done.returncode == 1
    assert "introuvable" in done.stderr
    assert not (tmp_path / "nulle-part").exists()


@pytest.mark.parametrize("command", ["check", "worker", "backup"])
def test_a_folder_without_a_network(command, tmp_path):
    done = maillage(command, "--data", tmp_path, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["errors"]
    assert list(tmp_path.iterdir()) == []


def test_a_bad_profile_is_told_with_its_line(tmp_path):
    profile = tmp_path / "profil.toml"
    profile.write_text('format = 1\ncode = "Majuscule"\n')
    done = maillage("init", "--profile", profile, "--data", tmp_path / "d", "--json")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert answer["ok"] is False
    assert any("ligne 2" in error["message"] for error in answer["errors"])
    assert done.stderr.count("✗") == len(answer["errors"])


def test_json_is_alone_on_stdout(made):
    done = maillage("check", "--data", made, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert {"ok", "checks", "errors"} <= answer.keys()


def test_a_second_network_in_the_same_folder_is_refused(made):
    for arguments in (["init", "--profile", "wsm"], ["demo", "--network", "wsm"]):
        done = maillage(*arguments, "--data", made)
        assert done.returncode == 1
        assert "déjà un réseau" in done.stderr


def test_the_first_administrator_receives_a_link(tmp_path):
    ready = migrated.folder(tmp_path / "d")
    done = maillage("init", "--profile", "ciso", "--admin", "amina@exemple.org", "--data", ready, "--json")
    assert json.loads(done.stdout)["link"].startswith("http")
    done = maillage("init", "--profile", "ciso", "--admin", "amina", "--data", tmp_path / "e")
    assert done.returncode == 1
    assert maillage("init", "--profile", "ciso", "--data", tmp_path / "e").returncode == 0  # nothing was half made


@pytest.mark.parametrize(("content", "said"), [(b"", "version"), (b"pas une base de donnees " * 50, "abîmée")])
def test_a_base_that_is_not_one(content, said, tmp_path):
    (tmp_path / "maillage.sqlite3").write_bytes(content)
    done = maillage("check", "--data", tmp_path)
    assert done.returncode == 1
    assert said in done.stderr


def test_a_taken_port(made, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for command in ("run", "serve"):
            done = maillage(command, "--data", made, "--port", port, cwd=tmp_path)
            assert done.returncode == 1
            assert f"Le port {port} est déjà pris" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes someone else")
def test_a_folder_where_one_may_not_write(tmp_path):
    tmp_path.chmod(0o755)
    closed = tmp_path / "ferme"
    closed.mkdir(mode=0o755)
    try:
        done = maillage("init", "--profile", "csi", "--data", closed / "d", user=65534, cwd="/")
    except PermissionError:
        pytest.skip("this Python cannot be run by someone else here")
    if "No module named" in done.stderr or "can't open file" in done.stderr:
        pytest.skip("the house cannot be read by someone else here")
    assert done.returncode == 1
    assert "Pas le droit d’écrire" in done.stderr


def test_a_full_disk_is_said_in_a_line(made, monkeypatch, tmp_path):
    def full(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("maillage.web.commands.backup.copy_sqlite", full)
    monkeypatch.setattr(cli, "boot", lambda data: data)
    target = tmp_path / "s.tar.gz"
    done = CliRunner().invoke(cli.main, ["backup", str(target), "--data", str(made), "--json"])
    assert done.exit_code == 1
    assert "plein" in json.loads(done.stdout)["errors"][0]["message"]
    assert list(tmp_path.iterdir()) == []


def test_a_nearly_full_disk_refuses_to_start(monkeypatch, tmp_path):
    monkeypatch.setattr(launcher.folder, "HERE", tmp_path)
    monkeypatch.setattr(launcher.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(Refused, match="presque plein"):
        launcher.choose(tmp_path / "d", None, False)


@pytest.mark.parametrize(
    ("said", "told"),
    [("database or disk is full", "plein"), ("unable to open database file", "ouverte"),
     ("attempt to write a readonly database", "ouverte"), ("no such table: x", "version"),
     ("couldn't get a connection after 10.00 sec", "ne répond pas")],
)  # fmt: skip
def test_what_a_database_says_becomes_a_sentence(said, told):
    assert told in cli.database(Exception(said))


def test_what_was_not_foreseen_is_kept_in_a_file(made, monkeypatch):
    monkeypatch.setattr(cli, "boot", lambda data: data)
    monkeypatch.setattr("maillage.web.commands.check.check", lambda **options: 1 / 0)
    done = CliRunner().invoke(cli.main, ["check", "--data", str(made)])
    assert done.exit_code == 1
    assert "ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.output
    assert "Traceback" in (made / "erreurs.log").read_text()
    (made / "erreurs.log").unlink()


# Backup and restore


def rows(base: Path, query: str) -> list[tuple]:
    with sqlite3.connect(base) as opened:
        return opened.execute(query).fetchall()


def test_a_backup_made_while_others_write_restores_to_the_same_content(install, tmp_path):
    (install / "files" / "ab").mkdir(parents=True)
    (install / "files" / "ab" / "une-piece").write_bytes(os.urandom(300_000))
    done = threading.Event()
    written: list[int] = []

    def write() -> None:
        with sqlite3.connect(install / "maillage.sqlite3", timeout=20, isolation_level=None) as base:
            base.execute("CREATE TABLE essai (n INTEGER PRIMARY KEY, moitie INTEGER)")
            while not done.is_set():
                base.execute("BEGIN IMMEDIATE")
                base.execute("INSERT INTO essai (moitie) VALUES (1)")
                base.execute("INSERT INTO essai (moitie) VALUES (2)")
                base.execute("COMMIT")
                written.append(1)
                time.sleep(0.001)

    writer = threading.Thread(target=write)
    writer.start()
    until = time.monotonic() + 20
    while not written and time.monotonic() < until:
        time.sleep(0.01)  # on a busy machine the backup would end before the first line
    try:
        answer = maillage("backup", tmp_path / "s.tar.gz", "--data", install, "--json")
    finally:
        done.set()
        writer.join()
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "s.tar.gz").stat().st_mode & 0o077 == 0
    again = maillage("restore", tmp_path / "s.tar.gz", "--data", tmp_path / "rendu", "--json")
    assert again.returncode == 0, again.stderr
    base = tmp_path / "rendu" / "maillage.sqlite3"
    halves = dict(rows(base, "SELECT moitie, COUNT(*) FROM essai GROUP BY moitie"))
    assert halves.get(1, 0) == halves.get(2, 0)  # no transaction is cut in two
    assert written
    for table in ("network_profileversion", "audit_entry", "accounts_user"):
        query = f"SELECT * FROM {table} ORDER BY id"
        assert rows(base, query) == rows(install / "maillage.sqlite3", query)
    for name in ("secret.key", "files/ab/une-piece"):
        if (install / name).exists():
            assert (tmp_path / "rendu" / name).read_bytes() == (install / name).read_bytes()
    assert maillage("check", "--data", tmp_path / "rendu", "--json").returncode == 0


def test_a_restoration_never_overwrites(install, tmp_path):
    assert maillage("backup", tmp_path / "s.tar.gz", "--data", install).returncode == 0
    before = (install / "maillage.sqlite3").read_bytes()
    done = maillage("restore", tmp_path / "s.tar.gz", "--data", install)
    assert done.returncode == 1
    assert "n’est pas vide" in done.stderr
    assert (install / "maillage.sqlite3").read_bytes() == before


@pytest.mark.parametrize("harm", ["cut", "flipped", "swapped", "not_one", "missing"])
def test_a_damaged_backup_leaves_nothing(harm, install, tmp_path):
    file, target = tmp_path / "s.tar.gz", tmp_path / "rendu"
    assert maillage("backup", file, "--data", install).returncode == 0
    data = file.read_bytes()
    if harm == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif harm == "flipped":
        middle = len(data) // 2
        file.write_bytes(data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :])
    elif harm == "not_one":
        file.write_bytes(b"bonjour")
    elif harm == "missing":
        file.unlink()
    else:  # a part replaced by another, well packed again
        with tarfile.open(file) as archive:
            archive.extractall(tmp_path / "x")  # our own
        (tmp_path / "x" / "secret.key").write_text("autre")
        with tarfile.open(file, "w:gz") as archive:
            for part in (tmp_path / "x").iterdir():
                archive.add(part, part.name)
    done = maillage("restore", file, "--data", target, "--json")
    assert done.returncode == 1
    said = json.loads(done.stdout)["errors"][0]["message"]
    assert "abîmé" in said or "introuvable" in said
    assert not target.exists()
    assert not list(tmp_path.glob(".restauration-*"))


@pytest.mark.parametrize("name", ["../dehors", "/tmp/dehors", "files/../../dehors", "lien"])
def test_a_backup_made_to_escape_is_refused(name, tmp_path):
    with tarfile.open(tmp_path / "s.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo(name)
        if name == "lien":
            member.type, member.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(member)
    done = maillage("restore", tmp_path / "s.tar.gz", "--data", tmp_path / "d" / "rendu")
    assert done.returncode == 1
    assert "abîmé" in done.stderr
    assert not (tmp_path / "dehors").exists()
    assert not (tmp_path / "d" / "dehors").exists()


# Serving


def test_run_makes_serves_stops_and_starts_again_quickly(made, tmp_path):
    data = shutil.copytree(made, tmp_path / "d")
    with Served(data) as first:
        assert fetch(first.port) == 200
        assert len(processes(data)) >= 3
    assert first.process.returncode == 0
    assert processes(data) == []  # nothing is left behind
    with Served(data) as second:
        if os.getloadavg()[0] < (os.cpu_count() or 1):  # else the figure is that of the other tests
            assert second.ready_after < 5
        assert fetch(second.port, "/fr/annuaire/") == 200
        assert maillage("backup", tmp_path / "s.tar.gz", "--data", data).returncode == 0


def test_killed_outright_it_starts_again_with_its_data(made, tmp_path):
    data = shutil.copytree(made, tmp_path / "d")
    before = rows(data / "maillage.sqlite3", "SELECT number, toml FROM network_profileversion")
    with Served(data) as served:
        for process in processes(data):
            os.kill(process, signal.SIGKILL)
        served.process.kill()
        served.process.wait(10)
    limit = time.monotonic() + 10
    while processes(data) and time.monotonic() < limit:
        time.sleep(0.1)
    assert processes(data) == []
    assert rows(data / "maillage.sqlite3", "SELECT number, toml FROM network_profileversion") == before
    with Served(data) as again:
        assert fetch(again.port) == 200


def test_when_the_launcher_alone_is_killed_its_children_follow(made, tmp_path):
    data = shutil.copytree(made, tmp_path / "d")
    with Served(data) as served:
        served.process.kill()
        served.process.wait(10)
        limit = time.monotonic() + 15
        while processes(data) and time.monotonic() < limit:
            time.sleep(0.1)
        assert processes(data) == []


def test_an_empty_install_shows_the_way_in(tmp_path):
    with Served(tmp_path / "vide", "--empty") as served:
        code = (tmp_path / "vide" / "depart.code").read_text().strip()
        assert code in served.log.read_text()
        with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/", timeout=10) as answer:
            assert answer.url.endswith("/depart/")


def test_at_rest_the_whole_install_fits_a_small_machine(made, tmp_path):
    data = shutil.copytree(made, tmp_path / "d")
    with Served(data) as served:
        assert fetch(served.port) == 200
        assert fetch(served.port, "/fr/annuaire/") == 200  # drawn by who serves: the home was, before the fork
        time.sleep(5)
        total = 0
        for process in {served.process.pid, *processes(data)}:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
            total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    assert total < 250 * 1024, f"{total // 1024} Mio"
