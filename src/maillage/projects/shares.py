"""Shares in percent: what they add up to, when that is too much, when it is not the whole. Pure arithmetic."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

WHOLE = Decimal(100)
# Thirds written with two decimals (33.33) make 99.99: a whole for people; IATI's own check asks for exactly 100 and says so.
NEAR = Decimal("0.02")
Share = Decimal | None


def total(shares: Iterable[Share]) -> Decimal | None:
    """What the shares that are told add up to; None when none is told."""
    told = [share for share in shares if share is not None]
    return sum(told, Decimal(0)) if told else None


def too_much(shares: Iterable[Share]) -> bool:
    found = total(shares)
    return found is not None and found > WHOLE + NEAR


def is_whole(shares: Iterable[Share]) -> bool:
    """Nothing is told, or the shares make a hundred."""
    found = total(shares)
    return found is None or abs(found - WHOLE) <= NEAR


def not_whole(groups: Mapping[Any, Iterable[Share]]) -> dict[Any, Decimal]:
    """{group: what it adds up to} of the groups that are told and do not make a hundred."""
    found = {key: list(shares) for key, shares in groups.items()}
    return {key: total(shares) or Decimal(0) for key, shares in found.items() if not is_whole(shares)}


def in_equal_parts(number: int) -> list[Decimal]:
    """A hundred in equal parts with two decimals; the first ones take what is left."""
    if number < 1:
        return []
    cents, rest = divmod(10_000, number)
    return [Decimal(cents + (1 if rank < rest else 0)) / 100 for rank in range(number)]
