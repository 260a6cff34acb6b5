"""Minutes of 60 items with their votes: `python -m scripts.bench.minutes` prints JSON. See ./bench.

MAILLAGE_DATA is an install with a network (`maillage init`); what is measured is written there and stays.
"""

import json
import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")

import django

django.setup()

from django.utils import translation  # noqa: E402
from django.utils.timezone import localdate, now  # noqa: E402

from maillage.assemblies.models import AgendaItem, Assembly, Attendance, Stay  # noqa: E402
from maillage.ballots.actions import count, questions, rolls, votes  # noqa: E402
from maillage.bodies.models import Body  # noqa: E402
from maillage.minutes import actions, papers  # noqa: E402
from maillage.minutes.record import building  # noqa: E402
from maillage.organisations.models import Person  # noqa: E402

ITEMS, PEOPLE, VOTERS = 60, 120, 20


def meeting() -> Assembly:
    """A closed meeting: its people, its items, a vote on each."""
    persons = Person.objects.bulk_create(
        Person(first_name="Personne", last_name=f"n° {n}", sort_name=f"n{n:03}") for n in range(PEOPLE)
    )
    seats = [(one, str(one), "", 1) for one in persons]
    roll = rolls.freeze(roll=rolls.make(title="Mesure", rights_on=localdate(), by=None, seats=seats), by=None)
    starts = now() - timedelta(hours=5)
    one = Assembly.objects.create(body=Body.objects.general_assembly(), kind="annual", title="Assemblée mesurée", roll=roll,
                                  state="open", starts_at=starts, called_at=starts - timedelta(days=30), opened_at=starts)  # fmt: skip
    there = Attendance.objects.bulk_create(
        Attendance(assembly=one, person=person, name=str(person), capacity="voter") for person in persons
    )
    Stay.objects.bulk_create(Stay(attendance=row, came_at=starts) for row in there)
    for n in range(1, ITEMS + 1):
        item = AgendaItem.objects.create(assembly=one, position=n, title=f"Point mesuré {n}", kind="decision", state="done",
                                         text="Ce qu’il faut savoir avant de décider, en deux lignes. " * 3,
                                         started_at=starts, done_at=starts + timedelta(minutes=n))  # fmt: skip
        asked = questions.draft(roll=roll, title=f"Adopter le point {n} ?", source=f"item:{item.pk}", by=None)
        asked = questions.open_vote(question=asked, by=None)
        for at, person in enumerate(persons[:VOTERS]):
            votes.cast(question=asked, person=person, choices=("yes", "yes", "no", "abstain")[at % 4])
        count.declare(question=questions.close_vote(question=asked, by=None), by=None)
    one.state, one.closed_at = "closed", now()
    one.save()
    return one


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = work()
    return round(time.perf_counter() - began, 2), made


def measure() -> dict[str, Any]:
    with translation.override("fr"):
        one = meeting()
        draft_s, made = timed(lambda: actions.draft(assembly=one, by=None))
        first_s, pdf = timed(lambda: papers.minutes_pdf(made, made.text))
        again_s, _pdf = timed(lambda: papers.minutes_pdf(made, made.text))
        odt_s, _odt = timed(lambda: papers.minutes_odt(made, made.text))
        record_s, files = timed(lambda: building.record(one))
    return {"draft_s": draft_s, "first_s": first_s, "again_s": again_s, "odt_s": odt_s, "record_s": record_s,
            "kb": len(pdf) // 1024, "files": len(files), "items": ITEMS}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measure()))
