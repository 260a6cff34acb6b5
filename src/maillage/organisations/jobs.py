"""What takes longer than a page: check, write or undo an import, look for duplicates. Each may be begun again."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from maillage.accounts.models import User
from maillage.core import generation
from maillage.core.sheet_guards import SheetError
from maillage.organisations import found_duplicates
from maillage.organisations.enums import ImportState
from maillage.organisations.importing import files, verbs
from maillage.organisations.models import DuplicateGroup, Import

BATCH = 500


def check_import(pk: int) -> None:
    """Read the whole file and say what it would do."""
    batch = Import.objects.filter(pk=pk, state__in=(ImportState.UPLOADED, ImportState.CHECKED)).first()
    if batch is None:
        return

    def progress(number: int) -> None:
        Import.objects.filter(pk=pk).update(counts={"checking": number})

    try:
        verbs.check(batch=batch, progress=progress)
        name_rows(batch)
    except SheetError as error:
        fail(batch, error)


def name_rows(batch: Import) -> None:
    """The names of the rows that look like another, to be shown beside it."""
    ids = [pk for group in batch.counts.get("groups", []) for pk in group["ids"]]
    numbers = {int(pk[4:]) for pk in ids if isinstance(pk, str) and pk.startswith("row:")}
    if numbers:
        batch.counts["names"] = files.names_of_rows(batch, numbers)
        batch.save(update_fields=["counts"])


def fail(batch: Import, error: SheetError) -> None:
    """The file cannot be read to its end: say why, keep it."""
    params = {name: str(value) for name, value in error.params.items()}
    Import.objects.filter(pk=batch.pk).update(
        state=ImportState.FAILED, counts={"refused": {"code": error.code, "params": params}}, problems=[]
    )


def write_import(pk: int, user: int | None) -> None:
    """Write a file, from where an earlier attempt stopped."""
    batch = Import.objects.filter(pk=pk, state=ImportState.RUNNING).first()
    if batch is None:
        return
    try:
        verbs.write(batch=batch, by=person(user))
    except IntegrityError:
        # Another worker writes the same rows: it goes on, this one stops. Anything else is a fault to be seen.
        if Import.objects.get(pk=pk).progress <= batch.progress:
            raise
        return
    find_duplicates()


def undo_import(pk: int, user: int | None) -> None:
    """Take back a whole import."""
    batch = Import.objects.filter(pk=pk, state__in=(ImportState.DONE, ImportState.RUNNING)).first()
    if batch is None:
        return

    def progress(number: int) -> None:
        Import.objects.filter(pk=pk).update(counts=batch.counts | {"undoing": number})

    verbs.undo(batch=batch, by=person(user), progress=progress)
    for name in ("undoing", "touching"):
        batch.counts.pop(name, None)
    batch.save(update_fields=["counts"])
    find_duplicates()


def person(pk: int | None) -> Any:
    return User.objects.filter(pk=pk).first() if pk else None


@transaction.atomic
def find_duplicates() -> int:
    """Each night, and after each import: write the groups of probable duplicates again."""
    groups = found_duplicates.groups()
    at = now()
    DuplicateGroup.objects.all().delete()
    DuplicateGroup.objects.bulk_create(
        (DuplicateGroup(ids=list(g.ids), reasons=list(g.reasons), score=g.score, found_at=at) for g in groups),
        batch_size=BATCH,
    )
    generation.advance()  # the menu counts them
    return len(groups)
