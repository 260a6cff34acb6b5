"""A text by paragraphs and what is done to it: pure, no Django, no clock.

A text is a tuple of `Paragraph`. A paragraph keeps its key for ever; one that is struck stays in its place with an
empty text, so that what is said of its neighbours still finds its place. A key is a path: "p3" is a paragraph of the
first text, "p3/99998s00000012.001" the first one that amendment 12, written on version 1, adds after it. What is
inserted at one place stands in the order of its path (what was written on a later version first, since it meant to
stand beside what it saw), so the result does not depend on the order in which amendments without conflict are carried.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from maillage.core.text import clean
from maillage.motions.differences import Piece, difference

TOP = "0"  # the place before the first paragraph
MOST_PARAGRAPHS = 200
MOST_CHARACTERS = 4_000  # of a paragraph
MOST_WHOLE = 18_000  # of a text: it stands whole in the question that is put to the vote
MOST_ASKED = 20_000  # of a question


PARTING = re.compile(r"\n{2,}")
TIGHT = re.compile(r"(?<=«) | (?=[:;!?»%])")


class Kind(StrEnum):
    REPLACE = "replace"
    ADD = "add"
    STRIKE = "strike"


# A strike is as far from the text as can be; an addition leaves it whole.
RANK = {Kind.STRIKE: 0, Kind.REPLACE: 1, Kind.ADD: 2}


@dataclass(frozen=True, slots=True)
class Paragraph:
    key: str
    text: str  # empty: struck

    @property
    def struck(self) -> bool:
        return not self.text


Text = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What an amendment does: to the paragraphs from `first` to `last` (keys, both included), or after `last`."""

    id: int  # orders what is inserted at one place
    kind: Kind
    first: str
    last: str
    texts: tuple[str, ...] = ()
    number: int = 0  # as people call it
    base: int = 1  # the version that it was written on


Placed = tuple[Change, tuple[int, int]]  # with the positions that it touches


class NotThere(ValueError):
    """The change speaks of a paragraph that the text does not have."""


class Clash(StrEnum):
    OVERLAP = "overlap"  # both touch one paragraph: carrying one leaves the other without object
    PLACE = "place"  # both insert at one place: to be voted as alternatives, or one after the other


@dataclass(frozen=True, slots=True)
class Conflict:
    one: int
    other: int
    clash: Clash


# Making


def tidy(raw: str) -> str:
    """Without what nobody sees; spaces are those of French typography: two texts that read the same are the same."""
    return TIGHT.sub("\N{NO-BREAK SPACE}", clean(raw, multiline=True))


def split(raw: str) -> tuple[str, ...]:
    """Paragraphs of what was typed: separated by an empty line, line breaks kept."""
    return tuple(block.strip("\n") for block in PARTING.split(tidy(raw)) if block.strip("\n"))


def first_text(texts: Iterable[str]) -> Text:
    return tuple(Paragraph(f"p{n}", text) for n, text in enumerate(texts, 1))


def rewritten(old: Text, texts: Sequence[str], base: int) -> Text:
    """The same text written again by hand: what stays keeps its key, what goes is struck, what is new is inserted."""
    live = [paragraph for paragraph in old if not paragraph.struck]
    current = old
    blocks = SequenceMatcher(None, [p.text for p in live], list(texts), autojunk=False).get_opcodes()
    for tag, i, j, k, m in blocks:
        if tag == "equal":
            continue
        if i == j:
            after = live[i - 1].key if i else TOP
            current = apply(current, Change(0, Kind.ADD, after, after, tuple(texts[k:m]), base=base))
        else:
            kind = Kind.STRIKE if k == m else Kind.REPLACE
            current = apply(current, Change(0, kind, live[i].key, live[j - 1].key, tuple(texts[k:m]), base=base))
    return current


def shown(text: Text) -> Text:
    """Without what is struck: what is read, and what is frozen in a question."""
    return tuple(paragraph for paragraph in text if not paragraph.struck)


def plain(text: Text) -> str:
    return "\n\n".join(paragraph.text for paragraph in shown(text))


def numbers(text: Text) -> dict[str, int]:
    """The number that people read beside each paragraph: from 1, of those that stand."""
    return {paragraph.key: n for n, paragraph in enumerate(shown(text), 1)}


# Applying


def span(text: Text, change: Change) -> tuple[int, int]:
    """Positions [from, to) that it touches; an addition touches none: from == to. Raises NotThere."""
    where = {paragraph.key: n for n, paragraph in enumerate(text)}
    if change.kind == Kind.ADD:
        if change.last != TOP and change.last not in where:
            raise NotThere(change.last)
        after = where.get(change.last, -1) + 1
        return after, after
    if change.first not in where or change.last not in where or where[change.first] > where[change.last]:
        raise NotThere(change.first)
    return where[change.first], where[change.last] + 1


def path(key: str) -> tuple[str, ...]:
    return tuple(key.split("/"))


def inserted_key(anchor: str, mark: str, change: Change, n: int) -> str:
    return f"{anchor}/{10**5 - 1 - change.base:05d}{mark}{change.id:08d}.{n:03d}"


def _insert(rows: list[Paragraph], anchor: str, made: list[Paragraph]) -> None:
    at = next((n for n, row in enumerate(rows) if row.key == anchor), -1) + 1
    for paragraph in made:
        while at < len(rows) and rows[at].key.startswith(f"{anchor}/") and path(rows[at].key) < path(paragraph.key):
            at += 1
        rows.insert(at, paragraph)
        at += 1


