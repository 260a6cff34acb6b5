"""The room's screen with 500 watchers: each asks for the beat once a second, and the page when it changed, while the
chair works. Run with a port, a token, watchers and seconds, it is the room: prints {"p95_ms", "rate", "renewed", …}."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from scripts.bench import crowd
from scripts.bench.enrolments import free_port

WATCHERS, SECONDS = 500, 20.0
# Run in the data folder: a meeting of a board of seven that is open, with a vote open; prints its token.
PREPARE = """
import django
django.setup()
from datetime import timedelta
from django.utils.timezone import localdate, now
from maillage.assemblies.actions import presence, quick, session
from maillage.assemblies.models import Assembly
from maillage.ballots.actions import rolls
from maillage.bodies.models import Body
from maillage.organisations.models import Person
people = [Person.objects.create(first_name="Personne", last_name=str(n)) for n in range(7)]
seats = [(one, str(one), "", 1) for one in people]
roll = rolls.freeze(roll=rolls.make(title="Conseil", rights_on=localdate(), by=None, seats=seats), by=None)
row = Assembly.objects.create(body=Body.objects.board(), kind="board", title="Conseil de mesure", roll=roll,
                              starts_at=now() - timedelta(minutes=5))
for one in people[:5]:
    presence.arrive(assembly=row, who=presence.Who(one), by=None)
session.open(assembly=row, by=None, chair=people[0])
quick.put(assembly=row, title="Essai", secrecy="nominal", by=None)
print(session.screen_of(row).token)
"""
# Beside it: the chair gives the floor, again and again.
CHAIR = """
import sys, time
import django
django.setup()
from maillage.assemblies.actions import speech
from maillage.assemblies.models import Assembly
row, n = Assembly.objects.get(), 0
print("ready", flush=True)
until = time.monotonic() + float(sys.argv[1])
while time.monotonic() < until:
    n += 1
    speech.give(speech=speech.ask(assembly=row, name=f"Personne {n}", by=None, by_chair=True), by=None)
    time.sleep(2)
"""


async def answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return head, await reader.readexactly(length) if length else b""


async def watcher(port: int, token: str, until: float, seen: dict[str, Any]) -> None:
    """As the page does: the beat with its mark, a second's wait, the page when the beat changed."""
    await asyncio.sleep(random.random())
    beat, etag = b"", b""
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            while time.monotonic() < until:
                begun = time.monotonic()
                mark = b"If-None-Match: " + etag + b"\r\n" if etag else b""
                writer.write(
                    f"GET /ecran/{token}/pouls/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode() + mark + b"\r\n"
                )
                head, body = await answer(reader)
                seen["times"].append(time.monotonic() - begun)
                seen["bytes"] = max(seen["bytes"], len(body))
                etag = next((line[6:] for line in head.split(b"\r\n") if line.lower().startswith(b"etag: ")), b"")
                if b" 304 " not in head.split(b"\r\n", 1)[0] and body != beat:
                    if beat:
                        writer.write(f"GET /ecran/{token}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
                        await answer(reader)
                        seen["renewed"] += 1
                    beat = body
                await asyncio.sleep(1 + random.random() * 0.15)
            writer.close()
        except (OSError, asyncio.IncompleteReadError):
            seen["errors"] += 1
            await asyncio.sleep(1)


async def room(port: int, token: str, watchers: int, seconds: float) -> dict[str, float]:
    seen: dict[str, Any] = {"times": [], "bytes": 0, "renewed": 0, "errors": 0}
    until = time.monotonic() + seconds
    await asyncio.gather(*(watcher(port, token, until, seen) for _one in range(watchers)))
    times = sorted(seen["times"]) or [0.0]
    return {
        "p50_ms": round(times[len(times) // 2] * 1000, 1), "p95_ms": round(times[int(len(times) * 0.95)] * 1000, 1),
        "rate": round(len(times) / watchers / seconds, 2), "bytes": seen["bytes"], "renewed": seen["renewed"],
        "errors": seen["errors"],
    }  # fmt: skip


def measure(folder: Path, watchers: int = WATCHERS, seconds: float = SECONDS) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "maillage.cli", "init", "--profile", "csi", "--data", str(folder)],
                          env=crowd.environment(folder), capture_output=True, text=True, cwd=crowd.ROOT)  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    token, port = crowd.program(PREPARE, folder), free_port()
    child = crowd.serve(folder, port)
    chair = subprocess.Popen([sys.executable, "-c", CHAIR, str(seconds)], env=crowd.environment(folder), cwd=crowd.ROOT,
                             stdout=subprocess.PIPE)  # fmt: skip
    try:
        assert chair.stdout is not None
        chair.stdout.readline()
        asked = [sys.executable, "-m", "scripts.bench.screen", str(port), token, str(watchers), str(seconds)]
        out = subprocess.run(asked, cwd=crowd.ROOT, env=crowd.environment(folder), capture_output=True, text=True,
                             check=True).stdout  # fmt: skip
        chair.wait(30)
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(30)
    return dict(json.loads(out))


def report(lines: Any, found: dict[str, float]) -> None:
    who = f"écran de salle, {WATCHERS} postes"
    lines.add(f"{who} : demandes par poste et par seconde", found["rate"], 1, "/s")
    lines.add(f"{who} : p95 d’une demande", found["p95_ms"], 250, "ms")
    lines.add(f"{who} : taille de la réponse", found["bytes"], 30, "octets")
    lines.add(f"{who} : demandes sans réponse", found["errors"], 0)


if __name__ == "__main__":
    port, token, watchers, seconds = sys.argv[1:]
    print(json.dumps(asyncio.run(room(int(port), token, int(watchers), float(seconds)))))
