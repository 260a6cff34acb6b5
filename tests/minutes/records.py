"""A record as {path: content}, built once and then spoilt in every way: what a forger does with it."""

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from maillage.minutes import commands
from maillage.minutes.record import building, chain, layout
from tests import networks
from tests.factories import minutes as make

Files = dict[str, bytes]
_made: Files = {}


def signed() -> Files:
    """The record of a meeting with three votes, its minutes adopted and signed. Needs the database the first time."""
    if not _made:
        networks.install()
        found = make.held()
        make.vote(found, [[[1], [2]], [[2], [1]], [[1]], [[3], [1]], [[1], [3]], "blank"], title="Bureau", seats=2,
                  method="scottish-stv", options=["Ada", "Bo", "Cy"])  # fmt: skip
        make.vote(found, ["yes", "yes", "no", "no", "no", "yes"], title="Confidentiel", secrecy="confidential")
        make.close(found)
        make.sign(found)
        _made.update(building.record(found.assembly))
    return dict(_made)


def write(files: Files, folder: Path) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def zipped(files: Files, path: Path, top: str = "dossier-1/") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in files.items():
            box.writestr(top + name, content)
    return path


def told(files: Files, *known: str) -> dict[str, Any]:
    """What the command says of these files, as a ZIP."""
    with tempfile.TemporaryDirectory() as place:
        return commands.verify(folder=zipped(files, Path(place) / "x.zip"), data=None, say=print, known=known)


def load(files: Files, path: str) -> Any:
    return json.loads(files[path])


def spoil(files: Files, path: str, old: bytes, new: bytes) -> None:
    assert old in files[path], path
    files[path] = files[path].replace(old, new, 1)


def digested(files: Files) -> Files:
    """What a forger does who knows the layout: the manifest and the sums say the new digests."""
    manifest = load(files, layout.MANIFEST)
    kept = {path: content for path, content in files.items() if path not in (layout.MANIFEST, layout.SUMS)}
    manifest["files"] = {path: chain.sha256(content) for path, content in kept.items()}
    kept[layout.MANIFEST] = json.dumps(manifest).encode()
    return kept | {layout.SUMS: layout.sums({path: chain.sha256(content) for path, content in kept.items()})}


def rechained(files: Files) -> Files:
    """The whole chain made anew over changed acts: what who holds the install could do."""
    rows, previous = [], chain.START
    for row in load(files, layout.CHAIN):
        place = layout.MINUTES if row["kind"] == "minutes" else layout.place(row["ref"])
        content = chain.sha256(files[place]) if place in files else row["content"]
        link = chain.Link(
            **{**row, "number": len(rows) + 1, "content": content, "previous": previous, "digest": ""}
        ).sealed()
        rows.append(link.as_dict())
        previous = link.digest
    manifest = load(files, layout.MANIFEST) | {"head": previous}
    return digested({**files, layout.CHAIN: json.dumps(rows).encode(), layout.MANIFEST: json.dumps(manifest).encode()})
