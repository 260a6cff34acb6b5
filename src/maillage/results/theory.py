"""The theory of change as boxes and arrows: what leads to what, and what must hold. Pure layout, in points.

Impacts stand on top, outcomes below, outputs at the bottom; an arrow goes up from each result to the one it leads to,
and bears the numbers of its assumptions. Boxes of a row never overlap; every arrow leaves and reaches a box.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDTH, GAP, ROW_GAP, PADDING = 200, 24, 74, 12
LINE, HEAD, SIGNS = 17, 20, 27  # height of a line of text, of a box's heading, signs in a line
MOST_LINES = 6
NARROW, STEP, DEEPEST, CLOSE = (
    280,
    14,
    8,
    24,
)  # the drawing of a phone: its width, what a rank moves it in, the gap between boxes
SIGN = 6.5  # width of a letter


@dataclass(frozen=True)
class Node:
    key: int
    height: int  # 0 outputs, 1 outcomes, 2 impacts
    title: str
    parent: int | None = None
    assumptions: tuple[int, ...] = ()  # their numbers in the list below the drawing


@dataclass(frozen=True)
class Box:
    key: int
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    level: int


@dataclass(frozen=True)
class Arrow:
    child: int
    parent: int
    points: tuple[tuple[int, int], ...]
    label: str
    label_at: tuple[int, int]


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def would_loop(parents: Mapping[int, int | None], node: int, parent: int | None) -> bool:
    """Whether `node` leading to `parent` would lead back to `node`."""
    seen: set[int] = set()
    at = parent
    while at is not None and at not in seen:
        if at == node:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def wrapped(text: str, signs: int = SIGNS, most: int = MOST_LINES) -> tuple[str, ...]:
    """The text in lines; a word too long is cut; what is too much ends with an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while len(word) > signs:
            if line:
                lines.append(line)
                line = ""
            lines.append(word[: signs - 1] + "-")
            word = word[signs - 1 :]
        if line and len(line) + 1 + len(word) > signs:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines += [line] if line else []
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: signs - 1].rstrip() + "…"]
    return tuple(lines or ["–"])


def layout(nodes: Iterable[Node]) -> Drawing:
    """Where everything stands."""
    known = {node.key: node for node in nodes}
    parents = _safe_parents(known)
    rows = _rows(known, parents)
    if not rows:
        return Drawing(0, 0, (), ())
    widest = max(len(row) for row in rows)
    width = widest * WIDTH + (widest - 1) * GAP + 2 * PADDING
    boxes: dict[int, Box] = {}
    y = PADDING
    for row in rows:
        texts = [wrapped(known[key].title) for key in row]
        tall = max(len(lines) for lines in texts) * LINE + HEAD + 2 * PADDING
        left = (width - len(row) * WIDTH - (len(row) - 1) * GAP) // 2
        for at, (key, lines) in enumerate(zip(row, texts, strict=True)):
            boxes[key] = Box(key, left + at * (WIDTH + GAP), y, WIDTH, tall, lines, known[key].height)
        y += tall + ROW_GAP
    arrows = tuple(
        _arrow(known[key], boxes[key], boxes[parent]) for key, parent in parents.items() if parent is not None
    )
    return Drawing(width, y - ROW_GAP + PADDING, tuple(boxes.values()), arrows)


def column(nodes: Iterable[Node]) -> Drawing:
    """The same for a phone: one box under another, each set in from the one it leads to, arrows along the left."""
    known = {node.key: node for node in nodes}
    parents = _safe_parents(known)
    boxes: dict[int, Box] = {}
    y = PADDING
    for key, depth in _unfolded(known, parents):
        x = PADDING + STEP * min(depth, DEEPEST)
        width = NARROW - x - PADDING
        lines = wrapped(known[key].title, int((width - 2 * PADDING) / SIGN))
        tall = len(lines) * LINE + HEAD + 2 * PADDING
        boxes[key] = Box(key, x, y, width, tall, lines, known[key].height)
        y += tall + CLOSE
    arrows = tuple(_side_arrow(known[key], boxes[key], boxes[at]) for key, at in parents.items() if at is not None)
    return Drawing(NARROW, y - CLOSE + PADDING, tuple(boxes.values()), arrows) if boxes else Drawing(0, 0, (), ())


def _unfolded(known: Mapping[int, Node], parents: Mapping[int, int | None]) -> list[tuple[int, int]]:
    """(key, depth), each followed by all that leads to it."""
    below: dict[int | None, list[int]] = {}
    for row in _rows(known, parents):
        for key in row:
            below.setdefault(parents[key], []).append(key)
    found: list[tuple[int, int]] = []
    todo = [(key, 0) for key in reversed(below.get(None, []))]
    while todo:
        key, depth = todo.pop()
        found.append((key, depth))
        todo += [(one, depth + 1) for one in reversed(below.get(key, []))]
    return found


def _side_arrow(node: Node, child: Box, parent: Box) -> Arrow:
    """From the left of the child to the bottom of the parent, left of all that stands between."""
    x, y = child.x - STEP // 2, child.y + child.height // 2
    label = ", ".join(f"H{number}" for number in node.assumptions)
    points = ((child.x, y), (x, y), (x, parent.y + parent.height))
    return Arrow(node.key, parent.key, points, label, (child.x + child.width - 8 - 4 * len(label), child.y))


def _safe_parents(known: Mapping[int, Node]) -> dict[int, int | None]:
    """Parents that are drawn, without a loop (a chain read elsewhere may hold one)."""
    found: dict[int, int | None] = {}
    for key, node in known.items():
        parent = node.parent if node.parent in known else None
        found[key] = None if would_loop(found, key, parent) else parent
    return found


def _rows(known: Mapping[int, Node], parents: Mapping[int, int | None]) -> list[list[int]]:
    """From the top: each box stands below the one it leads to; brothers stand together, under their parent."""
    depth = {key: _floor(key, known, parents) for key in known}
    levels = sorted(set(depth.values()))
    rows: list[list[int]] = []
    place: dict[int, int] = {}
    for level in levels:
        here = [key for key in known if depth[key] == level]
        here.sort(key=lambda key: (place.get(parents[key] or -1, len(known)), key))
        for at, key in enumerate(here):
            place[key] = at
        rows.append(here)
    return rows


def _floor(key: int, known: Mapping[int, Node], parents: Mapping[int, int | None]) -> int:
    """0 for the top: by rank in the chain, and always below what it leads to."""
    own = 2 - known[key].height
    parent = parents[key]
    return own if parent is None else max(own, _floor(parent, known, parents) + 1)


def _arrow(node: Node, child: Box, parent: Box) -> Arrow:
    """From the top of the child to the bottom of the parent, by the middle of the gap just above the child's row."""
    x1, y1 = child.x + child.width // 2, child.y
    x2, y2 = parent.x + parent.width // 2, parent.y + parent.height
    middle = y1 - ROW_GAP // 2
    label = ", ".join(f"H{number}" for number in node.assumptions)
    return Arrow(node.key, parent.key, ((x1, y1), (x1, middle), (x2, middle), (x2, y2)), label, (x1, middle))


def numbered(assumptions: Sequence[tuple[int, str]]) -> dict[int, tuple[int, ...]]:
    """{result: numbers of its assumptions}, counted from 1 in the order given."""
    found: dict[int, tuple[int, ...]] = {}
    for number, (result, _text) in enumerate(assumptions, 1):
        found[result] = (*found.get(result, ()), number)
    return found
