"""An amount as people and banks write it, taken apart: its sign, its currency, its two sides of the decimal mark."""

import re

from maillage.core.money.currencies import MoneyError, check_mark

_MAX_LENGTH = 60
_MINUS = "-−‐‑–"
_NUMBER = re.compile(r"\d[\d.,' ]*|[.,]\d+")


def bare_number(text: str, currency: str) -> tuple[str, int]:
    """Take sign and currency away; return the bare number (digits . , ' space) and its sign."""
    if len(text) > _MAX_LENGTH:
        raise MoneyError("too_long")
    bare = re.sub(r"[\s\u00a0\u202f\u2009\u2007]+", " ", text).replace("’", "'").strip()
    if not bare:
        raise MoneyError("empty")
    sign = 1
    if bare.startswith("(") and bare.endswith(")"):
        sign, bare = -1, bare[1:-1].strip()
    found = _NUMBER.search(bare) if bare.isprintable() else None
    if found is None:
        raise MoneyError("not_an_amount", text=text)
    before, after = bare[: found.start()], bare[found.end() :]
    number = found.group().strip()
    marks = 0
    words = []
    for side in (before, after):
        signs = [letter for letter in side if letter in _MINUS + "+"]
        marks += len(signs)
        if any(letter in _MINUS for letter in signs):
            sign = -sign
        word = re.sub(f"[{re.escape(_MINUS)}+ ]", "", side)
        if word:
            words.append(word)
    if marks > 1 or len(words) > 1 or not number.isascii():
        raise MoneyError("not_an_amount", text=text)
    if words:
        check_mark(words[0].upper(), currency, text)
    return number, sign


def split_number(number: str, text: str, digits: int, decimal: str | None) -> tuple[str, str]:
    """Tell the decimal mark from the thousands marks; return whole and decimal digits."""
    marks = [letter for letter in number if letter in ".,"]
    kinds = set(marks)
    mark = ""
    if decimal is not None:
        mark = decimal if decimal in kinds else ""
    elif len(kinds) == 2:
        mark = marks[-1]
    elif len(marks) == 1:
        mark = marks[0]
        whole, _mark, decimals = number.partition(mark)
        if len(decimals) == 3 and re.fullmatch(r"[1-9]\d{0,2}", whole):
            if digits >= 3:
                raise MoneyError("ambiguous", text=text)
            mark = ""  # three decimals do not exist here, so it marks thousands
    if mark:
        if number.count(mark) > 1:
            raise MoneyError("not_an_amount", text=text)
        whole, _mark, decimals = number.rpartition(mark)
    else:
        whole, decimals = number, ""
    groups = re.split(r"[.,' ]", whole)
    separators = {letter for letter in whole if letter in ".,' "}
    well_grouped = len(separators) <= 1 and all(len(group) == 3 for group in groups[1:])
    well_grouped &= len(groups) == 1 or 1 <= len(groups[0]) <= 3
    if not well_grouped or not re.fullmatch(r"\d*", decimals) or not (whole or decimals):
        raise MoneyError("not_an_amount", text=text)
    return "".join(groups), decimals
