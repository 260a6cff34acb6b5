"""A record as it comes, a folder or a ZIP: its files by name, read one at a time and never written anywhere.

What is odd in it (a link, a name that leaves the folder, one name said twice) is told and not followed.
"""

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from maillage.core.errors import Refused
from maillage.minutes.record import chain, layout

MOST_FILES = 20_000
MOST_BYTES = 200 * 1024 * 1024  # of one file: a record is never so heavy
MOST_WHOLE = 1024 * 1024 * 1024


@dataclass
class Source:
    """`readers` gives each file by its path; `odd` are faults already seen: (path, code)."""

    readers: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    odd: list[tuple[str, str]] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    whole: int = 0  # bytes

    def add(self, path: str, size: int, reader: Callable[[], bytes]) -> None:
        if path in self.readers:
            self.odd.append((path, "twice"))
            return
        self.readers[path], self.sizes[path] = reader, size
        self.whole += size
        if len(self.readers) > MOST_FILES:
            raise Refused(f"Plus de {MOST_FILES} fichiers : ce n’est pas un dossier d’assemblée.")
        if self.whole > MOST_WHOLE:
            raise Refused("Ce dossier est bien plus lourd que celui d’une assemblée : il n’est pas lu.")

    def read(self, path: str) -> bytes:
        """Raises OSError or ValueError."""
        if self.sizes[path] > MOST_BYTES:
            raise ValueError("large")
        try:
            return self.readers[path]()
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
            raise ValueError("unreadable") from error

    def digest(self, path: str) -> str:
        """SHA-256 of a file, read once; empty when it cannot be read."""
        if path not in self.digests:
            try:
                self.digests[path] = chain.sha256(self.read(path))
            except (OSError, ValueError):
                self.digests[path] = ""
        return self.digests[path]

    def __contains__(self, path: object) -> bool:
        return path in self.readers


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Raises Refused when it is neither a folder nor a ZIP that can be read."""
    if path.is_dir():
        yield checked(folder(path))
    elif path.is_file():
        with whole_zip(path) as box:
            yield checked(archive(box))
    else:
        raise Refused(f"Dossier introuvable : {shown(str(path))}.")


def checked(source: Source) -> Source:
    """Names that one disk tells apart and another does not are told."""
    alike = Counter(one.casefold() for one in source.readers)
    source.odd += [(one, "alike") for one in sorted(source.readers) if alike[one.casefold()] > 1]
    return source


def shown(path: str) -> str:
    """A name as a terminal can write it."""
    return path.encode("utf-8", "backslashreplace").decode().replace("\n", "\\n")[:300]


def folder(root: Path) -> Source:
    source = Source()
    for place in walked(root):
        path = place.relative_to(root).as_posix()
        mode = place.lstat().st_mode
        if stat.S_ISLNK(mode):
            source.odd.append((path, "link"))
        elif not stat.S_ISREG(mode):
            source.odd.append((path, "special"))
        else:
            source.add(path, place.lstat().st_size, place.read_bytes)
    return source


def walked(root: Path) -> Iterator[Path]:
    """All but folders, links never followed. Raises OSError where a folder cannot be opened."""
    for here, folders, files in os.walk(root, onerror=_raise):
        folders.sort()
        linked = [one for one in folders if (Path(here) / one).is_symlink()]
        for name in sorted([*files, *linked]):
            yield Path(here) / name


def _raise(error: OSError) -> None:
    raise error


def whole_zip(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused(f"Ce fichier n’est pas un ZIP entier : {shown(file.name)}.") from error


def archive(box: zipfile.ZipFile) -> Source:
    source = Source()
    rows = [row for row in box.infolist() if not row.is_dir()]
    top = top_of(rows)
    for row in rows:
        path = row.filename.removeprefix(top)
        if row.orig_filename != row.filename or not row.filename.startswith(top) or not layout.is_safe(path):
            source.odd.append((row.orig_filename, "unsafe"))
        elif stat.S_IFMT(row.external_attr >> 16) == stat.S_IFLNK:
            source.odd.append((path, "link"))
        else:
            source.add(path, row.file_size, partial(member, box, row))
    return source


def top_of(rows: list[zipfile.ZipInfo]) -> str:
    """The one folder in which the ZIP holds all: `dossier-12/`; nothing when its manifest is at the top."""
    found = [row.filename for row in rows if row.filename.rpartition("/")[2] == layout.MANIFEST]
    top = min(found, key=len).removesuffix(layout.MANIFEST) if found else ""
    return top if layout.is_safe(top.rstrip("/")) else ""


def member(box: zipfile.ZipFile, row: zipfile.ZipInfo) -> bytes:
    """What the ZIP says is its size is the most that is ever read."""
    with box.open(row) as inside:
        content = inside.read(MOST_BYTES + 1)
    if len(content) != row.file_size:
        raise ValueError("size")
    return content
