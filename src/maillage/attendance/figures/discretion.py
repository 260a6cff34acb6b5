"""What may be said in public: no number so small that someone is recognised in it. Pure."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
LEAST = 5


def discreet(values: Mapping[K, int], least: int = LEAST) -> dict[K, int | None]:
    """None for what is hidden: numbers from 1 to 4; and, where a lone one could be found by taking the others from the
    sum, the smallest of the others too. Nothing is not hidden: nobody is there."""
    hidden = {key for key, value in values.items() if 0 < value < least}
    rest = sorted((value, rank, key) for rank, (key, value) in enumerate(values.items()) if value >= least)
    if len(hidden) == 1 and rest:
        hidden.add(rest[0][2])
    return {key: None if key in hidden else value for key, value in values.items()}


def cells(values: Mapping[K, int], least: int = LEAST) -> dict[K, int | None]:
    """The same for a crossing that is shown without its sums: each small number alone is hidden."""
    return {key: None if 0 < value < least else value for key, value in values.items()}
