"""Starting and watching the server and the worker. Light: nothing of Django is loaded in this process."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from maillage.core import folder
from maillage.core.errors import Refused

LEAST_FREE_BYTES = 200 * 1024 * 1024
NETWORKS = ("csi", "cesiq", "wsm", "ciso", "occitanie")
PR_SET_PDEATHSIG = 1
PATIENCE = 60.0  # seconds for the server to answer
Say = Callable[[str], None]


def port_is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def choose(data: Path | None, network: str | None, empty: bool) -> Path:
    """The folder of this start; remembered, so that the other commands find it."""
    if network and network not in NETWORKS:
        raise Refused(f"Réseau inconnu : « {network} ». Les réseaux livrés : {', '.join(NETWORKS)}.")
    if network and empty:
        raise Refused("--network montre une démonstration, --empty n’en veut pas : choisissez l’un ou l’autre.")
    here = folder.HERE / "var"
    path = (data or (here / ("vide" if empty else network or "csi"))).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
        here.mkdir(exist_ok=True)
        (here / "current").write_text(f"{path}\n", encoding="utf-8")
    except FileExistsError as error:
        raise Refused(f"{path} n’est pas un dossier.") from error
    free = shutil.disk_usage(path).free
    if free < LEAST_FREE_BYTES:
        raise Refused(f"Le disque est presque plein ({free // 1024**2} Mo libres) : il faut au moins 200 Mo.")
    return path


def granian(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-access-log", "--log-level", "warning",
        "--respawn-failed-workers", "maillage.wsgi:application",
    ]  # fmt: skip


def run(*, data: Path | None, network: str | None, empty: bool, port: int, host: str, say: Say) -> dict[str, Any]:
    """Prepare the folder, start the server and the worker, wait. Ends both when one ends or when asked to."""
    path = choose(data, network, empty)
    if not port_is_free(host, port):
        raise Refused(f"Le port {port} est déjà pris : essayez ./run --port {port + 1}.")
    env = os.environ | {"MAILLAGE_DATA": str(path)}
    env.setdefault("MAILLAGE_URL", f"http://{shown(host)}:{port}")
    env.setdefault("MALLOC_ARENA_MAX", "2")  # threads share their memory: a small machine is enough
    prepare = [sys.executable, "-m", "maillage.cli", "prepare", "--data", str(path)]
    prepare += ["--network", network] if network else []
    prepare += ["--empty"] if empty else []
    if subprocess.run(prepare, env=env).returncode:
        raise Refused("Le dossier n’a pas pu être préparé.")
    commands = (granian(host, port, 1), [sys.executable, "-m", "maillage.cli", "worker", "--data", str(path)])
    children = [
        subprocess.Popen(command, env=env, start_new_session=True, preexec_fn=end_with_parent) for command in commands
    ]
    if answers(host, port, children):
        say(f"\n  Maillage est prêt :  {env['MAILLAGE_URL']}/\n  Données : {path}")
        code = path / "depart.code"
        if code.is_file():
            say(f"  Créer le réseau :  {env['MAILLAGE_URL']}/depart/?code={code.read_text(encoding='utf-8').strip()}")
        say("  Pour arrêter : Ctrl+C\n")
    return watch(children, say)


def shown(host: str) -> str:
    """The host as it stands in an address: a machine that listens everywhere is reached here."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 (read, not opened)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def end_with_parent() -> None:
    """In a child: if the parent is killed outright, be asked to stop (Linux alone knows how)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def answers(host: str, port: int, children: list[subprocess.Popen[bytes]]) -> bool:
    """Wait until the server takes connections; False when a child ended first, or nothing came."""
    target = (shown(host).strip("[]"), port)
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and all(child.poll() is None for child in children):
        try:
            socket.create_connection(target, 0.5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def watch(children: list[subprocess.Popen[bytes]], say: Say) -> dict[str, Any]:
    """Wait until one child ends or a signal comes, then end the whole group of each: nothing is left behind."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, frame: asked.append(received))
    while not asked and all(child.poll() is None for child in children):
        time.sleep(0.2)
    fallen = [child.returncode for child in children if child.returncode]
    for child in children:
        end(child)
    if fallen and not asked:
        raise Refused(f"Le serveur ou les travaux se sont arrêtés (code {fallen[0]}).")
    say("Maillage est arrêté.")
    return {"ok": True}


def end(child: subprocess.Popen[bytes]) -> None:
    """End a child with its own children: first asked, then forced."""
    for number, patience in ((signal.SIGTERM, 8.0), (signal.SIGKILL, 2.0)):
        try:
            os.killpg(child.pid, number)
        except ProcessLookupError:
            return
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            continue


def serve(*, data: Path | None, port: int, host: str, workers: int, say: Say) -> dict[str, Any]:
    """Serve the site alone: systemd or a container watches over it."""
    path = (data or folder.data()).absolute()
    if not path.is_dir():
        raise Refused(f"Dossier introuvable : {path}. Commencez par « maillage init --data {path} --profile … ».")
    if not port_is_free(host, port):
        raise Refused(f"Le port {port} est déjà pris.")
    os.environ["MAILLAGE_DATA"] = str(path)
    os.environ.setdefault("MAILLAGE_URL", f"http://{shown(host)}:{port}")
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    os.execv(sys.executable, granian(host, port, workers))  # noqa: S606 (its own interpreter, in its own place)
    return {"ok": True}
