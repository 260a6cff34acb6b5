"""The file as lines, then as blocks: one for each event and each zone, with the number of its first line."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_LINE = 40_000  # signs: what is longer is no text for people


@dataclass
class Block:
    """What stands between BEGIN and END of an event or a zone, without what is nested in it."""

    kind: str
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)  # with what is nested
    closed: bool = False


def decoded(data: bytes) -> str:
    """UTF-8 as the standard asks; else what old programs write."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace").replace("\x00", "")
    try:
        return data.decode().replace("\x00", "")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").replace("\x00", "")


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """(number of its first line, line), continuation lines joined."""
    number, begun, pieces, size = 0, 0, [], 0
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if raw[:1] in (" ", "\t") and pieces:
            if size < MOST_LINE:
                pieces.append(raw[1:])
                size += len(raw)
            continue
        if pieces:
            yield begun, "".join(pieces)[:MOST_LINE]
        begun, pieces, size = number, [raw], len(raw)
    if pieces:
        yield begun, "".join(pieces)[:MOST_LINE]


def name_of(line: str) -> str:
    """The name of the property that a line gives: « DTSTART » of « DTSTART;TZID=…:… »."""
    for rank, sign in enumerate(line):
        if sign in ":;":
            return line[:rank].strip().upper()
    return ""


def blocks(lines: Iterator[tuple[int, str]]) -> Iterator[Block | tuple[int, str]]:
    """Each event and each zone as a block; the calendar's own lines as they are."""
    current: Block | None = None
    depth = 0
    for number, line in lines:
        name, value = name_of(line), line.partition(":")[2].strip().upper()
        if current is None:
            if name == "BEGIN" and value in ("VEVENT", "VTIMEZONE"):
                current, depth = Block(value, number, whole=[line]), 0
            elif line.strip():
                yield number, line
            continue
        if name == "BEGIN" and value == current.kind:  # the one before was never closed
            yield current
            current, depth = Block(value, number, whole=[line]), 0
            continue
        current.whole.append(line)
        if name == "BEGIN":
            depth += 1
        elif name == "END" and value == current.kind:
            current.closed = True
            yield current
            current = None
        elif name == "END":
            depth = max(0, depth - 1)
        elif not depth and line.strip():
            current.lines.append((number, line))
    if current is not None:
        yield current
