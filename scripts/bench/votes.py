"""Five hundred votes at once, by name and confidential, through a real server on SQLite; who carries the votes is signed in
with the ballot page open. Prints JSON."""

import json
import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from scripts.bench import crowd
from scripts.bench.enrolments import free_port, spent

CROWD = 500
CSRF = "mesure" * 5 + "ab"
# Run in the data folder: a roll of so many seats, each person signed in, two open questions; prints it as JSON.
PREPARE = """
import json, sys
import django
django.setup()
from datetime import date
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from maillage.accounts.models import User
from maillage.ballots.actions import keys, questions, rolls
from maillage.organisations.models import Person
many = int(sys.argv[1])
store = import_module(settings.SESSION_ENGINE).SessionStore
sessions = []
with transaction.atomic():
    users = [User(email=f"voix{at}@courriel.example", name=f"Voix {at}") for at in range(many)]
    for user in users:
        user.set_unusable_password()
    users = User.objects.bulk_create(users)
    people = Person.objects.bulk_create(Person(first_name="Voix", last_name=str(at), sort_name=f"{at}", user=user)
                                        for at, user in enumerate(users))
    for user in users:
        session = store()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.create()
        sessions.append(session.session_key)
roll = rolls.make(title="Mesure", rights_on=date(2025, 1, 1), by=None, seats=[(one, str(one), "", 1) for one in people])
rolls.freeze(roll=roll, by=None)
opened = {}
for secrecy in ("nominal", "confidential"):
    one = questions.draft(roll=roll, title="Mesure", secrecy=secrecy, remote=True, by=None)
    if secrecy == "confidential":
        code = keys.prepare(question=one, by=None)
        keys.acknowledge(question=one, code=code, by=None)
    questions.open_vote(question=one, by=None)
    opened[secrecy] = one.pk
print(json.dumps({"sessions": sessions, "questions": opened, "cookie": settings.SESSION_COOKIE_NAME,
                  "csrf": settings.CSRF_COOKIE_NAME, "code": code}))
"""
# What the database holds at the end, and what the urn says once it is opened.
COUNT = """
import json, sys
import django
django.setup()
from django.db.models import Count
from maillage.ballots.actions import count, keys, questions
from maillage.ballots.models import NominalVote, Question, RightUse
found = {}
for one in Question.objects.order_by("pk"):
    twice = one.uses.values("right").annotate(n=Count("pk")).filter(n__gt=1).count()
    found[one.secrecy] = {"used": one.uses.count(), "twice": twice,
                          "who": list(one.uses.values_list("right__delegate__user__email", flat=True))}
    if len(sys.argv) > 1:
        questions.close_vote(question=one, by=None)
        if one.secrecy == "confidential":
            keys.open_urn(question=one, code=sys.argv[1], by=None)
        said = count.declare(question=Question.objects.get(pk=one.pk), by=None).outcome
        found[one.secrecy].update({name: said[name] for name in ("yes", "no", "invalid")})
print(json.dumps(found))
"""


@dataclass
class Voter:
    """Someone with the ballot page open, ready to press the button."""

    name: str
    path: str
    body: str
    headers: dict[str, str]
    status: int = 0
    seconds: float = 0.0


def install(folder: Path, many: int) -> dict[str, Any]:
    """A network with a roll and two open questions."""
    crowd.network(folder)
    return prepare(folder, many)


def prepare(folder: Path, many: int) -> dict[str, Any]:
    return dict(json.loads(crowd.program(PREPARE, folder, str(many))))


def voters(place: dict[str, Any], secrecy: str) -> list[Voter]:
    """One for each session; a third says no."""
    path = f"/espace/votes/{place['questions'][secrecy]}/"
    return [
        Voter(f"voix{at}@courriel.example", path,
              urlencode({"csrfmiddlewaretoken": CSRF, "choix": "yes" if at % 3 else "no"}),
              {"Cookie": f"{place['cookie']}={session}; {place['csrf']}={CSRF}",
               "Content-Type": "application/x-www-form-urlencoded"})
        for at, session in enumerate(place["sessions"])
    ]  # fmt: skip


def send_all(port: int, people: Sequence[Voter], *, at_once: int) -> float:
    """Each sends its ballot, so many at the same instant; the seconds until the last has its answer."""
    waiting, lock = list(people), threading.Lock()
    together = threading.Barrier(at_once + 1)

    def work() -> None:
        together.wait()
        begun = time.monotonic()
        while True:
            with lock:
                if not waiting:
                    return
                one = waiting.pop(0)
            try:
                one.status = crowd.ask(port, "POST", one.path, one.body, **one.headers)[0]
            except (OSError, HTTPException):
                one.status = -1
            one.seconds = time.monotonic() - begun

    threads = [threading.Thread(target=work) for _one in range(at_once)]
    for thread in threads:
        thread.start()
    together.wait()
    begun = time.monotonic()
    for thread in threads:
        thread.join()
    return time.monotonic() - begun


def measure(folder: Path, many: int = CROWD) -> dict[str, Any]:
    place = install(folder, many)
    port = free_port()
    server = crowd.serve(folder, port)
    found: dict[str, Any] = {"crowd": many}
    sent = {}
    try:
        crowd.ask(port, "GET", "/fr/")
        for secrecy in ("nominal", "confidential"):
            people = sent[secrecy] = voters(place, secrecy)
            before = spent(server.pid)
            seconds = send_all(port, people, at_once=many)
            times = sorted(one.seconds for one in people)
            found[secrecy] = {
                "seconds": round(seconds, 2), "p95_s": round(times[int(len(times) * 0.95) - 1], 2),
                "median_s": round(statistics.median(times), 2), "cpu_s": round(spent(server.pid) - before, 2),
                "answered": sum(one.status == 302 for one in people),
            }  # fmt: skip
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
    counted = json.loads(crowd.program(COUNT, folder, place["code"]))
    for secrecy, said in counted.items():
        told = {one.name for one in sent[secrecy] if one.status == 302}
        no = sum(one.status == 302 and "choix=no" in one.body for one in sent[secrecy])
        found[secrecy] |= {"lost": len(told - set(said["who"])), "twice": said["twice"], "sound": said["no"] == no
                           and said["yes"] + said["no"] == said["used"] == len(told)}  # fmt: skip
    return found


def report(lines: Any, found: dict[str, Any]) -> None:
    """The figures with their bounds, on the bench's own table."""
    for secrecy, label in (("nominal", "nominaux"), ("confidential", "confidentiels")):
        said, many = found[secrecy], found["crowd"]
        lines.add(f"SQLite : {many} votes {label} à la fois", said["seconds"], 5, "s")
        lines.add(f"SQLite : {many} votes {label} à la fois, 95e centile", said["p95_s"], 4.5, "s")
        lines.add(f"SQLite : votes {label} enregistrés sur {many}", said["answered"], many, least=True)
        lines.add(f"SQLite : votes {label} perdus ou en double", said["lost"] + said["twice"], 0)
        lines.add(f"SQLite : votes {label}, compte juste", int(said["sound"]), 1, least=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="maillage-votes-") as name:
        print(json.dumps(measure(Path(name))))
