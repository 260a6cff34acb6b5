"""`maillage verify FOLDER|ZIP`: nothing is missing, nothing was changed, the chain holds, each vote counts again the same.

Needs no install and no database: it reads the record alone, and counts with the pure counting of the house. The manifest
is not believed: an act is what the chain holds, wherever the manifest puts it.
"""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maillage.core.errors import Refused
from maillage.minutes.record import chain, layout, sources
from maillage.minutes.record.sources import Source
from maillage.minutes.record.votes import BROKEN, Recount, recounts

Fault = tuple[str, str, str]  # (path, code, detail)
LISTED = ("code", "adopted_on", "title", "vote")  # of a resolution, in `resolutions.csv`


@dataclass
class Report:
    """What was looked at, and each fault as (path, code, detail)."""

    files: int = 0
    links: int = 0
    head: str = chain.START
    adopted: bool = False
    votes: list[Recount] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)  # files that the manifest alone holds

    @property
    def holds(self) -> bool:
        return not self.faults and all(vote.same for vote in self.votes)


def verify(path: Path, known: Collection[str] = ()) -> Report:
    """Look at the whole record. `known`: digests noted elsewhere, which the chain must hold. Raises Refused for no record."""
    with sources.opened(path) as source:
        manifest = read_manifest(source)
        told: dict[str, str] = manifest["files"]
        report = Report(files=len(told))
        report.faults += [(sources.shown(name), code, "") for name, code in source.odd]
        report.faults += files_of(source, told)
        links = links_of(source, manifest, report)
        report.faults += [(layout.CHAIN, "unknown", one[:64]) for one in known if not is_known(one, links)]
        bound = set(acts_of(source, manifest, links, report)) | set(minutes_of(source, manifest, links, report))
        report.faults += register_of(source, told)
        report.votes = list(recounts(source, told))
        made = {layout.CHAIN, "resolutions.csv"} | bound
        votes = {vote.path.removesuffix(layout.VOTE) for vote in report.votes if vote.same}
        again = {f"{vote}{name}" for vote in votes for name in (layout.VOTE, "bulletins.csv", "vote.blt")}
        report.loose = sorted(set(told) - made - again)
    return report


def read_manifest(source: Source) -> dict[str, Any]:
    if layout.MANIFEST not in source:
        raise Refused(f"Ce n’est pas le dossier d’une assemblée : {layout.MANIFEST} n’y est pas.")
    try:
        manifest = chain.loads(source.read(layout.MANIFEST))
        files = manifest["files"]
        whole = isinstance(files, dict) and all(isinstance(k, str) and isinstance(v, str) for k, v in files.items())
        if not whole or not all(isinstance(manifest[name], str) for name in ("head", "meeting")):
            raise ValueError("shape")
        if len(files) > sources.MOST_FILES:
            raise ValueError("too many")
    except BROKEN as error:
        raise Refused(f"{layout.MANIFEST} ne se lit pas : le fichier est abîmé.") from error
    return dict(manifest)


def files_of(source: Source, told: dict[str, str]) -> Iterator[Fault]:
    """Each file told is there and unchanged; no other is; the sums for `sha256sum` are those of the manifest."""
    for path, digest in sorted(told.items()):
        if not layout.is_safe(path):
            yield sources.shown(path), "unsafe", ""
        elif path not in source:
            yield path, "missing", ""
        else:
            yield from content_of(source, path, digest)
    for path in sorted(set(source.readers) - {*told, layout.MANIFEST, layout.SUMS}):
        yield sources.shown(path), "extra", ""
    if layout.SUMS not in source:
        yield layout.SUMS, "missing", ""
    else:
        whole = {**told, layout.MANIFEST: source.digest(layout.MANIFEST)}
        yield from content_of(source, layout.SUMS, chain.sha256(layout.sums(whole)))


def content_of(source: Source, path: str, digest: str) -> Iterator[Fault]:
    found = source.digest(path)
    if not found:
        yield path, "large" if source.sizes[path] > sources.MOST_BYTES else "unreadable", ""
    elif found != digest:
        yield path, "changed", ""


def links_of(source: Source, manifest: dict[str, Any], report: Report) -> list[chain.Link]:
    """The chain holds from its first link to the head that the manifest tells."""
    try:
        links = chain.read(chain.loads(source.read(layout.CHAIN)))
    except BROKEN:
        report.faults.append((layout.CHAIN, "unreadable", ""))
        return []
    report.links, report.head = len(links), links[-1].digest if links else chain.START
    report.faults += [(layout.CHAIN, f"chain_{code}", str(number)) for number, code in chain.faults(links)]
    if report.head != manifest["head"]:
        report.faults.append((layout.CHAIN, "head", ""))
    return links


def is_known(digest: str, links: list[chain.Link]) -> bool:
    """That of a link, or of what it stands for: what is printed at the foot of minutes and of extracts."""
    wanted = digest.strip().lower()
    return any(wanted in (link.digest, link.content) for link in links)


def acts_of(source: Source, manifest: dict[str, Any], links: list[chain.Link], report: Report) -> Iterator[str]:
    """Each act of the folder is that of this meeting in the chain, and each one of this meeting is in the folder."""
    mine = {layout.place(link.ref): link for link in links if link.ref.startswith(f"{manifest['meeting']}/")}
    for path in sorted(filter(layout.is_act, source.readers)):
        if path in mine and source.digest(path) == mine[path].content:
            yield path
        else:
            report.faults.append((path, "not_recorded", ""))
    report.faults += [(path, "act_missing", str(mine[path].number)) for path in sorted(set(mine) - set(source.readers))]


def minutes_of(source: Source, manifest: dict[str, Any], links: list[chain.Link], report: Report) -> Iterator[str]:
    """Adopted minutes are in the chain, with the digests of the papers of that day; a draft is in none."""
    adopted = [link.content for link in links if link.kind == "minutes" and link.ref == manifest["meeting"]]
    report.adopted = bool(adopted)
    if layout.MINUTES not in source:
        report.faults += [(layout.MINUTES, "missing", "")] if adopted else []
        return
    try:
        minutes = chain.loads(source.read(layout.MINUTES))
        papers, draft = dict(minutes["papers"]), minutes["adopted_on"] is None
    except BROKEN:
        report.faults.append((layout.MINUTES, "unreadable", ""))
        return
    if not (draft and not adopted) and source.digest(layout.MINUTES) not in adopted:
        report.faults.append((layout.MINUTES, "not_recorded", ""))
        return
    if adopted:
        yield layout.MINUTES
    for path, digest in sorted(papers.items()):
        if manifest["files"].get(path) != digest:
            report.faults.append((sources.shown(str(path)), "since_adoption", ""))
        elif adopted:
            yield path


def register_of(source: Source, told: dict[str, str]) -> Iterator[Fault]:
    """The table of the resolutions says what each of them says."""
    if "resolutions.csv" not in source:
        return
    try:
        rows = list(csv.reader(io.StringIO(source.read("resolutions.csv").decode("utf-8-sig"))))[1:]
        acts = [chain.loads(source.read(path)) for path in sorted(source.readers)
                if path.startswith(f"{layout.RESOLUTIONS}/") and layout.is_act(path)]  # fmt: skip
        listed = [[cell.removeprefix("'") for cell in row[: len(LISTED)]] for row in rows]
        if sorted(listed) != sorted([str(one[name]).removeprefix("'") for name in LISTED] for one in acts):
            yield "resolutions.csv", "unlike", ""
    except (*BROKEN, csv.Error):
        yield "resolutions.csv", "unreadable", ""
