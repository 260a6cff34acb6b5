"""Majority judgement (Michel Balinski and Rida Laraki, « Majority Judgment », 2011).

Everyone gives each candidate a grade. The majority grade is the median (the lower of the two middle ones when the votes
are even). Equals are told apart by taking one median grade away from each, again and again, until they differ: the
candidate whose next grade is better is first. Only identical grades remain a tie, which the lot breaks. A candidate to
whom a paper gives no grade gets the worst one from it. A paper that grades nobody, or those alone who have withdrawn, is
blank, and not valid.

The total of a candidate in the only stage is the rank of the majority grade from the worst (0) up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cmp_to_key
from typing import Any

from maillage.ballots.counting.papers import standing
from maillage.ballots.counting.ties import Breaker
from maillage.ballots.counting.types import Candidate, CountError, Event, Outcome, Stage, Table, names

Runs = list[tuple[tuple[int, ...], int]]


def count(
    candidates: Sequence[Candidate], ballots: Iterable[tuple[int, Mapping[int, str]]], seats: int,
    lot: Sequence[int] = (), grades: Sequence[str] = (),
) -> Outcome:  # fmt: skip
    """Count graded ballots; `grades` is the scale, best first. Raises CountError for a grade that is not in it."""
    if len(grades) < 2 or len(set(grades)) != len(grades):
        raise CountError("L’échelle des mentions en compte au moins deux, toutes différentes.")
    profiles, valid, blank = profile(candidates, ballots, grades)
    runs = {number: taken(profiles[number]) for number in profiles}
    breaker = Breaker(candidates, lot)
    order = ranked(runs, breaker, seats) if valid else []
    elected = tuple(order[:seats])
    totals = {one.number: "0" for one in candidates}
    totals.update({number: str(runs[number][0][0][0]) for number in runs if valid})
    stage = Stage(1, totals, "0", tuple(Event(one, "elected") for one in elected))
    notes: list[tuple[str, Mapping[str, Any]]] = (
        [("empty", {})] if not valid else [("missing_grades", {"grade": grades[-1]})]
    )
    if valid and len(elected) < seats:
        notes.append(("vacant", {"count": seats - len(elected)}))
    called = names(candidates)
    rows = tuple(
        (str(number), called[number], *(str(found) for found in reversed(profiles[number]))) for number in profiles
    )
    return Outcome(
        "majority-judgement", tuple(candidates), seats, valid, blank, None, elected, (stage,), tuple(breaker.ties),
        tuple(order), notes=tuple(notes), tables=(Table("profile", ("", "", *grades), rows),),
    )  # fmt: skip


def profile(
    candidates: Sequence[Candidate], ballots: Iterable[tuple[int, Mapping[int, str]]], grades: Sequence[str]
) -> tuple[dict[int, list[int]], int, int]:
    """How many of each grade each candidate has, worst first; valid votes; blank ones."""
    level = {grade: len(grades) - 1 - place for place, grade in enumerate(grades)}
    found = {number: [0] * len(grades) for number in standing(candidates)}
    known = set(names(candidates))
    valid = blank = 0
    for weight, given in ballots:
        if weight < 1:
            raise CountError(f"Poids impossible : {weight}.")
        for number, grade in given.items():
            if number not in known:
                raise CountError("Un bulletin nomme une candidature inconnue.")
            if grade not in level:
                raise CountError(f"« {grade} » n’est pas une mention de l’échelle.")
        if not found.keys() & given.keys():
            blank += weight
            continue
        valid += weight
        for number, levels in found.items():
            levels[level[given[number]] if number in given else 0] += weight
    return found, valid, blank


def taken(levels: Sequence[int]) -> Runs:
    """The grades in the order in which medians are taken away, as runs: ((grades), how many times).

    From the middle outwards, the lower side first: with an odd number the middle alone, then pairs (below, above).
    """
    size = sum(levels)
    if not size:
        return []
    middle = (size - 1) // 2
    below = stretches(levels, middle, -1) if size % 2 == 0 else stretches(levels, middle - 1, -1)
    above = stretches(levels, middle + 1, 1)
    runs: Runs = [((grade_at(levels, middle),), 1)] if size % 2 else []
    low, high = next(below, None), next(above, None)
    while low and high:
        times = min(low[1], high[1])
        runs.append(((low[0], high[0]), times))
        low = (low[0], low[1] - times) if low[1] > times else next(below, None)
        high = (high[0], high[1] - times) if high[1] > times else next(above, None)
    return runs


def grade_at(levels: Sequence[int], place: int) -> int:
    for grade, many in enumerate(levels):
        if place < many:
            return grade
        place -= many
    raise IndexError(place)


def stretches(levels: Sequence[int], start: int, step: int) -> Iterator[tuple[int, int]]:
    """From the vote at `start` downwards or upwards: (grade, how many in a row)."""
    first = 0
    spans = []
    for grade, many in enumerate(levels):
        spans.append((grade, first, first + many))
        first += many
    for grade, begin, end in spans[::step]:
        many = min(end, start + 1) - begin if step < 0 else end - max(begin, start)
        if many > 0:
            yield grade, many


def compared(one: Runs, other: Runs) -> int:
    """1 when `one` is before `other`, -1 after, 0 when every grade is the same."""
    i = j = used_i = used_j = 0
    while i < len(one) and j < len(other):
        if one[i][0] != other[j][0]:
            return 1 if one[i][0] > other[j][0] else -1
        times = min(one[i][1] - used_i, other[j][1] - used_j)
        used_i, used_j = used_i + times, used_j + times
        if used_i == one[i][1]:
            i, used_i = i + 1, 0
        if used_j == other[j][1]:
            j, used_j = j + 1, 0
    return 0


def ranked(runs: Mapping[int, Runs], breaker: Breaker, seats: int) -> list[int]:
    """Everybody, best first; ties that change no seat are broken without being told."""
    order: list[int] = []
    best_first = cmp_to_key(lambda one, other: compared(runs[other], runs[one]))  # type: ignore[index]
    left = sorted(runs, key=best_first)
    while left:
        tied = [one for one in left if compared(runs[one], runs[left[0]]) == 0]
        told = len(breaker.ties)
        what = "elected" if len(order) + len(tied) > seats else "order"
        chosen = breaker.pick(tied, stage=1, what=what)
        if len(order) >= seats:
            del breaker.ties[told:]
        order.append(chosen)
        left.remove(chosen)
    return order
