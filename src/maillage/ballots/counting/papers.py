"""Orders of preference made ready for a count: identical papers together, withdrawn candidates passed over.

A rank shared by several candidates stops the paper there for the methods that transfer votes; a rank left empty is
passed over, or stops the paper too where the rule asks for preferences « in consecutive order »; a paper without any
preference left is not valid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.ballots.counting.types import Candidate, CountError, Ranks


@dataclass(frozen=True)
class Papers:
    """Distinct papers: `weights[i]` voters gave the preferences `lines[i]` (places of continuing candidates, not numbers).

    `numbers[place]` is the number of a candidate; `stopped` counts the voters whose paper stops at a shared rank, `gaps`
    those whose paper stops at an empty one.
    """

    numbers: tuple[int, ...]
    lines: list[tuple[int, ...]]
    weights: list[int]
    valid: int
    invalid: int
    stopped: int
    gaps: int = 0


def standing(candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """The numbers of those who have not withdrawn; refuses numbers given twice."""
    numbers = [one.number for one in candidates]
    if len(set(numbers)) != len(numbers):
        raise CountError("Deux candidatures portent le même numéro.")
    return tuple(one.number for one in candidates if not one.withdrawn)


def gather(
    candidates: Sequence[Candidate], ballots: Iterable[tuple[int, Ranks]], *, consecutive: bool = False
) -> Papers:
    """Group identical papers; with `consecutive`, an empty rank ends a paper.

    Raises CountError for an unknown candidate, one ranked twice, or a weight below one.
    """
    numbers = standing(candidates)
    place = {number: at for at, number in enumerate(numbers)}
    known = {one.number for one in candidates}
    found: dict[tuple[int, ...], int] = {}
    invalid = stopped = gaps = 0
    for weight, ranks in ballots:
        check(weight, ranks, known)
        kept = ranks[: ranks.index(())] if consecutive and () in ranks else ranks
        line, shared = preferences(kept, place)
        if not line:
            invalid += weight
            continue
        stopped += weight if shared else 0
        gaps += weight if any(ranks[len(kept) :]) and not shared else 0
        found[line] = found.get(line, 0) + weight
    valid = sum(found.values())
    return Papers(numbers, list(found), list(found.values()), valid, invalid, stopped, gaps)


def check(weight: int, ranks: Ranks, known: set[int]) -> None:
    """Refuse what no paper can hold."""
    if weight < 1:
        raise CountError(f"Poids impossible : {weight}.")
    named = [number for rank in ranks for number in rank]
    if len(set(named)) != len(named):
        raise CountError("Une candidature est classée deux fois sur un bulletin.")
    if not known.issuperset(named):
        raise CountError("Un bulletin nomme une candidature inconnue.")


def preferences(ranks: Ranks, place: dict[int, int]) -> tuple[tuple[int, ...], bool]:
    """The places in order, up to a shared rank; and whether there was one."""
    line = []
    for rank in ranks:
        if len(rank) == 1:
            if rank[0] in place:
                line.append(place[rank[0]])
            continue
        left = [place[number] for number in rank if number in place]
        if len(left) > 1:
            return tuple(line), True
        line.extend(left)
    return tuple(line), False


def fixed(units: int, places: int) -> str:
    """A whole number of units of 10⁻ᵖ as a decimal string."""
    if not places:
        return str(units)
    sign, units = ("-", -units) if units < 0 else ("", units)
    whole, rest = divmod(units, 10**places)
    return f"{sign}{whole}.{rest:0{places}d}"
