"""Intervals of time, from an instant to another that is not in it: overlaps, what is free, « next free from… »."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TypeVar

T = TypeVar("T", date, datetime)
Interval = tuple[T, T]


def overlap(one: Interval[T], other: Interval[T]) -> bool:
    """Do they share an instant? Two that touch do not."""
    return one[0] < other[1] and other[0] < one[1]


def merged(intervals: Iterable[Interval[T]]) -> list[Interval[T]]:
    """The same instants, in order, with no two that overlap or touch; empty ones are dropped."""
    found: list[Interval[T]] = []
    for start, end in sorted(pair for pair in intervals if pair[0] < pair[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def free_between(busy: Iterable[Interval[T]], start: T, end: T) -> list[Interval[T]]:
    """What is left of [start, end) beside what is busy."""
    free: list[Interval[T]] = []
    at = start
    for begun, ended in merged(busy):
        if begun >= end:
            break
        if ended <= at:
            continue
        if begun > at:
            free.append((at, begun))
        at = ended
    return [*free, (at, end)] if at < end else free


def next_free(busy: Iterable[Interval[T]], length: timedelta, start: T) -> T:
    """The first instant from `start` on at which there is room for so long."""
    at = start
    for begun, ended in merged(busy):
        if ended <= at:
            continue
        if at + length <= begun:
            return at
        at = ended
    return at


def covers(windows: Iterable[Interval[T]], wanted: Interval[T]) -> bool:
    """Is the whole of it within what is open?"""
    return not free_between(windows, *wanted)


def on_days(first: date, last: date, begins: time, ends: time, zone: tzinfo,
            weekday: int | None = None) -> list[Interval[datetime]]:  # fmt: skip
    """These hours of each day from one to another (of one day of the week alone, where it is given)."""
    days = ((last - first).days + 1) if last >= first else 0
    found = []
    for number in range(days):
        day = first + timedelta(days=number)
        if weekday is None or day.weekday() == weekday:
            found.append((datetime.combine(day, begins, zone), datetime.combine(day, ends, zone)))
    return found


def whole_days(first: date, last: date, zone: tzinfo) -> Interval[datetime]:
    """From the midnight that begins one day to the one that ends another: 23 or 25 hours where the clock changes."""
    return (datetime.combine(first, time.min, zone), datetime.combine(last + timedelta(days=1), time.min, zone))
