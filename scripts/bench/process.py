"""Commands measured as whole processes: CPU, peak memory, time; and the memory of a tree of processes."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def maillage(*arguments: str, data: Path, env: dict[str, str] | None = None) -> dict[str, Any]:
    """Run the command line; its JSON answer, with what it cost."""
    command = [sys.executable, "-m", "maillage.cli", *arguments, "--data", str(data), "--json"]
    started = time.monotonic()
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **(env or {})}
    )
    assert child.stdout is not None
    out = child.stdout.read()
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    answer = json.loads(out) if out.strip() else {}
    if child.returncode:
        raise SystemExit(f"{' '.join(arguments)} : {answer or child.returncode}")
    return {
        "answer": answer, "cpu_s": round(usage.ru_utime + usage.ru_stime, 2), "peak_mb": round(usage.ru_maxrss / 1024),
        "wall_s": round(time.monotonic() - started, 2),
    }  # fmt: skip


def tree(pid: int) -> list[int]:
    """A process and everything it started."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def pss_mb(pid: int) -> float:
    """Proportional set size of a tree of processes: shared pages are counted once."""
    total = 0
    for one in tree(pid):
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return round(total / 1024, 1)


def cpu_now() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
