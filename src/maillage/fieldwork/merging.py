"""Two phones, one report: what each wrote is put together; what both changed is told, and neither is lost. Pure.

A report is a flat table {name: value}: a field, an expense by its key, a measurement by its period. `marks` says at which
version, and by which sending, each name was last changed. What a phone sends was written upon the version it had read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Mark = list[Any]  # [version, key of the sending]


@dataclass(frozen=True)
class Merged:
    """`taken` changes the report; `kept_aside` are values of this phone that another changed in between."""

    taken: dict[str, Any]
    kept_aside: dict[str, Any]


def merge(
    standing: Mapping[str, Any], marks: Mapping[str, Mark], sent: Mapping[str, Any], *, read: int, key: str
) -> Merged:
    """Put together what stands and what was sent by the page `key`, which had read the version `read`.

    A name conflicts when another sending changed it after that version, to something else than what is sent now.
    """
    taken, aside = {}, {}
    for name, value in sent.items():
        if standing.get(name) == value:
            continue
        version, by = marks.get(name, (0, ""))
        if version > read and by != key:
            aside[name] = value
        else:
            taken[name] = value
    return Merged(taken, aside)


def marked(marks: Mapping[str, Mark], names: Mapping[str, Any], version: int, key: str) -> dict[str, Mark]:
    """The marks once these names are written at this version."""
    return {**marks, **{name: [version, key] for name in names}}
