"""Bytes on the disk: under a random name, whole or not at all."""

import contextlib
import errno
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from maillage.files.content import MAX_BYTES, FileRefused, megabytes

FULL = {errno.ENOSPC, errno.EDQUOT}


@contextlib.contextmanager
def refusing_when_full() -> Iterator[None]:
    """A full disk is a refusal that says so, not a broken page."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise FileRefused("disk-full") from error
        raise


@contextlib.contextmanager
def at_hand(upload: Any) -> Iterator[Path]:
    """What was sent, in a temporary file to be examined; never more than the limit is written."""
    size = getattr(upload, "size", 0) or 0
    if size > MAX_BYTES:
        raise FileRefused("too-big", size=megabytes(size), limit=megabytes(MAX_BYTES))
    handle, name = tempfile.mkstemp(prefix="maillage-")
    path = Path(name)
    try:
        with refusing_when_full(), os.fdopen(handle, "wb") as out:
            written = 0
            for piece in pieces(upload):
                written += len(piece)
                if written > MAX_BYTES:
                    raise FileRefused("too-big", size=megabytes(written), limit=megabytes(MAX_BYTES))
                out.write(piece)
        yield path
    finally:
        path.unlink(missing_ok=True)


def pieces(upload: Any) -> Iterator[bytes]:
    if isinstance(upload, bytes):
        yield upload
    elif hasattr(upload, "chunks"):
        yield from upload.chunks()
    else:
        while piece := upload.read(1 << 16):
            yield piece


def keep(folder: str, ending: str, content: Path | bytes) -> tuple[str, int, str]:
    """Write bytes under a random name: (path, size, sha256). A half-written file does not stay."""
    token = secrets.token_hex(16)
    path = f"{folder}/{token[:2]}/{token}.{ending}"
    try:
        with refusing_when_full():
            if isinstance(content, bytes):
                return (
                    default_storage.save(path, ContentFile(content)),
                    len(content),
                    hashlib.sha256(content).hexdigest(),
                )
            with content.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                return default_storage.save(path, File(file)), content.stat().st_size, digest
    except BaseException:
        drop(path)
        raise


def drop(path: str) -> None:
    """Delete a file that must not stay; a disk that refuses leaves it to the sweep."""
    with contextlib.suppress(OSError):
        default_storage.delete(path)
