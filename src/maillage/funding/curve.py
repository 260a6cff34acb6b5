"""Autonomy: the part of own resources and of each supporter, year by year; which support does not prepare its end. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

LOOKED_BACK = 3  # years over which a dependence must fall
HEAVY = Fraction(1, 10)  # a supporter below a tenth holds nobody


@dataclass(frozen=True)
class Year:
    year: int
    total: int
    own: Fraction
    shares: dict[str, Fraction] = field(default_factory=dict)  # by supporter


@dataclass(frozen=True)
class Flag:
    """Something to talk about with the partner: "no_end" or "not_falling"."""

    kind: str
    who: str
    before: Fraction | None = None
    now: Fraction | None = None
    since: int = 0


def years(rows: Iterable[tuple[int, bool, str, int]]) -> list[Year]:
    """Rows are (year, own, who, amount). A year without any amount says nothing and is left out."""
    kept: dict[int, dict[str, int]] = {}
    mine: dict[int, int] = {}
    for year, own, who, amount in rows:
        others = kept.setdefault(year, {})
        if own:
            mine[year] = mine.get(year, 0) + amount
        else:
            others[who] = others.get(who, 0) + amount
    found = []
    for year in sorted(kept):
        total = mine.get(year, 0) + sum(kept[year].values())
        if total:
            shares = {who: Fraction(amount, total) for who, amount in kept[year].items() if amount}
            found.append(Year(year, total, Fraction(mine.get(year, 0), total), shares))
    return found


def percents(shares: Sequence[Fraction]) -> list[int]:
    """Shares of a whole in percents without a comma, whose sum stays that of the whole: the largest rests are rounded up."""
    exact = [100 * share for share in shares]
    found = [int(one) for one in exact]
    lacking = round(sum(exact, Fraction(0))) - sum(found)
    for rank in sorted(range(len(found)), key=lambda rank: (found[rank] - exact[rank], rank))[:lacking]:
        found[rank] += 1
    return found


def flags(curve: Sequence[Year], supports: Iterable[tuple[str, date | None]], today: date) -> list[Flag]:
    """Supports that run without an end, and supporters on whom the dependence has not fallen over the last years."""
    found = [Flag("no_end", who) for who, until in supports if until is None]
    if len(curve) < LOOKED_BACK:
        return found
    first, last = curve[-LOOKED_BACK], curve[-1]
    for who, now in last.shares.items():
        before = first.shares.get(who)
        if before is not None and now >= HEAVY and now >= before:
            found.append(Flag("not_falling", who, before, now, first.year))
    return found
