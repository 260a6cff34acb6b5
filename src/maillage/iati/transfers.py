"""The part of the command line that needs a network: importing and exporting."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from maillage.core.errors import Refused
from maillage.iati.exports import files
from maillage.iati.imports import plan, verbs
from maillage.network import current

Say = Callable[[str], None]
EVERY, SHOWN = 500, 20
WHO = {True: "visibles de tout le monde.",
       False: "visibles de l’équipe seule, jusqu’à ce que vous les montriez (Gestion, page IATI ; ou --public à l’import)."}  # fmt: skip


def must_have_a_network() -> None:
    if not current.exists():
        raise Refused("Aucun réseau dans ce dossier : « maillage init --profile … » d’abord.")


def import_files(
    files: tuple[Path, ...], dry_run: bool, yes: bool, public: bool, data: Path, say: Say
) -> dict[str, Any]:
    """Import activities; without --yes, say what would be done."""
    must_have_a_network()
    if dry_run and yes:
        raise Refused("Choisissez : --dry-run (rien n’est écrit) ou --yes (écrit).")
    reached = [0]

    def tell(number: int) -> None:
        if number // EVERY > reached[0] // EVERY:
            say(f"  {number} activités…")
        reached[0] = number

    answer = verbs.run(list(files), write=yes, by=None, public=public, tell=tell)
    errors = {"errors": answer.errors()} if answer.refusals or answer.unread else {}
    return {**answer.as_dict(), **errors, "_lines": lines_of(answer, yes, public), "_exit": 1 if answer.unread else 0}


def lines_of(answer: plan.Answer, written: bool, public: bool = False) -> list[str]:
    counts, verb = answer.counts, "sont" if written else "seraient"
    shown = [
        f"{'Écrit.' if written else 'Essai : rien n’est écrit.'} {counts['activities']} activités lues.",
        f"  {counts['created']} {verb} créées, {counts['updated']} mises à jour, {counts['unchanged']} inchangées,",
        f"  {counts['refused']} refusées.",
    ]
    shown += [f"  Fichier refusé : {reason}" for reason in answer.unread]
    shown += [
        f"  {one.file}, ligne {one.line}, {one.identifier or '(sans identifiant)'} : {one.reason}"
        for one in answer.refusals[:SHOWN]
    ]
    if len(answer.refusals) > SHOWN:
        shown.append(f"  … et {len(answer.refusals) - SHOWN} autres refus.")
    if answer.not_held:
        shown.append("  Ce que Maillage ne garde pas (chemin : combien de fois) :")
        shown += [f"    {path} : {count}" for path, count in answer.not_held.most_common()]
    if counts["created"]:
        shown.append(f"  Les activités créées {verb} {WHO[public]}")
    if not written:
        shown.append("  Pour écrire : la même commande avec --yes.")
    return shown


def export_files(out: Path, data: Path, say: Say) -> dict[str, Any]:
    """Write the two files: activities in `out`, the organisation beside it."""
    must_have_a_network()
    beside = out.with_name(f"{out.stem}-organisation{out.suffix or '.xml'}")
    half = out.with_name(f"{out.name}.half")
    with half.open("wb") as file:
        found = files.write_activities(file, among=files.exported())
    half.replace(out)
    organisation = io.BytesIO()
    why = files.write_organisation(organisation)
    if not why:
        beside.write_bytes(organisation.getvalue())
    left = [{"identifier": project.iati_identifier, "message": reason} for project, reason in found.left_out]
    lines = [
        f"{len(found.index)} activités dans {out}.",
        *(f"  {one['identifier']} n’y est pas : {one['message']}" for one in left),
    ]
    lines.append(why or f"Organisation dans {beside}.")
    return {"activities": len(found.index), "file": str(out), "organisation_file": "" if why else str(beside),
            "left_out": left, "_lines": lines}  # fmt: skip
