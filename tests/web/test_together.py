"""`maillage run`: what is forked from one loading shares its memory, and lives and ends together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from maillage.core.children import Child
from maillage.web.commands import together, worker
from tests import migrated
from tests.web.test_commands import Served, environment, fetch, free_port, maillage, processes

pytestmark = [pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture
def served(tmp_path):
    with Served(migrated.folder(tmp_path / "d"), "--empty") as running:
        running.data = tmp_path / "d"
        yield running


def children(pid: int) -> list[int]:
    """In the order of their birth."""
    return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def memory(pid: int, kind: str) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith(f"{kind}:"))


def ended(data: Path, seconds: float = 20) -> bool:
    limit = time.monotonic() + seconds
    while processes(data) and time.monotonic() < limit:
        time.sleep(0.05)
    return not processes(data)


def test_the_house_is_loaded_once(served):
    pid = served.process.pid
    assert len(list(Path(f"/proc/{pid}/task").iterdir())) == 1  # a fork copies no other thread
    opened = [os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir()]
    assert not [name for name in opened if "maillage.sqlite3" in name]
    site, jobs = children(pid)
    for child in (site, *children(site), jobs):
        assert memory(child, "Private_Dirty") < memory(child, "Rss") / 2


def test_what_serves_is_replaced_when_it_is_killed(served):
    site, jobs = children(served.process.pid)
    (serving,) = children(site)
    os.kill(serving, signal.SIGKILL)
    limit = time.monotonic() + 20
    while children(site) in ([], [serving]) and time.monotonic() < limit:
        time.sleep(0.05)
    assert fetch(served.port, "/") == 200
    assert children(served.process.pid) == [site, jobs]


@pytest.mark.parametrize(("which", "name"), [(0, "Le serveur"), (1, "Les travaux")])
def test_when_one_falls_all_end_and_it_is_said(which, name, served):
    os.kill(children(served.process.pid)[which], signal.SIGKILL)
    assert served.process.wait(20) == 1
    assert f"✗ {name} : arrêt imprévu (code -9)." in served.log.read_text()
    assert ended(served.data)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT])
def test_a_terminal_that_closes_or_interrupts_ends_everything(number, served):
    served.process.send_signal(number)
    assert served.process.wait(20) == 0
    assert "Maillage est arrêté." in served.log.read_text()
    assert processes(served.data) == []


def test_asked_to_stop_while_it_prepares(tmp_path):
    command = [sys.executable, "-m", "maillage.cli", "run", "--data", tmp_path / "d", "--port", str(free_port())]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment(), cwd=tmp_path, stderr=log)
    limit = time.monotonic() + 60
    while "Préparation" not in (tmp_path / "log").read_text() and time.monotonic() < limit:
        time.sleep(0.02)
    process.terminate()
    assert process.wait(20) == 0
    assert ended(tmp_path / "d")


def test_what_cannot_be_prepared_is_said_and_nothing_is_served(tmp_path):
    data = migrated.folder(tmp_path / "d")
    assert maillage("init", "--profile", "csi", "--data", data).returncode == 0
    done = maillage("run", "--network", "wsm", "--data", data, "--port", free_port(), "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert "contient déjà le réseau « csi »" in done.stderr
    assert "n’a pas pu être préparé" in done.stdout
    assert ended(data)


def test_jobs_that_end_to_be_lighter_are_forked_anew(tmp_path):
    lives = tmp_path / "lives"

    def live() -> int:
        with lives.open("a") as file:
            file.write("x")
        return worker.ANEW if lives.stat().st_size < 3 else 4

    jobs = Child("Les travaux", live)
    jobs.start()
    assert together.watch([jobs], jobs, []) is jobs
    assert jobs.code == 4
    assert lives.read_text() == "xxx"


def test_a_child_that_does_not_listen_is_forced():
    def deaf() -> int:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
        return 0

    child = Child("Sourd", deaf)
    child.start()
    time.sleep(0.3)
    child.end(patience=0.2)
    assert child.code == -signal.SIGKILL


def test_what_fails_in_a_child_is_said_in_a_line(tmp_path, capsys):
    assert together.guarded(tmp_path, lambda: 1 // 0) == 1
    assert "✗ Erreur inattendue. ZeroDivisionError" in capsys.readouterr().err
    assert "Traceback" in (tmp_path / "erreurs.log").read_text()
