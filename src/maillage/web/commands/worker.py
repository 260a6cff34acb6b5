"""The jobs' worker. One process by default: it takes jobs, does them and notes the results, in three threads.

django-q2's own cluster forks five processes, too much for the smallest machine; its parts are functions over two
queues, so they run here as threads, and the job in the main one, where its time limit can interrupt it. With
MAILLAGE_WORKERS above one, the cluster itself is started.

A process that waits holds little: the pages of the house are loaded by the first job that writes an address, and after a
while without jobs the process starts itself anew, under the same number, without them. Under `maillage run`, it is a
fork of what loaded everything (together.py), and is forked anew then.
"""

import gc
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from multiprocessing import Value
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django_q.brokers import get_broker
from django_q.cluster import Cluster
from django_q.monitor import monitor
from django_q.pusher import pusher
from django_q.scheduler import scheduler
from django_q.worker import worker

from maillage.core.registry import house
from maillage.core.schedule import ensure_schedules

SCHEDULE_SECONDS = 30
REST_SECONDS = 600  # without jobs
STOP = "STOP"
ANEW = 75  # the exit code of a forked worker that asks to be forked again


def load_all() -> None:
    """What a job will need, loaded before the fork: the addresses, and the modules of the jobs."""
    import_module(settings.ROOT_URLCONF)
    for job in house.schedules:
        import_module(job.function.rsplit(".", 1)[0])


def work(*, data: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Do jobs until asked to stop; the job under way is finished first."""
    if labour():
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 (its own interpreter, anew)
    return {"ok": True}


def labour(forked: bool = False) -> bool:
    """The same, True when it ended by itself, to begin anew lighter. A forked one does so often: it costs nothing."""
    ensure_schedules()
    several = settings.Q_CLUSTER["workers"] > 1
    if several:
        load_all()
    connections.close_all()
    gc.collect()
    gc.freeze()  # the collector leaves what is loaded alone: forked helpers share its pages
    if several:
        as_cluster()
        return False
    return as_threads(forked)


def as_cluster() -> None:
    cluster = Cluster()
    cluster.start()
    signal.signal(signal.SIGHUP, cluster.sig_handler)  # it already listens to SIGTERM and SIGINT
    cluster.sentinel.join()


class Counted(queue.Queue[Any]):
    """A queue that knows how many passed, and when the last did."""

    passed = 0
    at = 0.0

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        self.passed, self.at = self.passed + 1, time.monotonic()
        super().put(item, block, timeout)


def as_threads(forked: bool = False) -> bool:
    """Jobs wait in a queue of one: what this process has not begun, another may still take.

    True when it ended by itself, to begin anew lighter.
    """
    tasks, results = Counted(maxsize=1), Counted()
    ending, tired = threading.Event(), threading.Event()

    def end(*_signal: Any) -> None:
        ending.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    helpers = [
        threading.Thread(target=take, args=(tasks, ending), name="prendre"),
        threading.Thread(target=monitor, args=(results,), name="noter"),
        threading.Thread(target=wake, args=(ending,), name="éveiller"),
        threading.Thread(target=lighten, args=(tasks, results, ending, tired, forked), name="alléger"),
    ]
    for helper in helpers:
        helper.start()
    try:
        worker(tasks, results, Value("f", -1), settings.Q_CLUSTER["timeout"])
    finally:
        ending.set()
        results.put(STOP)
        for helper in helpers:
            helper.join(10)
    return tired.is_set()


def take(tasks: queue.Queue[Any], ending: threading.Event) -> None:
    """Take jobs from the database; when it is away for a while, ask again. Ends the worker when asked."""
    while not ending.is_set():
        pusher(tasks, ending)
        connections.close_all()
    tasks.put(STOP)


def wake(ending: threading.Event) -> None:
    """Look every half-minute for the scheduled jobs that are due."""
    broker = get_broker()
    while not ending.is_set():
        scheduler(broker=broker)
        ending.wait(SCHEDULE_SECONDS)


def lighten(
    tasks: Counted, results: Counted, ending: threading.Event, tired: threading.Event, forked: bool = False
) -> None:
    """When pages were loaded for a job and no job came for a while, end as if asked to: what is begun is finished.

    When `forked`, end between two jobs as soon as it has lived that long.
    """
    born = time.monotonic()
    while not ending.wait(min(SCHEDULE_SECONDS, REST_SECONDS)):
        long = time.monotonic() - (born if forked else results.at) > REST_SECONDS
        if long and 0 < tasks.passed <= results.passed and settings.ROOT_URLCONF in sys.modules:
            tired.set()
            ending.set()
