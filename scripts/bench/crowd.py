"""A crowd that enrols: an install with one activity open, a real server, and so many people who send at once."""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
# Run in the data folder: one activity told, with a closed number of places; prints its number.
PREPARE = """
import sys
import django
django.setup()
from datetime import timedelta
from django.utils.timezone import now
from maillage.activities.models import Activity, Session
from maillage.enrolments import actions
at = now() + timedelta(days=60)
row = Activity.objects.create(title="Soirée de mesure", form="conference", state="announced", announced_at=now(),
                              starts_at=at, ends_at=at + timedelta(hours=2))
Session.objects.create(activity=row, starts_at=at, ends_at=at + timedelta(hours=2))
actions.open_enrolment(activity=row, size=int(sys.argv[1]), by=None, waiting_list=False)
print(row.pk)
"""
# What the database says at the end: enrolments confirmed, places held, taken, letters, and the house's own check.
COUNT = """
import json
import django
django.setup()
from maillage.enrolments import places
from maillage.enrolments.models import Enrolment, Place, Quota
from maillage.messages.models import Message
names = list(Enrolment.objects.filter(state="confirmed").values_list("name", flat=True))
print(json.dumps({"names": names, "held": Place.objects.filter(holds=True).count(),
                  "taken": sum(Quota.objects.values_list("taken", flat=True)),
                  "letters": Message.objects.filter(purpose="activities.enrolment").count(),
                  "check": [level for level, _text in places.check()]}))
"""


def environment(folder: Path) -> dict[str, str]:
    env = {**os.environ, "MAILLAGE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "maillage.settings",
           "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}  # fmt: skip
    for name in ("DATABASE_URL", "MAILLAGE_HOSTS", "MAILLAGE_URL"):
        env.pop(name, None)
    return env


def program(code: str, folder: Path, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], env=environment(folder), capture_output=True,
                          text=True, cwd=ROOT)  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return done.stdout.strip().splitlines()[-1]


def network(folder: Path) -> None:
    """A network, and nothing in it."""
    done = subprocess.run([sys.executable, "-m", "maillage.cli", "init", "--profile", "csi", "--data", str(folder)],
                          env=environment(folder), capture_output=True, text=True, cwd=ROOT)  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def install(folder: Path, places: int) -> int:
    """A network with one activity; its number."""
    network(folder)
    return int(program(PREPARE, folder, str(places)))


def serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """The server alone, in its own group so that it can be killed outright with what it started."""
    child = subprocess.Popen(
        [sys.executable, "-m", "maillage.cli", "serve", "--data", str(folder), "--port", str(port)],
        env=environment(folder), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 90
    while time.monotonic() < until and child.poll() is None:
        try:
            ask(port, "GET", "/fr/")
        except OSError:
            time.sleep(0.1)
        else:
            return child
    raise SystemExit("le serveur n’a pas répondu")


def ask(port: int, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body or None, {"Host": f"127.0.0.1:{port}", **headers})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text
    finally:
        connection.close()


@dataclass
class Person:
    """Someone with the page open, ready to send it."""

    name: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0


def someone(port: int, activity: int, number: int) -> Person:
    """Open the page once and fill it in."""
    status, headers, text = ask(port, "GET", f"/fr/activites/{activity}/inscription/")
    if status != 200:
        raise SystemExit(f"{status} {text[:500]}")
    token, key, kind = (re.search(pattern, text)[1] for pattern in (  # type: ignore[index]
        r'name="csrfmiddlewaretoken" value="([^"]+)"', r'name="key" value="([^"]+)"', r'name="(kind_\d+)"'))  # fmt: skip
    name = f"Personne {number}"
    body = urlencode({"csrfmiddlewaretoken": token, "key": key, kind: "1", "name": name, "first_time": "yes",
                      "email": f"personne{number}@courriel.example"})  # fmt: skip
    cookie = headers["set-cookie"].partition(";")[0]
    return Person(name, body, {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})


def send_all(port: int, activity: int, people: Sequence[Person], *, at_once: int) -> float:
    """Each sends its page, so many at the same instant; the seconds until the last has its answer."""
    waiting, lock = list(people), threading.Lock()
    together = threading.Barrier(at_once + 1)

    def work() -> None:
        together.wait()
        while True:
            with lock:
                if not waiting:
                    return
                one = waiting.pop(0)
            try:
                one.status = ask(port, "POST", f"/fr/activites/{activity}/inscription/", one.body, **one.headers)[0]
            except (OSError, http.client.HTTPException):
                one.status = -1

    threads = [threading.Thread(target=work) for _one in range(at_once)]
    for thread in threads:
        thread.start()
    together.wait()
    begun = time.monotonic()
    for thread in threads:
        thread.join()
    return time.monotonic() - begun
