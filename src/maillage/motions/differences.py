"""What changes between two texts, by words: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Piece:
    op: str  # "same", "del" or "ins"
    text: str


def tokens(text: str) -> list[str]:
    """Words and what is between them; joined, they are the text."""
    found: list[str] = []
    for character in text:
        if found and character.isalnum() and found[-1][-1].isalnum():
            found[-1] += character
        else:
            found.append(character)
    return found


def difference(old: str, new: str) -> list[Piece]:
    """By words: what stays and goes is the old text, what stays and comes is the new one."""
    before, after = tokens(old), tokens(new)
    pieces: list[Piece] = []
    for op, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if op == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        if i < j:
            pieces.append(Piece("del", "".join(before[i:j])))
        if k < m:
            pieces.append(Piece("ins", "".join(after[k:m])))
    return pieces


def old_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.op != "ins")


def new_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.op != "del")
