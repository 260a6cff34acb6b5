"""Numbers that an address or a form asks for: a row's number, or nothing; never one that a database refuses."""

from collections.abc import Iterable

DIGITS = 18  # below 2^63


def row_number(text: object) -> int:
    """The number of a row, or 0, which is no row's: `9999…` and `²` are nobody's number."""
    asked = str(text or "")
    return int(asked) if asked.isdecimal() and len(asked) <= DIGITS else 0


def row_numbers(texts: Iterable[object], most: int = 5000) -> list[int]:
    """Those that may be a row's number, no more than `most`."""
    return [number for text in texts if (number := row_number(text))][:most]
