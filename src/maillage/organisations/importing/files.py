"""Files that were brought: kept by their own content beside the directory, looked at before anything is asked."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.core import sheets
from maillage.core.sheet_guards import MAX_FILE, SheetError, explain
from maillage.core.text import fold
from maillage.organisations import columns, parsing
from maillage.organisations.columns import Field, Guess, guess_mapping
from maillage.organisations.enums import ImportState
from maillage.organisations.importing import verbs
from maillage.organisations.models import Import

SAMPLE = 200
SHOWN = 3


@dataclass
class Look:
    """A first look at a file: headers, what each column seems to hold, a few values of each, what was odd."""

    headers: list[str]
    guesses: dict[int, Guess]
    samples: list[list[str]]
    notes: list[str]
    estimated: int


def keep(upload: Any) -> tuple[Path, str]:
    """Write an upload under the digest of its content; the same file is kept once. Raises SheetError when it is too big."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(prefix="half-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in upload.chunks():
                size += len(piece)
                if size > MAX_FILE:
                    raise SheetError("too-big", size=round(upload.size / 1e6), limit=MAX_FILE // 1_000_000)
                digest.update(piece)
                out.write(piece)
        target = folder / f"{digest.hexdigest()[:32]}{Path(upload.name).suffix.lower()[:5]}"
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target, digest.hexdigest()


def look(path: Path) -> Look:
    """Raises SheetError when the file cannot be read as a table."""
    with sheets.open_sheet(path) as sheet:
        rows = [row for _number, row in islice(sheet.rows, SAMPLE)]
        guesses = guess_mapping(sheet.headers, rows)
        return Look(sheet.headers, guesses, samples(len(sheet.headers), rows), [explain(n) for n in sheet.notes],
                    sheet.estimated_rows)  # fmt: skip


def samples(width: int, rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The first different values of each column."""
    found: list[dict[str, None]] = [{} for _column in range(width)]
    for row in rows:
        for held, cell in zip(found, row, strict=False):
            if len(held) < SHOWN and cell.strip():
                held.setdefault(cell.strip()[:80])
    return [list(held) for held in found]


def headers_key(headers: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(fold(header) for header in headers).encode()).hexdigest()[:24]


def receive(*, upload: Any, by: Any) -> Import:
    """Keep the file and note what its columns hold. Raises SheetError; nothing is left of a file that cannot be read."""
    path, digest = keep(upload)
    try:
        seen = look(path)
    except SheetError:
        if not Import.objects.filter(sha256=digest).exists():
            path.unlink(missing_ok=True)
        raise
    chosen = {column: str(found.field) for column, found in seen.guesses.items()}
    options: dict[str, Any] = {"headers": headers_key(seen.headers), "estimated": seen.estimated}
    if before := remembered(options["headers"], len(seen.headers)):
        chosen = {int(column): field for column, field in before.mapping.items()}
        options["remembered"] = before.pk
    return Import.objects.create(
        filename=Path(upload.name).name[:200], path=str(path), sha256=digest, by=by, options=options,
        mapping={str(column): field for column, field in chosen.items()},
    )  # fmt: skip


def remembered(key: str, width: int) -> Import | None:
    """The last import of the same headers whose columns somebody confirmed."""
    rows = Import.objects.filter(options__headers=key, options__confirmed=True).order_by("-pk")
    return next((row for row in rows[:5] if len(row.mapping) == width), None)


def same_file(batch: Import) -> Import | None:
    """An earlier import of this very file that was written."""
    return (
        Import.objects.filter(sha256=batch.sha256, state=ImportState.DONE).exclude(pk=batch.pk).order_by("-pk").first()
    )


@transaction.atomic
def choose(*, batch: Import, mapping: Mapping[int, str], withheld: bool | None, public: bool | None) -> Import:
    """Say what each column holds and how new organisations are born. What was checked before is forgotten."""
    batch = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state not in (ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED):
        return batch
    options = {name: value for name, value in batch.options.items() if name not in ("withheld", "public")}
    options |= {name: value for name, value in (("withheld", withheld), ("public", public)) if value is not None}
    batch.mapping = {str(column): field for column, field in mapping.items()}
    batch.options = options | {"confirmed": True}
    batch.state, batch.counts, batch.problems = ImportState.UPLOADED, {}, []
    batch.version += 1
    batch.save()
    return batch


def why(found: Guess | None, batch: Import, column: int) -> str:
    """Why this field is proposed for a column."""
    if batch.options.get("confirmed"):
        return ""
    if batch.options.get("remembered"):
        return _("Comme la dernière fois que ces titres de colonnes ont été importés.")
    if found is None or str(found.field) != batch.mapping.get(str(column)):
        return ""
    return columns.explain(found)


def refused_rows(batch: Import, headers: list[str]) -> Iterator[list[str]]:
    """The rows that an import refuses, as they were, each with why."""
    mapping = verbs.fields_of(batch)
    with sheets.open_sheet(Path(batch.path)) as sheet:
        for number, row in sheet.rows:
            parsed = parsing.parse_row(row, mapping)
            if not parsed.is_valid:
                why_not = " ".join(parsing.explain(p) for p in parsed.problems if p.severity == parsing.ERROR)
                yield [*row[: len(headers)], _("Ligne %(number)s") % {"number": number} + f" – {why_not}"]


def names_of_rows(batch: Import, numbers: set[int]) -> dict[str, str]:
    """{number: name} of some rows of the file."""
    names = [column for column, field in verbs.fields_of(batch).items() if field in (Field.NAME, Field.SHORT_NAME)]
    found: dict[str, str] = {}
    with sheets.open_sheet(Path(batch.path)) as sheet:
        for number, row in sheet.rows:
            if number in numbers:
                found[str(number)] = next((row[c].strip()[:120] for c in names if c < len(row) and row[c].strip()), "")
                if len(found) == len(numbers):
                    break
    return found
