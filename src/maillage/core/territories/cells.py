"""Several countries in one cell of a spreadsheet, cut apart without cutting any name in two."""

from __future__ import annotations

import re

from maillage.core.territories.country_names import find_country, fold

_HARD = re.compile(r"[,;/|\n\r\t•·]")
_BRACKET = re.compile(r"([()])")
_SOFT = re.compile(r"\s+(?:et|and|y|e|ou|or)\s+|\s+[-–—]\s+|\s*[&+]\s*", re.IGNORECASE)
# No name of a country joins more words than this: beyond, a long text would be tried in every way.
_MOST_JOINED = 6
_NOTHING = frozenset(
    (
        "n/a",
        "n.a.",
        "n.a",
        "n/d",
        "n.d.",
        "n.d",
        "s/o",
        "s.o.",
        "aucun",
        "none",
        "ninguno",
        "néant",
    )
)


def parse_countries(cell: str) -> tuple[list[str], list[str]]:
    """Split a spreadsheet cell into alpha-2 codes and the pieces that were not understood.

    ``"Mali ; Burkina Faso / Bénin"`` → ``(["ML", "BF", "BJ"], [])``. Order is kept, repeated
    countries appear once, unknown pieces are returned as written.
    """
    if cell.strip().casefold() in _NOTHING:
        return [], []
    codes: list[str] = []
    unknown: list[str] = []
    chunks = [c.strip() for c in _split_hard(cell)]
    chunks = [c for c in chunks if fold(c) or c.strip(" .-–—?")]
    i = 0
    while i < len(chunks):
        chunk = chunks[i]
        # "Congo, République démocratique du": the second half is no country by itself.
        if i + 1 < len(chunks) and not find_country(chunks[i + 1]):
            joined = find_country(f"{chunk} {chunks[i + 1]}")
            if joined and (find_country(chunk) is None or find_country(chunk) == joined):
                codes.append(joined)
                i += 2
                continue
        i += 1
        found = find_country(chunk)
        if found:
            codes.append(found)
            continue
        got, lost = _split_soft(chunk)
        codes += got
        unknown += lost
    return list(dict.fromkeys(codes)), list(dict.fromkeys(unknown))


def _split_hard(cell: str) -> list[str]:
    """Cut at separators; one before a closing bracket belongs to it: "Mali (Kayes, Ségou)" is one piece.

    Bracket by bracket, for a look ahead from every comma would be quadratic.
    """
    if ")" not in cell:
        return _HARD.split(cell)
    chunks: list[str] = []
    held: list[str] = []
    runs = [*_BRACKET.split(cell), ""]
    for text, bracket in zip(runs[::2], runs[1::2], strict=True):
        for at, piece in enumerate([text] if bracket == ")" else _HARD.split(text)):
            if at:
                chunks.append("".join(held))
                held = []
            held.append(piece)
        held.append(bracket)
    return [*chunks, "".join(held)]


def _split_soft(chunk: str) -> tuple[list[str], list[str]]:
    """Cut on "et", "and", "y" or a spaced dash, keeping names that contain the word whole."""
    words = _SOFT.split(chunk)
    if len(words) == 1:
        return [], [chunk]
    codes: list[str] = []
    unknown: list[str] = []
    i = 0
    while i < len(words):
        for j in range(min(len(words), i + _MOST_JOINED), i, -1):
            joined = (find_country(f" {link} ".join(words[i:j])) for link in ("et", "and", "y", "&"))
            found = next(filter(None, joined), None)
            if found:
                codes.append(found)
                i = j
                break
        else:
            if words[i].strip():
                unknown.append(words[i].strip())
            i += 1
    return codes, unknown
