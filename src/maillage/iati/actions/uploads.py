"""A file brought in Gestion: kept under its digest, read without writing, written once someone agrees, then forgotten."""

import hashlib
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from maillage.audit import journal
from maillage.core.errors import Refused
from maillage.iati import places
from maillage.iati.imports import plan, verbs
from maillage.iati.models import Upload, UploadState

LARGEST = 60_000_000
KEPT_DAYS = 30
SHOWN = 200


@transaction.atomic
def receive(*, upload: Any, by: Any) -> Upload:
    """Keep the file and have it read. Raises ValidationError when it is too large."""
    digest = keep(upload)
    row = Upload.objects.create(filename=Path(upload.name).name[:200], digest=digest, by=by)
    journal.record("iati.file_received", row, by=by)
    transaction.on_commit(lambda: async_task("maillage.iati.jobs.look", row.pk))
    return row


def keep(upload: Any) -> str:
    folder = places.upload("x").parent
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(prefix="half-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in upload.chunks():
                size += len(piece)
                if size > LARGEST:
                    raise ValidationError(
                        _("Ce fichier dépasse %(limit)s Mo : passez par la ligne de commande.")
                        % {"limit": LARGEST // 1_000_000}
                    )
                digest.update(piece)
                out.write(piece)
        os.replace(name, places.upload(digest.hexdigest()))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def look(*, pk: int) -> None:
    """Read the file, write nothing: what it would do."""
    row = Upload.objects.filter(pk=pk, state=UploadState.RECEIVED).first()
    if row is not None:
        carry_out(row, write=False, done=UploadState.CHECKED, by=None)


@transaction.atomic
def confirm(*, upload: Upload, by: Any, public: bool = False) -> Upload:
    """Someone agreed, and said who will see what is created. Raises ValidationError when it is not the moment."""
    row = Upload.objects.select_for_update().get(pk=upload.pk)
    if row.state != UploadState.CHECKED:
        raise ValidationError(_("Cet import est déjà écrit, ou n’est pas encore lu."))
    row.state, row.answer = UploadState.RUNNING, {**row.answer, "public": public}
    row.save(update_fields=["state", "answer"])
    journal.record("iati.import_confirmed", row, by=by)
    transaction.on_commit(lambda: async_task("maillage.iati.jobs.write", row.pk))
    return row


def write_upload(*, pk: int) -> None:
    """Write the activities; run again after a cut, it changes only what is left."""
    row = Upload.objects.filter(pk=pk, state=UploadState.RUNNING).first()
    if row is not None:
        carry_out(row, write=True, done=UploadState.DONE, by=row.by)


def carry_out(row: Upload, *, write: bool, done: str, by: Any) -> None:
    try:
        found = verbs.run([places.upload(row.digest)], write=write, by=by, public=bool(row.answer.get("public")))
        row.answer, row.state = {**told(found), "public": bool(row.answer.get("public"))}, done
    except Refused as refused:
        row.answer, row.state = (
            {"reasons": [one.partition(" : ")[2] or one for one in refused.reasons]},
            UploadState.FAILED,
        )
    row.finished_at = now() if write else None
    row.save(update_fields=["answer", "state", "finished_at"])


def told(answer: plan.Answer) -> dict[str, Any]:
    refusals = [
        {"line": one.line, "identifier": one.identifier, "reason": str(one.reason)} for one in answer.refusals[:SHOWN]
    ]
    return {**answer.as_dict(), "refusals": refusals, "organisations": answer.organisations}


def forget_uploads() -> int:
    """Files brought in a month ago go: they may hold people's addresses."""
    gone = 0
    recent = Upload.objects.filter(created_at__gte=now() - timedelta(days=KEPT_DAYS)).values_list("digest", flat=True)
    kept = {places.upload(digest).name for digest in recent}
    folder = places.upload("x").parent
    for path in folder.glob("*.xml") if folder.is_dir() else ():
        if path.name not in kept:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
