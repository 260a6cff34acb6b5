"""Writing the journal: called by every verb, inside its transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.timezone import now

from maillage.audit import chain
from maillage.audit.models import ChainHead, Entry
from maillage.core import bulk, generation

COLUMNS = ("number", "at", "actor_id", "actor", "verb", "kind", "object_id", "label", "changes", "salts", "digests",
           "previous", "digest")  # fmt: skip


def plain(value: Any) -> Any:
    """A value as it is written in the journal: JSON, dates in ISO, rows by their number and name."""
    sort = type(value)
    if sort is str:
        return value if value.isprintable() else _text(value)
    if value is None or sort is bool or sort is int:
        return value
    if sort is list:
        return [plain(item) for item in value]
    if sort is dict:
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, models.Model):
        return {"id": value.pk, "name": str(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return [plain(item) for item in value]
    if isinstance(value, int):
        return value
    # As text: a float is not the same number once PostgreSQL has read it.
    return _text(str(value))


def _text(value: str) -> str:
    """Without the characters that no database keeps."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode()


def snapshot(row: models.Model, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """The row's own columns, to be compared after a change."""
    names = fields or [f.attname for f in row._meta.concrete_fields]
    return {name: plain(getattr(row, name)) for name in names}


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """{field: [before, after]} of what changed."""
    return {
        name: [before.get(name), after.get(name)]
        for name in [*before, *(key for key in after if key not in before)]
        if before.get(name) != after.get(name)
    }


@dataclass(frozen=True)
class Note:
    """One thing to write: verb on an object, with its changes {field: [before, after]}."""

    verb: str
    kind: str
    object_id: Any
    label: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)


def kind_of(row: models.Model | type[models.Model]) -> str:
    return row._meta.label_lower


def note(verb: str, row: models.Model, **changes: Any) -> Note:
    """A note about a row; each change is [before, after], or a lone value that is new."""
    pairs = {name: value if isinstance(value, list) and len(value) == 2 else [None, plain(value)]
             for name, value in changes.items()}  # fmt: skip
    return Note(verb, kind_of(row), row.pk, str(row)[:300], pairs)


@transaction.atomic(savepoint=False)  # a verb without its entry in the journal did not happen
def record(
    verb: str, row: models.Model, *, by: Any, changes: Mapping[str, Any] | None = None, label: str | None = None
) -> Entry:
    """Write one entry: `by` is the user, or None for the house itself (a job, the command line).

    `label` stands in the place of the row's name where that name must not outlive the row.
    """
    entry = Note(verb, kind_of(row), row.pk, str(row)[:300] if label is None else label, dict(changes or {}))
    return Entry.objects.create(**dict(zip(COLUMNS, _chained([entry], by)[0], strict=True)))


@transaction.atomic(savepoint=False)
def record_many(notes: Iterable[Note], *, by: Any) -> None:
    """Write many entries in one go, chained in order."""
    bulk.insert(Entry, COLUMNS, _chained(notes, by))


def _chained(notes: Iterable[Note], by: Any) -> list[tuple[Any, ...]]:
    """The rows of new entries, in the order of COLUMNS. The head row is locked: two writers never fork the chain."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    number, previous = head.number, head.digest
    actor_id = getattr(by, "pk", None)
    actor = plain(str(by) if actor_id else "Maillage")[:200]
    at = now()
    moment, rows = at.isoformat(), []
    for item in notes:
        number += 1
        object_id, label, changes = str(item.object_id), plain(item.label)[:300], plain(item.changes)
        salts, digests = chain.seal({**changes, "@actor": actor, "@label": label})
        digest = chain.entry_digest(previous, (number, moment, actor_id, item.verb, item.kind, object_id), digests)
        rows.append((number, at, actor_id, actor, item.verb, item.kind, object_id, label, changes, salts, digests,
                     previous, digest))  # fmt: skip
        previous = digest
    if rows:
        head.number, head.digest = number, previous
        head.save()
        generation.advance()
    return rows


@transaction.atomic
def erase_values(kind: str, object_id: Any, fields: Iterable[str]) -> int:
    """Erase personal values of an object from the journal, with its name; the chain still verifies.

    Returns how many values were erased.
    """
    erased, names = 0, set(fields)
    for entry in Entry.objects.select_for_update().about(kind, object_id):
        touched = [name for name in entry.changes if name in names and name in entry.salts]
        for name in touched:
            entry.changes[name] = chain.ERASED
            del entry.salts[name]
        if touched:
            entry.label = ""
            entry.salts.pop("@label", None)
            entry.save(update_fields=["changes", "salts", "label"])
            erased += len(touched)
    return erased


@transaction.atomic
def erase_label(kind: str, object_id: Any) -> int:
    """Erase the name of an object from the journal, and nothing else."""
    return _erase_text(Entry.objects.about(kind, object_id), "label")


@transaction.atomic
def erase_actor(actor_id: int) -> int:
    """Erase the name of a person from what they did; their number stays, so that it is still one same person."""
    return _erase_text(Entry.objects.filter(actor_id=actor_id), "actor")


def _erase_text(entries: models.QuerySet[Entry], field: str) -> int:
    count = 0
    for entry in entries.exclude(**{field: ""}).select_for_update():
        setattr(entry, field, "")
        entry.salts.pop(f"@{field}", None)
        entry.save(update_fields=[field, "salts"])
        count += 1
    return count
