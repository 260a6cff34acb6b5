"""Photos of what was done, photos of pieces: one by one, sent again without doubling, drawn again here."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.audit import journal
from maillage.core.text import clean
from maillage.fieldwork.actions.common import held, refuse, writable
from maillage.fieldwork.models import PartnerReport, ReportedExpense, ReportPhoto
from maillage.files import actions as files
from maillage.files import storing
from maillage.files.content import PDF, FileRefused, Kind, recognise
from maillage.files.enums import DocumentKind
from maillage.results.photos import lighter, rewind

MOST_PHOTOS = 12


def kind_of(upload: Any) -> Kind | None:
    """What the file is by its content; nothing when it is nothing that is taken."""
    try:
        with storing.at_hand(upload) as path:
            return recognise(path)
    except FileRefused as error:
        if error.code in ("too-big", "disk-full"):
            raise ValidationError(error.message(), code=error.code) from error
        return None
    finally:
        rewind(upload)


def digest_of(upload: Any) -> str:
    told = hashlib.sha256()
    for piece in storing.pieces(upload):
        told.update(piece)
    rewind(upload)
    return told.hexdigest()


@transaction.atomic
def add_photo(*, report: PartnerReport, upload: Any, key: str = "", caption: str = "", by: Any) -> ReportPhoto:
    """Join a photo. The same key, or the same file without one, is the same photo."""
    report = writable(report)
    key = key or digest_of(upload)
    known = report.photos.filter(key=key).first()
    if known is not None:
        return known
    if report.photos.count() >= MOST_PHOTOS:
        raise refuse("too_many_photos", most=MOST_PHOTOS)
    kind = kind_of(upload)
    if kind is None or not kind.image:
        raise refuse("not_a_photo")
    caption = clean(caption)[:200]
    document = files.store(upload=lighter(upload), title=caption or str(report), by=by, about=report,
                           access=files.holder("contributor", report.organisation_id))  # fmt: skip
    photo = ReportPhoto.objects.create(report=report, key=key[:64], document=document, caption=caption)
    journal.record("partner_report.photo_added", report, by=by, changes={"document": [None, document.pk]})
    return photo


@transaction.atomic
def remove_photo(*, photo: ReportPhoto, by: Any) -> PartnerReport:
    report = writable(photo.report)
    document = photo.document
    photo.delete()
    files.remove(document=document, by=by)
    journal.record("partner_report.photo_removed", report, by=by, changes={"document": [document.pk, None]})
    return report


@transaction.atomic
def add_piece(*, report: PartnerReport, key: str, upload: Any, by: Any, late: bool = False) -> ReportedExpense:
    """Join the piece of an expense; a new one takes the place of the last. `late`: by the team, once it is sent."""
    report = held(report) if late else writable(report)
    row = ReportedExpense.objects.filter(report=report, key=key).select_related("piece").first()
    if row is None or row.expense_id is not None:
        raise refuse("no_expense")
    digest = digest_of(upload)
    if row.piece_digest == digest and row.piece_id:
        return row
    kind = kind_of(upload)
    if kind is None or not (kind.image or kind == PDF):
        raise refuse("not_a_piece")
    before = row.piece
    row.piece = files.store(upload=lighter(upload), title=row.label or str(report), by=by, about=report,
                            kind=DocumentKind.PROOF, access=files.holder("contributor", report.organisation_id))  # fmt: skip
    row.piece_digest = digest
    row.save(update_fields=["piece", "piece_digest"])
    if before is not None and before.removed_at is None:
        files.remove(document=before, by=by)
    journal.record("partner_report.piece_added", report, by=by, changes={"document": [None, row.piece_id]})
    return row
