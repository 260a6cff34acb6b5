"""What keeps the disk and the rows in step: orphans swept, documents that ended taken out."""

import time
from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils.timezone import localdate

from maillage.files import actions
from maillage.files.models import Document, DocumentVersion, Image

FOLDERS = ("documents", "images")
ORPHAN_AFTER = 24 * 3600  # seconds: longer than any upload under way
KEPT_AFTER_END = timedelta(days=30)


def stored() -> Iterator[str]:
    """Every file on the disk that should belong to a row."""
    for folder in FOLDERS:
        if not default_storage.exists(folder):
            continue
        shelves, _files = default_storage.listdir(folder)
        for shelf in shelves:
            _folders, names = default_storage.listdir(f"{folder}/{shelf}")
            yield from (f"{folder}/{shelf}/{name}" for name in names)


def known() -> set[str]:
    """Every file that a row needs."""
    paths = set(DocumentVersion.objects.filter(document__removed_at=None).values_list("path", flat=True))
    for renditions in Image.objects.values_list("renditions", flat=True):
        paths.update(path for path, _width, _height in renditions.values())
    return paths


def orphans(older_than: float = ORPHAN_AFTER) -> list[str]:
    needed, limit = known(), time.time() - older_than
    return [
        path for path in stored()
        if path not in needed and default_storage.get_modified_time(path).timestamp() < limit
    ]  # fmt: skip


def sweep() -> int:
    """Each night: delete files without a row, take out documents thirty days after their end."""
    for document in Document.objects.filter(removed_at=None, ends_on__lt=localdate() - KEPT_AFTER_END):
        actions.remove(document=document, by=None)
    gone = orphans()
    for path in gone:
        default_storage.delete(path)
    return len(gone)
