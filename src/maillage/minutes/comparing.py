"""Two versions of the minutes beside each other, by lines: pure."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from maillage.minutes import blocks

Mark = Literal["same", "out", "in"]
AROUND = 2  # unchanged lines kept around a change


def lines_of(sections: Iterable[dict[str, Any]]) -> list[str]:
    """The whole text as lines: titles, facts, then people's words."""
    found: list[str] = []
    for section in sections:
        found.append(section["title"])
        for block in section["facts"]:
            found.extend(blocks.words(block))
        found.extend(line for line in section["text"].splitlines() if line.strip())
    return found


def differences(before: Iterable[dict[str, Any]], after: Iterable[dict[str, Any]]) -> Iterator[list[tuple[Mark, str]]]:
    """Groups of lines around each change: (mark, line). Nothing when nothing changed."""
    old, new = lines_of(before), lines_of(after)
    for group in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_grouped_opcodes(AROUND):
        lines: list[tuple[Mark, str]] = []
        for tag, a0, a1, b0, b1 in group:
            if tag == "equal":
                lines.extend(("same", line) for line in old[a0:a1])
            else:
                lines.extend(("out", line) for line in old[a0:a1])
                lines.extend(("in", line) for line in new[b0:b1])
        yield lines
