"""Verbs on many organisations at once: one lock, one write, every change in the journal."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.timezone import localdate, now

from maillage.audit import journal
from maillage.organisations.actions import shared
from maillage.organisations.enums import State
from maillage.organisations.models import Organisation


def _change(rows: Iterable[Organisation], verb: str, values: Mapping[str, Any], by: Any, *,
            raise_version: bool = True, told: Iterable[str] = ()) -> list[int]:  # fmt: skip
    """Write the values on those that differ; returns their ids. The journal tells the fields named in `told`."""
    names = list(told) or list(values)
    ids = [row.pk for row in rows]
    locked = list(Organisation.objects.select_for_update(of=("self",)).filter(pk__in=ids))
    touched, notes = [], []
    for row in locked:
        before = journal.snapshot(row, names)
        changes = {name: [before[name], journal.plain(values[name])] for name in names
                   if before[name] != journal.plain(values[name])}  # fmt: skip
        if changes:
            touched.append(row.pk)
            label = "" if row.withheld or values.get("withheld") else str(row)
            notes.append(journal.Note(verb, journal.kind_of(row), row.pk, label, changes))
    version = {"version": F("version") + 1} if raise_version else {}
    Organisation.objects.filter(pk__in=touched).update(**values, **version, updated_at=now())
    journal.record_many(notes, by=by)
    return touched


@transaction.atomic
def verify(rows: models.QuerySet[Organisation], *, by: Any) -> int:
    """These pages were checked today."""
    values = {"verified_on": localdate(), "verified_by": by}
    return len(_change(rows, "organisation.verified", values, by, raise_version=False, told=["verified_on"]))


@transaction.atomic
def set_public(rows: models.QuerySet[Organisation], *, public: bool, by: Any) -> int:
    """Show these pages to everyone, or keep them to the team."""
    ids = _change(rows, "organisation.updated", {"is_public": public}, by)
    (shared.indexed if public else shared.forgotten)(ids)
    return len(ids)


@transaction.atomic
def withhold(rows: models.QuerySet[Organisation], *, reason: str, by: Any) -> int:
    """Withhold these pages at once."""
    ids = _change(rows.filter(withheld=False), "organisation.withheld",
                  {"withheld": True, "withheld_reason": reason[:300]}, by)  # fmt: skip
    shared.forgotten(ids)
    return len(ids)


@transaction.atomic
def set_dormant(rows: models.QuerySet[Organisation], *, by: Any) -> int:
    """These organisations do not act for now; merged or closed ones stay as they are."""
    ids = _change(rows.filter(state=State.ACTIVE), "organisation.state_changed", {"state": State.DORMANT.value}, by)
    shared.indexed(ids)
    return len(ids)
