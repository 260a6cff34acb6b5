"""Registration: requests and CPU of one person in process; two hundred at once through a real server. Prints JSON."""

import json
import os
import signal
import socket
import statistics
import tempfile
from pathlib import Path
from typing import Any

from scripts.bench import crowd
from scripts.bench.process import tree

CROWD, WARM, RUNS = 200, 5, 40
# Run in the data folder: the three requests of one person, again and again, each timed.
ONE = """
import json, re, sys, time
import django
django.setup()
from django.db import connection
from django.test import Client
class Counter:
    count = 0
    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)
address, found = f"/fr/activites/{sys.argv[1]}/inscription/", []
for run in range(int(sys.argv[2])):
    client, counter = Client(HTTP_HOST="127.0.0.1"), Counter()
    with connection.execute_wrapper(counter):
        begun = time.process_time()
        text = client.get(address).content.decode()
        opened = time.process_time()
        data = {"key": re.search(r'name="key" value="([^"]+)"', text)[1], re.search(r'name="(kind_[0-9]+)"', text)[1]: "1",
                "name": f"Mesure {run}", "email": f"mesure{run}@courriel.example", "first_time": "yes"}
        asked = time.process_time()
        sent = client.post(address, data)
        posted = time.process_time()
        assert sent.status_code == 302, sent.content.decode()[:3000]
        page = client.get(sent["Location"])
        shown = time.process_time()
    assert page.status_code == 200
    found.append([1000 * (opened - begun), 1000 * (posted - asked), 1000 * (shown - posted), counter.count])
print(json.dumps(found))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def spent(pid: int) -> float:
    """Seconds of CPU of a server and of what it started."""
    total = 0
    for one in tree(pid):
        words = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(words[11]) + int(words[12])
    return total / os.sysconf("SC_CLK_TCK")


def measure(folder: Path) -> dict[str, Any]:
    activity = crowd.install(folder, 2 * CROWD + WARM + RUNS)
    runs = json.loads(crowd.program(ONE, folder, str(activity), str(WARM + RUNS)))[WARM:]
    form, post, page, queries = (statistics.median(run[at] for run in runs) for at in range(4))
    port = free_port()
    server = crowd.serve(folder, port)
    try:
        people = [crowd.someone(port, activity, number) for number in range(CROWD)]
        before = spent(server.pid)
        seconds = crowd.send_all(port, activity, people, at_once=CROWD)
        cpu = spent(server.pid) - before
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
    counted = json.loads(crowd.program(crowd.COUNT, folder))
    told = [one.name for one in people if one.status == 302]
    return {
        "requests": 3, "form_ms": round(form, 1), "post_ms": round(post, 1), "page_ms": round(page, 1),
        "cpu_ms": round(form + post + page, 1), "queries": queries, "crowd": CROWD,
        "crowd_s": round(seconds, 2), "crowd_cpu_s": round(cpu, 2),
        "answered": len(told), "lost": len(set(told) - set(counted["names"])),
        "sound": counted["check"] == ["ok"] and counted["held"] == counted["taken"],
    }  # fmt: skip


def report(lines: Any, found: dict[str, Any]) -> None:
    """The figures with their bounds, on the bench's own table."""
    lines.add("inscription : demandes en tout", found["requests"], 3)
    lines.add("inscription : CPU en tout (page, envoi, confirmation)", found["cpu_ms"], 60, "ms")
    lines.add("inscription : requêtes à la base en tout", found["queries"])
    lines.add(f"SQLite : {found['crowd']} inscriptions à la fois", found["crowd_s"], 5, "s")
    lines.add(f"SQLite : {found['crowd']} inscriptions à la fois, CPU du serveur", found["crowd_cpu_s"], unit="s")
    lines.add(f"SQLite : inscriptions confirmées sur {found['crowd']}", found["answered"], found["crowd"], least=True)
    lines.add("SQLite : inscriptions perdues", found["lost"], 0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="maillage-inscriptions-") as name:
        print(json.dumps(measure(Path(name))))
