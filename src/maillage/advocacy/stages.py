"""Where an institution stands, from its dated steps. Pure: no database, the same answer in whatever order they were typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from maillage.advocacy.enums import Stage
from maillage.core.periods import add_months

# On one day, what comes after what: a text that lapses and is renewed the same day is renewed.
_RANK = {stage.value: at for at, stage in enumerate((
    Stage.IDENTIFIED, Stage.CONTACTED, Stage.MET, Stage.PROMISED, Stage.TABLED, Stage.ADOPTED, Stage.APPLIED,
    Stage.LAPSED, Stage.RENEWED, Stage.REFUSED,
))}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A step as these rules read it; a corrected one no longer counts."""

    stage: str
    on: date
    corrected: bool = False


@dataclass(frozen=True)
class Standing:
    """What follows from the steps: the stage and its day, the first adoption, the last one, the day to renew."""

    stage: str = Stage.IDENTIFIED.value
    on: date | None = None
    adopted_on: date | None = None
    confirmed_on: date | None = None
    due_on: date | None = None


def in_order(lines: Iterable[Line]) -> list[Line]:
    """The steps that count, oldest first."""
    return sorted((line for line in lines if not line.corrected), key=lambda line: (line.on, _RANK[line.stage]))


def standing(lines: Iterable[Line], every: int | None = None) -> Standing:
    """Where the steps lead; `every` is the number of months after which a commitment is to be renewed."""
    kept = in_order(lines)
    if not kept:
        return Standing()
    last = kept[-1]
    confirmed = [line.on for line in kept if line.stage in (Stage.ADOPTED, Stage.RENEWED)]
    # « Appliqué » without a date of adoption: the first day when it was known to hold.
    confirmed = confirmed or [line.on for line in kept if line.stage == Stage.APPLIED]
    first = min(confirmed, default=None)
    holds = Stage(last.stage).holds
    due = renewal(confirmed[-1], every) if holds and confirmed and every else None
    return Standing(last.stage, last.on, first, confirmed[-1] if confirmed else None, due)


def renewal(confirmed: date, every: int) -> date:
    """The day by which a text confirmed on a day is to be confirmed again; a 29 February falls on the 28th."""
    return add_months(confirmed, every)


def chain(lines: Iterable[Line]) -> list[Line]:
    """The steps that count, from the day when the institution was found: whoever is followed was found first."""
    kept = in_order(lines)
    if kept and kept[0].stage != Stage.IDENTIFIED:
        kept.insert(0, Line(Stage.IDENTIFIED.value, kept[0].on))
    return kept


def before(lines: Iterable[Line], new: Line) -> Line | None:
    """The step that a new one would follow, when it cannot follow it.

    What comes after is not asked: history is typed as papers are found, and `gap` tells what is missing meanwhile.
    """
    kept = chain([*lines, new])
    at = kept.index(new)
    return kept[at - 1] if at and not Stage(kept[at - 1].stage).can_become(Stage(new.stage)) else None


def gap(lines: Iterable[Line]) -> tuple[Line, Line] | None:
    """The first two steps between which one is missing, when there are such."""
    pairs = pairwise(chain(lines))
    return next(((one, two) for one, two in pairs if not Stage(one.stage).can_become(Stage(two.stage))), None)


def curve(days: Iterable[date], until: date, most: int = 24) -> list[tuple[date, int]]:
    """How many in all at the end of each month, from the first day to `until`; the last `most` months."""
    sorted_days = sorted(day for day in days if day <= until)
    if not sorted_days:
        return []
    month, found = sorted_days[0].replace(day=1), []
    while month <= until:
        following = add_months(month, 1)
        found.append((month, sum(day < following for day in sorted_days)))
        month = following
    return found[-most:]
