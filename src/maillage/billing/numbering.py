"""Numbers of invoices, credit notes and receipts: one unbroken run per series and fiscal year."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal


class NumberError(Refusal):
    """A series or a number that breaks the run."""

    MESSAGES: ClassVar = {
        "series": _("Une série s’écrit en une à six lettres majuscules ou chiffres."),
        "year": _("L’exercice « %(year)s » ne s’écrit pas « 2025 » ou « 2025-2026 »."),
        "number": _("Un numéro est un entier à partir de 1."),
        "unreadable": _("« %(text)s » n’est pas un numéro de pièce."),
        "broken": _("La numérotation saute ou répète des numéros."),
    }


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """The n-th document of a series in a fiscal year, counted from 1."""

    series: str
    year: str  # label of the fiscal year: 2025 or 2025-2026
    n: int

    def __post_init__(self) -> None:
        if not re.fullmatch("[A-Z0-9]{1,6}", self.series, re.ASCII):
            raise NumberError("series", series=self.series)
        if not re.fullmatch(r"\d{4}(-\d{4})?", self.year, re.ASCII):
            raise NumberError("year", year=self.year)
        if type(self.n) is not int or self.n < 1:
            raise NumberError("number", n=self.n)

    def format(self, width: int = 4) -> str:
        """« F-2025-0042 »; a longer number is never cut."""
        return f"{self.series}-{self.year}-{self.n:0{width}d}"

    @property
    def first_year(self) -> int:
        """The civil year in which the fiscal year begins."""
        return int(self.year[:4])

    @classmethod
    def parse(cls, text: str) -> "Number":
        """Read what format() wrote; NumberError otherwise."""
        found = re.fullmatch(r"([A-Z0-9]{1,6})-(\d{4}(?:-\d{4})?)-(\d{1,12})", text, re.ASCII)
        if found is None:
            raise NumberError("unreadable", text=text)
        return cls(found[1], found[2], int(found[3]))


@dataclass(frozen=True, slots=True)
class Breaks:
    """What is wrong in a run: missing stretches (both ends included) and repeated numbers."""

    missing: tuple[tuple[int, int], ...] = ()
    repeated: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.repeated)


def breaks(numbers: Iterable[int]) -> Breaks:
    """Find the gaps since 1 and the repetitions among the numbers of one series and year."""
    counted = Counter(numbers)
    present = sorted(counted)
    if present and present[0] < 1:
        raise NumberError("number", n=present[0])
    missing = tuple(
        (earlier + 1, later - 1) for earlier, later in zip([0, *present], present, strict=False) if later - earlier > 1
    )
    return Breaks(missing, tuple(n for n in present if counted[n] > 1))


def all_breaks(numbers: Iterable[Number]) -> dict[tuple[str, str], Breaks]:
    """Check every series and year at once; only the broken ones are returned."""
    runs: dict[tuple[str, str], list[int]] = {}
    for number in numbers:
        runs.setdefault((number.series, number.year), []).append(number.n)
    checked = {run: breaks(found) for run, found in sorted(runs.items())}
    return {run: found for run, found in checked.items() if found}


def next_number(series: str, year: str, issued: Iterable[int]) -> Number:
    """The number that follows; NumberError("broken") rather than continue a broken run.

    Two clerks asking at once get the same answer: the caller holds a lock or a unique constraint.
    """
    present = list(issued)
    found = breaks(present)
    if found:
        raise NumberError("broken", missing=found.missing, repeated=found.repeated)
    return Number(series, year, len(present) + 1)
