"""Series of dates from a rule: « every third Wednesday », every two weeks, the 15th of each month. Pure.

The rule gives days; the hour is that of the wall clock on each of them (`clock`), whatever the change of clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import islice, takewhile
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from maillage.activities import clock
from maillage.core.errors import Refusal
from maillage.core.later import later

rrule = later("dateutil.rrule")
MOST = 500


class Every(StrEnum):
    """How it comes back."""

    DAY = "day"
    WEEK = "week"
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"
    YEAR = "year"


class RuleRefusal(Refusal):
    """The rule cannot give dates."""

    MESSAGES: ClassVar = {
        "no_end": _("Dites quand la série finit : une dernière date, ou un nombre de dates."),
        "too_many": _("Cette série aurait plus de %(most)s dates : raccourcissez-la."),
        "interval": _("L’intervalle est un nombre de 1 à 99."),
        "ends_first": _("La dernière date ne peut pas précéder la première."),
        "no_day": _("Cette règle ne donne aucune date."),
        "nth": _("Choisissez la semaine du mois : de la première à la quatrième, ou la dernière."),
        "too_far": _("Une série reste avant l’an 2200."),
    }


@dataclass(frozen=True)
class Rule:
    """How a series comes back, from its first day until a day or a number of dates; some days left out."""

    first: date
    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()  # 0 is Monday; WEEK and MONTH_WEEKDAY (by default the first day's own)
    nth: int = 0  # MONTH_WEEKDAY: 1 to 4, or -1 for the last (by default the first day's own)
    until: date | None = None
    count: int | None = None
    left_out: frozenset[date] = frozenset()

    def check(self) -> None:
        """Raises RuleRefusal when it cannot be."""
        if self.until is None and self.count is None:
            raise RuleRefusal("no_end")
        if not 1 <= self.interval <= 99:
            raise RuleRefusal("interval")
        if self.until is not None and self.until < self.first:
            raise RuleRefusal("ends_first")
        if self.count is not None and self.count > MOST:
            raise RuleRefusal("too_many", most=MOST)
        if self.nth not in (-1, 0, 1, 2, 3, 4):
            raise RuleRefusal("nth")
        if self.first.year >= 2200 or (self.until is not None and self.until.year >= 2200):
            raise RuleRefusal("too_far")

    def week_of_month(self) -> int:
        """The first day's own place in its month, when none is said: the fifth Friday is the last."""
        own = (self.first.day - 1) // 7 + 1
        return self.nth or (own if own <= 4 else -1)


def _days(rule: Rule) -> Iterator[date]:
    options: dict[str, object] = {"interval": rule.interval, "dtstart": datetime.combine(rule.first, time(12))}
    weekdays = rule.weekdays or (rule.first.weekday(),)
    match rule.every:
        case Every.DAY:
            found = rrule.rrule(rrule.DAILY, **options)
        case Every.WEEK:
            found = rrule.rrule(rrule.WEEKLY, byweekday=weekdays, wkst=rrule.MO, **options)
        case Every.MONTH_DAY:
            found = rrule.rrule(rrule.MONTHLY, bymonthday=rule.first.day, **options)
        case Every.MONTH_WEEKDAY:
            chosen = [rrule.weekday(day, rule.week_of_month()) for day in weekdays]
            found = rrule.rrule(rrule.MONTHLY, byweekday=chosen, **options)
        case Every.YEAR:
            found = rrule.rrule(rrule.YEARLY, **options)
    last = rule.until or date(2199, 12, 31)
    within = takewhile(lambda day: day <= last, (moment.date() for moment in found))
    return islice(within, rule.count)


def days(rule: Rule) -> list[date]:
    """The days of the series, in order. Raises RuleRefusal: no end, more than 500, none."""
    rule.check()
    found = list(islice(_days(rule), MOST + 1))
    if len(found) > MOST:
        raise RuleRefusal("too_many", most=MOST)
    kept = [day for day in found if day not in rule.left_out]
    if not kept:
        raise RuleRefusal("no_day")
    return kept


@dataclass(frozen=True)
class Occurrence:
    """One date of a series, as it will be written, and what the clock does to it."""

    day: date
    starts_at: datetime
    ends_at: datetime
    shifted: bool  # the hour does not exist that day: it is an hour later
    twice: bool  # the hour comes twice that day: the first is meant


def occurrences(rule: Rule, starts: time, ends: time, zone: ZoneInfo) -> list[Occurrence]:
    """The dates with their instants; an end that is not later than the start is the next day's."""
    made = []
    for day in days(rule):
        first, last = clock.span(day, starts, ends, zone)
        made.append(Occurrence(day, first, last, not clock.exists(day, starts, zone),
                               clock.happens_twice(day, starts, zone)))  # fmt: skip
    return made
