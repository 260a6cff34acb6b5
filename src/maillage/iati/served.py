"""The file of a publication as anyone may read it now: as frozen, without what was withheld since."""

import io
from copy import deepcopy

from maillage.iati import places
from maillage.iati.exports import files
from maillage.iati.exports.organisation import reread
from maillage.iati.exports.redaction import hidden, redacted
from maillage.iati.models import Snapshot
from maillage.iati.stream import Source


def content(snapshot: Snapshot, name: str) -> bytes | None:
    """The bytes of a file of a publication; nothing when it is not there any more."""
    path = places.snapshot(snapshot.folder) / name
    if not path.is_file():
        return None
    what = hidden()
    if name == "organisation.xml":
        return reread(path.read_bytes(), what) if what else path.read_bytes()
    if not files.is_touched(snapshot.index, what):
        return path.read_bytes()
    out = io.BytesIO()
    with path.open("rb") as file:
        source = Source(file)
        found = (one for row in source.rows() if (one := redacted(deepcopy(row), what)) is not None)
        files.write_elements(out, found, snapshot.published_at)
    return out.getvalue()
