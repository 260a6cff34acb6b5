"""What the cells of a column show by themselves, whatever its header."""

import re
from collections.abc import Callable, Sequence

from maillage.core.territories import parse_countries
from maillage.core.text import word_set
from maillage.organisations import identifiers
from maillage.organisations.columns.fields import Field


def _looks(pattern: str) -> Callable[[str], bool]:
    expected = re.compile(pattern, re.IGNORECASE)
    return lambda cell: expected.fullmatch(cell) is not None


def _proven(kind: str) -> Callable[[str], bool]:
    def test(cell: str) -> bool:
        try:
            return not identifiers.check(kind, cell).notes
        except identifiers.IdentifierError:
            return False

    return test


def _countries(cell: str) -> bool:
    if len(cell) > 300:
        return False
    codes, unknown = parse_countries(cell)
    return bool(codes) and not unknown


_KINDS = word_set(
    """
    10 11 15 21 22 23 24 30 40 60 70 71 72 73 80 90
    """
)

# A test and the share of the filled cells that must pass it. What is proven comes first.
_CONTENT: tuple[tuple[Field, Callable[[str], bool], float], ...] = (
    (Field.EMAIL, _looks(r"[^@\s]{1,64}@[^@\s]+\.[a-z]{2,24}"), 0.6),
    (Field.WEBSITE, _looks(r"https?://\S+|www\.\S+"), 0.6),
    (Field.CHARITY, _proven("charity"), 0.6),
    (Field.RNA, _proven("rna"), 0.6),
    (Field.SIRET, _proven("siret"), 0.7),
    (Field.BCE, _proven("bce"), 0.7),
    (Field.SIREN, _proven("siren"), 0.7),
    (Field.IATI, _looks(r"[a-z]{2}-[a-z0-9_]{2,12}-\S+"), 0.4),
    (Field.KIND, lambda cell: cell.removesuffix(".0") in _KINDS, 0.9),
    (Field.COUNTRIES_OF_ACTION, _countries, 0.8),
    (Field.PHONE, _looks(r"\+\d[\d\s.()-]{7,20}|0\d(?:[\s.-]?\d\d){4}"), 0.6),
)


def evidence(cells: Sequence[str]) -> tuple[Field, float] | None:
    """The field that the content shows, and how clearly."""
    for field, test, needed in _CONTENT:
        share = sum(map(test, cells)) / len(cells)
        if share >= needed:
            return field, share
    return None
