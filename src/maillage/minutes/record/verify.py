"""`maillage verify FOLDER`: nothing is missing, nothing was changed, the chain holds, each vote counts again the same.

Needs no install and no database: it reads the folder alone, and counts with the pure counting of the house.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maillage.core.errors import Refused
from maillage.minutes.record import chain, layout
from maillage.minutes.record.votes import Recount, recount

MOST_BYTES = 200 * 1024 * 1024  # of one file: a record is never so heavy
MOST_FILES = 20_000


@dataclass
class Report:
    """What was looked at, and each fault as (path, code, detail)."""

    files: int = 0
    links: int = 0
    votes: list[Recount] = field(default_factory=list)
    faults: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults and all(vote.same for vote in self.votes)


def verify(folder: Path) -> Report:
    """Look at the whole folder. Raises Refused when it is no record at all."""
    manifest = read_manifest(folder)
    report = Report()
    report.faults.extend(files_of(folder, manifest["files"], report))
    report.faults.extend(chain_of(folder, manifest, report))
    for path in sorted(manifest["files"]):
        if path.startswith(f"{layout.VOTES}/") and path.endswith("/vote.json"):
            report.votes.append(recount(folder, path))
    return report


def read_manifest(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise Refused(f"Dossier introuvable : {folder}.")
    path = folder / layout.MANIFEST
    if not path.is_file():
        raise Refused(f"Ce dossier n’est pas un dossier d’assemblée : {layout.MANIFEST} n’y est pas.")
    try:
        manifest = read_json(path)
        files = manifest["files"]
        whole = isinstance(files, dict) and all(isinstance(k, str) and isinstance(v, str) for k, v in files.items())
        if not whole or not isinstance(manifest["head"], str) or len(files) > MOST_FILES:
            raise ValueError("shape")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(f"{layout.MANIFEST} ne se lit pas : le fichier est abîmé.") from error
    return dict(manifest)


def read_json(path: Path) -> Any:
    if path.stat().st_size > MOST_BYTES:
        raise ValueError("too large")
    return chain.loads(path.read_bytes())


def files_of(folder: Path, told: dict[str, str], report: Report) -> Iterator[tuple[str, str, str]]:
    """Each file told is there and unchanged; no other is."""
    for path, digest in sorted(told.items()):
        report.files += 1
        here = folder / path
        if not layout.is_safe(path):
            yield path, "unsafe", ""
        elif here.is_symlink() or not here.is_file():
            yield path, "missing", ""
        elif here.stat().st_size > MOST_BYTES:
            yield path, "large", ""
        elif chain.sha256(here.read_bytes()) != digest:
            yield path, "changed", ""
    known = {*told, layout.MANIFEST}
    for here in sorted(folder.rglob("*")):
        path = here.relative_to(folder).as_posix()
        if not here.is_dir() and path not in known:
            yield path, "extra", ""


def chain_of(folder: Path, manifest: dict[str, Any], report: Report) -> Iterator[tuple[str, str, str]]:
    """The chain holds from its first link to the head that the manifest tells; what is recorded here is in it."""
    try:
        links = chain.read(read_json(folder / layout.CHAIN))
    except (OSError, ValueError, TypeError, RecursionError):
        yield layout.CHAIN, "unreadable", ""
        return
    report.links = len(links)
    for number, code in chain.faults(links):
        yield layout.CHAIN, f"chain_{code}", str(number)
    head = links[-1].digest if links else chain.START
    if head != manifest["head"]:
        yield layout.CHAIN, "head", ""
    held = {link.content for link in links}
    for path, content in sorted(dict(manifest.get("recorded") or {}).items()):
        if content not in held:
            yield path, "not_recorded", ""
        elif (
            layout.is_safe(path) and (folder / path).is_file() and chain.sha256((folder / path).read_bytes()) != content
        ):
            yield path, "changed", ""
