"""A lot drawn before the count, that anybody can draw again from its published seed.

The rule: for each candidate, SHA-256 of the text « seed, a line break, number of the candidate » (UTF-8); candidates are
ordered by that digest, smallest first; the first is the most favoured. `printf 'seed\n3' | sha256sum` checks one line.
"""

from collections.abc import Iterable
from hashlib import sha256


def draw(candidates: Iterable[int], seed: str) -> tuple[int, ...]:
    """The order drawn from `seed`, most favoured first."""
    return tuple(sorted(set(candidates), key=lambda number: (digest(seed, number), number)))


def digest(seed: str, number: int) -> str:
    """What is compared, in hexadecimal."""
    return sha256(f"{seed}\n{number}".encode()).hexdigest()
