"""Writing a batch: new organisations in bulk, changed ones one by one, every one in the journal, the index told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.core import bulk
from maillage.core.text import fold
from maillage.organisations import record
from maillage.organisations.actions import shared
from maillage.organisations.enums import Outcome, PlaceKind, State
from maillage.organisations.importing.plan import OWN, Step
from maillage.organisations.importing.values import notes_of
from maillage.organisations.models import (
    ActionCountry,
    Description,
    Identifier,
    Import,
    ImportRow,
    Organisation,
    OrganisationTheme,
    Place,
    Size,
)

KIND = journal.kind_of(Organisation)
NEW = tuple(name for name in (*record.COLUMNS, *OWN) if name != "source_key")
COLUMNS = tuple(field.attname for field in Organisation._meta.concrete_fields)
ROW_COLUMNS = ("batch_id", "number", "values", "problems", "outcome", "organisation_id", "before", "after_version")
NOTHING: tuple[Any, ...] = ("", [], {}, None)


@transaction.atomic(savepoint=False)
def write_batch(batch: Import, steps: Sequence[Step], headers: list[str], by: Any) -> None:
    """One transaction: organisations, journal, index, rows of the import, and how far it went."""
    created = [step for step in steps if step.outcome == Outcome.CREATED]
    updated = [step for step in steps if step.outcome == Outcome.UPDATED]
    notes = [*create(created), *update(updated)]
    journal.record_many(notes, by=by)
    shown = [step.organisation for step in [*created, *updated] if step.organisation]
    shared.indexed(row.pk for row in shown if not row.withheld)
    if hidden := [row.pk for row in shown if row.withheld]:
        shared.forgotten(hidden)
    bulk.insert(ImportRow, ROW_COLUMNS, (import_row(batch, step, headers) for step in steps))
    count(batch, steps)
    batch.progress = steps[-1].number
    batch.save(update_fields=["counts", "progress", "state"])


def count(batch: Import, steps: Sequence[Step]) -> None:
    counts = batch.counts
    counts["rows"] = counts.get("rows", 0) + len(steps)
    for step in steps:
        counts[step.outcome.value] = counts.get(step.outcome.value, 0) + 1


def create(steps: Sequence[Step]) -> list[journal.Note]:
    """New organisations and the rows beside them, a table at a time."""
    born = blank(now())
    rows = []
    for step, pk in zip(steps, bulk.reserve_ids(Organisation, len(steps)), strict=True):
        rows.append(new_columns(step, born | {"id": pk}))
        step.organisation = Organisation.from_db("default", COLUMNS, rows[-1])
    bulk.insert(Organisation, COLUMNS, rows)
    beside(steps)
    return [
        journal.Note("organisation.imported", KIND, step.organisation.pk, "" if step.organisation.withheld else step.organisation.name,
                     {name: [None, value] for name, value in step.values.items() if value not in NOTHING})
        for step in steps
        if step.organisation
    ]  # fmt: skip


def blank(at: datetime) -> dict[str, Any]:
    """The columns of an organisation of which nothing is said."""
    empty = Organisation(created_at=at, updated_at=at)
    return {name: getattr(empty, name) for name in COLUMNS}


def new_columns(step: Step, columns: dict[str, Any]) -> list[Any]:
    """The columns of the organisation of a row, in the order of COLUMNS."""
    columns |= {name: step.values[name] for name in NEW if name in step.values}
    columns |= {"source_key": step.row.key[:120], "sort_name": fold(columns["name"])[:300]}
    if columns["withheld"]:
        columns["withheld_reason"] = _("Retenue à l’import, selon la règle du réseau ou le choix fait")
    return list(columns.values())


def beside(steps: Sequence[Step]) -> None:
    """The rows beside new organisations, table by table."""
    made = [(step.organisation.pk, step.values) for step in steps if step.organisation]
    for model, columns, rows in (
        (Description, ("language", "text"), lambda v: v.get("descriptions", {}).items()),
        (Identifier, ("kind", "value"), lambda v: v.get("identifiers", ())),
        (ActionCountry, ("country",), lambda v: ([code] for code in v.get("countries", ()))),
        (OrganisationTheme, ("theme",), lambda v: ([code] for code in v.get("themes", ()))),
        (Size, ("measure", "year", "value", "evidence"), lambda v: v.get("sizes", ())),
        (Place, ("kind", *record.SEAT), seat),
    ):  # fmt: skip
        bulk.insert(model, ("organisation_id", *columns), ((pk, *row) for pk, values in made for row in rows(values)))


def seat(values: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
    """The seat, when the row says anything of it."""
    if any(name in values for name in record.SEAT):
        yield (PlaceKind.SEAT.value, *(values.get(name, record.EMPTY[name]) for name in record.SEAT))


def update(steps: Sequence[Step]) -> list[journal.Note]:
    notes = []
    for step in steps:
        organisation = step.organisation
        assert organisation is not None
        apply(organisation, {name: pair[1] for name, pair in step.changes.items()})
        label = "" if organisation.withheld else organisation.name
        notes.append(journal.Note("organisation.updated_by_import", KIND, organisation.pk, label,
                                  dict(step.changes)))  # fmt: skip
    return notes


def apply(organisation: Organisation, values: dict[str, Any]) -> None:
    """Put values in the organisation and beside it, and raise its version."""
    for name in (*record.COLUMNS, *OWN):
        if name in values:
            setattr(organisation, name, values[name])
    organisation.version += 1
    organisation.updated_at = now()
    organisation.save()
    record.write(organisation, {name: value for name, value in values.items() if name not in OWN})


def import_row(batch: Import, step: Step, headers: list[str]) -> Sequence[Any]:
    """The row as it is kept, in the order of ROW_COLUMNS."""
    organisation = step.organisation
    if organisation is None and step.same_as is not None:
        organisation = step.same_as.organisation
    changed = organisation is not None and step.outcome != Outcome.UNCHANGED
    return (
        batch.pk, step.number, {name: journal.plain(pair[1]) for name, pair in step.changes.items()},
        notes_of(step.row, headers), step.outcome.value, organisation.pk if organisation else None,
        journal.plain(step.before) if step.outcome == Outcome.UPDATED else None,
        organisation.version if changed and organisation else None,
    )  # fmt: skip


def is_touched(organisation: Organisation, row: ImportRow) -> bool:
    """Was it changed, or merged, since this row wrote it?"""
    return organisation.version != row.after_version or organisation.state == State.MERGED
