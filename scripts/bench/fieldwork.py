"""The partner's report on a 2G phone: bytes and requests of the form, first contentful paint. Prints JSON."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from scripts.bench import browser
from scripts.bench.process import maillage

ROOT = Path(__file__).resolve().parents[2]
# Run in the data folder: a link to the fullest report that is still to be written.
LINK = """
import django
django.setup()
from django.db.models import Count
from maillage.fieldwork import actions, links
from maillage.fieldwork.models import PartnerReport
rows = PartnerReport.objects.to_write().annotate(n=Count("expenses") + Count("measures")).order_by("-n", "pk")
print(links.path_of(actions.make_link(report=rows[0], label="Mesure", by=None)))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, child: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if child.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("le serveur n’a pas répondu")


def weigh(base: str, path: str) -> dict[str, Any]:
    """What one form asks for, each thing as it travels."""
    sent, plain = browser.get(urljoin(base, path))
    asked = sorted(set(re.findall(r'(?:href|src)="(/[^"#]+\.(?:js|css|svg|png|woff2)[^"]*)"', plain.decode())))
    files = {name: len(browser.get(urljoin(base, name))[0]) for name in asked}
    return {
        "html": len(sent),
        "files": files,
        "requests": 1 + len(files),
        "kb": browser.kb(len(sent) + sum(files.values())),
    }


def program(text: str, folder: Path) -> str:
    env = {**os.environ, "MAILLAGE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "maillage.settings"}
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout.strip().splitlines()[-1]


def measure(folder: Path) -> dict[str, Any]:
    maillage("demo", "--profile", "csi", data=folder, env={})
    path, port = program(LINK, folder), free_port()
    command = [str(Path(sys.executable).with_name("maillage")), "run", "--data", str(folder), "--port", str(port)]
    child = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(port, child)
        base = f"http://127.0.0.1:{port}"
        browser.get(urljoin(base, path))
        whole, part = weigh(base, path), weigh(base, f"{path}activites/")
        return {"whole": whole, "part": part, "paint_s": browser.first_paint(base, path)}
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(30)


def report(lines: Any, found: dict[str, Any]) -> None:
    """The figures with their bounds, on the bench's own table."""
    lines.add("rapport d’un partenaire : formulaire entier, sur le fil", found["whole"]["kb"], 15, "ko")
    lines.add("rapport d’un partenaire : demandes", found["whole"]["requests"], 2)
    lines.add("rapport d’un partenaire : page courte, sur le fil", found["part"]["kb"], 15, "ko")
    lines.add("rapport d’un partenaire : premier affichage à 50 kbit/s, 600 ms", found["paint_s"], 4, "s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="maillage-rapport-") as name:
        print(json.dumps(measure(Path(name) / "data")))
