"""The throw-away PostgreSQL leaves nothing behind."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "pg"
pytestmark = [
    pytest.mark.one_database,
    pytest.mark.skipif(subprocess.run([SCRIPT, "available"]).returncode != 0, reason="no PostgreSQL here"),
]
SAY = "echo $DATABASE_URL; echo ready; "


def start(tmp_path, command):
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    return subprocess.Popen([SCRIPT, "run", "--", "sh", "-c", command], env=env, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def folder():
    """A folder that another user may enter, as a unix socket's path wants it: short."""
    path = Path(subprocess.check_output(["mktemp", "-d", "/tmp/pgtest.XXXX"], text=True).strip())
    path.chmod(0o755)
    yield path
    assert list(path.iterdir()) == []
    path.rmdir()


def test_it_says_where_it_is_and_gives_the_command_s_own_status(folder):
    run = start(folder, SAY + "exit 3")
    said, _none = run.communicate(timeout=30)
    assert said.startswith("postgresql://maillage@127.0.0.1:")
    assert run.returncode == 3


@pytest.fixture
def _listening():
    """A suite run under `nohup` ignores the hang-up, and so would its children: a script cannot undo that."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("_listening")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_it_cleans_up_when_it_is_told_to_stop(folder, number):
    run = start(folder, SAY + "exec sleep 60")
    assert run.stdout.readline().startswith("postgresql://")
    assert run.stdout.readline() == "ready\n"
    run.send_signal(number)
    run.communicate(timeout=30)
    assert run.returncode == 128 + number
