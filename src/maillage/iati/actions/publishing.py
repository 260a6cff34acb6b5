"""Publishing: the files are written once, numbered, and never touched again."""

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.audit.models import ChainHead
from maillage.iati import checking, places
from maillage.iati.exports import files
from maillage.iati.models import Publisher, Snapshot

ACTIVITIES, ORGANISATION = "activites.xml", "organisation.xml"


@transaction.atomic
def publish(*, note: str = "", by: Any) -> Snapshot:
    """Freeze what the rooms tell today. Raises ValidationError when nothing can be published, or nothing changed."""
    ChainHead.objects.select_for_update().first()  # two people at once publish one after the other
    if not Publisher.objects.exists():
        raise ValidationError(_("Dites d’abord l’identifiant IATI du réseau."))
    last, at = Snapshot.last(), now()
    folder = Path(tempfile.mkdtemp(prefix="half-", dir=places.folder()))
    try:
        written = write(folder, at)
        must_say_something(written, last)
        report = checking.check_files([folder / ACTIVITIES])[0]
        if report.counts["critical"]:
            raise ValidationError(_("Le fichier serait refusé : %(why)s") % {"why": report.faults[0].message})
        row = Snapshot(
            number=last.number + 1 if last else 1, published_at=at, published_by=by, note=note.strip()[:300],
            activities=len(written.index), index=written.index, counts=dict(report.counts),
            digest=hashlib.sha256((folder / ACTIVITIES).read_bytes()).hexdigest(), **compare(written.index, last),
        )  # fmt: skip
        row.folder = f"{row.number:04d}-{row.digest[:8]}"
        target = places.snapshot(row.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)  # what a cut left before its row was written
        folder.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    row.save()
    journal.record(
        "iati.published", row, by=by, changes={"activities": [None, row.activities], "number": [None, row.number]}
    )
    return row


def write(folder: Path, at: Any) -> files.Written:
    with (folder / ACTIVITIES).open("wb") as file:
        written = files.write_activities(file, at)
    with (folder / ORGANISATION).open("wb") as file:
        files.write_organisation(file, at)
    return written


def must_say_something(written: files.Written, last: Snapshot | None) -> None:
    if not written.index:
        raise ValidationError(
            _("Aucune activité n’est prête : cochez « publié selon l’IATI » sur un projet visible de tout le monde.")
        )
    if last is not None and last.index == written.index:
        raise ValidationError(_("Rien n’a changé depuis la publication n° %(number)s.") % {"number": last.number})


def compare(index: dict[str, str], last: Snapshot | None) -> dict[str, int]:
    before = last.index if last else {}
    return {"added": len(index.keys() - before.keys()), "removed": len(before.keys() - index.keys()),
            "changed": sum(index[one] != before[one] for one in index.keys() & before.keys())}  # fmt: skip