def apply(text: Text, change: Change) -> Text:
    """The text once this is carried. Raises NotThere when it speaks of a paragraph that is not."""
    start, stop = span(text, change)
    rows = list(text)
    if change.kind == Kind.ADD:
        made = [Paragraph(inserted_key(change.last, "s", change, n), t) for n, t in enumerate(change.texts, 1)]
        _insert(rows, change.last, made)
        return tuple(rows)
    new = list(change.texts) if change.kind == Kind.REPLACE else []
    for position in range(start, stop):
        if not rows[position].struck:  # what was struck before stays so
            rows[position] = Paragraph(rows[position].key, new.pop(0) if new else "")
    made = [Paragraph(inserted_key(change.last, "r", change, n), t) for n, t in enumerate(new, 1)]
    _insert(rows, change.last, made)
    return tuple(rows)


def apply_all(text: Text, changes: Iterable[Change]) -> Text:
    """The text once all are carried, one after the other."""
    for change in changes:
        text = apply(text, change)
    return text


def concerns(text: Text, change: Change) -> bool:
    """Has it still something to change in this text? Not when all that it touches is struck already, or gone."""
    try:
        start, stop = span(text, change)
    except NotThere:
        return False
    return change.kind == Kind.ADD or any(not paragraph.struck for paragraph in text[start:stop])


# Conflicts


def clash(text: Text, one: Change, other: Change) -> Clash | None:
    """How two changes of one text contradict each other, or None: then their order does not matter."""
    return clash_of((one, span(text, one)), (other, span(text, other)))


def clash_of(one: Placed, other: Placed) -> Clash | None:
    """The same, of changes whose positions are known."""
    (first, (a, b)), (second, (c, d)) = one, other
    if first.kind == Kind.ADD and second.kind == Kind.ADD:
        return Clash.PLACE if first.last == second.last else None
    if first.kind == Kind.ADD:
        return Clash.OVERLAP if c < a < d else None  # inside what the other replaces or strikes
    if second.kind == Kind.ADD:
        return Clash.OVERLAP if a < c < b else None
    return Clash.OVERLAP if a < d and c < b else None


def conflicts(text: Text, changes: Sequence[Change]) -> list[Conflict]:
    """All pairs that contradict each other; changes that speak of what is not there are left out."""
    there = [(change, span(text, change)) for change in changes if concerns(text, change)]
    found = []
    for n, one in enumerate(there):
        for other in there[n + 1 :]:
            kind = clash_of(one, other)
            if kind:
                found.append(Conflict(one[0].id, other[0].id, kind))
    return found


def overtaken(text: Text, carried: Change, others: Iterable[Change]) -> list[int]:
    """Those that carrying this one in this text leaves without object."""
    left = []
    for other in others:
        if not concerns(text, other) or clash(text, carried, other) == Clash.OVERLAP:
            left.append(other.id)
    return left


# The order of votes


def distance(text: Text, change: Change) -> int:
    """How many words it takes away or adds."""
    start, stop = span(text, change)
    old = "\n".join(paragraph.text for paragraph in text[start:stop])
    new = "\n".join(change.texts) if change.kind != Kind.STRIKE else ""
    return sum(len(piece.text.split()) for piece in difference(old, new) if piece.op != "same")


def groups(text: Text, changes: Sequence[Change]) -> list[list[Change]]:
    """Amendments of one passage together (each conflicts with another of its group), in the order of the text."""
    there = [change for change in changes if concerns(text, change)]
    home = {change.id: change.id for change in there}
    for pair in conflicts(text, there):
        kept, gone = home[pair.one], home[pair.other]
        home = {key: kept if value == gone else value for key, value in home.items()}
    found: dict[int, list[Change]] = {}
    for change in there:
        found.setdefault(home[change.id], []).append(change)
    return sorted(found.values(), key=lambda group: min((*span(text, change), change.number) for change in group))


def voting_order(text: Text, changes: Sequence[Change]) -> list[list[Change]]:
    """Passage by passage; in a passage the furthest from the text first: strike, replace (the most words first), add;
    then by number. The text itself is voted last, as amended."""
    return [
        sorted(group, key=lambda change: (RANK[change.kind], -distance(text, change), change.number, change.id))
        for group in groups(text, changes)
    ]


# Comparisons


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of a comparison: `change` is "", "ins", "del" or "both"."""

    key: str
    change: str
    pieces: tuple[Piece, ...]


def compared(old: Text, new: Text) -> list[Row]:
    """Paragraph by paragraph, from one version to another: a key that both have is one paragraph."""
    before = {paragraph.key: paragraph.text for paragraph in old}
    rows = []
    for paragraph in new:
        was = before.get(paragraph.key, "")
        if not was and not paragraph.text:
            continue
        change = "" if was == paragraph.text else "ins" if not was else "both" if paragraph.text else "del"
        rows.append(Row(paragraph.key, change, tuple(difference(was, paragraph.text))))
    return rows


def effect(text: Text, change: Change) -> list[Row]:
    """What an amendment does, shown alone: the paragraphs that it touches, with their difference."""
    return [row for row in compared(text, apply(text, change)) if row.change]
