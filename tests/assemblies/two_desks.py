"""Four desks that note the same person at the same instant, and one whom each of them knows alone.

As a program, on the SQLite file of its settings: prints what it counted.
"""

import json
import os
import threading
from typing import Any

DESKS = 4


def race() -> dict[str, Any]:
    from django.db import connection

    from maillage.assemblies.actions import presence
    from maillage.assemblies.actions.presence import Who
    from maillage.assemblies.models import Attendance, QuorumChange, Stay
    from tests import networks
    from tests.assemblies import holding

    networks.install("csi")
    found = holding.meeting(DESKS + 2)
    together, faults = threading.Barrier(DESKS), []

    def desk(number: int) -> None:
        try:
            together.wait()
            for person in (found.people[0], found.people[number + 1]):
                presence.arrive(assembly=found.assembly, who=Who(person), by=None)
        except Exception as error:
            faults.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=desk, args=(number,)) for number in range(DESKS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return {"faults": faults, "people": Attendance.objects.count(), "stays": Stay.objects.count(),
            "changes": list(QuorumChange.objects.values_list("reached", "present"))}  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "file_settings")
    import django

    django.setup()
    print(json.dumps(race()))
