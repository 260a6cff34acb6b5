"""The year's figures over 1,000 activities and 50,000 rows of counts: `python -m scripts.bench.figures` prints JSON.

MAILLAGE_DATA is an install with a network (`maillage init`); what is measured is written there and stays.
"""

import json
import os
import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")

import django

django.setup()

from django.db import connection, reset_queries  # noqa: E402
from django.utils import translation  # noqa: E402

from maillage.activities.models import Activity, Classification, Session  # noqa: E402
from maillage.attendance import breakdown  # noqa: E402
from maillage.attendance.breakdown import Table  # noqa: E402
from maillage.attendance.enums import Age, Sex  # noqa: E402
from maillage.attendance.figures import assembly, reading, years  # noqa: E402
from maillage.attendance.figures.dimensions import DIMENSIONS  # noqa: E402
from maillage.attendance.models import Count, CountRow  # noqa: E402
from maillage.core import generation  # noqa: E402
from maillage.network import current  # noqa: E402

ACTIVITIES, DATES, ROWS = 1000, 5, 50_000
TURNS = 5


def write() -> int:
    """A year of activities, each date with a crossing of sex and age; how many rows of counts there are."""
    chance = random.Random(7)
    profile = current.profile()
    year = years.choices()[0]
    start = datetime(year.start.year, year.start.month, year.start.day, 18, tzinfo=UTC) - timedelta(days=365)
    made = [Activity(title=f"Activité {n}", state="held", form=chance.choice(profile.activity_forms).code,
                     announced_at=start) for n in range(ACTIVITIES)]  # fmt: skip
    Activity.objects.bulk_create(made)
    Classification.objects.bulk_create(
        Classification(activity=one, kind=kind, code=thing.code)
        for one in made
        for kind, things in (("theme", profile.themes), ("audience", profile.audiences))
        for thing in chance.sample(list(things), min(2, len(things)))
    )
    sessions = [
        Session(activity=one, starts_at=at, ends_at=at + timedelta(hours=2))
        for one in made
        for at in (start + timedelta(days=chance.randrange(360)) for _n in range(DATES))
    ]
    Session.objects.bulk_create(sessions)
    counts = [Count(session=one, present=60, minutes=120, registered=50) for one in sessions]
    Count.objects.bulk_create(counts)
    cells = [(sex.value, age.value) for sex in Sex for age in Age]
    rows = []
    for count in counts:
        table = Table(
            ("sex", "age"), {cell: chance.randint(1, 5) for cell in chance.sample(cells, ROWS // len(counts))}
        )
        rows += [
            CountRow(count=count, owns=row.owns, mask=row.mask, people=row.people,
                     **dict(zip(breakdown.DIMENSIONS, row.values, strict=True)))
            for row in breakdown.settle(60, [table])
        ]  # fmt: skip
    CountRow.objects.bulk_create(rows, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(rows)


def measured(work: Any) -> dict[str, float]:
    work()
    spent, queries = [], 0
    for _n in range(TURNS):
        reset_queries()
        before = time.perf_counter()
        work()
        spent.append(time.perf_counter() - before)
    connection.force_debug_cursor = True
    reset_queries()
    work()
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    return {"ms": round(statistics.median(spent) * 1000, 1), "queries": queries}


def main() -> None:
    translation.activate("fr")
    found: dict[str, Any] = {"vendor": connection.vendor, "rows": CountRow.objects.count() or write()}
    generation.forget()
    chosen = years.spanning(years.choices()[1], civil=False)
    D = DIMENSIONS

    def lines(slug: str) -> Any:
        return assembly.lines(reading.read(chosen.span, [D[slug]], ahead=True), D[slug])

    def grid(row: str, column: str) -> Any:
        facts = reading.read(chosen.span[-1:], [D[row], D[column]])
        return assembly.grid(facts, D[row], D[column], "presences", 0)

    for slug in ("themes", "mois", "age"):
        found[f"par {slug}"] = measured(lambda slug=slug: lines(slug))
    for row, column in (("themes", "formes"), ("sexe", "age"), ("themes", "age")):
        found[f"{row} × {column}"] = measured(lambda row=row, column=column: grid(row, column))
    found["worst_ms"] = max(one["ms"] for one in found.values() if isinstance(one, dict))
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
