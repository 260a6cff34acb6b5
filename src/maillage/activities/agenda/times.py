"""When something is, in words: days and hours of the zone in force, across midnight and changes of clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from babel.dates import get_timezone_name
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NIGHT_ENDS = time(6)  # a dance that ends at two belongs to the evening before
MOST_DAYS = 400
DAYS = {"es": r"l j \d\e F \d\e Y"}
SHORT_DAYS = {"es": r"j \d\e F"}
MONTHS = {"es": r"F \d\e Y"}


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, language: str) -> str:
    text = date_format(day, pattern)
    return text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 and "j F" in pattern else text


def day_words(day: date) -> str:
    """« mercredi 17 mars 2027 »."""
    language = get_language() or "fr"
    return _written(day, DAYS.get(language, "l j F Y"), language)


def month_words(day: date) -> str:
    """« mars 2027 »."""
    language = get_language() or "fr"
    return _written(day, MONTHS.get(language, "F Y"), language)


def short_words(day: date) -> str:
    """« 17 mars »."""
    language = get_language() or "fr"
    return _written(day, SHORT_DAYS.get(language, "j F"), language)


@lru_cache(maxsize=4096)
def _hour(moment: time, language: str) -> str:
    return str(date_format(moment, "TIME_FORMAT"))


def hour_words(moment: datetime) -> str:
    """« 18 h 00 »."""
    return _hour(moment.time().replace(second=0, microsecond=0), get_language() or "fr")


@dataclass(frozen=True)
class Span:
    """From an instant to another, in the zone in which they are told."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, starts_at: datetime, ends_at: datetime) -> "Span":
        return cls(localtime(starts_at), localtime(ends_at))

    @property
    def lasts(self) -> timedelta:
        """The time that passes, whatever the clocks say."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)

    @property
    def whole_days(self) -> bool:
        return self.start.time() == self.end.time() == time() and self.end.date() > self.start.date()

    @property
    def first_day(self) -> date:
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day on which it is held."""
        if self.end.date() == self.start.date():
            return self.first_day
        if self.lasts < timedelta(days=1) and self.end.time() <= NIGHT_ENDS and not self.whole_days:
            return self.first_day
        return self.end.date() - timedelta(days=1) if self.end.time() == time() else self.end.date()

    def days(self) -> Iterator[date]:
        """Each day on which it is held."""
        for number in range(min((self.last_day - self.first_day).days + 1, MOST_DAYS)):
            yield self.first_day + timedelta(days=number)

    @property
    def changes_clock(self) -> bool:
        """Do clocks change while it is held, so that its hours deceive?"""
        return self.lasts < timedelta(days=2) and not self.whole_days and (
            self.start.utcoffset() != self.end.utcoffset()
        )  # fmt: skip

    @property
    def day(self) -> str:
        """Its day, or its days."""
        if self.first_day == self.last_day:
            return day_words(self.first_day)
        return _("du %(first)s au %(last)s") % {"first": day_words(self.first_day), "last": day_words(self.last_day)}

    @property
    def hours(self) -> str:
        """Its hours; of several days, when it opens and when it ends."""
        if self.whole_days:
            return "" if self.first_day != self.last_day else _("toute la journée")
        hours = {"start": hour_words(self.start), "end": hour_words(self.end)}
        if self.first_day != self.last_day:
            return _("début à %(start)s, fin à %(end)s") % hours
        if self.end.date() > self.first_day and self.end.time() != time():
            return _("de %(start)s à %(end)s le lendemain") % hours
        return _("de %(start)s à %(end)s") % hours

    @property
    def words(self) -> str:
        """All of it, in a line."""
        return ", ".join(part for part in (self.day, self.hours) if part)

    @property
    def zone(self) -> str:
        """« heure avancée de l’Est »: for those who follow from elsewhere."""
        return str(get_timezone_name(self.start, locale=get_language() or "fr"))
