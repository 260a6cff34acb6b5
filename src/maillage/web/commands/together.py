"""The site and the jobs of a small machine, from one loading of the house: what `maillage run` becomes.

This process loads everything and draws the home once, closes what it opened, then forks: the server and the jobs share
its pages. It watches over both, and they end together. (docs/adr/0020)
"""

import gc
import os
import signal
import socket
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from maillage.cli import remember
from maillage.cli import say as say_aloud
from maillage.core import env
from maillage.core.children import SIGNALS, Child, end_with_parent
from maillage.core.errors import Refused
from maillage.core.faults import database, disk
from maillage.core.launcher import BLOCKING_THREADS, shown
from maillage.web.commands import install
from maillage.web.commands.worker import ANEW, labour, load_all

PATIENCE = 60.0  # seconds for the server to answer
WARM = "/fr/"
Say = Callable[[str], None]


def together(*, data: Path, network: str | None, empty: bool, host: str, port: int, say: Say) -> dict[str, Any]:
    """Prepare, then serve and work until asked to stop or until one of the two falls. Raises Refused then."""
    asked: list[int] = []
    for number in SIGNALS:
        signal.signal(number, lambda received, frame: asked.append(received))
    gc.disable()  # no holes among what is loaded; each child enables its own
    made = Child("La préparation", partial(guarded, data, partial(prepare, data, network, empty, say)))
    made.start()
    load_all()
    finish(made, asked)
    site = Child("Le serveur", partial(serve, host, port))
    jobs = Child("Les travaux", partial(guarded, data, work))
    children = [] if asked else [site, jobs]
    if children:
        warm(data)
    for child in children:
        child.start()
    if answers(host, port, children, asked):
        tell(data, say)
    fallen = watch(children, jobs, asked)
    for child in children:
        child.end()
    if fallen and not asked:
        raise Refused(f"{fallen.name} : arrêt imprévu (code {fallen.code}).")
    say("Maillage est arrêté.")
    return {"ok": True}


def prepare(data: Path, network: str | None, empty: bool, say: Say) -> int:
    install.prepare(data=data, network=network, empty=empty, say=say)
    return 0


def finish(made: Child, asked: list[int]) -> None:
    """Wait until the folder is prepared; Refused when it could not be."""
    while not made.ended() and not asked:
        time.sleep(0.02)
    made.end()
    if made.code and not asked:
        raise Refused("Le dossier n’a pas pu être préparé.")


def warm(data: Path) -> None:
    """Draw the home, and leave neither thread nor connection behind: what comes after is forked."""
    settings.DEMO = env.boolean("MAILLAGE_DEMO", (data / "demonstration").exists())  # the first start writes one
    draw(import_module("maillage.wsgi").application)
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # it has threads
    gc.collect()
    gc.freeze()  # the collector writes beside each object it looks at: what is shared is left alone


def draw(application: Any) -> None:
    """Draw the home, for nobody: its words, its templates and the profile are then shared."""
    address = urlsplit(settings.PUBLIC_URL)
    environ: dict[str, Any] = {"PATH_INFO": WARM, "HTTP_HOST": address.netloc, "wsgi.url_scheme": address.scheme}
    setup_testing_defaults(environ)
    answer = application(environ, lambda status, headers, failure=None: None)
    b"".join(answer)
    answer.close()


def serve(host: str, port: int) -> int:
    server = Granian(
        "maillage.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=1,
        blocking_threads=BLOCKING_THREADS, log_level=LogLevels.warning, respawn_failed_workers=True,
    )  # fmt: skip
    server.serve(target_loader=partial(application, os.getpid()), wrap_loader=False)
    return 0


def application(parent: int) -> Any:
    """In granian's own child, forked too: the application, already loaded."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    end_with_parent(parent)
    return import_module("maillage.wsgi").application


def work() -> int:
    return ANEW if labour(forked=True) else 0


def guarded(data: Path, act: Callable[[], int]) -> int:
    """What fails in a child is said as the command line says it."""
    try:
        return act()
    except Refused as refusal:
        reasons = refusal.reasons
    except OSError as error:
        reasons = [disk(error)]
    except Exception as error:
        reasons = [database(error) or remember(data, error)]
    for reason in reasons:
        say_aloud(f"✗ {reason}")
    return 1


def answers(host: str, port: int, children: list[Child], asked: list[int]) -> bool:
    """Wait until the server takes connections; False when a child ended first, a signal or nothing came."""
    target = (shown(host).strip("[]"), port)
    limit = time.monotonic() + PATIENCE
    while children and time.monotonic() < limit and not asked and not any(child.ended() for child in children):
        try:
            socket.create_connection(target, 0.5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def tell(data: Path, say: Say) -> None:
    say(f"\n  Maillage est prêt :  {settings.PUBLIC_URL}/\n  Données : {data}")
    code = data / "depart.code"
    if code.is_file():
        said = code.read_text(encoding="utf-8").strip()
        say(f"  Créer le réseau :  {settings.PUBLIC_URL}/depart/?code={said}")
    say("  Pour arrêter : Ctrl+C\n")


def watch(children: list[Child], jobs: Child, asked: list[int]) -> Child | None:
    """Wait for a signal, or for a child that ends; returns it. Jobs that ended to be lighter are forked anew."""
    while children and not asked:
        for child in children:
            if child.ended() and child is jobs and child.code == ANEW:
                child.start()
            elif child.ended():
                return child
        time.sleep(0.2)
    return None
