"""Sixty people, thirty places, eight workers: the scene of the race, with its guard or without.

On PostgreSQL the workers are threads of the test; on SQLite, processes on one file (run as a program with the number
of rounds and "guarded" or "careless"; it prints what it counted).
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

PEOPLE, PLACES, WORKERS = 60, 30, 8


def prepare(rounds: int) -> list[int]:
    from tests import networks
    from tests.factories import activities

    networks.install()
    found = []
    for _round in range(rounds):
        activity = activities.activity()
        activities.opening(activity, PLACES, waiting_list=False)
        found.append(activity.pk)
    return found


def careless(seen: Any) -> Callable[[int, int], bool]:
    """What many programs do: look how many are taken, then write one more. `seen` is what was looked at."""
    from maillage.enrolments.models import Quota

    def claim(quota: int, count: int) -> bool:
        if seen.taken + count > seen.size:
            return False
        Quota.objects.filter(pk=quota).update(taken=seen.taken + count)
        return True

    return claim


def work(worker: int, activities: list[int], wait: Callable[[int], Any], look: Callable[[int], None]) -> dict[str, Any]:
    """A worker's people, round after round: {"enrolled": n, "refused": n, "faults": [...]}."""
    from maillage.activities.models import Activity
    from maillage.enrolments import actions
    from maillage.enrolments.places import Full
    from tests.factories import enrolments as factory

    told: dict[str, Any] = {"enrolled": 0, "refused": 0, "faults": []}
    for turn, number in enumerate(activities):
        activity = Activity.objects.get(pk=number)
        asked = [factory.wish(activity, key=f"{number}-{one}", email="") for one in range(worker, PEOPLE, WORKERS)]
        wait(turn)
        for wish in asked:
            try:
                look(number)
                actions.enrol(activity=activity, wish=wish)
                told["enrolled"] += 1
            except Full:
                told["refused"] += 1
            except Exception as fault:
                told["faults"].append(repr(fault))
    return told


def counted(activities: list[int]) -> dict[str, Any]:
    """What the database says at the end, for each round."""
    from maillage.enrolments import places
    from maillage.enrolments.models import Place, Quota

    held = [Place.objects.filter(enrolment__activity=one, holds=True).count() for one in activities]
    taken = [Quota.objects.get(opening__activity=one).taken for one in activities]
    return {"held": held, "taken": taken, "check": [level for level, _text in places.check()]}


def by_threads(rounds: int, *, guarded: bool, patch: Callable[[Any], None]) -> dict[str, Any]:
    from django.db import connections

    from maillage.enrolments.models import Quota

    activities, seen = prepare(rounds), threading.local()
    connections.close_all()  # the pool has as many as there are workers
    barrier, told = threading.Barrier(WORKERS), []
    if not guarded:
        patch(careless(seen))

    def look(number: int) -> None:
        if not guarded:
            seen.taken, seen.size = Quota.objects.filter(opening__activity=number).values_list("taken", "size")[0]

    def one(worker: int) -> None:
        try:
            told.append(work(worker, activities, lambda _turn: barrier.wait(60), look))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(worker,)) for worker in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return {"told": told, **counted(activities)}


def by_processes(rounds: int, *, guarded: bool) -> dict[str, Any]:
    """Workers forked from one process that has loaded everything; each opens its own connection."""
    from django.db import connections

    import tests.conftest  # noqa: F401
    from maillage.enrolments import places
    from maillage.enrolments.models import Quota

    activities = prepare(rounds)
    connections.close_all()
    start, pipes = time.time() + 0.3, []
    for worker in range(WORKERS):
        read, write = os.pipe()
        if os.fork() == 0:
            seen = threading.local()

            def look(number: int, seen: Any = seen) -> None:
                if not guarded:
                    rows = Quota.objects.filter(opening__activity=number).values_list("taken", "size")
                    seen.taken, seen.size = rows[0]

            if not guarded:
                places.claim = careless(seen)
            said = work(worker, activities, lambda turn: time.sleep(max(0, start - time.time())), look)
            os.write(write, json.dumps(said).encode())
            os._exit(0)
        os.close(write)
        pipes.append(read)
    told = []
    for read in pipes:
        with os.fdopen(read, "rb") as pipe:
            told.append(json.loads(pipe.read()))
    for _worker in range(WORKERS):
        os.wait()
    return {"told": told, **counted(activities)}


if __name__ == "__main__":
    print(json.dumps(by_processes(int(sys.argv[1]), guarded=sys.argv[2] == "guarded")))
