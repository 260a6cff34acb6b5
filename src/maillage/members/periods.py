"""The ledger of memberships: dated periods from which everything else is derived, never stored.

A period is a category (and a group) from a day to a day, both included. A change of category closes
one period and opens the next on the morrow: membership is then continuous.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.core.periods import FiscalYear, Period


class LedgerError(Refusal):
    """Periods that contradict one another."""

    MESSAGES: ClassVar = {"overlap": _("Deux périodes d’adhésion se chevauchent à partir du %(on)s.")}


@dataclass(frozen=True, slots=True)
class MembershipPeriod:
    """Member in one category (and group) for some days; `reason` says why it ended."""

    category: str
    period: Period
    group: str = ""
    reason: str = ""  # code of the end: resigned, excluded, lapsed… empty while open or changed


class Change(Enum):
    """What happened to a membership on a day."""

    JOINED = "joined"
    RETURNED = "returned"
    CATEGORY = "category"
    GROUP = "group"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Event:
    """One dated change in a member's history; an end is dated the day after the last day."""

    on: date
    change: Change
    category: str
    group: str = ""
    previous: str = ""  # the category or group before a change
    reason: str = ""


@dataclass(frozen=True, slots=True)
class YearCount:
    """The movement of one year: closing = opening + joined + returned - left."""

    year: FiscalYear
    opening: int  # members on the eve of the year
    joined: int  # members at its end who never were before
    returned: int  # members at its end, absent on the eve, members once
    left: int  # members on the eve, no more at its end
    passed: int  # came and went within the year: in neither balance
    closing: int

    @property
    def retained(self) -> int:
        """Members on the eve and still at the end."""
        return self.opening - self.left

    @property
    def retention(self) -> Fraction | None:
        """Retained over opening; None when nobody could be retained."""
        return Fraction(self.retained, self.opening) if self.opening else None


@dataclass(frozen=True, slots=True)
class Due:
    """What is still unpaid of one charge, and when it was due."""

    due: date
    unpaid: Money


class Standing(Enum):
    """Where a member stands with its dues, on a day."""

    UP_TO_DATE = "up_to_date"
    GRACE = "grace"
    ARREARS = "arrears"


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is overdue on a day, by currency, and for how long."""

    standing: Standing
    overdue: Mapping[str, Money]
    oldest_due: date | None
    days_late: int


def in_order(periods: Iterable[MembershipPeriod]) -> list[MembershipPeriod]:
    """Sort by first day."""
    return sorted(periods, key=lambda membership: (membership.period.start, membership.period.last))


def check_no_overlap(periods: Iterable[MembershipPeriod]) -> None:
    """Raise LedgerError("overlap") when a day belongs to two periods of one member."""
    for earlier, later in pairwise(in_order(periods)):
        common = earlier.period.intersect(later.period)
        if common is not None:
            raise LedgerError("overlap", on=common.start, first=earlier, second=later)


def current(periods: Iterable[MembershipPeriod], on: date) -> MembershipPeriod | None:
    """The period that holds a day, or None."""
    return next((membership for membership in periods if on in membership.period), None)


def since(periods: Iterable[MembershipPeriod], on: date, *, tolerance_days: int = 0) -> date | None:
    """First day of the continuous membership that holds `on`, through changes of category.

    A hole of `tolerance_days` at most (a late renewal) does not break it. None when not a member.
    """
    if tolerance_days < 0:
        raise ValueError("a tolerance cannot be negative")
    begun: date | None = None
    previous: Period | None = None
    for membership in in_order(periods):
        if membership.period.start > on:
            break
        if previous is None or _hole(previous, membership.period) > tolerance_days:
            begun = membership.period.start
        previous = membership.period
    return begun if previous is not None and on in previous else None


def history(periods: Iterable[MembershipPeriod]) -> list[Event]:
    """Tell a member's story in dated events, oldest first; an open period has no end yet."""
    events: list[Event] = []
    previous: MembershipPeriod | None = None
    for membership in in_order(periods):
        start = membership.period.start
        here = (membership.category, membership.group)
        if previous is None:
            events.append(Event(start, Change.JOINED, *here))
        elif _hole(previous.period, membership.period) > 0:
            events.append(_departure(previous))
            events.append(Event(start, Change.RETURNED, *here))
        else:
            if previous.category != membership.category:
                events.append(Event(start, Change.CATEGORY, *here, previous=previous.category))
            if previous.group != membership.group:
                events.append(Event(start, Change.GROUP, *here, previous=previous.group))
        previous = membership
    if previous is not None and previous.period.end not in (None, date.max):
        events.append(_departure(previous))
    return events


def count_years(
    ledgers: Iterable[Iterable[MembershipPeriod]],
    years: Sequence[FiscalYear],
    *,
    as_of: date | None = None,
) -> list[YearCount]:
    """Count the movements of all members (one ledger each) by year.

    `as_of` closes the year under way on that day; years that begin after it are left out.
    """
    kept = [year for year in years if as_of is None or year.start <= as_of]
    closings = [year.end if as_of is None else min(year.end, as_of) for year in kept]
    tallies = [dict.fromkeys(("opening", "joined", "returned", "left", "passed"), 0) for _y in kept]
    for ledger in ledgers:
        periods = [membership.period for membership in ledger]
        if not periods:
            continue
        first = min(period.start for period in periods)
        for year, closing, tally in zip(kept, closings, tallies, strict=True):
            eve = year.start - timedelta(days=1)
            was = any(eve in period for period in periods)
            is_now = any(closing in period for period in periods)
            tally["opening"] += was
            if was and not is_now:
                tally["left"] += 1
            elif is_now and not was:
                tally["joined" if first >= year.start else "returned"] += 1
            elif not was and any(p.overlaps(Period(year.start, closing)) for p in periods):
                tally["passed"] += not is_now
    return [
        YearCount(
            year=year,
            closing=tally["opening"] + tally["joined"] + tally["returned"] - tally["left"],
            **tally,
        )
        for year, tally in zip(kept, tallies, strict=True)
    ]


def arrears(dues: Iterable[Due], on: date, *, grace_days: int = 0) -> Arrears:
    """Tell what is overdue on a day: owed the day after its date, in arrears after the grace."""
    late = [due for due in dues if due.unpaid.minor > 0 and due.due < on]
    if not late:
        return Arrears(Standing.UP_TO_DATE, {}, None, 0)
    overdue: dict[str, Money] = {}
    for due in late:
        known = overdue.get(due.unpaid.currency)
        overdue[due.unpaid.currency] = due.unpaid if known is None else known + due.unpaid
    oldest = min(due.due for due in late)
    days = (on - oldest).days
    return Arrears(Standing.ARREARS if days > grace_days else Standing.GRACE, overdue, oldest, days)


def _hole(earlier: Period, later: Period) -> int:
    """Days between two periods; zero when they follow one another."""
    return (later.start - earlier.last).days - 1


def _departure(membership: MembershipPeriod) -> Event:
    return Event(
        membership.period.last + timedelta(days=1),
        Change.LEFT,
        membership.category,
        membership.group,
        reason=membership.reason,
    )
