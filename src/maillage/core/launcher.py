"""Starting the server and the jobs. Light: nothing of Django is loaded here; what is started takes this process's place."""

import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from maillage.core import folder
from maillage.core.errors import Refused

LEAST_FREE_BYTES = 200 * 1024 * 1024
NETWORKS = ("csi", "cesiq", "wsm", "ciso", "occitanie")
BLOCKING_THREADS = 4  # of each process that serves
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
        "--workers", str(workers), "--blocking-threads", str(BLOCKING_THREADS), "--no-access-log", "--log-level", "warning",
        "--respawn-failed-workers", "maillage.wsgi:application",
    ]  # fmt: skip


def run(*, data: Path | None, network: str | None, empty: bool, port: int, host: str, say: Say) -> dict[str, Any]:
    """Choose the folder, then become what prepares it, serves and works (web/commands/together.py)."""
    path = choose(data, network, empty)
    if not port_is_free(host, port):
        raise Refused(f"Le port {port} est déjà pris : essayez ./run --port {port + 1}.")
    env = os.environ | {"MAILLAGE_DATA": str(path)}
    env.setdefault("MAILLAGE_URL", f"http://{shown(host)}:{port}")
    env.setdefault("MALLOC_ARENA_MAX", "2")  # threads share their memory: a small machine is enough
    together = [sys.executable, "-m", "maillage.cli", "together", "--data", str(path), "--host", host]
    together += ["--port", str(port)]
    together += ["--network", network] if network else []
    together += ["--empty"] if empty else []
    together += ["--json"] if click.get_current_context().params.get("as_json") else []
    os.execve(sys.executable, together, env)  # noqa: S606 (its own interpreter, in its own place)
    return {"ok": True}


def shown(host: str) -> str:
    """The host as it stands in an address: a machine that listens everywhere is reached here."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 (read, not opened)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


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
