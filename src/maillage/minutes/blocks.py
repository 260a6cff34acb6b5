"""The blocks that facts are written in: the same on the page, in the PDF, in the ODT and in the record. Plain data."""

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]


def paragraph(text: Any) -> Block:
    return {"kind": "p", "text": str(text)}


def listing(title: Any, items: Iterable[Any]) -> Block:
    return {"kind": "list", "title": str(title), "items": [str(item) for item in items]}


def table(title: Any, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Block:
    """A table; its first column names the row."""
    return {"kind": "table", "title": str(title), "head": [str(cell) for cell in head],
            "rows": [[str(cell) for cell in row] for row in rows]}  # fmt: skip


def decision(title: Any, result: Any, lines: Iterable[Any] = (), tone: str = "") -> Block:
    """A vote: what was asked, what came out (`tone` is ok, er or empty), the figures."""
    return {"kind": "vote", "title": str(title), "result": str(result), "tone": tone, "lines": [str(x) for x in lines]}


def words(block: Block) -> list[str]:
    """A block as lines of plain text, for comparing versions and for search."""
    if block["kind"] == "p":
        return [block["text"]]
    if block["kind"] == "list":
        return [block["title"], *(f"– {item}" for item in block["items"])]
    if block["kind"] == "table":
        return [block["title"], " | ".join(block["head"]), *(" | ".join(row) for row in block["rows"])]
    return [f"{block['title']} : {block['result']}", *block["lines"]]


def section(key: str, title: Any, facts: Iterable[Block], level: int = 1) -> dict[str, Any]:
    """A section of the minutes: the house's facts, and people's words (`text`)."""
    return {"key": key, "title": str(title), "level": level, "facts": [block for block in facts if block], "text": ""}
