"""How far from where one stood to where one aims, whichever way is better. Pure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

HUNDRED = Decimal(100)
NEAR = 75  # percent of the way: below, it is behind


@dataclass(frozen=True)
class Progress:
    """`percent` of the way (may be below 0, or above 100); None when there is no way to speak of."""

    percent: int | None
    reached: bool | None
    backwards: bool = False

    @property
    def tone(self) -> str:
        if self.reached is None:
            return "nu"
        if self.reached:
            return "ok"
        return "er" if self.backwards or (self.percent or 0) < NEAR else "al"

    @property
    def word(self) -> str:
        if self.reached is None:
            return ""
        if self.reached:
            return _("atteint")
        if self.backwards:
            return _("en recul")
        return _("%(n)s %% du chemin") % {"n": self.percent} if self.percent is not None else ""


def progress(baseline: Decimal | None, target: Decimal | None, actual: Decimal | None, *, rises: bool) -> Progress:
    """`rises`: better when larger. Without a baseline, the way up starts at zero; the way down has no start to measure from."""
    if target is None or actual is None:
        return Progress(None, None)
    reached = actual >= target if rises else actual <= target
    start = baseline if baseline is not None else (Decimal(0) if rises else None)
    if start is None:
        return Progress(100 if reached else None, reached)
    backwards = not reached and (actual < start if rises else actual > start)
    way = target - start
    if way == 0 or (way > 0) != rises:  # the target is not ahead of the start: only reached or not
        return Progress(100 if reached else None, reached, backwards)
    percent = ((actual - start) * HUNDRED / way).to_integral_value(ROUND_HALF_UP)
    if percent == HUNDRED and not reached:
        percent = Decimal(99)
    return Progress(int(percent), reached, backwards)
