"""Classes of a confidential vote: nobody may be alone, or nearly, with a result. Pure.

A class is a college and a weight. Colleges too small are held together with others before the vote opens; a weight that
too few rights have cannot be hidden, since it is counted: the vote is then refused.
"""

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

LEAST = 5


class TooFew(Refusal):
    """So few rights that a result would tell who voted what."""

    MESSAGES: ClassVar = {
        "roll": _(
            "Moins de %(least)s droits : un vote confidentiel laisserait deviner les votes. Votez à main levée, par vote "
            "nominal ou sur papier."
        ),
        "weight": _(
            "Seuls %(count)s droits comptent pour %(weight)s voix : leur vote se devinerait. Votez sur papier, ou par vote "
            "nominal."
        ),
    }


def fold(rights: Iterable[tuple[str, int]], least: int = LEAST) -> dict[str, str]:
    """{college: class}: the college itself, or "" where it is held with others. Raises TooFew.

    The smallest colleges are put together until every weight of every class has at least `least` rights.
    """
    cells = Counter(rights)
    if sum(cells.values()) < least:
        raise TooFew("roll", least=least)
    weights: Counter[int] = Counter()
    sizes: Counter[str] = Counter()
    for (college, weight), count in cells.items():
        weights[weight] += count
        sizes[college] += count
    for weight, count in sorted(weights.items()):
        if count < least:
            raise TooFew("weight", count=count, weight=weight)
    order = sorted(sizes, key=lambda college: (sizes[college], college))
    together = {college for (college, _weight), count in cells.items() if count < least} | ({""} & set(order))
    while together and not _fits(cells, together, least):
        left = [college for college in order if college not in together]
        together.add(left[0])
    return {college: "" if college in together else college for college in order}


def _fits(cells: Counter[tuple[str, int]], together: set[str], least: int) -> bool:
    held: Counter[int] = Counter()
    for (college, weight), count in cells.items():
        if college in together:
            held[weight] += count
    return all(count >= least for count in held.values())
