"""The jobs' worker: one parent that forks its helpers once everything is loaded, so that they share its memory."""

import gc
import signal
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django_q.cluster import Cluster

from maillage.core.registry import house
from maillage.core.schedule import ensure_schedules


def load_all() -> None:
    """What a job will need, loaded before the fork: the addresses, and the modules of the jobs."""
    import_module(settings.ROOT_URLCONF)
    for job in house.schedules:
        import_module(job.function.rsplit(".", 1)[0])


def work(*, data: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Do jobs until asked to stop; the job under way is finished first."""
    ensure_schedules()
    load_all()
    connections.close_all()
    gc.collect()
    gc.freeze()  # the collector leaves what is loaded alone: its pages stay shared
    cluster = Cluster()
    cluster.start()
    signal.signal(signal.SIGHUP, cluster.sig_handler)  # it already listens to SIGTERM and SIGINT
    cluster.sentinel.join()
    return {"ok": True}
