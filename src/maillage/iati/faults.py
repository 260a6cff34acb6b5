"""One thing found in a file: how serious, which rule, where, in words; and how places are told."""

from dataclasses import dataclass
from typing import Any

CRITICAL, ERROR, WARNING = "critical", "error", "warning"
SEVERITIES = (CRITICAL, ERROR, WARNING)


@dataclass(frozen=True)
class Fault:
    severity: str
    rule: str
    message: str
    path: str = ""
    line: int = 0
    identifier: str = ""
    url: str = ""  # the form where it is mended, for our own data

    def as_dict(self) -> dict[str, Any]:
        told = {"severity": self.severity, "rule": self.rule, "path": self.path, "line": self.line,
                "identifier": self.identifier, "message": self.message}  # fmt: skip
        return {**told, "url": self.url} if self.url else told


MOST, DEEP = (
    65_535,
    8,
)  # lines that libxml2 keeps on an element (beyond, only its texts know theirs); elements looked into


def line_of(element: Any) -> int:
    """The line where an element begins. Of a long file the line of the text after it is known: it is counted back."""
    line = element.sourceline or 0
    if line < MOST:
        return line
    one = element
    for _step in range(DEEP):
        real = isinstance(one.tag, str)  # a comment holds no text of its own
        text = (one.text if real else "") or ("" if real and len(one) else one.tail)
        if text:  # this is where it ends
            return int(line - text.count("\n"))
        one = one[0] if real and len(one) else one.getnext()
        if one is None:
            break
    return int(line)


def name_of(tag: str) -> str:
    """A tag as people write it, its namespace shortened to an ellipsis."""
    return "*:" + tag.partition("}")[2] if tag.startswith("{") else tag


def place_of(element: Any, top: Any, start: str) -> str:
    """The path of an element under the row `top`, whose own path is `start`."""
    steps: list[str] = []
    while element is not None and element is not top:
        steps.append(name_of(element.tag) + position(element))
        element = element.getparent()
    return "/".join([start, *reversed(steps)])


def position(element: Any) -> str:
    """[n] among its brothers and sisters of the same name, where it has some."""
    before = sum(1 for _one in element.itersiblings(element.tag, preceding=True))
    alone = not before and next(element.itersiblings(element.tag), None) is None
    return "" if alone else f"[{before + 1}]"
