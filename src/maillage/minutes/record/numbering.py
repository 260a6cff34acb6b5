"""Numbers of resolutions: one unbroken run for each civil year, from 1."""

from collections.abc import Iterable, Iterator


def breaks(numbers: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """(year, number) that is missing or said twice, in order."""
    by_year: dict[int, list[int]] = {}
    for year, number in numbers:
        by_year.setdefault(year, []).append(number)
    for year, held in sorted(by_year.items()):
        for expected, number in enumerate(sorted(held), start=1):
            if number != expected:
                yield year, expected
                break
