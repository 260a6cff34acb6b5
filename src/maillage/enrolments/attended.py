"""Arithmetic of certificates: time spent, part of the dates, numbers. Without Django."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")
# Neither 0 nor O, neither 1 nor I nor L: a number is read aloud and typed from paper.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def minutes(spans: Iterable[tuple[datetime, datetime]]) -> int:
    """The time covered by these spans: what two of them share counts once."""
    total, end = 0.0, None
    for start, stop in sorted(spans):
        if end is not None and start < end:
            start = end
        if stop > start:
            total += (stop - start).total_seconds()
            end = stop
    return round(total / 60)


def enough(attended: int, expected: int, share: int) -> bool:
    """Did someone who came `attended` times of `expected` follow this share (in percent)? Never without coming."""
    return attended > 0 and attended * 100 >= share * max(expected, 1)


def number(year: int, choose: Callable[[Sequence[str]], str]) -> str:
    """« 2026-7F3K-9QXM »: told by nothing but itself, so that nobody guesses another's."""
    signs = [choose(SIGNS) for _ in range(8)]
    return f"{year}-{''.join(signs[:4])}-{''.join(signs[4:])}"


def typed(text: str) -> str:
    """A number as people type it, as it is written: capitals, hyphens in their place."""
    bare = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())[:12]
    return "-".join(part for part in (bare[:4], bare[4:8], bare[8:]) if part)


def initials(name: str) -> str:
    """« Lucie Roy-Tremblay » gives « L. R.-T. »."""
    words = []
    for word in name.split():
        parts = [f"{part[0].upper()}." for part in word.split("-") if part and part[0].isalpha()]
        if parts:
            words.append("-".join(parts))
    return " ".join(words)
