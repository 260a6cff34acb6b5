"""Freezing a year: its figures, its words, its definitions, under a name; several a year, none ever changed."""

from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.attendance.actions.common import refuse
from maillage.attendance.figures import frozen
from maillage.attendance.figures.years import Years
from maillage.attendance.models import Snapshot
from maillage.audit import journal
from maillage.core.text import clean


@transaction.atomic
def freeze(*, years: Years, name: str, by: Any, note: str = "") -> Snapshot:
    """Keep the figures of a year as they are now. Refused without a name, or when the name is taken."""
    name = clean(name)[:120]
    if not name:
        raise refuse("name")
    if years.chosen.start > localdate():
        raise refuse("unbegun")
    if Snapshot.objects.filter(name=name).exists():
        raise refuse("name_taken")
    data = frozen.build(years)
    snapshot = Snapshot(name=name, starts_on=years.chosen.start, ends_on=years.chosen.end, note=clean(note)[:300], data=data,
                        digest=frozen.digest(data))  # fmt: skip
    snapshot.full_clean()
    snapshot.save()
    journal.record("figures.frozen", snapshot, by=by, changes={"digest": [None, snapshot.digest]})
    return snapshot
