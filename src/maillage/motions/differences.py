"""What changes between two texts, by words: pure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Piece:
    op: str  # "same", "del" or "ins"
    text: str


Run = tuple[str, str, str]  # what stays, what goes, what comes: the first alone, or the two others
OPS = ("same", "del", "ins")
MOST_BETWEEN = 3  # words: more that stay are worth seeing


def of_a_word(character: str) -> bool:
    """Letters, digits, and the marks that sit on them (Arabic vowels, Indic signs)."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def tokens(text: str) -> list[str]:
    """Words and what is between them; joined, they are the text."""
    found: list[str] = []
    for character in text:
        if found and of_a_word(character) and of_a_word(found[-1][-1]):
            found[-1] += character
        else:
            found.append(character)
    return found


def difference(old: str, new: str) -> list[Piece]:
    """By words: what stays and goes is the old text, what stays and comes is the new one."""
    if old == new:
        return [Piece("same", old)] if old else []
    before, after = tokens(old), tokens(new)
    runs: list[Run] = []
    for op, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        runs.append((gone, "", "") if op == "equal" else ("", gone, come))
    return [Piece(op, text) for run in readable(runs) for op, text in zip(OPS, run, strict=True) if text]


def readable(runs: Iterable[Run]) -> list[Run]:
    """A phrase written anew is one change, not a word here and there: what stays between two changes, and is only a
    space or shorter than what changes on each side, goes and comes with them."""
    kept: list[Run] = []
    for run in runs:
        kept.append(run)
        while len(kept) > 2 and not kept[-1][0] and slight(*kept[-3:]):
            (_, gone, come), (same, _, _), (_, also_gone, also_come) = kept[-3:]
            kept[-3:] = [("", gone + same + also_gone, come + same + also_come)]
    return kept


def slight(one: Run, between: Run, other: Run) -> bool:
    same = between[0]
    if one[0] or not same or "\n" in same or len(same.split()) > MOST_BETWEEN:
        return False
    return not any(map(str.isalnum, same)) or all(len(same) <= max(len(run[1]), len(run[2])) for run in (one, other))


def old_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.op != "ins")


def new_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.op != "del")
