"""The verbs of an import: check (nothing is written), write (in batches, resumed after a cut), undo (whole)."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.timezone import localdate, now

from maillage.audit import journal
from maillage.core import sheets
from maillage.core.calm import calm
from maillage.network.current import profile
from maillage.organisations import duplicates, parsing
from maillage.organisations.actions import shared
from maillage.organisations.columns import Field, Guess, guess_mapping
from maillage.organisations.enums import ImportState, Outcome
from maillage.organisations.found_duplicates import key_of, records_of_directory
from maillage.organisations.importing import writing
from maillage.organisations.importing.plan import Planner, Step
from maillage.organisations.importing.values import Reader, notes_of
from maillage.organisations.models import Import, ImportRow, Organisation

BATCH = 250
TOGETHER = 8  # batches in one transaction
SAMPLE = 200
AFTER = 10**15  # beyond any number of an organisation
SHOWN = 1000  # remarks kept for the screen; the rest is counted
Progress = Callable[[int], None]


def silent(number: int) -> None:
    """No progress to tell."""


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def guess(path: Path) -> tuple[list[str], dict[int, Guess], list[list[str]]]:
    """Headers, what each column seems to hold and why, and a few rows to look at."""
    with sheets.open_sheet(path) as sheet:
        sample = [row for _number, row in islice(sheet.rows, SAMPLE)]
        return sheet.headers, guess_mapping(sheet.headers, sample), sample[:5]


def bring(*, path: Path, filename: str, by: Any, mapping: Mapping[int, str] | None = None,
          options: Mapping[str, Any] | None = None) -> Import:  # fmt: skip
    """Note the file and what its columns hold. Raises SheetError when it cannot be read, NoName without a name column."""
    _headers, guesses, _sample = guess(path)
    chosen = mapping if mapping is not None else {column: str(found.field) for column, found in guesses.items()}
    return Import.objects.create(
        filename=filename[:200], path=str(path), sha256=digest(path), by=by, options=dict(options or {}),
        mapping={str(column): field for column, field in chosen.items()},
    )  # fmt: skip


def fields_of(batch: Import) -> dict[int, Field]:
    return {int(column): Field(field) for column, field in batch.mapping.items() if field != Field.IGNORE}


def batches(batch: Import, sheet: sheets.Sheet) -> Iterator[list[tuple[int, Any, dict[str, Any]]]]:
    """Parsed rows, so many at a time."""
    mapping, reader = fields_of(batch), Reader(profile(), localdate())
    while chunk := list(islice(sheet.rows, BATCH)):
        found = []
        for number, row in chunk:
            parsed = parsing.parse_row(row, mapping)
            found.append((number, parsed, reader.values(parsed)))
        yield found
        del chunk, found


class Remarks:
    """The remarks of an import, the first ones whole and the others counted."""

    def __init__(self) -> None:
        self.kept: list[dict[str, Any]] = []
        self.count = 0

    def add(self, steps: Sequence[Step], headers: list[str]) -> None:
        for step in steps:
            for remark in notes_of(step.row, headers):
                self.count += 1
                if len(self.kept) < SHOWN or (remark["severity"] == parsing.ERROR and len(self.kept) < 10 * SHOWN):
                    self.kept.append({"row": step.number, **remark})


@calm()
def check(*, batch: Import, progress: Progress = silent) -> Import:
    """Read the whole file and say what it would do. Nothing of the directory is written."""
    planner, remarks = Planner(profile(), batch.options, dry=True), Remarks()
    counts, total = dict.fromkeys(Outcome.values, 0), 0
    with sheets.open_sheet(Path(batch.path)) as sheet:
        for rows in batches(batch, sheet):
            steps = planner.plan(rows)
            for step in steps:
                counts[step.outcome] += 1
            remarks.add(steps, sheet.headers)
            total += len(steps)
            progress(total)
    batch.counts = {"rows": total, **counts, "remarks": remarks.count, **probable(planner)}
    batch.problems = remarks.kept
    batch.state = ImportState.CHECKED
    batch.save()
    return batch


def record_of(pk: Any, values: Mapping[str, Any]) -> duplicates.Record:
    """A record that the file would leave, as duplicates are looked for."""
    return duplicates.Record(
        id=pk, name=values["name"], short_name=values["short_name"], country=values["country"],
        countries=tuple(values["countries"]),
        identifiers=tuple(key for kind, value in values["identifiers"] if (key := key_of(kind, value))),
        emails=tuple(filter(None, [values["email"]])), website=values["website"], city=values["city"],
    )  # fmt: skip


def probable(planner: Planner) -> dict[str, Any]:
    """How many of the new rows look like another or a known organisation, and the likeliest groups, where a row is
    « row:12 ». Rows come after what is known, in their order, as they will once they are written."""
    made = [record_of(AFTER + number, values) for number, values in planner.would_be()]
    known = (
        record_of(one.id, after) if (after := planner.would_become(one.id)) else one for one in records_of_directory()
    )
    new = {record.id for record in made}
    groups = [g for g in duplicates.group(chain(made, known)) if any(pk in new for pk in g.ids)]
    alike = {pk for g in groups for pk in g.ids[0 if any(i not in new for i in g.ids) else 1 :] if pk in new}
    shown = [
        {
            "ids": [f"row:{pk - AFTER}" if pk in new else pk for pk in g.ids],
            "reasons": list(g.reasons),
            "score": round(g.score, 2),
        }
        for g in groups[:200]
    ]
    return {"duplicates": len(alike), "groups": shown}


@calm()
def write(*, batch: Import, by: Any, progress: Progress = silent) -> Import:
    """Write the file, batch after batch. After a cut it goes on from the last batch written; done, it does nothing."""
    if batch.state in (ImportState.DONE, ImportState.UNDONE):
        return batch
    planner, remarks = Planner(profile(), batch.options), Remarks()
    if not batch.progress:
        batch.counts = dict.fromkeys(Outcome.values, 0) | {"rows": 0}
    batch.state = ImportState.RUNNING
    batch.save()
    with sheets.open_sheet(Path(batch.path)) as sheet:
        parsed = batches(batch, sheet)
        while first := next(parsed, []):
            if first[-1][0] <= batch.progress:  # written before a cut: known, as the rest must be
                planner.know(first)
                continue
            with transaction.atomic():  # every page that the batches share is written once
                alone()
                for rows in chain([first], islice(parsed, TOGETHER - 1)):
                    steps = planner.plan(rows)
                    writing.write_batch(batch, steps, sheet.headers, by)
                    remarks.add(steps, sheet.headers)
            progress(batch.counts["rows"])
            del first, rows, steps
    batch.problems = remarks.kept
    del planner, parsed  # looking for duplicates needs the room
    finish(batch, by)
    return batch


def alone() -> None:
    """Two imports at once take turns, a few batches each: what one has written, the other finds. (SQLite has one writer.)"""
    running = Import.objects.select_for_update(of=("self",)).filter(state=ImportState.RUNNING).order_by("pk")
    list(running.values_list("pk", flat=True))


@transaction.atomic
def finish(batch: Import, by: Any) -> None:
    created = batch.rows.filter(outcome=Outcome.CREATED)
    groups = duplicates.group(records_of_directory()) if created.exists() else []
    grouped = {pk for g in groups for pk in g.ids}
    made = grouped.intersection(created.values_list("organisation_id", flat=True).iterator())
    alike = {pk for g in groups for pk in g.ids[0 if any(i not in made for i in g.ids) else 1 :] if pk in made}
    batch.counts |= {"duplicates": len(alike), "remarks": len(batch.problems)}
    batch.counts.pop("groups", None)
    batch.state, batch.finished_at = ImportState.DONE, now()
    batch.version += 1
    batch.save()
    journal.record("import.written", batch, by=by, changes={"counts": [None, batch.counts]})


def undo(*, batch: Import, by: Any, progress: Progress = silent) -> dict[str, int]:
    """Take back a whole import: what it made goes, what it changed is as before; what was touched since stays, and is said."""
    told = {"removed": 0, "restored": 0, "kept": 0}
    rows = batch.rows.filter(outcome__in=(Outcome.CREATED, Outcome.UPDATED)).order_by("-number")
    numbers = list(rows.values_list("pk", flat=True))
    ours: dict[int, int] = {}  # organisations that this very undoing has put back, and their version
    for start in range(0, len(numbers), 500):
        undo_batch(list(batch.rows.filter(pk__in=numbers[start : start + 500]).order_by("-number")), told, ours, by)
        progress(min(start + 500, len(numbers)))
    with transaction.atomic():
        batch.state, batch.undone_at = ImportState.UNDONE, now()
        batch.counts["undone"] = told
        batch.save()
        journal.record("import.undone", batch, by=by, changes={"counts": [None, told]})
    return told


@transaction.atomic
def undo_batch(rows: list[ImportRow], told: dict[str, int], ours: dict[int, int], by: Any) -> None:
    found = Organisation.objects.select_for_update(of=("self",)).in_bulk(
        [row.organisation_id for row in rows if row.organisation_id]
    )
    gone, restored, notes = [], [], []
    for row in rows:
        organisation = found.get(row.organisation_id or 0)
        if organisation is None:
            continue
        if writing.is_touched(organisation, row) and ours.get(organisation.pk) != organisation.version:
            told["kept"] += 1
        elif row.outcome == Outcome.CREATED:
            if removed(organisation):
                gone.append(row.organisation_id)
                told["removed"] += 1
                notes.append(journal.Note("organisation.import_undone", writing.KIND, row.organisation_id, "", {}))
            else:
                told["kept"] += 1
        else:
            writing.apply(organisation, dict(row.before or {}))
            restored.append(organisation.pk)
            ours[organisation.pk] = organisation.version
            told["restored"] += 1
            changes = {name: [row.values.get(name), value] for name, value in (row.before or {}).items()}
            notes.append(journal.Note("organisation.import_undone", writing.KIND, organisation.pk, "", changes))
    journal.record_many(notes, by=by)
    shared.forgotten(pk for pk in gone if pk)
    shared.indexed(restored)


def removed(organisation: Organisation) -> bool:
    """Delete it, unless something else depends on it by now."""
    if organisation.links.exists():
        return False
    try:
        with transaction.atomic():
            organisation.delete()
    except ProtectedError:
        return False
    return True
