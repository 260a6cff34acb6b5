"""The jobs' worker."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django_q.cluster import Cluster

from maillage.core.schedule import ensure_schedules


def work(*, data: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Do jobs until asked to stop."""
    ensure_schedules()
    cluster = Cluster()
    cluster.start()
    cluster.sentinel.join()
    return {"ok": True}
