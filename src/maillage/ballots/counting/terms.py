"""Staggered terms: who of the elected gets the long ones.

By-laws say: by order of election (the first elected serve longest), or by lot among the elected.
"""

from collections.abc import Sequence

from maillage.ballots.counting.types import CountError


def stagger(
    elected: Sequence[int], lengths: Sequence[tuple[int, int]], *, by: str = "order", lot: Sequence[int] = ()
) -> dict[int, int]:
    """The length of each one's term, in the unit of `lengths` = ((how many seats, length), …).

    Longest first, whatever the order in which they are given. Seats left vacant are taken from the shortest terms.
    Raises CountError when there are more elected than seats, or when `by` is `lot` and the lot does not name them all.
    """
    slots = sorted((length for many, length in lengths for _seat in range(many)), reverse=True)
    if len(elected) > len(slots):
        raise CountError("Il y a plus de personnes élues que de mandats.")
    if by == "order":
        order = list(elected)
    elif by == "lot" and set(elected) <= set(lot):
        order = [one for one in lot if one in set(elected)]
    else:
        raise CountError("Les mandats se répartissent par ordre d’élection, ou par un tirage au sort qui nomme chacun.")
    return dict(zip(order, slots, strict=False))
