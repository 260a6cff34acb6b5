"""Archives that may lie: nothing they say about themselves is believed, everything is inflated once and counted."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from maillage.core.sheet_guards.refusals import MAX_ENTRIES, MAX_INFLATED, MAX_RATIO, RATIO_MATTERS_FROM, SheetError


def entries_of(path: Path) -> list[zipfile.ZipInfo]:
    """The central directory, when what it announces is bearable."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        ValueError,
        OSError,
        struct.error,
    ) as error:
        raise SheetError("damaged") from error
    except (NotImplementedError, RecursionError, OverflowError) as error:
        raise SheetError("damaged") from error
    if len(entries) > MAX_ENTRIES:
        raise SheetError("bomb")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        # Two entries of one name: we would count one and the reader open the other.
        raise SheetError("damaged")
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise SheetError("protected")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SheetError("damaged")
        total += entry.file_size
        _must_not_swell(entry.file_size, entry.compress_size)
    if total > MAX_INFLATED:
        raise SheetError("bomb")
    return entries


def _must_not_swell(inflated: int, compressed: int) -> None:
    if inflated > RATIO_MATTERS_FROM and inflated > MAX_RATIO * max(compressed, 1):
        raise SheetError("bomb")


def inflate(
    file: BinaryIO,
    entry: zipfile.ZipInfo,
    see: Callable[[bytes], object],
    *,
    limit: int,
) -> int:
    """Inflate one entry from its own bytes, giving each piece to `see`; return its true size.

    zipfile would stop politely at the size the directory announces, and so hide a lie that
    another reader believes.
    """
    file.seek(entry.header_offset)
    header = file.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise SheetError("damaged")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, 1)
    left, size = entry.compress_size, 0
    stored = entry.compress_type == zipfile.ZIP_STORED
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0:
        raw = file.read(min(left, 65_536))
        if not raw:
            raise SheetError("damaged")
        left -= len(raw)
        while raw:
            if stored:
                piece, raw = raw, b""
            else:
                try:
                    piece = machine.decompress(raw, 1 << 20)
                except zlib.error as error:
                    raise SheetError("damaged") from error
                raw = machine.unconsumed_tail
                if machine.eof and (raw or machine.unused_data or left):
                    raise SheetError("damaged")
            size += len(piece)
            if size > min(limit, entry.file_size):
                # More than was announced: no need to see how much more.
                raise SheetError("bomb")
            see(piece)
    if not stored and not machine.eof:
        # The last bytes may still hold output that max_length kept back.
        see(rest := machine.flush())
        size += len(rest)
        if not machine.eof:
            raise SheetError("damaged")
    if size != entry.file_size:
        raise SheetError("damaged")
    return size


def must_be_safe(path: Path, watch: Callable[[str], Callable[[bytes], object]]) -> None:
    total = 0
    with path.open("rb") as file:
        for entry in entries_of(path):
            size = inflate(file, entry, watch(entry.filename), limit=MAX_INFLATED - total)
            _must_not_swell(size, entry.compress_size)
            total += size


def ignore(piece: bytes) -> None:
    """Inflated only to be counted."""
