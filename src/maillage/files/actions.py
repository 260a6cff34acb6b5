"""What people do with documents: put one in, add a version, change who may open it, take it out."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.core import text as texts
from maillage.files import pictures, storing
from maillage.files.content import FileRefused, Kind, recognise
from maillage.files.enums import AccessKind, DocumentKind
from maillage.files.models import Document, DocumentVersion


class Access:
    """Who may open a document, as `store(access=…)` takes it."""

    def __init__(self, kind: AccessKind, of: str = "") -> None:
        self.kind, self.of = kind, of


PUBLIC = Access(AccessKind.PUBLIC)
SIGNED_IN = Access(AccessKind.SIGNED_IN)


def permission(code: Permission) -> Access:
    """Those who have this permission."""
    return Access(AccessKind.PERMISSION, str(code))


def holder(role: str, row: models.Model | int) -> Access:
    """Those who hold a fact on an object: `holder("delegate", organisation)`."""
    return Access(AccessKind.FACT, f"{role}:{row.pk if isinstance(row, models.Model) else row}")


def person(user: Any) -> Access:
    """One person alone."""
    return Access(AccessKind.PERSON, str(user.pk))


def _refusing(work: Callable[[], Any]) -> Any:
    """A refusal of a file, as forms show it."""
    try:
        return work()
    except FileRefused as error:
        raise ValidationError(error.message(), code=error.code) from error


def _examined(upload: Any) -> tuple[str, int, str, Kind]:
    """Recognise what was sent and keep it: (path, size, sha256, kind). Images are drawn again."""
    with storing.at_hand(upload) as path:
        kind = recognise(path)
        content = pictures.redrawn(path, kind) if kind.image else path
        return (*storing.keep("documents", kind.ending, content), kind)


def _write(document: Document, upload: Any, number: int, by: Any) -> DocumentVersion:
    path, size, digest, kind = _examined(upload)
    try:
        with transaction.atomic():
            return DocumentVersion.objects.create(
                document=document, number=number, title=document.title, path=path, size=size, sha256=digest,
                content_type=kind.mime, created_by=by,
            )  # fmt: skip
    except BaseException:
        storing.drop(path)
        raise


@transaction.atomic
def store(
    *,
    upload: Any,
    title: str,
    access: Access,
    by: Any,
    about: models.Model | None = None,
    kind: DocumentKind = DocumentKind.OTHER,
    ends_on: date | None = None,
) -> Document:
    """Put a document in: `upload` is an uploaded file, an open file or bytes. Raises ValidationError, saying why."""
    title = texts.clean(title)
    if not title:
        raise ValidationError(_("Donnez un titre à ce document."))
    document = Document.objects.create(
        title=title[:200], kind=kind, access=access.kind, access_of=access.of, ends_on=ends_on, created_by=by,
        about_kind=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
    )  # fmt: skip
    version = _refusing(lambda: _write(document, upload, 1, by))
    journal.record("document.stored", document, by=by, changes={
        "access": [None, access.kind], "access_of": [None, access.of], "sha256": [None, version.sha256],
    })  # fmt: skip
    return document


def _locked(document: Document) -> Document:
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.removed_at:
        raise ValidationError(_("Ce document a été retiré."))
    return document


@transaction.atomic
def add_version(*, document: Document, upload: Any, by: Any) -> DocumentVersion:
    """A new content for the same document; the earlier ones stay."""
    document = _locked(document)
    before = document.latest
    version = _refusing(lambda: _write(document, upload, (before.number if before else 0) + 1, by))
    journal.record("document.replaced", document, by=by, changes={
        "version": [before.number if before else None, version.number],
        "sha256": [before and before.sha256, version.sha256],
    })  # fmt: skip
    return version


@transaction.atomic
def change(
    *, document: Document, title: str, access: Access, ends_on: date | None, by: Any, kind: str | None = None
) -> Document:
    """Change the title, who may open it, until when."""
    document = _locked(document)
    before = journal.snapshot(document)
    document.title, document.access, document.access_of = texts.clean(title)[:200], access.kind, access.of
    document.ends_on, document.kind = ends_on, kind or document.kind
    document.full_clean(exclude=["created_by", "removed_at"])
    document.save()
    changes = journal.difference(before, journal.snapshot(document))
    if changes:
        journal.record("document.changed", document, by=by, changes=changes)
    return document


@transaction.atomic
def remove(*, document: Document, by: Any) -> Document:
    """Take a document out: nobody opens it any more, its files are deleted once this is committed."""
    document = _locked(document)
    document.removed_at = now()
    document.save(update_fields=["removed_at"])
    journal.record("document.removed", document, by=by)
    for version in document.versions.all():
        transaction.on_commit(partial(storing.drop, version.path))
    return document
