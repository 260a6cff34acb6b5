"""What the command line does with the directory."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from maillage.core.errors import Refused
from maillage.core.sheets import SheetError
from maillage.network import current
from maillage.organisations import parsing
from maillage.organisations.columns import Field
from maillage.organisations.enums import ImportState, Outcome
from maillage.organisations.importing import verbs
from maillage.organisations.models import Import

Say = Callable[[str], None]
EVERY = 10_000


def told(say: Say) -> Callable[[int], None]:
    """Progress, a line every so many rows."""

    def tell(number: int) -> None:
        if number % EVERY < verbs.BATCH * verbs.TOGETHER:
            say(f"  {number} lignes…")

    return tell


def must_have_a_network() -> None:
    if not current.exists():
        raise Refused("Aucun réseau dans ce dossier : « maillage init --profile … » d’abord.")


def kept_copy(file: Path, sha256: str) -> Path:
    """The file stays beside the directory: an import can be read again after a cut."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{sha256[:32]}{file.suffix.lower()[:5]}"
    if not target.exists():
        half = target.with_suffix(".half")
        shutil.copyfile(file, half)
        half.replace(target)
    return target


def answer(batch: Import) -> dict[str, Any]:
    """The contract: counts, and each refusal with its row, its column and a sentence."""
    said: dict[str, list[dict[str, Any]]] = {"errors": [], "notes": []}
    for item in batch.problems:
        sentence = parsing.explain(parsing.Problem(item["code"], item["params"], item["severity"]))
        line = {"row": item["row"], "column": item["column"], "message": sentence}
        said["notes" if item["severity"] == parsing.NOTE else "errors"].append(line)
    counts = batch.counts
    return {
        "ok": True, "rows": counts["rows"], "created": counts[Outcome.CREATED], "updated": counts[Outcome.UPDATED],
        "unchanged": counts[Outcome.UNCHANGED], "rejected": counts[Outcome.REJECTED],
        "duplicates": counts.get("duplicates", 0), **said,
        "import_id": batch.pk if batch.state in (ImportState.DONE, ImportState.UNDONE) else None,
    }  # fmt: skip


def lines(found: dict[str, Any], dry: bool) -> list[str]:
    verb = "seraient" if dry else "sont"
    shown = [
        f"{'Essai : rien n’est écrit.' if dry else 'Écrit.'} {found['rows']} lignes lues.",
        f"  {found['created']} {verb} créées, {found['updated']} mises à jour, {found['unchanged']} inchangées,",
        f"  {found['rejected']} refusées.",
        f"  {found['duplicates']} doublons probables, à regarder dans Gestion.",
    ]
    shown += [f"  ligne {item['row']}, {item['column']} : {item['message']}" for item in found["errors"][:20]]
    if len(found["errors"]) > 20:
        shown.append(f"  … et {len(found['errors']) - 20} autres remarques (--json les donne toutes).")
    if found["import_id"]:
        shown.append(f"  Import n° {found['import_id']}. Pour l’annuler :  maillage import undo {found['import_id']}")
    return shown


def import_organisations(
    *, data: Path, file: Path, dry_run: bool, yes: bool, withheld: bool | None, public: bool | None, say: Say
) -> dict[str, Any]:
    """Check a file, or write it. Without --yes nothing is written."""
    must_have_a_network()
    if dry_run and yes:
        raise Refused("--dry-run n’écrit rien et --yes écrit : choisissez l’un des deux.")
    if not file.is_file():
        raise Refused(f"Fichier introuvable : {file}.")
    options = {name: value for name, value in (("withheld", withheld), ("public", public)) if value is not None}
    try:
        batch = verbs.bring(path=file, filename=file.name, by=None, options=options)
        try:
            must_name(batch)
            if yes:
                batch.path = str(kept_copy(file, batch.sha256))
                batch.save()
                verbs.write(batch=batch, by=None, progress=told(say))
            else:
                verbs.check(batch=batch, progress=told(say))
                found = answer(batch)
                batch.delete()
                return {**found, "_lines": lines(found, dry=True)}
        except (Refused, SheetError):
            if not batch.progress:
                batch.delete()
            raise
    except SheetError as refusal:
        raise Refused(refusal.message()) from refusal
    found = answer(batch)
    return {**found, "_lines": lines(found, dry=False)}


def must_name(batch: Import) -> None:
    if not {Field.NAME, Field.SHORT_NAME} & set(verbs.fields_of(batch).values()):
        raise Refused("Aucune colonne ne ressemble à un nom d’organisation : nommez-la « Nom » dans la première ligne.")


def undo_import(*, data: Path, import_id: int, say: Say) -> dict[str, Any]:
    """Take back a whole import."""
    must_have_a_network()
    batch = Import.objects.filter(pk=import_id).first()
    if batch is None:
        raise Refused(f"Il n’y a pas d’import n° {import_id}.")
    if batch.state == ImportState.UNDONE:
        raise Refused(f"L’import n° {import_id} est déjà annulé.")
    if batch.state not in (ImportState.DONE, ImportState.RUNNING):
        raise Refused(f"L’import n° {import_id} n’a rien écrit.")
    found = verbs.undo(batch=batch, by=None, progress=told(say))
    said = f"✓ Import n° {import_id} annulé : {found['removed']} organisations retirées, {found['restored']} remises comme avant"
    return {"ok": True, "import_id": import_id, **found,
            "_lines": [f"{said}, {found['kept']} gardées car modifiées ou utilisées depuis."]}  # fmt: skip
