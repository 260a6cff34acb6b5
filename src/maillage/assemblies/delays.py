"""Days of an assembly, without Django: when to send, what was given, when a second meeting may be held.

Days are *clear*: neither the day of sending nor the day of the meeting counts. It is the longer of the two ways of
counting, so that a notice which is in time here is in time for a law that counts otherwise.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from fractions import Fraction

from maillage.core.periods import add_months

DAY = timedelta(days=1)


class Delay(StrEnum):
    """How a notice stands before its delay."""

    FREE = "free"  # nothing is asked
    GOOD = "good"
    SHORT = "short"  # the by-laws or usage ask more days: it may be sent, knowingly
    FORBIDDEN = "forbidden"  # the law asks more days


@dataclass(frozen=True, slots=True)
class Given:
    """Days asked and given between a sending and a meeting."""

    asked: int
    given: int
    last_day: date
    state: Delay

    @property
    def missing(self) -> int:
        return max(0, self.asked - self.given)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The day of an instant where the network lives."""
    return moment.astimezone(zone).date()


def last_day_to_send(meeting: date, days: int) -> date:
    """The last day on which a notice of so many clear days may leave."""
    return meeting - (days + 1) * DAY


def first_meeting_day(sent: date, days: int) -> date:
    """The first day on which the meeting may be held, when the notice leaves that day."""
    return sent + (days + 1) * DAY


def clear_days(sent: date, meeting: date) -> int:
    """Days between the two, neither counted; never under 0."""
    return max(0, (meeting - sent).days - 1)


def given(sent: date, meeting: date, days: int, *, by_law: bool) -> Given:
    """How a notice that leaves that day stands: `by_law` when nobody may shorten the delay."""
    last = last_day_to_send(meeting, days)
    if days == 0:
        state = Delay.FREE if sent <= meeting else Delay.FORBIDDEN
    elif sent <= last:
        state = Delay.GOOD
    else:
        state = Delay.FORBIDDEN if by_law or sent >= meeting else Delay.SHORT
    return Given(days, clear_days(sent, meeting), last, state)


def second_meeting_from(first: date, sent: date, *, min_days: int, notice_days: int) -> date:
    """The first day of a second meeting: so many days after the first, and a notice in time."""
    return max(first + min_days * DAY, first_meeting_day(sent, notice_days), first + DAY)


def annual_by(year_end: date, months: int) -> date:
    """The last day of the annual assembly: so many months after the year closed."""
    if (year_end + DAY).day == 1:  # from the end of a month to the end of one
        return add_months(year_end + DAY, months) - DAY
    return add_months(year_end, months)


def board_due(reached: date, days: int) -> date:
    """The last day on which the board may call the assembly that enough members asked for."""
    return reached + days * DAY


def item_deadline(meeting: date, days: int, *, with_notice: bool) -> date:
    """The last day to ask for an item: the day before the notice must leave, when the agenda travels with it."""
    return (last_day_to_send(meeting, days) if with_notice else meeting) - DAY


def needed(share: Fraction, entitled: int) -> int:
    """How many members must ask: the share rounded up, one at least."""
    return max(1, -(-share.numerator * entitled // share.denominator))
