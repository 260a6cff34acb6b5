"""A roll of 10,000 rights, frozen; then what one person may exercise. `python -m scripts.bench.rolls` prints JSON.

MAILLAGE_DATA is an install of the network csi (`maillage init`); what is measured is written there and stays.
"""

import json
import os
import time
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")

import django

django.setup()

from django.db import connection  # noqa: E402

from maillage.ballots.actions import rolls  # noqa: E402
from maillage.ballots.exercise import rights_of  # noqa: E402
from maillage.ballots.models import Right  # noqa: E402
from maillage.members.models import Delegation, Member, MembershipPeriod  # noqa: E402
from maillage.organisations.models import Organisation, Person  # noqa: E402

RIGHTS, SPARE, START = 10_000, 2_000, date(2024, 1, 15)
BATCH = 500


def people() -> None:
    """Members with a delegate each, some with a substitute, some who may not vote."""
    count = RIGHTS + SPARE
    bodies = Organisation.objects.bulk_create(
        (Organisation(name=f"Organisation {n}", sort_name=f"organisation {n:06}") for n in range(count)),
        batch_size=BATCH,
    )
    persons = Person.objects.bulk_create(
        (Person(first_name="Personne", last_name=str(n), sort_name=f"{n:06}") for n in range(count)), batch_size=BATCH
    )
    first = (Member.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    members = Member.objects.bulk_create(
        (Member(organisation=body, number=first + n) for n, body in enumerate(bodies)), batch_size=BATCH
    )
    MembershipPeriod.objects.bulk_create(
        (MembershipPeriod(member=one, category="associee" if n < RIGHTS else "solidaire", started_on=START)
         for n, one in enumerate(members)), batch_size=BATCH,
    )  # fmt: skip
    Delegation.objects.bulk_create(
        (Delegation(member=one, person=persons[n], started_on=START) for n, one in enumerate(members)), batch_size=BATCH
    )
    Delegation.objects.bulk_create(
        (Delegation(member=one, person=persons[-1 - n], kind="substitute", started_on=START)
         for n, one in enumerate(members[:SPARE])), batch_size=BATCH,
    )  # fmt: skip


def measured() -> dict[str, Any]:
    people()
    roll = rolls.make(title="Mesure", rights_on=date(2025, 3, 1), by=None)
    begun = time.monotonic()
    roll = rolls.freeze(roll=roll, by=None)
    frozen = time.monotonic() - begun
    carrier = Right.objects.filter(roll=roll).latest("pk").delegate
    begun = time.monotonic()
    for _ in range(20):
        rights_of(roll, carrier)
    mine = (time.monotonic() - begun) / 20
    return {"vendor": connection.vendor, "rights": roll.rights.count(), "absences": roll.absences.count(),
            "frozen_s": round(frozen, 2), "mine_ms": round(1000 * mine, 1)}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measured()))
